import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { Fault } from '../../flows/base/fault.ts'
import { descendantsOf } from '../../test/harness/process-list.ts'
import { LOAD_LIMIT_MS, LOOK_LIMIT_MS } from './module-keeper.ts'
import { LOGIN_LIMIT_MS, PIN_PAD_LIMIT_MS, SIGN_LIMIT_MS } from './signer.ts'
import { SAMPLE_PIN, type SampleTokenName } from './simulated/sample-tokens.ts'
import { createTokenSimulator, type TokenFault, type TokenSimulator } from './simulator.ts'
import { hastyScheduler, openTestDriver, type TestDriver } from './testing/open-driver.ts'

const CITIZEN = 'MO PHONG CONG DAN'
const ENTERPRISE = 'MO PHONG DOANH NGHIEP'
const OFFICER = 'MO PHONG CONG CHUC'
const PAD = 'MO PHONG BAN PHIM'
const DATA = Buffer.from('Tờ khai đăng ký')
const WRONG_PIN = '86427531'

/** The limits of a hung module, shorter; all other waits are the real ones. */
const HASTY = hastyScheduler({
  [LOOK_LIMIT_MS]: 1_500,
  [LOGIN_LIMIT_MS]: 1_500,
  [SIGN_LIMIT_MS]: 1_000,
  [PIN_PAD_LIMIT_MS]: 1_000,
  [LOAD_LIMIT_MS]: 15_000,
})
const find = async () => ({ modules: [], troubles: [] })

let simulator: TokenSimulator
let token: TestDriver

beforeAll(async () => {
  simulator = await createTokenSimulator({ simulate: true })
})
afterAll(() => simulator.stop())
afterEach(() => token.driver.stop())

async function open(...plugged: readonly SampleTokenName[]) {
  simulator.plug(...plugged)
  for (const name of plugged) simulator.fault('unlock', name)
  token = openTestDriver({ find, simulatedFolder: simulator.folder, scheduler: HASTY })
  await token.driver.start()
}

describe('what is there', () => {
  test('certificates in the Vietnamese profile are read without a PIN, the authority among them marked as one', async () => {
    await open('citizen', 'officer')
    expect(token.tokenOf(CITIZEN).certificates).toMatchObject([
      {
        commonName: 'NGUYỄN THỊ THỬ NGHIỆM',
        organisation: null,
        issuerName: 'CA MÔ PHỎNG (không có giá trị)',
        keyUsages: ['digitalSignature', 'nonRepudiation', 'keyEncipherment', 'dataEncipherment'],
        isAuthority: false,
        keyType: 'rsa',
        keyBits: 2048,
      },
      { isAuthority: true, keyUsages: ['keyCertSign', 'cRLSign'] },
    ])
    expect(token.certificateOf(OFFICER)).toMatchObject({ organisation: 'UBND Tỉnh Mẫu', keyType: 'ec', keyBits: 256 })
  })

  test('insert, swap and removal are told within a second', async () => {
    await open()
    expect(token.driver.standing).toEqual({ state: 'missing', code: 'TOKEN_ABSENT', name: 'simulated' })
    const timed = async (change: () => void, seen: () => Promise<void>) => {
      const beganAtMs = performance.now()
      change()
      await seen()
      return performance.now() - beganAtMs
    }
    const sees = (label: string) => () => token.tokensUntil(([first]) => first?.label === label)
    expect(await timed(() => simulator.plug('citizen'), sees(CITIZEN))).toBeLessThan(1_000)
    const before = token.tokenOf(CITIZEN).tokenId
    expect(await timed(() => simulator.fault('swap'), sees(ENTERPRISE))).toBeLessThan(1_000)
    expect(token.tokenOf(ENTERPRISE).tokenId).not.toBe(before)
    const gone = () => token.tokensUntil((tokens) => tokens.length === 0)
    expect(await timed(() => simulator.fault('unplug'), gone)).toBeLessThan(1_000)
    expect(await timed(() => simulator.fault('replug'), sees(CITIZEN))).toBeLessThan(1_000)
    expect(token.tokenOf(CITIZEN).tokenId).toBe(before)
  })

  test('bytes that are no certificate are left out, and the others are there', async () => {
    simulator.fault('garbage')
    await open('citizen')
    simulator.clear('garbage')
    expect(token.tokenOf(CITIZEN).certificates).toHaveLength(2)
    expect(token.logged()).toContain('not a certificate')
  })

  test('without the configuration there is no simulated token', async () => {
    await open()
    await expect(createTokenSimulator(undefined)).rejects.toMatchObject({ code: 'SIMULATOR_NOT_CONFIGURED' })
  })
})

describe('a signature', () => {
  test.each([
    ['citizen', CITIZEN, 'RS256'],
    ['enterprise', ENTERPRISE, 'RS256'],
    ['officer', OFFICER, 'ES256'],
    ['p384', 'MO PHONG P-384', 'ES384'],
  ] as const)(
    'of %s, hashed in the token or here, with one login or a PIN for each',
    async (name, label, algorithm) => {
      await open('pin-pad', name)
      expect(await token.sign(label, SAMPLE_PIN, DATA)).toMatchObject({ kind: 'signed', algorithm })
      expect(token.secrets.count).toBe(0)
    },
  )

  test("logs in to the chosen token alone: somebody else's in slot 0 loses no try", async () => {
    await open('enterprise', 'citizen')
    expect(await token.sign(CITIZEN, WRONG_PIN, DATA)).toEqual({ kind: 'pin-wrong', pin: 'count-low' })
    await token.tokensUntil((tokens) => tokens[1]?.pin === 'count-low')
    expect(token.driver.tokens.map(({ label, pin }) => [label, pin])).toEqual([
      [ENTERPRISE, 'fine'],
      [CITIZEN, 'count-low'],
    ])
  })

  test('wrong PINs are counted down in words, and the last try is never spent here', async () => {
    await open('citizen')
    const outcomes = []
    for (let tries = 0; tries < 7; tries += 1) outcomes.push(await token.sign(CITIZEN, WRONG_PIN, DATA))
    expect(outcomes).toEqual([
      { kind: 'pin-wrong', pin: 'count-low' },
      { kind: 'pin-wrong', pin: 'count-low' },
      { kind: 'pin-wrong', pin: 'count-low' },
      { kind: 'pin-wrong', pin: 'final-try' },
      { kind: 'pin-final-try' },
      { kind: 'pin-final-try' },
      { kind: 'pin-final-try' },
    ])
    // Not even the right one.
    expect(await token.sign(CITIZEN, SAMPLE_PIN, DATA)).toEqual({ kind: 'pin-final-try' })
    simulator.fault('locked')
    expect(await token.sign(CITIZEN, SAMPLE_PIN, DATA)).toEqual({ kind: 'pin-locked' })
    await token.tokensUntil(([first]) => first?.pin === 'locked')
    expect(token.secrets.count).toBe(0)
  })

  test.each(['', '123', 'mật khẩu', '12345678901234567'])('the PIN %j is not tried', async (pin) => {
    await open('citizen')
    expect(await token.sign(CITIZEN, pin, DATA)).toEqual({ kind: 'pin-malformed' })
    expect(await token.sign(CITIZEN, WRONG_PIN, DATA)).toEqual({ kind: 'pin-wrong', pin: 'count-low' })
  })

  test('asked for again with the same id it is the same signature, without a PIN and without the token', async () => {
    await open('citizen')
    const request = token.request(CITIZEN, SAMPLE_PIN, DATA)
    const [first, joined] = await Promise.all([token.driver.sign(request), token.driver.sign(request)])
    simulator.fault('unplug')
    await token.tokensUntil((tokens) => tokens.length === 0)
    expect(first.kind).toBe('signed')
    expect(joined).toEqual(first)
    expect(await token.driver.sign(request)).toEqual(first)
    await expect(token.driver.sign({ ...request, data: Buffer.from('else') })).rejects.toBeInstanceOf(Fault)
  })

  test('a PIN that was spent before is no PIN', async () => {
    await open('citizen')
    const request = token.request(CITIZEN, SAMPLE_PIN, DATA)
    token.secrets.wipe()
    await expect(token.driver.sign(request)).rejects.toMatchObject({ code: 'SECRET_SPENT' })
  })

  test('two at once are made one after the other', async () => {
    await open('citizen', 'officer')
    const both = [token.sign(CITIZEN, SAMPLE_PIN, DATA), token.sign(OFFICER, SAMPLE_PIN, DATA)]
    expect((await Promise.all(both)).map(({ kind }) => kind)).toEqual(['signed', 'signed'])
  })
})

describe('the token while the prompt is open', () => {
  test('swapped: nobody is logged in to the other one', async () => {
    await open('citizen')
    const request = token.request(CITIZEN, WRONG_PIN, DATA)
    simulator.fault('swap')
    await expect(token.driver.sign(request)).rejects.toMatchObject({ code: 'TOKEN_REMOVED' })
    await token.tokensUntil(([first]) => first?.label === ENTERPRISE)
    expect(token.tokenOf(ENTERPRISE).pin).toBe('fine')
    expect(token.secrets.count).toBe(0)
  })

  test('swapped during the login itself: nothing is signed', async () => {
    await open('citizen')
    simulator.fault('swap-at-login')
    await expect(token.sign(CITIZEN, SAMPLE_PIN, DATA)).rejects.toMatchObject({ code: 'TOKEN_REMOVED' })
  })

  test('pulled and put back: signs', async () => {
    await open('citizen')
    const request = token.request(CITIZEN, SAMPLE_PIN, DATA)
    simulator.fault('unplug')
    await token.tokensUntil((tokens) => tokens.length === 0)
    await expect(token.driver.sign(request)).rejects.toMatchObject({ code: 'TOKEN_REMOVED' })
    simulator.fault('replug')
    const again = { ...request, pin: token.secrets.keep(SAMPLE_PIN) }
    expect(await token.driver.sign(again)).toMatchObject({ kind: 'signed' })
  })
})

describe('what goes wrong', () => {
  test.each<[TokenFault, string]>([
    ['crash', 'TOKEN_MODULE_CRASHED'],
    ['hang', 'TOKEN_MODULE_HUNG'],
    ['hang-login', 'TOKEN_MODULE_HUNG'],
    ['device-error', 'TOKEN_FAILED'],
    ['wrong-signature', 'TOKEN_FAILED'],
    ['unplug-at-sign', 'TOKEN_REMOVED'],
    ['pin-pad-cancelled', 'TOKEN_FAILED'],
    ['session-count', 'TOKEN_FAILED'],
  ])('%s is %s, and two seconds later the token signs', async (fault, code) => {
    await open('citizen')
    simulator.fault(fault)
    await expect(token.sign(CITIZEN, SAMPLE_PIN, DATA)).rejects.toMatchObject({ code })
    const beganAtMs = performance.now()
    simulator.plug('citizen')
    await token.tokensUntil(([first]) => first?.label === CITIZEN)
    expect(performance.now() - beganAtMs).toBeLessThan(2_000)
    expect(await token.sign(CITIZEN, SAMPLE_PIN, DATA)).toMatchObject({ kind: 'signed' })
    expect(token.driver.troubles).toEqual([])
  })

  test.each<[TokenFault, string]>([
    ['crash-look', 'TOKEN_MODULE_CRASHED'],
    ['hang-look', 'TOKEN_MODULE_HUNG'],
    ['service-gone', 'TOKEN_FAILED'],
  ])('%s between two people: the standing says %s, and then it is ready again', async (fault, code) => {
    await open('citizen')
    simulator.fault(fault)
    await token.standingUntil((standing) => standing.code === code)
    expect(token.driver.standing).toEqual({ state: 'faulted', code, name: 'simulated' })
    expect(token.driver.troubles).toEqual([{ module: 'simulated', code }])
    await token.standingUntil(({ state }) => state === 'ready')
    expect(token.driver.troubles).toEqual([])
  })

  test('a slow token is waited for', async () => {
    await open('citizen')
    simulator.fault('slow')
    expect(await token.sign(CITIZEN, SAMPLE_PIN, DATA)).toMatchObject({ kind: 'signed' })
    simulator.clear('slow')
  })
})

describe("a PIN typed on the token's own keys", () => {
  test('signs with no PIN from here', async () => {
    await open('pin-pad')
    expect(token.tokenOf(PAD).hasPinPad).toBe(true)
    expect(await token.sign(PAD, null, DATA)).toMatchObject({ kind: 'signed' })
  })

  test('is cancelled there, or not typed in time', async () => {
    await open('pin-pad')
    simulator.fault('pin-pad-cancelled')
    expect(await token.sign(PAD, null, DATA)).toEqual({ kind: 'pin-pad-cancelled' })
    simulator.fault('hang-login')
    expect(await token.sign(PAD, null, DATA)).toEqual({ kind: 'pin-pad-timed-out' })
  })
})

describe('giving up', () => {
  test('while the token hangs: at once, and the next person finds it ready', async () => {
    await open('citizen')
    simulator.fault('hang-login')
    const giveUp = new AbortController()
    const signing = token.sign(CITIZEN, SAMPLE_PIN, DATA, giveUp.signal)
    // Redeemed: the PIN is on its way to the token.
    while (token.secrets.count > 0) await new Promise((resolve) => setImmediate(resolve))
    const beganAtMs = performance.now()
    giveUp.abort()
    await expect(signing).rejects.toMatchObject({ code: 'CANCELLED' })
    expect(performance.now() - beganAtMs).toBeLessThan(100)
    // Nobody has pulled the token, so nobody is told so: the child that hung is ended and another takes its place.
    const told: number[] = []
    token.driver.subscribe((tokens) => told.push(tokens.length))
    expect(await token.sign(CITIZEN, SAMPLE_PIN, DATA)).toMatchObject({ kind: 'signed' })
    expect(token.logged()).toContain('module fell')
    expect(told).not.toContain(0)
  })

  test('before it began: nothing is logged in to', async () => {
    await open('citizen')
    await expect(token.sign(CITIZEN, WRONG_PIN, DATA, AbortSignal.abort())).rejects.toMatchObject({ code: 'CANCELLED' })
    expect(await token.sign(CITIZEN, SAMPLE_PIN, DATA)).toMatchObject({ kind: 'signed' })
    expect(token.tokenOf(CITIZEN).pin).toBe('fine')
  })
})

test('no PIN, name, certificate or signature is in the log, whatever happened', async () => {
  await open('citizen')
  for (const fault of ['crash', 'device-error', 'wrong-signature'] as const) {
    simulator.fault(fault)
    await token.sign(CITIZEN, SAMPLE_PIN, DATA).catch(() => null)
    await token.tokensUntil(([first]) => first?.label === CITIZEN)
  }
  await token.sign(CITIZEN, WRONG_PIN, DATA)
  const outcome = await token.sign(CITIZEN, SAMPLE_PIN, DATA)
  if (outcome.kind !== 'signed') throw new Error(outcome.kind)
  const logged = token.logged()
  expect(logged).toContain('signature asked for')
  const planted = [SAMPLE_PIN, WRONG_PIN, 'THỬ NGHIỆM', CITIZEN, '038190009999', 'SIM0000000001']
  const bytes = [outcome.certificate, outcome.signature, DATA, Buffer.from(SAMPLE_PIN)].map((one) => Buffer.from(one))
  const written = bytes.flatMap((one) => [one.toString('hex'), one.toString('base64').slice(0, 40)])
  expect([...planted, ...written].filter((one) => logged.includes(one))).toEqual([])
})

test('stopping ends the child', async () => {
  await open('citizen')
  expect(await descendantsOf(process.pid)).not.toEqual([])
  await token.driver.stop()
  expect(token.driver.standing).toEqual({ state: 'off', code: null, name: null })
  expect(await descendantsOf(process.pid)).toEqual([])
})

test('a listener that breaks does not silence the others', async () => {
  simulator.plug('citizen')
  token = openTestDriver({ find, simulatedFolder: simulator.folder })
  token.driver.subscribe(() => {
    throw new Error('a broken screen')
  })
  const seen: number[] = []
  token.driver.subscribe((tokens) => seen.push(tokens.length))
  await token.driver.start()
  expect(seen).toEqual([1])
})
