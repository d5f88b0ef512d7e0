import type { VisitContext } from '../../../flows/visit/visit-context.ts'
import type { Texts } from '../text/texts.ts'

export interface PaperWords {
  readonly tone: 'good' | 'attention' | 'quiet'
  readonly text: string
  readonly canPrintAgain: boolean
}

/**
 * How the paper receipt stands, in a sentence; null at a station that prints none. Nothing on paper is never the end: the number and the QR stand beside it.
 * `hasQr` says whether this terminal could draw the QR: nobody is asked to photograph what is not there.
 */
export function paperWords(
  { paper, outcome }: Pick<VisitContext, 'paper' | 'outcome'>,
  { result }: Texts,
  hasQr: boolean,
): PaperWords | null {
  if (!paper) return null
  const words = result.paper
  const hasReceipt = outcome !== null && 'receipt' in outcome && outcome.receipt !== null
  const kept = !hasReceipt ? 'screen' : hasQr ? 'qr' : 'number'
  switch (paper.kind) {
    case 'printing':
      return { tone: 'quiet', text: words.printing, canPrintAgain: false }
    case 'printed':
      return { tone: 'good', text: paper.copy ? words.printedCopy : words.printed, canPrintAgain: true }
    case 'uncertain':
      return { tone: 'attention', text: words.uncertain[kept], canPrintAgain: true }
    case 'not-printed': {
      const why = paper.code === 'PRINTER_PAPER_OUT' ? words.paperOut : words.notPrinted(paper.code ?? 'INTERNAL')
      return {
        tone: 'attention',
        text: `${why} ${words.instead[kept]}`,
        canPrintAgain: true,
      }
    }
  }
}
