import { expect, test } from 'vitest'
import type { SeenToken, TokenCertificate } from '../../flows/ports/token.port.ts'
import { listTokens } from './token-list.ts'
import { tokenStanding } from './token-standing.ts'

const certificate = (der: Uint8Array) => ({ certificateId: Buffer.from(der).toString('hex'), der }) as TokenCertificate
const slotToken = (label: string, ...ders: number[]) => ({
  label,
  serialNumber: label,
  flags: 8,
  certificates: ders.map((one) => Uint8Array.from([one])),
})
const read = (der: Uint8Array) => (der[0] === 0 ? null : certificate(der))
const seen = (label: string, ...ders: number[]): SeenToken =>
  listTokens([{ module: 'm.so', tokens: [slotToken(label, ...ders)] }], read)[0]!

test.each([
  ['a token with a certificate', [seen('a', 1)], [], ['m.so'], 'ready', null],
  ['a token without', [seen('a')], [], ['m.so'], 'faulted', 'TOKEN_NO_CERTIFICATE'],
  ['a module and no token', [], [], ['m.so'], 'missing', 'TOKEN_ABSENT'],
  [
    'a fallen module',
    [],
    [{ module: 'x.so', code: 'TOKEN_MODULE_CRASHED' }],
    ['m.so'],
    'faulted',
    'TOKEN_MODULE_CRASHED',
  ],
  [
    'a fallen module beside a token',
    [seen('a', 1)],
    [{ module: 'x.so', code: 'TOKEN_MODULE_HUNG' }],
    ['m.so'],
    'ready',
    null,
  ],
  [
    'an unfit module beside a working one',
    [],
    [{ module: 'x.so', code: 'TOKEN_MODULE_ARCHITECTURE' }],
    ['m.so'],
    'missing',
    'TOKEN_ABSENT',
  ],
  [
    'an unfit module alone',
    [],
    [{ module: 'x.so', code: 'TOKEN_MODULE_ARCHITECTURE' }],
    [],
    'needs-driver',
    'TOKEN_MODULE_ARCHITECTURE',
  ],
  ['no module at all', [], [], [], 'needs-driver', 'TOKEN_MODULE_MISSING'],
] as const)('%s', (_, tokens, troubles, working, state, code) => {
  expect(tokenStanding(tokens, troubles, working)).toMatchObject({ state, code })
})

test('a card seen through two modules is listed once, through the first', () => {
  const views = [
    { module: 'vendor.so', tokens: [slotToken('a', 1, 2)] },
    { module: 'opensc.so', tokens: [slotToken('A card', 1, 2), slotToken('other', 3), slotToken('empty')] },
  ]
  expect(listTokens(views, read).map(({ module, label }) => [module, label])).toEqual([
    ['vendor.so', 'a'],
    ['opensc.so', 'other'],
    ['opensc.so', 'empty'],
  ])
})

test('another token in the same slot has another id, the same token the same', () => {
  expect(seen('a', 1).tokenId).toBe(seen('a', 2).tokenId)
  expect(seen('a', 1).tokenId).not.toBe(seen('b', 1).tokenId)
})

test('what is no certificate is left out', () => {
  expect(seen('a', 0, 5).certificates.map(({ certificateId }) => certificateId)).toEqual(['05'])
})
