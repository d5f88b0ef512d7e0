import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Method } from '../../flows/base/terms.ts'
import { vi } from '../../kiosk/ui/text/vi.ts'
import { leaveResult, stopOf, walkKiosk } from '../harness/kiosk-walk.ts'
import type { RunningProcess } from '../harness/processes.ts'
import { motcuaTerminal, type Person, sandboxPeople, startUp } from '../harness/product.ts'
import { createTempFolder, type TempFolder } from '../harness/temp.ts'
import type { Terminal } from '../harness/terminal.ts'

let folder: TempFolder
let servers: RunningProcess
let withCard: readonly Person[]
let kiosk: Terminal
/** Whose card the demo's key scans next. */
let next = 0

beforeAll(async () => {
  folder = await createTempFolder()
  withCard = (await sandboxPeople()).filter(({ scan }) => scan !== null)
  const { up, process } = await startUp(folder.path)
  servers = process
  // Wide enough for the phone's panel, which tells whose card was scanned.
  kiosk = motcuaTerminal(['kiosk', '--data', up.data, '--scanner', 'simulated', '--token', 'simulated'], {
    cols: 100,
    rows: 30,
  })
})

afterAll(async () => {
  await kiosk?.close()
  await servers?.stop('SIGTERM')
  await folder?.remove()
})

function personOf(key: string): Person {
  const person = withCard.find((one) => one.key === key)
  if (!person) throw new Error(`nobody in the sandbox is ${key}`)
  return person
}

/** Scans cards until this person's: the demo hands them out in order, and remembers where it was. */
async function scanCardOf(person: Person): Promise<void> {
  await kiosk.waitFor('F5')
  while (withCard[next % withCard.length] !== person) {
    kiosk.press('F5')
    await kiosk.waitFor(vi.phone.number(withCard[next % withCard.length]?.phone ?? ''))
    next += 1
  }
  kiosk.press('F5')
  next += 1
  await kiosk.waitFor(vi.phone.number(person.phone))
  await kiosk.waitFor(vi.subject.question)
}

async function end(): Promise<void> {
  await leaveResult(kiosk)
  await kiosk.waitFor(vi.welcome.question)
}

// One after the other at one kiosk, as in a queue; the last of them already has the account that the first has made.
test.each<readonly [Method, string]>([
  ['vnpost', 'own-name-viettel'],
  ['remote-signing', 'own-name-vinaphone-no-email'],
  ['social-insurance', 'own-name-vietnamobile'],
  ['usb-token', 'own-name-wintel-apostrophe'],
])('%s, as %s, read off the screen to the accepted result', async (method, key) => {
  const way = { method }
  const person = personOf(key)
  expect(person.expected[way.method]).toBe('accepted')
  await scanCardOf(person)
  if (way.method === 'usb-token') {
    await walkKiosk(kiosk, person, 'token-choose', way)
    // Until then it is the token of the sample before.
    await kiosk.waitFor(person.fullName.toUpperCase())
  }
  await walkKiosk(kiosk, person, 'result', way)
  const result = await kiosk.waitFor(vi.result.accepted.title)
  expect(result).not.toContain(person.idNumber)
  await end()
})

test('with the SIM the account that is there is raised to level 3, and there is still one', async () => {
  const person = personOf('own-name-viettel')
  await walkKiosk(kiosk, person, 'raise-level', { method: 'sim-pki', carrier: 'Viettel' })
  expect(kiosk.text()).toContain(vi.account.raise.yes('3'))
  await walkKiosk(kiosk, person, 'result', { method: 'sim-pki', carrier: 'Viettel' })
  await kiosk.waitFor(vi.result.accepted.raised('3'))
  expect(stopOf(kiosk.text())).toBe('result')
  await end()
})
