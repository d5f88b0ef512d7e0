import { createHash } from 'node:crypto'
import type { ChipReading } from '../../../flows/ports/card.port.ts'
import { type BerNode, childOf, invalidFile, readTemplate } from './ber.ts'

/**
 * The portrait of DG2 (ICAO 9303-10 §4.7.2): biometric templates around one facial record of ISO/IEC 19794-5:2005 with a JPEG or JPEG 2000 image. The
 * first face of the first template. The image is a copy: whoever holds it wipes it. Raises CHIP_FILE_INVALID (also for the newer ISO/IEC 39794-5).
 */
export function readDg2(file: Uint8Array): NonNullable<ChipReading['portrait']> {
  const group = childOf(readTemplate(file, 0x75, FILE), 0x7f61, FILE)
  const image = Uint8Array.from(facialImage(biometricData(childOf(group, 0x7f60, FILE))))
  return { image, mediaType: mediaTypeOf(image), sha256: createHash('sha256').update(image).digest('hex') }
}

const FILE = 'DG2'

function biometricData(template: BerNode): Uint8Array {
  const data = template.children.find(({ tag }) => tag === 0x5f2e || tag === 0x7f2e)
  if (!data) throw invalidFile(FILE, 'missing')
  return data.value
}

// ISO/IEC 19794-5:2005 §5: record header, then per face a block of information, feature points, image information, image.
const RECORD_HEADER_BYTES = 14
const FACE_INFORMATION_BYTES = 20
const FEATURE_POINT_BYTES = 8
const IMAGE_INFORMATION_BYTES = 12
const FORMAT_IDENTIFIER = 0x46414300 // "FAC\0"
const VERSION_010 = 0x30313000 // "010\0"

function facialImage(record: Uint8Array): Uint8Array {
  const view = new DataView(record.buffer, record.byteOffset, record.byteLength)
  if (record.length < RECORD_HEADER_BYTES + FACE_INFORMATION_BYTES) throw invalidFile(FILE, 'length')
  if (view.getUint32(0) !== FORMAT_IDENTIFIER || view.getUint32(4) !== VERSION_010) throw invalidFile(FILE, 'format')
  const faceBytes = view.getUint32(RECORD_HEADER_BYTES)
  const featurePoints = view.getUint16(RECORD_HEADER_BYTES + 4)
  const head = FACE_INFORMATION_BYTES + featurePoints * FEATURE_POINT_BYTES + IMAGE_INFORMATION_BYTES
  const end = RECORD_HEADER_BYTES + faceBytes
  if (view.getUint32(8) !== record.length || end > record.length || faceBytes <= head) throw invalidFile(FILE, 'length')
  return record.subarray(RECORD_HEADER_BYTES + head, end)
}

/** By the image's own first bytes: cards are known whose record says JPEG over a JPEG 2000 image. */
function mediaTypeOf(image: Uint8Array): 'image/jpeg' | 'image/jp2' {
  const starts = (bytes: readonly number[]) => bytes.every((byte, index) => image[index] === byte)
  if (starts([0xff, 0xd8, 0xff])) return 'image/jpeg'
  // The boxed file, or the bare codestream (SOC, SIZ).
  if (starts([0, 0, 0, 12, 0x6a, 0x50, 0x20, 0x20]) || starts([0xff, 0x4f, 0xff, 0x51])) return 'image/jp2'
  throw invalidFile(FILE, 'image')
}
