import { createHash, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { CompactEncrypt, CompactSign } from 'jose'
import type { AccountKey } from '../../wire/account-keys.ts'
import type { DuplicatesDocument } from '../../wire/duplicates.wire.ts'
import { addMarks, BITS_PER_KEY, BLOCK_BYTES, blocksFor } from '../../wire/person-filter.ts'
import { createPersonMarker } from '../../wire/person-mark.ts'
import type { FilterClient } from '../filter.client.ts'

/** A filter as central makes and signs it. */
export interface SignedFilter {
  readonly document: DuplicatesDocument
  readonly jws: string
  readonly bytes: Uint8Array
}

/** What central and one counter hold: makes filters for it. */
export function filterMaker() {
  const signing = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const station = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const sign = (payload: object, key: KeyObject = signing.privateKey) =>
    new CompactSign(new TextEncoder().encode(JSON.stringify(payload))).setProtectedHeader({ alg: 'ES256' }).sign(key)
  return {
    signing,
    station,
    sign,
    async make(
      people: readonly AccountKey[],
      over: Partial<DuplicatesDocument> = {},
      blocks = blocksFor(people.length),
    ): Promise<SignedFilter> {
      const markKey = randomBytes(32)
      const mark = createPersonMarker(markKey)
      const bytes = new Uint8Array(blocks * BLOCK_BYTES)
      addMarks(bytes, Buffer.concat(people.map((person) => mark(person))))
      const document: DuplicatesDocument = {
        typ: 'reference',
        name: 'duplicates',
        version: 1,
        issuedAtMs: 0,
        asOfMs: 0,
        epoch: 1,
        bitsPerKey: BITS_PER_KEY,
        blocks,
        count: people.length,
        sha256: createHash('sha256').update(bytes).digest('base64url'),
        sizeBytes: bytes.length,
        sealedKey: await new CompactEncrypt(markKey)
          .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM' })
          .encrypt(station.publicKey),
        ...over,
      }
      return { document, jws: await sign(document), bytes }
    },
  }
}

/** Central's bytes, and what was asked of them; `before` may break the line. */
export function clientOf(
  { bytes }: Pick<SignedFilter, 'bytes'>,
  before: (from: number) => void = () => {},
): FilterClient & { readonly asked: [from: number, length: number][] } {
  const asked: [number, number][] = []
  return {
    asked,
    async read(_, from, maxBytes) {
      before(from)
      const piece = bytes.slice(from, from + maxBytes)
      asked.push([from, piece.length])
      return piece
    },
  }
}

export function citizen(number: string): AccountKey {
  return { kind: 'id', number }
}
