import { timingSafeEqual } from 'node:crypto'
import { Fault } from '../../flows/base/fault.ts'
import { type CommandApdu, commandApdu } from '../port/pcsc/apdu.ts'
import { pad, unpad } from './cipher-suite.ts'
import { type SessionKeys, wipeKeys } from './kdf.ts'
import { readTlvs, type Tlv, tlv } from './tlv.ts'

/** Data objects of secure messaging (ICAO 9303-11 §9.8.4). */
export const SM = { cryptogram: 0x87, oddCryptogram: 0x85, expectedLength: 0x97, status: 0x99, mac: 0x8e } as const
/** "Padded with 80 00 …": the first byte of a cryptogram in DO'87'. */
const PADDING_INDICATOR = Uint8Array.of(1)
const CLASS_PROTECTED = 0x0c
const MAC_BYTES = 8
const SHORT_ANSWER_BYTES = 256
/** DO'99' and DO'8E' of an answer, and tag, length (2) and padding indicator of DO'87'. */
const ANSWER_FRAME_BYTES = 4 + 10 + 4

export interface ChipAnswer {
  readonly data: Uint8Array
  readonly status: number
}

/** The reader's side of one protected session. */
export interface SecureMessaging {
  /** One protected command, ready to be sent. Counts on. */
  protect(command: CommandApdu): Uint8Array
  /**
   * Checks and decrypts the answer to it. Raises CHIP_PROTOCOL for everything that is not exactly what the chip of this session would say; when the chip
   * dropped the session and said why in the clear, the detail `unprotected` is true and `status` says what it said.
   */
  unprotect(answer: Uint8Array): ChipAnswer
  /** The most data a short answer can hold. */
  readonly shortDataBytes: number
  /** Overwrites the keys; nothing can be sent afterwards. */
  wipe(): void
}

/** Secure messaging of ICAO 9303-11 §9.8, 3DES (retail MAC) or AES (CMAC). `counter` is the send sequence counter before the first command; it is taken over. */
export function createSecureMessaging(keys: SessionKeys, counter: Uint8Array): SecureMessaging {
  const { suite } = keys
  return {
    protect(command) {
      countOn(counter)
      const { cla, ins, p1, p2, data, le } = command
      const header = Uint8Array.of(cla | CLASS_PROTECTED, ins, p1, p2)
      const objects = Buffer.concat([encrypted(keys, counter, ins, data), expectedLength(le)])
      const mac = messageMac(keys, counter, pad(header, suite.blockBytes), objects)
      const body = Buffer.concat([objects, tlv(SM.mac, mac)])
      return commandApdu([header[0]!, ins, p1, p2], {
        data: body,
        le: le !== null && le > SHORT_ANSWER_BYTES ? 0x1_00_00 : SHORT_ANSWER_BYTES,
      })
    },
    unprotect(answer) {
      countOn(counter)
      const outer = answer.subarray(-2)
      if (answer.length === 2) throw refused({ unprotected: true, status: Buffer.from(outer).toString('hex') })
      const objects = readTlvs(answer.subarray(0, -2))
      const mac = objects.at(-1)
      const covered = objects.slice(0, -1)
      if (mac?.tag !== SM.mac || mac.value.length !== MAC_BYTES) throw refused({ step: 'no checksum' })
      const computed = messageMac(keys, counter, ...covered.map((object) => object.raw))
      if (!timingSafeEqual(computed, mac.value)) throw refused({ step: 'checksum' })
      const status = statusOf(covered, outer)
      return { data: decrypted(keys, counter, covered), status }
    },
    get shortDataBytes() {
      const room = SHORT_ANSWER_BYTES - ANSWER_FRAME_BYTES
      return room - (room % suite.blockBytes) - 1
    },
    wipe: () => wipeKeys(keys),
  }
}

/** The send sequence counter goes up by one before every command and every answer (§9.8.2). */
export function countOn(counter: Uint8Array): void {
  for (let at = counter.length - 1; at >= 0; at -= 1) {
    counter[at] = (counter[at]! + 1) & 0xff
    if (counter[at] !== 0) return
  }
}

/** Checksum of one message: counter and parts, padded. §9.8.6: what stands before the data objects is padded on its own by the caller. */
export function messageMac(keys: SessionKeys, counter: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array {
  const { suite } = keys
  return suite.mac(keys.mac, pad(Buffer.concat([counter, ...parts]), suite.blockBytes))
}

/** DO'87', or DO'85' for an odd instruction byte, which has no padding indicator; nothing when there is no data. */
export function encrypted(keys: SessionKeys, counter: Uint8Array, ins: number, data: Uint8Array): Uint8Array {
  if (data.length === 0) return data
  const { suite } = keys
  const iv = suite.messageIv(keys.encryption, counter)
  const cryptogram = suite.encrypt(keys.encryption, pad(data, suite.blockBytes), iv)
  return ins % 2 === 1 ? tlv(SM.oddCryptogram, cryptogram) : tlv(SM.cryptogram, PADDING_INDICATOR, cryptogram)
}

/** What the cryptogram among the objects says; empty when there is none. Raises CHIP_PROTOCOL. */
export function decrypted(keys: SessionKeys, counter: Uint8Array, objects: readonly Tlv[]): Uint8Array {
  const { suite } = keys
  const found = objects.find((object) => object.tag === SM.cryptogram || object.tag === SM.oddCryptogram)
  if (!found) return new Uint8Array(0)
  const even = found.tag === SM.cryptogram
  if (even && found.value[0] !== PADDING_INDICATOR[0]) throw refused({ step: 'padding indicator' })
  const cryptogram = even ? found.value.subarray(1) : found.value
  if (cryptogram.length === 0 || cryptogram.length % suite.blockBytes !== 0) throw refused({ step: 'cryptogram' })
  return unpad(suite.decrypt(keys.encryption, cryptogram, suite.messageIv(keys.encryption, counter)))
}

function expectedLength(le: number | null): Uint8Array {
  if (le === null) return new Uint8Array(0)
  return tlv(
    SM.expectedLength,
    le > SHORT_ANSWER_BYTES ? Uint8Array.of((le >> 8) & 0xff, le & 0xff) : Uint8Array.of(le & 0xff),
  )
}

/** The two status bytes outside are not protected: they must be those inside. */
function statusOf(covered: readonly Tlv[], outer: Uint8Array): number {
  const inner = covered.find((object) => object.tag === SM.status)?.value
  if (inner?.length !== 2 || inner[0] !== outer[0] || inner[1] !== outer[1]) throw refused({ step: 'status' })
  return (inner[0]! << 8) | inner[1]!
}

function refused(details: Readonly<Record<string, string | boolean>>): Fault {
  return new Fault('CHIP_PROTOCOL', { step: 'secure messaging', ...details })
}
