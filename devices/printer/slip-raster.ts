import type { Slip } from '../../flows/ports/printer.port.ts'
import { type PaperMm, type Raster, rasterOf } from './raster.ts'
import { loadSlipFont, type SlipFont } from './slip-font.ts'
import { layoutSlip, type Shape, type SlipDrawing } from './slip-layout.ts'

/** Draws slips for one width of paper. */
export interface SlipPainter {
  /** The picture of a slip, off the main thread. Raises PRINT_TOO_LONG, CANCELLED by the signal, or what the renderer's package raises when it is missing. */
  paint(slip: Slip): Promise<Raster>
}

/** Loads font and renderer at the first slip and keeps them: a kiosk without a printer never does. */
export function createSlipPainter(paper: PaperMm): SlipPainter {
  let loading: Promise<SlipFont> | null = null
  return {
    async paint(slip) {
      loading ??= loadSlipFont()
      const font = await loading.catch((thrown: unknown) => {
        loading = null
        throw thrown
      })
      return paintDrawing(await layoutSlip(slip, paper, font), font)
    },
  }
}

/** One drawing as dots. */
export async function paintDrawing(drawing: SlipDrawing, font: SlipFont): Promise<Raster> {
  const { renderAsync } = await import('@resvg/resvg-js')
  const image = await renderAsync(svgOf(drawing), {
    background: '#fff',
    font: { loadSystemFonts: false, fontFiles: [...font.files], defaultFontFamily: FAMILY },
    logLevel: 'off',
  })
  return rasterOf(image.pixels, drawing.widthDots, drawing.heightDots)
}

const FAMILY = 'DejaVu Sans'

function svgOf({ widthDots, heightDots, shapes }: SlipDrawing): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${widthDots}" height="${heightDots}" shape-rendering="crispEdges">`,
    `<g font-family="${FAMILY}" font-stretch="condensed" font-kerning="none">`,
    ...shapes.map(elementOf),
    '</g></svg>',
  ].join('')
}

function elementOf(shape: Shape): string {
  if (shape.kind === 'box') {
    return `<rect x="${shape.x}" y="${shape.y}" width="${shape.width}" height="${shape.height}"/>`
  }
  const { text, x, y, sizeDots, bold, inverse } = shape
  const look = `font-size="${sizeDots}"${bold ? ' font-weight="700"' : ''}${inverse ? ' fill="#fff"' : ''}`
  return `<text x="${x}" y="${y}" ${look}>${escaped(text)}</text>`
}

/** Whatever stands in a slip is text, never markup. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
