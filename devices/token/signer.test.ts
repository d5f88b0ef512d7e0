import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SIGN_LIMIT_MS as FLOW_LIMIT_MS } from '../../flows/base/delays.ts'
import { createSecrets } from '../../flows/base/secret.ts'
import { systemScheduler } from '../port/scheduler.ts'
import type { ChildAnswers, ChildRequest, Refusal } from './messages.ts'
import { LOOK_LIMIT_MS, type ModuleKeeper } from './module-keeper.ts'
import { createSigner, FIND_LIMIT_MS, LOGIN_LIMIT_MS, SIGN_LIMIT_MS } from './signer.ts'
import { openTokenFolder } from './simulated/folder.ts'
import { createTokenSimulator, type TokenSimulator } from './simulator.ts'

const PIN = '135790'
const FAILED: Refusal = { kind: 'refused', why: 'failed', ckr: null, flags: null }

let simulator: TokenSimulator
let der: Uint8Array

beforeAll(async () => {
  simulator = await createTokenSimulator({ simulate: true })
  der = Buffer.from(openTokenFolder(simulator.folder).token('citizen').certificates[0] ?? '', 'base64')
})
afterAll(() => simulator.stop())

/** Signs with a module whose login ends as given; tells what it was handed, as it was then and as it is afterwards. */
async function pinHandedTo(login: () => Promise<ChildAnswers['login']>) {
  const secrets = createSecrets(() => 'one')
  let handed: Uint8Array = new Uint8Array()
  let then = ''
  const request = async (asked: ChildRequest) => {
    if (asked.kind === 'find') return { kind: 'found', hasPinPad: false }
    if (asked.kind !== 'login') return asked.kind === 'sign' ? FAILED : { kind: 'ended' }
    handed = asked.pin ?? handed
    then = new TextDecoder().decode(handed)
    return login()
  }
  const exclusive = (work: (module: unknown) => Promise<unknown>) => work({ request })
  const keeper = { name: 'vendor.so', exclusive } as unknown as ModuleKeeper
  const log = pino({ level: 'silent' })
  const signer = createSigner({ secrets, scheduler: systemScheduler, log, find: async () => ({ keeper, der }) })
  const data = new Uint8Array(1)
  await signer.sign({ signatureId: 's', certificateId: 'c', data, pin: secrets.keep(PIN) }).catch(() => {})
  return { then, now: handed }
}

test.each<[string, () => Promise<ChildAnswers['login']>]>([
  ['was right', async () => ({ kind: 'logged-in' })],
  ['was wrong', async () => ({ ...FAILED, why: 'pin-wrong' })],
  ['was taken down with the module', async () => Promise.reject(new Error('gone'))],
])('a PIN that %s is overwritten on this side of the module', async (_, login) => {
  const { then, now } = await pinHandedTo(login)
  expect(then).toBe(PIN)
  expect(now).toEqual(new Uint8Array(PIN.length))
})

test('the flow waits longer than all that the driver waits for: a slow token is never called hung while it signs', () => {
  expect(FLOW_LIMIT_MS).toBeGreaterThan(LOOK_LIMIT_MS + FIND_LIMIT_MS + LOGIN_LIMIT_MS + SIGN_LIMIT_MS)
})
