import { commandApdu, statusOf } from './apdu.ts'

/** Cards that say "one more byte" for ever are broken; no file of ours needs more pieces. */
const MAX_PIECES = 300

/**
 * One command with what T=0 makes of it (ISO 7816-3 §12.2.1): `6C xx` is asked again with the length the card names, `61 xx` is fetched by
 * GET RESPONSE until nothing is left. Gives all data and the last status.
 */
export async function exchangeWhole(
  exchange: (command: Uint8Array) => Promise<Uint8Array>,
  command: Uint8Array,
): Promise<Uint8Array> {
  let answer = await exchange(command)
  if (statusHigh(answer) === 0x6c) answer = await exchange(withLe(command, statusLow(answer)))
  const pieces: Uint8Array[] = []
  for (let piece = 0; statusHigh(answer) === 0x61 && piece < MAX_PIECES; piece += 1) {
    pieces.push(answer.subarray(0, -2))
    answer = await exchange(
      commandApdu([responseClass(command[0] ?? 0), 0xc0, 0, 0], { le: statusLow(answer) || 0x100 }),
    )
  }
  return pieces.length === 0 ? answer : Uint8Array.from(Buffer.concat([...pieces, answer]))
}

/** T=0 cannot carry data both ways in one command: a command with data and Le goes out without its Le (ISO 7816-3 §12.2.1, case 4). */
export function withoutLe(command: Uint8Array): Uint8Array {
  const lc = command[4] ?? 0
  return lc > 0 && command.length === 6 + lc ? command.slice(0, -1) : command
}

function withLe(command: Uint8Array, le: number): Uint8Array {
  const lc = command[4] ?? 0
  if (command.length <= 5) return Uint8Array.from([...command.subarray(0, 4), le])
  return Uint8Array.from([...command.subarray(0, 5 + lc), le])
}

/** GET RESPONSE stays in the channel of its command, without its secure messaging and chaining; 2G cards know class A0 alone (TS 51.011 §9.2). */
function responseClass(cla: number): number {
  return cla === 0xa0 ? 0xa0 : cla & 0x03
}

function statusHigh(answer: Uint8Array): number {
  return (statusOf(answer) ?? 0) >> 8
}

function statusLow(answer: Uint8Array): number {
  return (statusOf(answer) ?? 0) & 0xff
}
