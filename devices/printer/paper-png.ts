import { crc32, deflateSync } from 'node:zlib'
import type { Raster } from './raster.ts'

/** A raster as a PNG of one bit a dot (W3C PNG, colour type 0), for people to look at. */
export function pngOf({ widthDots, heightDots, bits }: Raster): Uint8Array {
  const rowBytes = widthDots / 8
  // Each row begins with its filter (0, none); in PNG 1 is white.
  const rows = Buffer.alloc((rowBytes + 1) * heightDots)
  for (let row = 0; row < heightDots; row += 1) {
    for (let at = 0; at < rowBytes; at += 1) {
      rows[row * (rowBytes + 1) + 1 + at] = ~(bits[row * rowBytes + at] ?? 0) & 0xff
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(widthDots, 0)
  header.writeUInt32BE(heightDots, 4)
  header[8] = 1
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  body.copy(framed, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}
