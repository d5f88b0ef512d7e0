import { expect, test } from 'vitest'
import { meaningOf, STATUS_MEANINGS } from './status.ts'

/** domain.md §4.2: all statuses, in the words of the codes a clerk sees. */
const EXPECTED: Readonly<Record<string, readonly number[]>> = {
  waiting: [100, 504],
  signed: [500, 502],
  ours: [101, 102, 103, 104, 106, 107, 108, 109],
  theirs: [900],
  SIM_SIGN_NO_CERTIFICATE: [105, 404, 407, 422],
  SIM_SIGN_EXPIRED: [208],
  SIM_SIGN_OUT_OF_REACH: [209],
  SIM_SIGN_CANCELLED: [401],
  SIM_SIGN_PIN_BLOCKED: [402, 403],
  SIM_SIGN_BUSY: [406],
  CERTIFICATE_REVOKED: [501],
  SIM_SIGN_FAILED: [405, 423, 424, 425, 503],
}

function word(status: number): string {
  const meaning = meaningOf(status)
  if (meaning.kind === 'refused') return meaning.code
  return meaning.kind === 'unavailable' ? meaning.fault : meaning.kind
}

test.each(Object.entries(EXPECTED).flatMap(([meant, codes]) => codes.map((code) => [code, meant] as const)))(
  '%i is %s',
  (code, meant) => {
    expect(word(code)).toBe(meant)
  },
)

test('the table has all of them and no others', () => {
  expect([...STATUS_MEANINGS.keys()].sort((a, b) => a - b)).toEqual(
    Object.values(EXPECTED)
      .flat()
      .sort((a, b) => a - b),
  )
})

test.each([0, 110, 200, 499, 505, 901, 999])('%i, which the standard does not have, decides nothing', (code) => {
  expect(meaningOf(code)).toEqual({ kind: 'unavailable', fault: 'theirs' })
})
