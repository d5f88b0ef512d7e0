import type { Picture } from './ui/draw/colour-blocks.ts'

/** Each pixel that is drawn is the mean of so many by so many, or thin lines would come and go. */
const FINER = 8
const RGBA_BYTES = 4
/** ITU-T T.81 §B.1.1.3: SOI and the marker after it. The renderer knows other kinds, which are in no chip. */
const JPEG_STARTS = [0xff, 0xd8, 0xff]
/** Never asked of a network: the bytes are given beside it. No base64 text of a face is made, which nobody could overwrite. */
const HREF = 'https://portrait.invalid/'

/**
 * Decodes a JPEG (ITU-T T.81) into a picture of `columns` by `rows` pixels, the whole face inside, grey around it. About 10 ms, on this thread; the renderer is loaded at the
 * first. Null for what it cannot decode, as JPEG 2000. Neither keeps nor changes the bytes.
 */
export async function decodePortrait(
  image: Uint8Array,
  { columns, rows }: { readonly columns: number; readonly rows: number },
): Promise<Picture | null> {
  if (JPEG_STARTS.some((byte, at) => image[at] !== byte)) return null
  const { Resvg } = await import('@resvg/resvg-js')
  const drawing = new Resvg(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${columns} ${rows}"><image href="${HREF}" width="${columns}" height="${rows}"/></svg>`,
    { font: { loadSystemFonts: false }, fitTo: { mode: 'width', value: columns * FINER }, logLevel: 'off' },
  )
  drawing.resolveImage(HREF, Buffer.from(image.buffer, image.byteOffset, image.byteLength))
  const { pixels, width } = drawing.render()
  const isDrawn = pixels.some((value, at) => at % RGBA_BYTES === RGBA_BYTES - 1 && value > 0)
  const small = isDrawn ? shrink(pixels, width, { columns, rows }) : null
  pixels.fill(0)
  return small && { columns, rows, pixels: small }
}

/** What lies beside the face. */
const GREY = 128

function shrink(fine: Uint8Array, width: number, size: { readonly columns: number; readonly rows: number }) {
  const small = new Uint8Array(3 * size.columns * size.rows)
  for (let at = 0; at < small.length; at++) {
    const pixel = Math.floor(at / 3)
    const [top, left] = [FINER * Math.floor(pixel / size.columns), FINER * (pixel % size.columns)]
    let sum = 0
    for (let place = 0; place < FINER * FINER; place++) {
      const from = RGBA_BYTES * ((top + Math.floor(place / FINER)) * width + left + (place % FINER))
      // Premultiplied: what the image leaves open is filled with grey.
      sum += (fine[from + (at % 3)] ?? 0) + (GREY * (255 - (fine[from + 3] ?? 0))) / 255
    }
    small[at] = Math.round(sum / (FINER * FINER))
  }
  return small
}
