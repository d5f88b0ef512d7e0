import { expect, test } from 'vitest'
import { partiesOf, signatureOptionsOf } from './central-parties.ts'

/** Everything of every party, by its address. */
const WHOLE = {
  MOTCUA_INSURANCE_URL: { MOTCUA_INSURANCE_API_KEY: 'k1' },
  MOTCUA_VNPOST_ISSUER: { MOTCUA_VNPOST_CLIENT_ID: 'c2', MOTCUA_VNPOST_CLIENT_SECRET: 's2' },
  MOTCUA_VNEID_ISSUER: { MOTCUA_VNEID_CLIENT_ID: 'c3', MOTCUA_VNEID_CLIENT_SECRET: 's3' },
  MOTCUA_MSSP_URL: { MOTCUA_MSSP_AP_ID: 'a4', MOTCUA_MSSP_AP_PASSWORD: 'p4' },
  MOTCUA_SMARTCA_URL: { MOTCUA_SMARTCA_SP_ID: 'i5', MOTCUA_SMARTCA_SP_PASSWORD: 'p5' },
  MOTCUA_CSC_URL: { MOTCUA_CSC_CLIENT_ID: 'c6', MOTCUA_CSC_CLIENT_SECRET: 's6' },
} as const
type Address = keyof typeof WHOLE

const addressAt = (name: string) => `https://${name.split('_')[1]?.toLowerCase()}.example`
const party = (address: Address): Record<string, string> => ({ [address]: addressAt(address), ...WHOLE[address] })
const ALL = Object.assign({}, ...(Object.keys(WHOLE) as Address[]).map(party)) as Record<string, string>
const invalid = (setting: string) => expect.objectContaining({ code: 'CONFIG_INVALID', details: { setting } })

test('without an address a party is left out, whatever else is set', () => {
  expect(partiesOf({})).toEqual({})
  expect(partiesOf({ MOTCUA_INSURANCE_API_KEY: 'k1', MOTCUA_MSSP_TIMEOUT: '1' })).toEqual({})
})

test('every party is read from its own variables', () => {
  expect(partiesOf(ALL)).toEqual({
    insurance: { url: 'https://insurance.example', apiKey: 'k1' },
    vnpost: { issuer: 'https://vnpost.example', clientId: 'c2', clientSecret: 's2', allowHttp: false },
    vneid: { issuer: 'https://vneid.example', clientId: 'c3', clientSecret: 's3', allowHttp: false },
    mssp: {
      url: 'https://mssp.example',
      apId: 'a4',
      apPassword: 'p4',
      timeOutSeconds: 180,
      pollAfterMs: 5_000,
      signatureProfile: null,
      soap: '1.2',
    },
    smartca: { url: 'https://smartca.example', spId: 'i5', spPassword: 'p5' },
    csc: { url: 'https://csc.example', clientId: 'c6', clientSecret: 's6' },
  })
})

test.each(
  (Object.keys(WHOLE) as Address[]).flatMap((address) =>
    Object.keys(WHOLE[address]).map((name) => [address, name] as const),
  ),
)('half a party, %s without %s, names the variable that is missing', (address, name) => {
  const { [name]: _, ...half } = party(address)
  expect(() => partiesOf(half)).toThrow(invalid(name))
  expect(() => partiesOf({ ...half, [name]: '' })).toThrow(invalid(name))
})

test('an address that is set to nothing is named, too', () => {
  expect(() => partiesOf({ ...party('MOTCUA_CSC_URL'), MOTCUA_CSC_URL: '' })).toThrow(invalid('MOTCUA_CSC_URL'))
})

test.each([
  ['http://party.example', false],
  ['http://localhost.example', false],
  ['http://127.0.0.1.example', false],
  ['ftp://party.example', false],
  ['party.example', false],
  ['http://127.0.0.1:8473', true],
  ['http://[::1]:8473', true],
  ['http://localhost:8473/bhxh', true],
])('no secret goes to %s in clear text unless it is this machine or allowed', (url, isTaken) => {
  for (const address of Object.keys(WHOLE) as Address[]) {
    const env = { ...party(address), [address]: url }
    if (isTaken) expect(() => partiesOf(env)).not.toThrow()
    else expect(() => partiesOf(env)).toThrow(invalid(address))
    const allowed = { ...env, [`${address.replace(/_[A-Z]+$/, '')}_ALLOW_HTTP`]: '1' }
    if (url.startsWith('http:')) expect(() => partiesOf(allowed)).not.toThrow()
    else expect(() => partiesOf(allowed)).toThrow(invalid(address))
  }
})

test.each(['79', '301', '180.5', 'soon', ''])('the service gives a person 80 to 300 s to sign, not %j', (seconds) => {
  const env = { ...party('MOTCUA_MSSP_URL'), MOTCUA_MSSP_TIMEOUT: seconds }
  expect(() => partiesOf(env)).toThrow(invalid('MOTCUA_MSSP_TIMEOUT'))
})

test.each(['80', '300'])('%s s are within it', (seconds) => {
  const env = { ...party('MOTCUA_MSSP_URL'), MOTCUA_MSSP_TIMEOUT: seconds }
  expect(partiesOf(env).mssp?.timeOutSeconds).toBe(Number(seconds))
})

test('what a party may be told besides', () => {
  const env = {
    ...ALL,
    MOTCUA_MSSP_PROFILE: 'http://profile.example',
    MOTCUA_MSSP_SOAP: '1.1',
    MOTCUA_SMARTCA_APP_LINK: 'https://app.example/{tran_code}',
    MOTCUA_VNPOST_ALLOW_HTTP: '1',
    MOTCUA_VNEID_ALLOW_HTTP: 'true',
  }
  expect(partiesOf(env)).toMatchObject({
    mssp: { signatureProfile: 'http://profile.example', soap: '1.1' },
    smartca: { appLinkTemplate: 'https://app.example/{tran_code}' },
    // Plain HTTP is one word, said exactly, and for this provider alone.
    vnpost: { allowHttp: true },
    vneid: { allowHttp: false },
  })
})

test('whom central trusts: the flag before the variable, and nobody without either', () => {
  expect(signatureOptionsOf({}, {})).toEqual({ allowPrivate: false })
  expect(signatureOptionsOf({}, { MOTCUA_TRUST: '/a', MOTCUA_AUTHORITIES_ALLOW_PRIVATE: '1' })).toEqual({
    trustDir: '/a',
    allowPrivate: true,
  })
  expect(signatureOptionsOf({ trust: '/b' }, { MOTCUA_TRUST: '/a' })).toEqual({ trustDir: '/b', allowPrivate: false })
})
