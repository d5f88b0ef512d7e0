import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import pino from 'pino'
import { describe, expect, test } from 'vitest'
import { answerApdu } from '../port/pcsc/apdu.ts'
import { plainChannel, securedChannel } from './channel.ts'
import { authenticateChip, chooseChipAuthentication } from './chip-authentication.ts'
import { suiteOf } from './cipher-suite.ts'
import { createFileReader } from './file-reader.ts'
import { DATA_GROUPS } from './lds/efs.ts'
import { issueSampleCard } from './lds/issue-sample-card.ts'
import type { SecurityInfos } from './lds/security-infos.ts'
import { openChip } from './open-chip.ts'
import { systemRandom } from './random.ts'
import { createChip } from './simulated/chip.ts'

const curve = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve })
const spkiOf = ({ publicKey }: ReturnType<typeof curve>) => publicKey.export({ format: 'der', type: 'spki' })
const EC = spkiOf(curve('brainpoolP256r1'))
const RSA = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'der', type: 'spki' })
const oid = (kind: number, suite: number) => `0.4.0.127.0.7.2.2.3.${kind}.${suite}`
const infos = (parts: Partial<SecurityInfos>): SecurityInfos => ({
  pace: [],
  chipAuthentication: [],
  chipAuthenticationKeys: [],
  activeAuthentication: null,
  ...parts,
})
const info = (kind: number, suite: number, keyId: number | null = null) => ({
  oid: oid(kind, suite),
  version: 1,
  keyId,
})

describe('the offer taken', () => {
  test.each([
    [
      'AES before 3DES',
      infos({ chipAuthentication: [info(2, 1), info(2, 4)], chipAuthenticationKeys: [{ keyId: null, spki: EC }] }),
      'aes-256',
    ],
    [
      '3DES alone',
      infos({ chipAuthentication: [info(2, 1)], chipAuthenticationKeys: [{ keyId: null, spki: EC }] }),
      '3des',
    ],
    ['a key without a protocol means 3DES', infos({ chipAuthenticationKeys: [{ keyId: null, spki: EC }] }), '3des'],
    [
      'the key that is named',
      infos({ chipAuthentication: [info(2, 2, 7)], chipAuthenticationKeys: [{ keyId: 7, spki: EC }] }),
      'aes-128',
    ],
    [
      'none when the named key is not there',
      infos({ chipAuthentication: [info(2, 2, 7)], chipAuthenticationKeys: [{ keyId: 8, spki: EC }] }),
      null,
    ],
    [
      'none over finite fields',
      infos({ chipAuthentication: [info(1, 2)], chipAuthenticationKeys: [{ keyId: null, spki: EC }] }),
      null,
    ],
    [
      'none with a key that lies on no curve',
      infos({ chipAuthentication: [info(2, 2)], chipAuthenticationKeys: [{ keyId: null, spki: RSA }] }),
      null,
    ],
    [
      'none with a key nobody can read',
      infos({ chipAuthentication: [info(2, 2)], chipAuthenticationKeys: [{ keyId: null, spki: Uint8Array.of(1) }] }),
      null,
    ],
    ['none without a key', infos({ chipAuthentication: [info(2, 2)] }), null],
  ] as const)('%s', (_, offered, suite) => {
    expect(chooseChipAuthentication(offered)?.suite.name ?? null).toBe(suite)
  })
})

describe('with the simulated chip', () => {
  test.each([1, 2, 3, 4])('new keys of cipher suite %i, and the next file is read under them', async (suite) => {
    const card = await issueSampleCard()
    const chip = createChip(card, () => ({ noExtendedLength: false, strictLength: false }))
    const transmit = (command: Uint8Array) => chip.answer(command)
    const keys = [{ kind: 'can', can: card.can }] as const
    const { channel } = await openChip({ transmit, keys, random: systemRandom, log: pino({ enabled: false }) })
    const dg14 = await createFileReader(channel, 'short').read(DATA_GROUPS.get(14)!)
    expect(dg14).not.toBeNull()
    const spki = chipSpkiOf(card)
    const messaging = await authenticateChip(
      channel,
      { info: info(2, suite), suite: suiteOf(`.${suite}`)!, spki },
      systemRandom,
    )
    const next = createFileReader(securedChannel(transmit, messaging!), 'short')
    expect(Buffer.compare((await next.read(DATA_GROUPS.get(1)!))!, card.files.get(0x0101)!)).toBe(0)
  })
})

test('a chip that refuses has agreed on nothing', async () => {
  const channel = plainChannel(async () => answerApdu(0x6a80))
  for (const suite of [1, 2]) {
    expect(
      await authenticateChip(channel, { info: info(2, suite), suite: suiteOf(`.${suite}`)!, spki: EC }, systemRandom),
    ).toBeNull()
  }
})

function chipSpkiOf({ chipKey }: Awaited<ReturnType<typeof issueSampleCard>>): Uint8Array {
  return createPublicKey(chipKey!).export({ format: 'der', type: 'spki' })
}
