import { randomUUID } from 'node:crypto'
import { verify } from '@node-rs/argon2'
import { expect, test } from 'vitest'
import { createSecrets } from '../../flows/base/secret.ts'
import { createPasswords } from './passwords.ts'

const about = { fullName: 'Trần Văn An', idNumber: '046204001234', phone: '+84982000088', birthDate: '2004-05-17' }
const start = () => {
  const secrets = createSecrets(randomUUID)
  return { secrets, passwords: createPasswords(secrets) }
}

test('a good password becomes an Argon2id string of the agreed cost, and is gone', async () => {
  const { secrets, passwords } = start()
  const verdict = await passwords.accept(secrets.keep('Chim-Sẻ-97!x'), about)
  if (verdict.kind !== 'accepted') throw new Error('refused')
  expect(secrets.count).toBe(1)
  const hash = secrets.redeem(verdict.hash)
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await verify(hash, 'Chim-Sẻ-97!x'.normalize('NFC'))).toBe(true)
})

test('the same password typed with combining marks is the same', async () => {
  const { secrets, passwords } = start()
  const verdict = await passwords.accept(secrets.keep('Chim-Sẻ-97!x'.normalize('NFD')), about)
  if (verdict.kind !== 'accepted') throw new Error('refused')
  expect(await verify(secrets.redeem(verdict.hash), 'Chim-Sẻ-97!x'.normalize('NFC'))).toBe(true)
})

test.each(['HoaNT@2021', 'Aa@123456', 'short1!'])(
  '%s is refused with the rules it misses, and no hash is made',
  async (password) => {
    const { secrets, passwords } = start()
    const verdict = await passwords.accept(secrets.keep(password), about)
    expect(verdict).toMatchObject({ kind: 'refused', unmet: expect.arrayContaining([expect.any(String)]) })
    expect(secrets.count).toBe(0)
  },
)

test('a spent ticket is refused', async () => {
  const { secrets, passwords } = start()
  const handle = secrets.keep('Chim-Sẻ-97!x')
  secrets.wipe()
  await expect(passwords.accept(handle, about)).rejects.toMatchObject({ code: 'SECRET_SPENT' })
})
