import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Method } from '../../../flows/base/terms.ts'
import type { Answers } from '../../../kiosk/headless/answers.ts'
import { startProcess } from '../../harness/processes.ts'
import { checkout } from '../../harness/product.ts'
import { createTempFolder, type TempFolder } from '../../harness/temp.ts'
import { answersOf, endOf, personCalled } from './answers-of.ts'
import { type Country, openCountry, type Portal } from './country.ts'

const PROGRAM = join(checkout, 'kiosk', 'testing', 'program-child.ts')
const ASKED_WITHIN_MS = 20_000

let country: Country
let portal: Portal
let folder: TempFolder
beforeAll(async () => {
  folder = await createTempFolder()
  country = await openCountry()
  portal = await country.openPortal({ lanes: 1 })
}, 120_000)
afterAll(async () => {
  await portal?.close()
  await country?.close()
  await folder?.remove()
})

/** How the requests on this phone stand, oldest first. */
async function requestsOn(phone: string): Promise<readonly string[]> {
  const answer = await fetch(`${portal.sandbox}/phones/${phone}/requests`)
  return ((await answer.json()) as { requests: { state: string }[] }).requests.map(({ state }) => state)
}

const expectAsked = (phone: string) =>
  expect.poll(() => requestsOn(phone), { timeout: ASKED_WITHIN_MS, interval: 50 }).toEqual(['open'])

/** The same answers, of somebody who leaves the phone alone. */
const leftAlone = (answers: Answers): Answers => ({ ...answers, confirm: false })

describe('the window is closed while the phone is asked', () => {
  test.each([
    ['sim-pki', 'own-name-viettel'],
    ['remote-signing', 'own-name-vinaphone-no-email'],
    ['remote-signing', 'enterprise-limited'],
  ] as const)(
    '%s (%s): the next one takes the same request up, and nothing is asked twice',
    async (method: Method, key) => {
      const answers = answersOf(personCalled(key), method)
      const phone = answers.phone ?? ''
      const [station] = portal.stations
      const file = join(folder.path, `${key}.json`)
      await writeFile(file, JSON.stringify(leftAlone({ ...answers, signingProvider: providerOf(key) })))
      const where = ['--data', station?.dataDir ?? '', '--central', portal.central.url, '--sandbox', portal.sandbox]
      const first = startProcess({
        command: process.execPath,
        args: [PROGRAM, 'register', '--answers', file, '--json', ...where],
      })
      await expectAsked(phone)
      await first.stop('SIGKILL')
      expect(await requestsOn(phone)).toEqual(['open'])

      expect(endOf(await portal.register(answers))).toBe('accepted at 3')
      expect(await requestsOn(phone)).toEqual(['confirmed'])
    },
    60_000,
  )
})

describe('central is started again while the phone is asked', () => {
  test.each([
    ['sim-pki', 'enterprise-household'],
    ['remote-signing', 'card-2024-cancelled-number'],
  ] as const)(
    '%s (%s): the same request goes on',
    async (method: Method, key) => {
      const answers = { ...answersOf(personCalled(key), method), signingProvider: providerOf(key) }
      const phone = answers.phone ?? ''
      const waiting = portal.register(leftAlone(answers))
      await expectAsked(phone)
      await portal.stopCentral()
      await portal.startCentral()
      const confirmed = await fetch(`${portal.sandbox}/phones/${phone}/confirm`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      })
      expect(await confirmed.json()).toEqual({ done: true })
      expect(endOf(await waiting)).toBe('accepted at 3')
      expect(await requestsOn(phone)).toEqual(['confirmed'])
    },
    60_000,
  )
})

function providerOf(key: string): NonNullable<Answers['signingProvider']> {
  return personCalled(key).remoteProvider ?? 'smartca'
}
