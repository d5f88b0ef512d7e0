import { createHash, createPublicKey, verify } from 'node:crypto'
import { expect, test } from 'vitest'
import { makeKey } from '../authorities/authority.ts'
import { signHash } from './raw-sign.ts'

test.each(['rsa', 'ec'] as const)('a hash signed with an %s key verifies over the text', async (kind) => {
  const key = await makeKey(kind)
  const text = Buffer.from('văn bản')
  const signature = signHash(key, createHash('sha256').update(text).digest())
  expect(verify('sha256', text, createPublicKey(key), signature)).toBe(true)
  expect(verify('sha256', Buffer.from('khác'), createPublicKey(key), signature)).toBe(false)
})
