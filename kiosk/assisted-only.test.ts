import { expect, test } from 'vitest'
import { assistedOnly } from './assisted-only.ts'

test.each(['self-service', undefined] as const)('a station paired as %s is no counter', (kind) => {
  expect(() => assistedOnly(kind, false)).toThrow(
    expect.objectContaining({ code: 'CONFIG_INVALID', details: expect.objectContaining({ setting: 'kind' }) }),
  )
})

test.each([
  ['assisted', false],
  ['assisted', true],
  ['self-service', true],
] as const)('a station paired as %s, in practice: %s, may', (kind, training) => {
  expect(() => assistedOnly(kind, training)).not.toThrow()
})
