import { answerData, commandApdu, statusOf } from '../port/pcsc/apdu.ts'
import { fcpRecordBytes, gsmRecordBytes } from './frame.ts'

/** What a SIM makes of one command. */
export type FileAnswer =
  | { readonly kind: 'data'; readonly bytes: Uint8Array }
  | { readonly kind: 'absent' }
  /** A PIN has not been given, and this program gives none. */
  | { readonly kind: 'guarded' }
  | { readonly kind: 'failed'; readonly status: number }

/** The commands of one generation of cards. Only SELECT, GET RESPONSE and READ: there is no VERIFY to be sent by mistake. */
export interface SimDialect {
  readonly name: 'uicc' | 'gsm'
  selectFile(id: number): Promise<FileAnswer>
  readBinary(sizeBytes: number): Promise<FileAnswer>
  readRecord(number: number, sizeBytes: number): Promise<FileAnswer>
  /** From what `selectFile` gave. */
  recordBytes(selected: Uint8Array): number | null
}

export type Transmit = (command: Uint8Array) => Promise<Uint8Array>

/** A UICC (TS 102 221 §10, §11): class 00, SELECT gives the FCP. */
export function uiccDialect(
  transmit: Transmit,
): SimDialect & { selectApplication(aid: Uint8Array): Promise<FileAnswer> } {
  const send = async (header: Header, parts: { data?: Uint8Array; le?: number }) =>
    fileAnswer(await transmit(commandApdu([0x00, ...header], parts)))
  return {
    name: 'uicc',
    selectFile: (id) => send([0xa4, 0x00, 0x04], { data: fileId(id), le: 256 }),
    selectApplication: (aid) => send([0xa4, 0x04, 0x04], { data: aid, le: 256 }),
    readBinary: (sizeBytes) => send([0xb0, 0, 0], { le: sizeBytes }),
    readRecord: (number, sizeBytes) => send([0xb2, number, 0x04], { le: sizeBytes }),
    recordBytes: fcpRecordBytes,
  }
}

/** A 2G SIM (TS 51.011 §9): class A0, SELECT answers 9F xx and GET RESPONSE fetches what it is about. */
export function gsmDialect(transmit: Transmit): SimDialect {
  const send = async (header: Header, parts: { data?: Uint8Array; le?: number }) =>
    transmit(commandApdu([0xa0, ...header], parts))
  return {
    name: 'gsm',
    async selectFile(id) {
      const answer = await send([0xa4, 0, 0], { data: fileId(id) })
      const status = statusOf(answer) ?? 0
      if (status >> 8 !== 0x9f) return fileAnswer(answer)
      return fileAnswer(await send([0xc0, 0, 0], { le: status & 0xff || 256 }))
    },
    readBinary: async (sizeBytes) => fileAnswer(await send([0xb0, 0, 0], { le: sizeBytes })),
    readRecord: async (number, sizeBytes) => fileAnswer(await send([0xb2, number, 0x04], { le: sizeBytes })),
    recordBytes: gsmRecordBytes,
  }
}

type Header = readonly [ins: number, p1: number, p2: number]

// 6A82, 6A83 (TS 102 221 §10.2.1), 9404, 9402 (TS 51.011 §9.4.4): no such file or record.
const ABSENT = new Set([0x6a82, 0x6a83, 0x9404, 0x9402])
// 6982, 6983 (TS 102 221), 9804, 9808, 9840 (TS 51.011 §9.4.5): a PIN is wanted, or blocked.
const GUARDED = new Set([0x6982, 0x6983, 0x9804, 0x9808, 0x9840])

function fileAnswer(answer: Uint8Array): FileAnswer {
  const status = statusOf(answer) ?? 0
  // 91 xx: well, and the card has a toolkit command to offer (TS 102 221 §10.2.1.1), which nobody here fetches.
  if (status === 0x9000 || status >> 8 === 0x91) return { kind: 'data', bytes: answerData(answer) }
  if (ABSENT.has(status)) return { kind: 'absent' }
  return GUARDED.has(status) ? { kind: 'guarded' } : { kind: 'failed', status }
}

function fileId(id: number): Uint8Array {
  return Uint8Array.of(id >> 8, id & 0xff)
}
