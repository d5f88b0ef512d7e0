import { generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { CompactEncrypt } from 'jose'
import { describe, expect, test } from 'vitest'
import { packSealed, unpackSealed } from './sealed-bytes.ts'

const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const encrypt = (content: Uint8Array) =>
  new CompactEncrypt(content).setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', cty: 'JOSE' }).encrypt(publicKey)

describe('sealed packets as raw bytes', () => {
  test('every compact JWE comes back bit for bit, and is smaller', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 3_000 }), async (content) => {
        const compact = await encrypt(content)
        const packed = packSealed(compact)
        expect(unpackSealed(packed)).toBe(compact)
        expect(packed.length).toBeLessThan(compact.length * 0.76)
      }),
      { seed: 20_261_122, numRuns: 50 },
    )
  })

  test.each(['', 'a.b.c', 'a.b.c.d.e', 'e30..AAAA.AAAA.AAAA', 'e30.AAAA.AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA'])(
    'what is no such JWE is refused: %s',
    (text) => {
      expect(() => packSealed(text)).toThrow(expect.objectContaining({ code: 'PACKET_UNREADABLE' }))
    },
  )

  test('a spelling that would not come back is refused', async () => {
    const compact = await encrypt(new Uint8Array(5))
    expect(() => packSealed(`${compact}=`)).toThrow(expect.objectContaining({ code: 'PACKET_UNREADABLE' }))
  })

  test('any bytes are unpacked or refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          expect(packSealed(unpackSealed(bytes)).equals(bytes)).toBe(true)
        } catch (thrown) {
          expect(thrown).toMatchObject({ code: 'PACKET_UNREADABLE' })
        }
      }),
      { seed: 20_261_122 },
    )
  })
})
