import { Fault } from '../../flows/base/fault.ts'

/** A token holds a dozen certificates of a few kilobytes; more than this is a module that wrote over its own memory. */
export const MAX_FRAME_BYTES = 4 * 1024 * 1024
/** Two big-endian u32: bytes of the JSON text, bytes of the attachments behind it. */
const HEADER_BYTES = 8

/**
 * One message between the screen's process and a module's child as bytes: header, JSON text, attachments. Byte strings (certificates, signatures, the PIN)
 * are not turned into text: they stand behind the JSON, which names their place. JSON and not V8's own format, because a module may have
 * written over the child's memory, and JSON.parse refuses what V8's reader may crash on.
 * The caller wipes what it gets once it is written, if there is a secret in it.
 */
export function encodeFrame(message: object): Buffer {
  const attachments: Uint8Array[] = []
  let attachedBytes = 0
  const text = JSON.stringify(message, function (this: Record<string, unknown>, key: string, value: unknown) {
    // Not `value`: a Buffer has turned itself into a list of numbers by now.
    const held = this[key]
    if (!(held instanceof Uint8Array)) return value
    const place = { $bytes: [attachedBytes, held.length] }
    attachments.push(held)
    attachedBytes += held.length
    return place
  })
  const textBytes = Buffer.byteLength(text)
  const frame = Buffer.allocUnsafeSlow(HEADER_BYTES + textBytes + attachedBytes)
  frame.writeUInt32BE(textBytes, 0)
  frame.writeUInt32BE(attachedBytes, 4)
  frame.write(text, HEADER_BYTES)
  let at = HEADER_BYTES + textBytes
  for (const bytes of attachments) {
    frame.set(bytes, at)
    at += bytes.length
  }
  return frame
}

export interface FrameReader {
  /**
   * Takes the next bytes, gives the messages that are whole now, and overwrites with zeros every byte it was given: a PIN stays in the
   * message alone. Raises TOKEN_FAILED for what is no frame; nothing can be read after that.
   */
  push(bytes: Uint8Array): unknown[]
}

/** Reads frames off a stream cut anywhere. */
export function createFrameReader(): FrameReader {
  let held: Buffer = Buffer.alloc(0)
  return {
    push(bytes) {
      const joined = Buffer.allocUnsafeSlow(held.length + bytes.length)
      joined.set(held)
      joined.set(bytes, held.length)
      held.fill(0)
      bytes.fill(0)
      const messages: unknown[] = []
      let at = 0
      for (;;) {
        const sizeBytes = frameSize(joined, at)
        if (sizeBytes === null || at + sizeBytes > joined.length) break
        messages.push(decode(joined.subarray(at, at + sizeBytes)))
        at += sizeBytes
      }
      held = Buffer.allocUnsafeSlow(joined.length - at)
      joined.copy(held, 0, at)
      joined.fill(0)
      return messages
    },
  }
}

function frameSize(bytes: Buffer, at: number): number | null {
  if (bytes.length - at < HEADER_BYTES) return null
  const sizeBytes = HEADER_BYTES + bytes.readUInt32BE(at) + bytes.readUInt32BE(at + 4)
  if (sizeBytes > MAX_FRAME_BYTES) throw new Fault('TOKEN_FAILED', { reason: 'frame too long' })
  return sizeBytes
}

function decode(frame: Buffer): unknown {
  const attachmentsAt = HEADER_BYTES + frame.readUInt32BE(0)
  try {
    return JSON.parse(frame.toString('utf8', HEADER_BYTES, attachmentsAt), (_, value: unknown) => {
      if (typeof value !== 'object' || value === null || !('$bytes' in value)) return value
      const [from, sizeBytes] = value.$bytes as [number, number]
      const begin = attachmentsAt + from
      if (!(from >= 0 && sizeBytes >= 0 && begin + sizeBytes <= frame.length)) throw new RangeError('attachment')
      return new Uint8Array(frame.subarray(begin, begin + sizeBytes))
    })
  } catch (thrown) {
    throw new Fault('TOKEN_FAILED', { reason: 'frame not readable' }, thrown)
  }
}
