import { pino } from 'pino'
import { expect, test } from 'vitest'
import { createSecrets } from '../../flows/base/secret.ts'
import { createManualScheduler } from '../port/manual-scheduler.ts'
import { createModemSession } from './session.ts'

/** Brings up a modem that keeps messages only in `storage`, and gives what was asked of it, also when it then says that its memory is full. */
async function askedWith(storage: 'ME' | 'SM') {
  const scheduler = createManualScheduler()
  const asked: string[] = []
  const say = (...lines: string[]) => session.push(Buffer.from(lines.map((line) => `\r\n${line}\r\n`).join('')))
  const answer = (command: string) => {
    asked.push(command)
    if (command === 'AT+CGSN') say('861234050000017', 'OK')
    else if (command === 'AT+CPIN?') say('+CPIN: READY', 'OK')
    else if (command === 'AT+CFUN?') say('+CFUN: 1', 'OK')
    else if (command.startsWith('AT+CPMS') && !command.includes(storage)) say('ERROR')
    else if (command === 'AT+CGMI' || command === 'AT+CGMM') say('Example', 'OK')
    else say('OK')
  }
  const session = createModemSession({
    port: {
      name: 'memory',
      subscribe: () => () => {},
      async write(bytes) {
        queueMicrotask(() => answer(Buffer.from(bytes).toString().trim()))
      },
      close: async () => {},
    },
    scheduler,
    log: pino({ level: 'silent' }),
    pin: { secrets: createSecrets(() => 'id'), simPin: () => null, refused: new Set() },
    onReport: () => {},
    onMessage: () => ({ message: null, spent: [] }),
    onChanged: () => {},
    onQuiet: () => {},
  })
  expect(await session.begin()).toMatchObject({ sim: 'ready', storage })
  say('+SMSFULL')
  await scheduler.settle()
  return asked.filter((command) => /^AT\+CMG[LD]/.test(command))
}

test.each([
  ['the modem itself has kept is read and cleared away', 'ME', ['AT+CMGL=0', 'AT+CMGD=1,1']],
  ["stands on a citizen's SIM is neither read nor deleted", 'SM', []],
] as const)('what %s', async (_, storage, expected) => {
  expect(await askedWith(storage)).toEqual(expected)
})
