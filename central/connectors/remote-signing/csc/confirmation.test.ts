import { expect, test } from 'vitest'
import { confirmationOf } from './confirmation.ts'

const APP = { type: 'ChallengeResponseOOB', id: 'APP' }
const SMS = { type: 'PasswordOOB', id: 'SMS' }
const PIN = { type: 'Password', id: 'PIN' }

test.each([
  ['the app alone', { mode: 'explicit', objects: [APP] }, ['APP']],
  [
    'two out of band, both needed',
    { mode: 'explicit', expression: 'APP AND SMS', objects: [APP, SMS] },
    ['APP', 'SMS'],
  ],
  ['two out of band, without an expression', { mode: 'explicit', objects: [APP, SMS] }, ['APP', 'SMS']],
  ['one of two', { mode: 'explicit', expression: 'PIN OR APP', objects: [PIN, APP] }, ['APP']],
  ['either, never both', { mode: 'explicit', expression: 'SMS XOR APP', objects: [SMS, APP] }, ['SMS']],
  ['a PIN here as well', { mode: 'explicit', expression: 'PIN AND APP', objects: [PIN, APP] }, null],
  ['both kinds without an expression', { mode: 'explicit', objects: [PIN, APP] }, null],
  [
    'an expression too rich to judge',
    { mode: 'explicit', expression: '(PIN OR SMS) AND APP', objects: [PIN, SMS, APP] },
    null,
  ],
  ['a PIN alone', { mode: 'explicit', objects: [PIN] }, null],
  ['nothing asked of the holder', { mode: 'explicit', objects: [] }, null],
  ['no objects', { mode: 'explicit' }, null],
  ['another mode', { mode: 'oauth2code', objects: [APP] }, null],
])('%s', (_what, auth, ids) => {
  expect(confirmationOf(auth)?.map(({ id }) => id) ?? null).toEqual(ids)
})
