import { pino } from 'pino'
import { expect, test } from 'vitest'
import { createSecrets } from '../../flows/base/secret.ts'
import { createManualScheduler } from '../port/manual-scheduler.ts'
import { sendPdu } from './commands/messages.ts'
import { encodeDeliver } from './pdu/deliver.ts'
import { toHex } from './pdu/octets.ts'
import { tpduLengthOctets } from './pdu/sms-pdu.ts'
import type { StoredAt } from './receive.ts'
import { createModemSession } from './session.ts'

const PDU = toHex(
  encodeDeliver({
    from: { kind: 'number', digits: '1414' },
    sentAtMs: 1_670_549_440_000,
    text: 'Ho ten: NGUYEN THI MAU',
    alphabet: 'gsm7',
    concatenation: null,
  }),
)

/** A session over a line whose modem keeps one message at index 3; `happened` is what was asked of it and what was handed on, in order. */
function open(spentOf: (storedAt: StoredAt | null) => readonly StoredAt[]) {
  const scheduler = createManualScheduler()
  const happened: string[] = []
  const written: Uint8Array[] = []
  const say = (...lines: string[]) => session.push(Buffer.from(lines.map((line) => `\r\n${line}\r\n`).join('')))
  const answer = (command: string) => {
    happened.push(command)
    if (command.startsWith('AT+CMGR')) say(`+CMGR: 0,,${tpduLengthOctets(PDU)}`, PDU, 'OK')
    else if (command.startsWith('AT+CMGS')) session.push(Buffer.from('\r\n> '))
    else if (command.startsWith('AT')) say('OK')
    else say('+CMGS: 1', 'OK')
  }
  const session = createModemSession({
    port: {
      name: 'memory',
      subscribe: () => () => {},
      async write(bytes) {
        written.push(bytes)
        const text = Buffer.from(bytes).toString().trim()
        queueMicrotask(() => answer(text))
      },
      close: async () => {},
    },
    scheduler,
    log: pino({ level: 'silent' }),
    pin: { secrets: createSecrets(() => 'id'), simPin: () => null, refused: new Set() },
    onReport: () => {},
    onMessage(_, storedAt) {
      happened.push('handed on')
      return { message: null, spent: spentOf(storedAt) }
    },
    onChanged: () => {},
    onQuiet: () => {},
  })
  return { session, scheduler, happened, written, say }
}

test('a stored message is deleted after it was handed on, and not before', async () => {
  const { say, scheduler, happened } = open((storedAt) => (storedAt ? [storedAt] : []))
  say('+CMTI: "",3')
  await scheduler.settle()
  expect(happened).toEqual(['AT+CMGR=3', 'handed on', 'AT+CMGD=3'])
})

test('a part whose others are missing stays in the modem', async () => {
  const { say, scheduler, happened } = open(() => [])
  say('+CMTI: "",3')
  await scheduler.settle()
  expect(happened).toEqual(['AT+CMGR=3', 'handed on'])
})

test('the bytes of a message, which hold a code, are overwritten once the modem has them', async () => {
  const { session, written, happened } = open(() => [])
  const pdu = Uint8Array.of(0x00, 0x11, 0x22)
  const end = await session.alone((run) => run(sendPdu(pdu, 2)))
  expect(end.kind).toBe('done')
  expect(happened).toEqual(['AT+CMGS=2', '001122\x1a'])
  expect(written.at(-1)).toEqual(new Uint8Array(7))
})
