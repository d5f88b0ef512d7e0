import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createSimulatedModule } from '../simulated/module.ts'
import { SAMPLE_PIN } from '../simulated/sample-tokens.ts'
import { createTokenSimulator, type TokenSimulator } from '../simulator.ts'
import type { Cryptoki, TokenInfo } from './cryptoki.ts'
import { certificateIdOf, createLook } from './look.ts'
import { createSigning } from './signing.ts'

const ANOTHER: Partial<TokenInfo> = { serialNumber: 'OF SOMEBODY ELSE' }
const WRONG_PIN = '86427531'

let simulator: TokenSimulator

beforeAll(async () => {
  simulator = await createTokenSimulator({ simulate: true })
})
beforeEach(() => {
  simulator.plug('citizen')
  simulator.fault('unlock')
})
afterAll(() => simulator.stop())

/** The module of a vendor whose sessions go on although another token lies in the slot by now: only C_GetTokenInfo shows it. */
function signer() {
  const module = createSimulatedModule(simulator.folder)
  const vendor = { told: {} as Partial<TokenInfo>, atLogin: () => {}, logins: 0 }
  const cryptoki: Cryptoki = {
    ...module,
    C_GetTokenInfo: (slot) => ({ ...module.C_GetTokenInfo(slot), ...vendor.told }),
    C_Login(session, userType, pin) {
      vendor.logins += 1
      vendor.atLogin()
      module.C_Login(session, userType, pin)
    },
  }
  const look = createLook(cryptoki)
  const certificateId = certificateIdOf(look.look()![0]!.certificates[0]!)
  const signing = createSigning(cryptoki, look)
  return { vendor, login: signing.login, find: () => signing.find({ kind: 'find', certificateId, algorithm: 'RS256' }) }
}

const bytesOf = (pin: string) => new TextEncoder().encode(pin)

test('at the last try it is refused before any PIN is asked for', () => {
  const { find } = signer()
  simulator.fault('final-try')
  expect(find()).toMatchObject({ kind: 'refused', why: 'pin-final-try' })
})

test('tries that another program spends after the token was found: the last one is not spent', () => {
  const { vendor, find, login } = signer()
  expect(find()).toEqual({ kind: 'found', hasPinPad: false })
  simulator.fault('final-try')
  expect(login(bytesOf(SAMPLE_PIN))).toMatchObject({ kind: 'refused', why: 'pin-final-try' })
  expect(vendor.logins).toBe(0)
})

test('another token in the slot since it was found is not given the PIN, which is wiped', () => {
  const { vendor, find, login } = signer()
  find()
  vendor.told = ANOTHER
  const pin = bytesOf(SAMPLE_PIN)
  expect(login(pin)).toMatchObject({ kind: 'refused', why: 'token-removed' })
  expect(vendor.logins).toBe(0)
  expect(pin).toEqual(new Uint8Array(SAMPLE_PIN.length))
})

test.each([SAMPLE_PIN, WRONG_PIN])(
  'another token in the slot while it is logged in to: nothing is said of PIN %s',
  (pin) => {
    const { vendor, find, login } = signer()
    find()
    vendor.atLogin = () => {
      vendor.told = ANOTHER
    }
    expect(login(bytesOf(pin))).toMatchObject({ kind: 'refused', why: 'token-removed', flags: null })
  },
)
