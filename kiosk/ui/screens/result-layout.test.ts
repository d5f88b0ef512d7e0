import { expect, test } from 'vitest'
import { cellsOf } from '../draw/cells.ts'
import { areaOf } from '../frame/layout.ts'
import type { DisplaySettings } from '../kiosk-props.ts'
import { RECEIPT } from '../testing/test-views.ts'
import { TEXTS } from '../text/texts.ts'
import { lookOf } from '../theme.ts'
import type { Ui } from '../ui.ts'
import { type ResultLayout, resultLayout } from './result-layout.ts'

const PLAIN: DisplaySettings = { colours: 'none', glyphs: 'unicode' }

function layoutFor(fits: (layout: ResultLayout) => boolean, display = PLAIN, receipt: typeof RECEIPT | null = RECEIPT) {
  const area = areaOf(80, 24, 0)
  const ui: Pick<Ui, 'area' | 'look' | 'texts'> = { area, look: lookOf(display), texts: TEXTS.vi }
  return resultLayout(ui, receipt, (layout) => (fits(layout) ? area.rows : area.rows + 1))
}

const WHOLE = layoutFor(() => true)
const ALONE = layoutFor(({ qr }) => qr === null)

test('the QR stands with its whole quiet zone while the text fits beside it', () => {
  expect(WHOLE.hasGaps).toBe(true)
  expect(WHOLE.qrColumns).toBe(cellsOf(WHOLE.qr?.[0] ?? ''))
  expect(WHOLE.room).toBe(ALONE.room - WHOLE.qrColumns)
})

test('it loses its quiet zone first, then itself, and the text its empty rows last', () => {
  const narrower = layoutFor(({ qrColumns }) => qrColumns < WHOLE.qrColumns)
  expect(WHOLE.qrColumns - narrower.qrColumns).toBe(4)
  const narrowest = layoutFor(({ qrColumns }) => qrColumns < narrower.qrColumns)
  expect(narrower.qrColumns - narrowest.qrColumns).toBe(2)
  expect(layoutFor(({ qrColumns }) => qrColumns < narrowest.qrColumns)).toEqual(ALONE)
  expect([ALONE.qr, ALONE.hasGaps]).toEqual([null, true])
  expect(layoutFor(() => false)).toEqual({ ...ALONE, hasGaps: false })
})

test.each([
  ['ASCII signs', { colours: 'none', glyphs: 'ascii' }, RECEIPT],
  ['large text', { ...PLAIN, text: 'large' }, RECEIPT],
  ['no receipt', PLAIN, null],
] as const)('with %s there is none', (_, display, receipt) => {
  expect(layoutFor(() => true, display, receipt)).toEqual(ALONE)
})
