import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  account,
  CLIENT,
  type IdentityWorld,
  openIdentityWorld,
} from '../../connectors/sign-in/testing/identity-world.ts'
import { createBrowser } from './browser.ts'
import { createStore } from './store.ts'

const CHAU = account()
const DENIES = account({ sub: 'vnpost-2', username: 'tu-choi', behaviour: 'denies' })
const IGNORES = account({ sub: 'vnpost-3', username: 'bo-qua', behaviour: 'ignores' })
const ELSEWHERE = account({ provider: 'vneid', sub: 'vneid-1', username: 'cong-dan', password: 'mat-khau-khac' })

let world: IdentityWorld
beforeEach(async () => {
  world = await openIdentityWorld([CHAU, DENIES, IGNORES, ELSEWHERE])
})
afterEach(() => world.close())

/** A device authorization request as RFC 8628 §3.1 has it. */
async function authorize(id: 'vnpost' | 'vneid' = 'vnpost', body: Record<string, string> = { scope: 'openid' }) {
  const response = await fetch(`${world.url}/identity/${id}/device/auth`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${CLIENT.id}:${CLIENT.secret}`)}` },
    body: new URLSearchParams(body),
  })
  return (await response.json()) as Record<'device_code' | 'user_code' | 'verification_uri_complete', string>
}
async function token(deviceCode: string, secret = CLIENT.secret) {
  const response = await fetch(`${world.url}/identity/vnpost/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${CLIENT.id}:${secret}`)}` },
    body: new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      device_code: deviceCode,
    }),
  })
  return { status: response.status, body: (await response.json()) as Record<string, string> }
}
const pageOf = (html: string) => /data-page="([a-z-]+)"/.exec(html)?.[1]

describe('the protocol', () => {
  test.each(['vnpost', 'vneid'] as const)(
    '%s: metadata name the issuer, the device grant and ES256 alone',
    async (id) => {
      const issuer = `${world.url}/identity/${id}`
      expect(world.providers.issuer(id)).toBe(issuer)
      expect(await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()).toMatchObject({
        issuer,
        device_authorization_endpoint: `${issuer}/device/auth`,
        token_endpoint: `${issuer}/token`,
        userinfo_endpoint: `${issuer}/me`,
        jwks_uri: `${issuer}/jwks`,
        id_token_signing_alg_values_supported: ['ES256'],
      })
    },
  )

  test('keys are told without their private part, and differ between providers', async () => {
    const keysOf = async (id: string) =>
      ((await (await fetch(`${world.url}/identity/${id}/jwks`)).json()) as { keys: Record<string, string>[] }).keys
    const [one, other] = [await keysOf('vnpost'), await keysOf('vneid')]
    expect(one).toHaveLength(1)
    expect(Object.keys(one[0]!).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'])
    expect(one[0]!.x).not.toBe(other[0]!.x)
  })

  test('an interval of 1 s is told', async () => {
    expect(await authorize()).toMatchObject({ interval: 1, expires_in: 600 })
  })

  test('pending, then slow_down for who asks again at once', async () => {
    const { device_code } = await authorize()
    expect((await token(device_code)).body.error).toBe('authorization_pending')
    expect(await token(device_code)).toEqual({ status: 400, body: { error: 'slow_down' } })
  })

  test('a client with another secret gets nothing', async () => {
    const { device_code } = await authorize()
    expect(await token(device_code, 'x')).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
  })

  test('an unknown provider is not found', async () => {
    expect((await fetch(`${world.url}/identity/google/device`)).status).toBe(400)
  })
})

describe('the pages of the phone', () => {
  const browser = () => createBrowser(new URL(world.url).origin)

  test('code → confirm, which shows the code → sign-in → done, in Vietnamese', async () => {
    const { verification_uri_complete, user_code } = await authorize()
    const phone = browser()
    const confirm = await phone.submit(await phone.open(new URL(verification_uri_complete)))
    expect(pageOf(confirm.html)).toBe('confirm')
    expect(confirm.html).toContain(`<code>${user_code}</code>`)
    expect(confirm.html).toContain('<html lang="vi">')
    const signIn = await phone.submit(confirm)
    expect(pageOf(signIn.html)).toBe('sign-in')
    const again = await phone.submit(signIn, { username: CHAU.username, password: 'sai' })
    expect(again.html).toContain('không đúng')
    const done = await phone.submit(again, { username: CHAU.username, password: CHAU.password })
    expect(pageOf(done.html)).toBe('signed-in')
  })

  test('a code typed by hand, wrong and then right', async () => {
    const { user_code } = await authorize()
    const phone = browser()
    const page = await phone.open(new URL(`${world.url}/identity/vnpost/device`))
    expect(pageOf(page.html)).toBe('code')
    const wrong = await phone.submit(page, { user_code: 'BBBB-BBBB' })
    expect(wrong.html).toContain('Mã không đúng')
    expect(pageOf((await phone.submit(wrong, { user_code: user_code.toLowerCase() })).html)).toBe('confirm')
  })

  test('accounts of the other provider are unknown here', async () => {
    const { verification_uri_complete } = await authorize()
    const here = { ...ELSEWHERE, provider: 'vnpost' } as const
    expect(await world.providers.scan(here, verification_uri_complete)).toBe('failed')
  })

  test('a sign-in page without its visit is an error page', async () => {
    const response = await fetch(`${world.url}/identity/vnpost/interaction/abc`)
    expect(response.status).toBe(400)
    expect(pageOf(await response.text())).toBe('error')
  })
})

describe('scan', () => {
  test.each([
    [CHAU, 'signed-in', undefined],
    [DENIES, 'denied', 'access_denied'],
    [IGNORES, 'ignored', 'authorization_pending'],
  ] as const)('$username: %s', async (who, outcome, error) => {
    const { verification_uri_complete, device_code } = await authorize()
    expect(await world.providers.scan(who, verification_uri_complete)).toBe(outcome)
    expect((await token(device_code)).body.error).toBe(error)
  })

  test('a code that is spent, and one that never was', async () => {
    const { verification_uri_complete } = await authorize()
    await world.providers.scan(CHAU, verification_uri_complete)
    expect(await world.providers.scan(CHAU, verification_uri_complete)).toBe('failed')
    expect(await world.providers.scan(CHAU, `${world.url}/identity/vnpost/device?user_code=BBBB-BBBB`)).toBe('failed')
  })

  test.each(['https://elsewhere.example/device?user_code=X', 'not an address', '/etc/passwd'])(
    'never opens %s',
    async (address) => {
      expect(await world.providers.scan(CHAU, address)).toBe('failed')
    },
  )

  test('never opens the other provider', async () => {
    const { verification_uri_complete } = await authorize('vneid')
    expect(await world.providers.scan(CHAU, verification_uri_complete)).toBe('failed')
  })

  test('works while central meets a captive portal, and fails while the provider is down', async () => {
    const [first, second] = [await authorize(), await authorize()]
    world.switches.set({ identity: 'wrong' })
    expect(await world.providers.scan(CHAU, first.verification_uri_complete)).toBe('signed-in')
    world.switches.set({ identity: 'down' })
    expect(await world.providers.scan(CHAU, second.verification_uri_complete)).toBe('failed')
  })
})

test('nothing is printed: standard output belongs to the command', async () => {
  const spies = (['log', 'info', 'warn', 'error'] as const).map((name) => vi.spyOn(console, name))
  const { verification_uri_complete, device_code } = await authorize()
  await world.providers.scan(CHAU, verification_uri_complete)
  const { access_token } = (await token(device_code)).body
  await fetch(`${world.url}/identity/vnpost/me`, { headers: { authorization: `Bearer ${access_token}` } })
  await fetch(`${world.url}/identity/vnpost/token`, { method: 'POST', body: '{' })
  await fetch(`${world.url}/identity/vnpost/session/end`)
  for (const spy of spies) expect(spy).not.toHaveBeenCalled()
  vi.restoreAllMocks()
})

test('the store keeps the newest 2 000 records', async () => {
  const make = createStore()
  const codes = make('DeviceCode')
  for (let at = 0; at < 2_001; at++) await codes.upsert(String(at), { userCode: `U${at}` }, 600)
  expect(await codes.find('0')).toBeUndefined()
  expect(await codes.findByUserCode('U0')).toBeUndefined()
  expect(await codes.findByUserCode('U2000')).toEqual({ userCode: 'U2000' })
  expect(await make('Session').find('2000')).toBeUndefined()
  await codes.destroy('2000')
  expect(await codes.find('2000')).toBeUndefined()
})
