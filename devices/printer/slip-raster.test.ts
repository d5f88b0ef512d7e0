import jsQR from 'jsqr'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Slip } from '../../flows/ports/printer.port.ts'
import { pngOf } from './paper-png.ts'
import { isBlack, type PaperMm, type Raster, rasterOf } from './raster.ts'
import { loadSlipFont, type SlipFont } from './slip-font.ts'
import { layoutSlip, MAX_SLIP_DOTS } from './slip-layout.ts'
import { createSlipPainter } from './slip-raster.ts'
import { SAMPLE_QR, SAMPLE_SLIP } from './testing/sample-slips.ts'

let font: SlipFont
beforeAll(async () => {
  font = await loadSlipFont()
})

const PAPERS: readonly PaperMm[] = [58, 80]
const text = (line: string): Slip => ({ marks: [], lines: [{ kind: 'text', text: line }] })
const texts = async (slip: Slip, paper: PaperMm = 80) =>
  (await layoutSlip(slip, paper, font)).shapes.flatMap((shape) => (shape.kind === 'text' ? [shape.text] : []))

describe.each(PAPERS)('on %d mm', (paper) => {
  test('every shape is on the paper', async () => {
    const slip = { ...SAMPLE_SLIP, lines: [...SAMPLE_SLIP.lines, ...text('Ợ'.repeat(200)).lines] }
    const { widthDots, heightDots, shapes } = await layoutSlip(slip, paper, font)
    for (const shape of shapes) {
      const width =
        shape.kind === 'box'
          ? shape.width
          : (shape.bold ? font.bold : font.regular).widthDots(shape.text, shape.sizeDots)
      expect(shape.x).toBeGreaterThanOrEqual(0)
      expect(shape.x + width).toBeLessThanOrEqual(widthDots)
      expect(shape.y).toBeLessThanOrEqual(heightDots)
    }
  })

  test('the QR code is read back by a decoder', async () => {
    const raster = await createSlipPainter(paper).paint(SAMPLE_SLIP)
    expect(jsQR.default(pixelsOf(raster), raster.widthDots, raster.heightDots)?.data).toBe(SAMPLE_QR)
  })

  test('a pair stands on one line where it fits, else the value under its label', async () => {
    const { shapes } = await layoutSlip(
      {
        marks: [],
        lines: [
          { kind: 'pair', label: 'In lúc', value: '09/12/2022 09:41' },
          { kind: 'pair', label: 'Trạng thái', value: 'Hồ sơ đã lưu, chờ kết quả của trung tâm' },
        ],
      },
      paper,
      font,
    )
    const heights = shapes.map((shape) => shape.y)
    expect(heights[0]).toBe(heights[1])
    expect(heights[3]).toBeGreaterThan(heights[2]!)
  })

  test('the marks stand in white on black over the whole width, above and below', async () => {
    const raster = await createSlipPainter(paper).paint(SAMPLE_SLIP)
    const blackRows = Array.from({ length: raster.heightDots }, (_, y) => y).filter(
      (y) => inkOf(raster, y) === raster.widthDots,
    )
    expect(blackRows[0]).toBe(0)
    expect(blackRows.at(-1)).toBeGreaterThan(raster.heightDots - 12)
    expect(blackRows.length).toBeGreaterThan(8)
    expect(await texts(SAMPLE_SLIP, paper)).toEqual([
      'BẢN SAO',
      ...(await texts({ ...SAMPLE_SLIP, marks: [] }, paper)),
      'BẢN SAO',
    ])
  })
})

test('the same slip is the same picture, and another letter another one', async () => {
  const painter = createSlipPainter(80)
  const [one, again, other] = await Promise.all(
    [text('hoa'), text('hoa'), text('hoà')].map((slip) => painter.paint(slip)),
  )
  expect(again).toEqual(one)
  expect(other).not.toEqual(one)
})

test('letters and marks apart give the picture of the letters', async () => {
  const painter = createSlipPainter(58)
  expect(await painter.paint(text('Nguyễn Thị Ửng'.normalize('NFD')))).toEqual(
    await painter.paint(text('Nguyễn Thị Ửng')),
  )
})

test('markup in a text is text', async () => {
  const raster = await createSlipPainter(80).paint(text('</text><rect width="576" height="100"/>&amp;&lt;'))
  for (let y = 0; y < raster.heightDots; y += 1) expect(inkOf(raster, y)).toBeLessThan(raster.widthDots / 2)
  expect(await texts(text('a <b> & c'))).toEqual(['a <b> & c'])
})

test('control characters reach neither the picture nor the printer', async () => {
  expect(await texts(text('a\u001b@b\u0000c'))).toEqual(['a @b c'])
})

test.each([
  ['too many lines', { marks: [], lines: Array(400).fill({ kind: 'text', text: 'x' }) } as Slip],
  ['too long a text', text('từ '.repeat(20_000))],
  ['too long a QR', { marks: [], lines: [{ kind: 'qr', text: 'x'.repeat(301) }] } as Slip],
])('%s is PRINT_TOO_LONG', async (_, slip) => {
  await expect(createSlipPainter(58).paint(slip)).rejects.toMatchObject({ code: 'PRINT_TOO_LONG' })
})

test('the longest QR still fits on 58 mm with modules a phone can read', async () => {
  const slip: Slip = { marks: [], lines: [{ kind: 'qr', text: 'x'.repeat(300) }] }
  const { shapes, heightDots } = await layoutSlip(slip, 58, font)
  expect(shapes.every((shape) => shape.kind === 'box' && shape.width >= 4)).toBe(true)
  expect(heightDots).toBeLessThan(MAX_SLIP_DOTS)
})

test('a picture never holds a real-time command, whatever is on it', () => {
  const pixels = new Uint8Array(8 * 16 * 4).fill(255)
  const wanted = [0x10, 0x04, 0x10, 0x05, 0x10, 0x14, 0x10, 0x10, 0x04, 0x10, 0x01, 0x00, 0, 0, 0, 0]
  for (const [at, byte] of wanted.entries()) {
    for (let bit = 0; bit < 8; bit += 1)
      if (byte & (0x80 >> bit)) pixels.fill(0, (at * 8 + bit) * 4, (at * 8 + bit) * 4 + 3)
  }
  expect([...rasterOf(pixels, 8, 16).bits.slice(0, 12)]).toEqual([
    0x18, 0x04, 0x18, 0x05, 0x18, 0x14, 0x10, 0x18, 0x04, 0x10, 0x01, 0x00,
  ])
})

test('a PNG for people has the size of the paper and holds its dots', async () => {
  const png = Buffer.from(pngOf({ widthDots: 8, heightDots: 2, bits: Uint8Array.of(0xff, 0x0f) }))
  expect(png.toString('latin1', 1, 4)).toBe('PNG')
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([8, 2])
  const { Resvg } = await import('@resvg/resvg-js')
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="8" height="2"><image width="8" height="2" image-rendering="pixelated" href="data:image/png;base64,${png.toString('base64')}"/></svg>`
  const { pixels } = new Resvg(svg, { background: '#fff' }).render()
  expect([...rasterOf(pixels, 8, 2).bits]).toEqual([0xff, 0x0f])
})

function inkOf(raster: Raster, y: number): number {
  return Array.from({ length: raster.widthDots }, (_, x) => x).filter((x) => isBlack(raster, x, y)).length
}

function pixelsOf(raster: Raster): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray(raster.widthDots * raster.heightDots * 4).fill(255)
  for (let y = 0; y < raster.heightDots; y += 1) {
    for (let x = 0; x < raster.widthDots; x += 1) {
      if (isBlack(raster, x, y)) pixels.fill(0, (y * raster.widthDots + x) * 4, (y * raster.widthDots + x) * 4 + 3)
    }
  }
  return pixels
}
