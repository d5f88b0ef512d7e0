import { expect, test } from 'vitest'
import { createSecrets } from './secret.ts'

function keeper() {
  let ids = 0
  return createSecrets(() => String(++ids))
}

test('a secret is given once, whole, and then never again', () => {
  const secrets = keeper()
  const handle = secrets.keep('mật khẩu 🔑')
  expect(secrets.redeem(handle)).toBe('mật khẩu 🔑')
  expect(secrets.count).toBe(0)
  expect(() => secrets.redeem(handle)).toThrow(expect.objectContaining({ code: 'SECRET_SPENT' }))
})

test('a discarded secret is gone, the others are not; discarding twice is harmless', () => {
  const secrets = keeper()
  const [pin, otp] = [secrets.keep('135790'), secrets.keep('200832')]
  secrets.discard(pin)
  secrets.discard(pin)
  expect(() => secrets.redeem(pin)).toThrow(expect.objectContaining({ code: 'SECRET_SPENT' }))
  expect(secrets.redeem(otp)).toBe('200832')
})

test('a copy outlives the ticket it was made of, and goes with all others', () => {
  const secrets = keeper()
  const first = secrets.keep('200832')
  const second = secrets.copy(first)
  expect(secrets.redeem(first)).toBe('200832')
  expect(secrets.redeem(second)).toBe('200832')
  expect(() => secrets.copy(first)).toThrow(expect.objectContaining({ code: 'SECRET_SPENT' }))
  secrets.copy(secrets.keep('135790'))
  secrets.wipe()
  expect(secrets.count).toBe(0)
})

test('wiping leaves none', () => {
  const secrets = keeper()
  const handles = [secrets.keep('135790'), secrets.keep('200832')]
  secrets.wipe()
  expect(secrets.count).toBe(0)
  for (const handle of handles) expect(() => secrets.redeem(handle)).toThrow()
})

test('a handle says nothing of its secret', () => {
  expect(keeper().keep('135790')).not.toContain('135790')
})
