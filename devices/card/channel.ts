import { Fault } from '../../flows/base/fault.ts'
import { answerData, type CommandParts, commandApdu, statusOf } from '../port/pcsc/apdu.ts'
import type { ChipAnswer, SecureMessaging } from './secure-messaging.ts'

/** Sends one command and gives the whole answer; what a CardLine does. */
export type Transmit = (command: Uint8Array) => Promise<Uint8Array>

/** Commands to the chip, in the clear or in a protected session. */
export interface Channel {
  /** Raises CHIP_PROTOCOL for an answer that is none, and what the line raises. A status other than 9000 is a value. */
  send(header: readonly [cla: number, ins: number, p1: number, p2: number], parts?: CommandParts): Promise<ChipAnswer>
  /** The most data one short answer can hold. */
  readonly shortDataBytes: number
  /** Overwrites the keys of the session, if it has any. */
  wipe(): void
}

export const STATUS_OK = 0x9000

export function plainChannel(transmit: Transmit): Channel {
  return {
    async send(header, parts) {
      const answer = checked(await transmit(commandApdu(header, parts)))
      return { data: answerData(answer), status: statusOf(answer)! }
    },
    shortDataBytes: 256,
    wipe: () => {},
  }
}

export function securedChannel(transmit: Transmit, messaging: SecureMessaging): Channel {
  return {
    async send([cla, ins, p1, p2], { data = new Uint8Array(0), le } = {}) {
      const command = messaging.protect({ cla, ins, p1, p2, data, le: le ?? null })
      return messaging.unprotect(checked(await transmit(command)))
    },
    shortDataBytes: messaging.shortDataBytes,
    wipe: () => messaging.wipe(),
  }
}

/** The data of an answer that had to be good. Raises CHIP_PROTOCOL with the step and the status. */
export function expectOk(answer: ChipAnswer, step: string): Uint8Array {
  if (answer.status !== STATUS_OK) throw new Fault('CHIP_PROTOCOL', { step, status: statusText(answer.status) })
  return answer.data
}

/** Status bytes as a technician looks them up. */
export function statusText(status: number): string {
  return status.toString(16).padStart(4, '0')
}

/** ISO 7816-4 §5.6: status bytes begin with 6 or 9; 60 is none. */
function checked(answer: Uint8Array): Uint8Array {
  const first = answer.at(-2) ?? 0
  if (first >> 4 !== 9 && (first >> 4 !== 6 || first === 0x60)) {
    throw new Fault('CHIP_PROTOCOL', { step: 'answer', sizeBytes: answer.length })
  }
  return answer
}
