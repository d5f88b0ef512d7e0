import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { type FontMetrics, readFontMetrics } from './font-metrics.ts'

/** The two cuts a slip is set in, and where their files are. */
export interface SlipFont {
  readonly regular: FontMetrics
  readonly bold: FontMetrics
  readonly files: readonly string[]
}

/**
 * DejaVu Sans Condensed. Not its monospaced sister: DejaVu Sans Mono 2.37 lacks 46 of the 146 Vietnamese letters (ả, ấ, ề, ổ …) and draws
 * their marks beside them (slip-font.test.ts). Read at the first slip, not at the start of the program.
 */
export async function loadSlipFont(): Promise<SlipFont> {
  const { resolve } = createRequire(import.meta.url)
  const files = ['DejaVuSansCondensed.ttf', 'DejaVuSansCondensed-Bold.ttf'].map((name) =>
    resolve(`dejavu-fonts-ttf/ttf/${name}`),
  )
  const [regular, bold] = await Promise.all(files.map(async (file) => readFontMetrics(await readFile(file))))
  return { regular: regular!, bold: bold!, files }
}
