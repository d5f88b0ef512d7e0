import { expect, test } from 'vitest'
import { needsSecondOfficer } from './second-officer.ts'

test.each([
  ['always', ['card-qr'], [], true],
  ['always', [], [], true],
  ['on-differences', ['card-qr', 'card-chip'], [], false],
  ['on-differences', ['card-qr'], ['fullName'], true],
  ['on-differences', [], [], true],
  ['never', [], ['fullName'], false],
] as const)('policy %s, read %j, differing in %j: %s', (policy, compared, differences, expected) => {
  expect(needsSecondOfficer(policy, { compared, differences })).toBe(expected)
})
