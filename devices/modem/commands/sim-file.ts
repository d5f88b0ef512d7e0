import type { AnswerLine, AtCommand } from '../exchange.ts'
import { fieldsOf } from '../frame.ts'
import { fromHex } from '../pdu/octets.ts'
import { begins, question } from './command.ts'

/** Files of a SIM (TS 31.102 §4.2, TS 102 221 §13.2), reached by restricted access (TS 27.007 §8.18). */
export const EF_ICCID = 0x2fe2
export const EF_IMSI = 0x6f07
export const EF_MSISDN = 0x6f40
export const EF_SPN = 0x6f46

const READ_BINARY = 176
const READ_RECORD = 178
const GET_RESPONSE = 192

export function readBinary(file: number, lengthOctets: number): AtCommand {
  return question(`AT+CRSM=${READ_BINARY},${file},0,0,${lengthOctets}`, isSimAnswer)
}

export function readRecord(file: number, record: number, lengthOctets: number): AtCommand {
  return question(`AT+CRSM=${READ_RECORD},${file},${record},4,${lengthOctets}`, isSimAnswer)
}

export function askFile(file: number): AtCommand {
  return question(`AT+CRSM=${GET_RESPONSE},${file},0,0,15`, isSimAnswer)
}

/** The status words and data of the SIM; status words in decimal (domain.md §4.3). Null when the line is no such answer. */
export function readSimAnswer(lines: readonly AnswerLine[]): { readonly sw: number; readonly data: Uint8Array } | null {
  const [sw1 = '', sw2 = '', hex = ''] = fieldsOf(lines[0]?.text ?? '')
  const data = fromHex(hex)
  if (!/^\d{1,3}$/.test(sw1) || !/^\d{1,3}$/.test(sw2) || !data) return null
  return { sw: (Number(sw1) << 8) | Number(sw2), data }
}

/** 90 00, or 91 xx: done, and a toolkit command waits. */
export function isSimSuccess(sw: number): boolean {
  return sw === 0x9000 || sw >> 8 === 0x91
}

export const askImsi = question('AT+CIMI', (line) => /^"?\d{14,15}"?$/.test(line))
/** The same question in three vendors' words. */
export const ASK_ICCID: readonly AtCommand[] = ['CCID', 'ICCID', 'QCCID'].map((name) =>
  question(`AT+${name}`, (line) => /^(\+?Q?I?CCID:\s*)?"?\d{18,20}F?"?$/i.test(line)),
)
/** Own numbers, where anybody wrote them (TS 27.007 §7.1). None is an answer too. */
export const askOwnNumbers: AtCommand = { ...question('AT+CNUM', begins('+CNUM:')), needsAnswer: false }

function isSimAnswer(line: string): boolean {
  return line.startsWith('+CRSM:')
}
