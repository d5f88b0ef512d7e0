import { Fault } from '../../flows/base/fault.ts'
import type { Slip, SlipLine } from '../../flows/ports/printer.port.ts'
import type { FontMetrics } from './font-metrics.ts'
import { QUIET_MODULES, qrModules } from './qr-modules.ts'
import { type PaperMm, WIDTH_DOTS } from './raster.ts'
import { printable, wrapEvenly, wrapText } from './wrap-text.ts'

export type Shape =
  | {
      readonly kind: 'text'
      readonly text: string
      readonly x: number
      /** Of the baseline. */
      readonly y: number
      readonly sizeDots: number
      readonly bold: boolean
      /** White, on a black box. */
      readonly inverse: boolean
    }
  | { readonly kind: 'box'; readonly x: number; readonly y: number; readonly width: number; readonly height: number }

/** A slip laid out, in dots. */
export interface SlipDrawing {
  readonly widthDots: number
  readonly heightDots: number
  readonly shapes: readonly Shape[]
}

export interface SlipFaces {
  readonly regular: FontMetrics
  readonly bold: FontMetrics
}

/** 60 cm: far more than any slip has. What goes beyond is a mistake, and would empty the roll. */
export const MAX_SLIP_DOTS = 4_800

/** 3 and 3¼ mm: read without glasses at arm's length. */
const TEXT_DOTS: Readonly<Record<PaperMm, number>> = { 58: 24, 80: 26 }
const TITLE_RATIO = 1.25
const NUMBER_RATIO = 1.6
const MARK_RATIO = 1.3
/** Of the letter size: the highest capital (Ẳ, bold) stands 1.12 over the baseline, the lowest tail 0.23 under it. Nothing is cut off or touches the next line. */
export const LINE_RATIO = 1.36
export const BASE_RATIO = 1.13
const MARGIN_DOTS = 8
const GAP_DOTS = 10
const RULE_DOTS = 2
const MARK_PADDING_DOTS = 6
/** 34 mm: a phone reads it from a hand's breadth, and it stays on 58 mm. */
const QR_DOTS = 272
/** Half a millimetre is what a phone still reads on worn thermal paper. */
const MIN_MODULE_DOTS = 4

/** Lays a slip out for one width of paper; pure but for loading the QR encoder. Raises PRINT_TOO_LONG. */
export async function layoutSlip(slip: Slip, paper: PaperMm, faces: SlipFaces): Promise<SlipDrawing> {
  const widthDots = WIDTH_DOTS[paper]
  const room = widthDots - 2 * MARGIN_DOTS
  const textDots = TEXT_DOTS[paper]
  const shapes: Shape[] = []
  let y = 0

  const put = (text: string, x: number, sizeDots: number, bold: boolean, inverse = false) =>
    shapes.push({ kind: 'text', text, x, y: Math.round(y + sizeDots * BASE_RATIO), sizeDots, bold, inverse })
  const paragraph = (text: string, sizeDots: number, bold: boolean, align: 'left' | 'centre', indent = 0) => {
    const wrap = align === 'centre' ? wrapEvenly : wrapText
    for (const line of wrap(printable(text), room - indent, (part) => measured(faces, part, sizeDots, bold))) {
      const slack = room - indent - measured(faces, line, sizeDots, bold)
      put(line, MARGIN_DOTS + indent + (align === 'centre' ? Math.floor(slack / 2) : 0), sizeDots, bold)
      y += lineDots(sizeDots)
    }
  }
  const mark = (text: string) => {
    const sizeDots = Math.round(textDots * MARK_RATIO)
    const marked = wrapEvenly(printable(text), room, (part) => measured(faces, part, sizeDots, true))
    const height = marked.length * lineDots(sizeDots) + 2 * MARK_PADDING_DOTS
    shapes.push({ kind: 'box', x: 0, y, width: widthDots, height })
    y += MARK_PADDING_DOTS
    for (const line of marked) {
      put(line, Math.floor((widthDots - measured(faces, line, sizeDots, true)) / 2), sizeDots, true, true)
      y += lineDots(sizeDots)
    }
    y += MARK_PADDING_DOTS + GAP_DOTS
  }
  const pair = (label: string, value: string) => {
    const valueDots = measured(faces, value, textDots, true)
    if (measured(faces, label, textDots, false) + textDots + valueDots > room) {
      paragraph(label, textDots, false, 'left')
      return paragraph(value, textDots, true, 'left', textDots)
    }
    put(label, MARGIN_DOTS, textDots, false)
    put(value, Math.floor(widthDots - MARGIN_DOTS - valueDots), textDots, true)
    y += lineDots(textDots)
  }
  const qr = async (text: string) => {
    const modules = await qrModules(text)
    const across = modules.length + 2 * QUIET_MODULES
    const moduleDots = Math.max(MIN_MODULE_DOTS, Math.floor(QR_DOTS / across))
    if (across * moduleDots > widthDots) throw new Fault('PRINT_TOO_LONG', { modules: modules.length })
    const left = Math.floor((widthDots - modules.length * moduleDots) / 2)
    const top = y + QUIET_MODULES * moduleDots
    for (const [row, cells] of modules.entries()) {
      for (const [column, dark] of cells.entries()) {
        if (!dark) continue
        const [x, at] = [left + column * moduleDots, top + row * moduleDots]
        shapes.push({ kind: 'box', x, y: at, width: moduleDots, height: moduleDots })
      }
    }
    y += across * moduleDots
  }
  const draw = async (line: SlipLine) => {
    switch (line.kind) {
      case 'title':
        return paragraph(line.text, Math.round(textDots * TITLE_RATIO), true, 'centre')
      case 'text':
        return paragraph(line.text, textDots, line.strong === true, 'left')
      case 'pair':
        return pair(printable(line.label), printable(line.value))
      case 'number':
        return paragraph(line.text, Math.round(textDots * NUMBER_RATIO), true, 'centre')
      case 'qr':
        return qr(line.text)
      case 'rule':
        y += GAP_DOTS
        shapes.push({ kind: 'box', x: MARGIN_DOTS, y, width: room, height: RULE_DOTS })
        y += RULE_DOTS + GAP_DOTS
    }
  }

  for (const text of slip.marks) mark(text)
  for (const line of slip.lines) {
    await draw(line)
    if (y > MAX_SLIP_DOTS) break
  }
  y += GAP_DOTS
  for (const text of slip.marks) mark(text)
  if (y > MAX_SLIP_DOTS) throw new Fault('PRINT_TOO_LONG', { limitDots: MAX_SLIP_DOTS })
  return { widthDots, heightDots: y, shapes }
}

function measured(faces: SlipFaces, text: string, sizeDots: number, bold: boolean): number {
  return (bold ? faces.bold : faces.regular).widthDots(text, sizeDots)
}

function lineDots(sizeDots: number): number {
  return Math.round(sizeDots * LINE_RATIO)
}
