import { afterEach, describe, expect, test } from 'vitest'
import { samplePortrait } from '../../../devices/card/lds/sample-portrait.ts'
import { createPortraits, type Portraits } from '../../../flows/base/portraits.ts'
import { decodePortrait } from '../../decode-portrait.ts'
import type { DisplaySettings } from '../kiosk-props.ts'
import { attestView, formView, openCounter } from '../testing/test-counter.tsx'
import { readCard, reading } from '../testing/test-device-views.ts'
import { CARD } from '../testing/test-views.ts'
import { COUNTER_TEXTS } from '../text/counter-texts.ts'
import { createPortraitPictures, type PortraitPicture } from './portrait-pictures.ts'

type Opened = ReturnType<typeof openCounter>
const opened: Opened[] = []
afterEach(() => {
  for (const terminal of opened.splice(0)) terminal.close()
})

const TRUE: DisplaySettings = { colours: 'true', glyphs: 'unicode' }
const WIDE = { columns: 100, rows: 30, display: TRUE }

/** A comparison beside the portrait of a chip, as the station decodes it. */
async function compare(
  options: Parameters<typeof openCounter>[1],
  mediaType: 'image/jpeg' | 'image/jp2' = 'image/jpeg',
) {
  const portraits: Portraits = createPortraits(() => 'portrait-1')
  const image = samplePortrait()
  const handle = portraits.keep(image)
  const { facts } = readCard(reading())
  if (!facts?.portrait) throw new Error('the sample has a portrait')
  const chip = { ...facts, portrait: { ...facts.portrait, handle, mediaType } }
  const seen: PortraitPicture[] = []
  const pictures = createPortraitPictures(portraits, decodePortrait)
  pictures.subscribe((picture) => void seen.push(picture))
  const terminal = openCounter(attestView({ card: CARD, chip }), { ...options, pictures })
  opened.push(terminal)
  await terminal.settle()
  return { terminal, portraits, image, pictures, seen }
}

const STYLES = /\u001b\[[\d;]*m/g
const hasFace = (terminal: Opened) => /▀{20}/.test(terminal.text().replace(STYLES, ''))

describe('the portrait of the chip', () => {
  test.each([
    ['true colours', TRUE],
    ['sixteen', { colours: '16', glyphs: 'unicode' }],
  ] as const)('stands beside the comparison at 100x30 in %s', async (_, display) => {
    const { terminal, image } = await compare({ ...WIDE, display })
    await expect.poll(() => hasFace(terminal)).toBe(true)
    const lines = terminal.lines().map((line) => line.replace(STYLES, ''))
    for (const line of lines) expect([...line]).toHaveLength(100)
    for (const check of COUNTER_TEXTS.vi.attest.checks) expect(lines.join('\n')).toContain(check)
    expect(image.some((byte) => byte !== 0)).toBe(true)
  })

  test('is overwritten as pixels when the screen goes; the image stays with the flow', async () => {
    const { terminal, portraits, pictures, seen } = await compare(WIDE)
    await expect.poll(() => hasFace(terminal)).toBe(true)
    await terminal.show(formView())
    expect(pictures.getSnapshot()).toEqual({ kind: 'none' })
    const [drawn] = seen
    expect(drawn?.kind === 'drawn' && drawn.pixels.every((value) => value === 0)).toBe(true)
    expect(portraits.count).toBe(1)
  })

  test.each([
    ['at 80x24', { columns: 80, rows: 24, display: TRUE }],
    ['without colours', { ...WIDE, display: { colours: 'none', glyphs: 'unicode' } }],
    ['in ASCII', { ...WIDE, display: { colours: 'true', glyphs: 'ascii' } }],
  ] as const)('is not drawn, nor decoded, %s', async (_, options) => {
    const { terminal, pictures } = await compare(options)
    expect(hasFace(terminal)).toBe(false)
    expect(pictures.getSnapshot()).toEqual({ kind: 'none' })
  })

  test.each(['vi', 'en'] as const)('of JPEG 2000 is said to be not drawn, in %s', async (language) => {
    const { terminal } = await compare({ ...WIDE, language }, 'image/jp2')
    const text = terminal.lines().join(' ').replace(STYLES, '')
    expect(text).toContain(COUNTER_TEXTS[language].attest.portraitNotDrawn.split(' ').slice(0, 3).join(' '))
    expect(hasFace(terminal)).toBe(false)
  })

  test('is told to a screen reader by name, and not drawn for it', async () => {
    const { terminal } = await compare({ ...WIDE, screenReader: true })
    expect(terminal.text()).not.toMatch(/[█▀▄]/)
  })
})
