import { answerApdu, type CommandApdu } from '../../port/pcsc/apdu.ts'
import { pad } from '../cipher-suite.ts'
import type { SessionKeys } from '../kdf.ts'
import { countOn, decrypted, encrypted, messageMac, SM } from '../secure-messaging.ts'
import { readTlvs, tlv } from '../tlv.ts'

/** The chip's side of secure messaging (ICAO 9303-11 §9.8). */
export interface ChipSession {
  readonly keys: SessionKeys
  readonly counter: Uint8Array
}

/** What a protected command asks; null when its checksum is not that of the session. */
export function openCommand({ keys, counter }: ChipSession, command: CommandApdu): CommandApdu | null {
  countOn(counter)
  const objects = readTlvs(command.data)
  const mac = objects.at(-1)
  const covered = objects.slice(0, -1)
  const header = Uint8Array.of(command.cla, command.ins, command.p1, command.p2)
  const expected = messageMac(keys, counter, pad(header, keys.suite.blockBytes), ...covered.map(({ raw }) => raw))
  if (mac?.tag !== SM.mac || Buffer.compare(expected, mac.value) !== 0) return null
  const le = covered.find(({ tag }) => tag === SM.expectedLength)?.value
  return { ...command, cla: command.cla & ~0x0c, data: decrypted(keys, counter, covered), le: le ? lengthOf(le) : null }
}

/** The protected answer to a command with this instruction byte. */
export function sealAnswer({ keys, counter }: ChipSession, ins: number, status: number, data: Uint8Array): Uint8Array {
  countOn(counter)
  const objects = Buffer.concat([
    encrypted(keys, counter, ins, data),
    tlv(SM.status, Uint8Array.of(status >> 8, status & 0xff)),
  ])
  return answerApdu(status, Buffer.concat([objects, tlv(SM.mac, messageMac(keys, counter, objects))]))
}

function lengthOf(le: Uint8Array): number {
  const length = le.reduce((sum, byte) => sum * 256 + byte, 0)
  return length === 0 ? 256 ** le.length : length
}
