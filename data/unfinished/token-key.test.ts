import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { Fault } from '../../flows/base/fault.ts'
import { createSecrets, type SecretHandle } from '../../flows/base/secret.ts'
import type { TokenPort } from '../../flows/ports/token.port.ts'
import { createTokenKey } from './token-key.ts'

type Outcome = Awaited<ReturnType<TokenPort['sign']>>

/** A token that answers so, one after the other, and counts how often it was asked. */
function keyOf(answers: readonly (Outcome | Fault)[]) {
  const secrets = createSecrets(randomUUID)
  let asked = 0
  const key = createTokenKey({
    token: {
      async sign({ pin }) {
        if (pin !== 'pin-pad') secrets.discard(pin as SecretHandle)
        const answer = answers[Math.min(asked, answers.length - 1)]
        asked += 1
        if (!answer || answer instanceof Fault) throw answer
        return answer
      },
    },
    secrets,
    certificateId: 'c',
    pin: '246810',
    stationId: 's',
  })
  return { key, asked: () => asked }
}

const SIGNED = { kind: 'signed', algorithm: 'RS256', signature: new Uint8Array(256) } as unknown as Outcome

test('trap: the last try is spent by software: a wrong PIN reaches the token once in the life of the program', async () => {
  const { key, asked } = keyOf([{ kind: 'pin-wrong' } as unknown as Outcome, SIGNED])
  for (let at = 0; at < 3; at += 1) await expect(key.key()).rejects.toMatchObject({ details: { reason: 'pin-wrong' } })
  expect(asked()).toBe(1)
})

test('a token that was not plugged in is asked again, and once it has answered no more', async () => {
  const { key, asked } = keyOf([new Fault('TOKEN_ABSENT'), SIGNED])
  await expect(key.key()).rejects.toMatchObject({
    code: 'UNFINISHED_KEY_UNAVAILABLE',
    details: { reason: 'TOKEN_ABSENT' },
  })
  const [one, other] = await Promise.all([key.key(), key.key()])
  expect(Buffer.from(one).equals(other)).toBe(true)
  expect(asked()).toBe(2)
})
