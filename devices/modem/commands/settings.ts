import { begins, plainCommand, question } from './command.ts'

/** Is anybody there? A modem that is awake answers in milliseconds. */
export const PROBE_LIMIT_MS = 700
export const probe = plainCommand('AT', PROBE_LIMIT_MS)
/** Switching the radio on takes its time (TS 27.007 §8.2). */
const RADIO_LIMIT_MS = 15_000

export const echoOff = plainCommand('ATE0', PROBE_LIMIT_MS)
/** Errors as numbers (TS 27.007 §9.1). */
export const numericErrors = plainCommand('AT+CMEE=1')
/** Names and texts in the 7 bit alphabet (TS 27.007 §5.5). */
export const gsmCharacters = plainCommand('AT+CSCS="GSM"')
export const askRadio = question('AT+CFUN?', begins('+CFUN:'))
export const radioOn = plainCommand('AT+CFUN=1', RADIO_LIMIT_MS)
/** Messages as PDU (TS 27.005 §3.2.3). */
export const pduMode = plainCommand('AT+CMGF=0')
/** Which forms of +CNMI there are: a port that knows none cannot tell of messages. */
export const askIndications = question('AT+CNMI=?', begins('+CNMI:'))
/** New messages are stored and told of, status reports given at once (TS 27.005 §3.4.1); then weaker forms, for modems that refuse. */
export const INDICATIONS = ['2,1,0,1,0', '2,1,0,2,0', '1,1,0,1,0', '2,1,0,0,0'].map((mode) =>
  plainCommand(`AT+CNMI=${mode}`),
)
