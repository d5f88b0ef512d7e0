import type { AnswerLine } from '../exchange.ts'
import { question } from './command.ts'

/** IMEI, 15 digits, by some modems with a prefix or quotes (TS 27.007 §5.4). */
export const askImei = question('AT+CGSN', (line) => imeiIn(line) !== null)

export function readImei(lines: readonly AnswerLine[]): string | null {
  return lines[0] ? imeiIn(lines[0].text) : null
}

/** Maker and model, for a technician's eyes (TS 27.007 §5.1, §5.2). */
export const askMaker = question('AT+CGMI', isWords)
export const askModel = question('AT+CGMM', isWords)

export function readWords(lines: readonly AnswerLine[]): string {
  const words = (lines[0]?.text ?? '').replace(/^\+CGM[IM]:\s*/, '').replace(/"/g, '')
  return words.slice(0, MAX_WORDS)
}

const MAX_WORDS = 40

function imeiIn(line: string): string | null {
  return /^(?:\+CGSN:\s*)?"?(\d{14,16})"?$/.exec(line)?.[1]?.slice(0, 15) ?? null
}

/** These answers have no prefix of their own, so anything that looks unsolicited is none. */
function isWords(line: string): boolean {
  if (/^(RDY|RING|NO CARRIER|BUSY|NORMAL POWER DOWN|POWERED DOWN)$/.test(line)) return false
  return /^\+CGM[IM]:/.test(line) || /^[A-Za-z0-9][\w .,()/-]{0,60}$/.test(line)
}
