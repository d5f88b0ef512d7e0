import type { ChipFacts } from '../../../flows/rules/chip-facts.ts'
import type { Ui } from '../ui.ts'

export interface ChipVerdictLine {
  /** `open`: nothing is proved and nothing is wrong. */
  readonly grade: 'good' | 'open' | 'bad'
  readonly text: string
}

/** What a reading proves, step by step, each in its own honest words (ICAO 9303-11 §5.1, §6). */
export function chipVerdictLines(ui: Ui, { passive, genuine }: ChipFacts): readonly ChipVerdictLine[] {
  const { read } = ui.texts.devices.card
  const { hashes, signature, chain } = passive
  return [
    { grade: hashes === 'match' ? 'good' : 'bad', text: read.hashes[hashes] },
    { grade: signature === 'valid' ? 'good' : 'bad', text: read.signature[signature] },
    { grade: chain === 'trusted' ? 'good' : chain === 'unchecked' ? 'open' : 'bad', text: read.chain[chain] },
    { grade: genuine === 'failed' ? 'bad' : genuine === 'not-offered' ? 'open' : 'good', text: read.genuine[genuine] },
  ]
}
