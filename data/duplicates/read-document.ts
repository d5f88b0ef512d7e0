import type { KeyObject } from 'node:crypto'
import { compactDecrypt } from 'jose'
import { Compile } from 'typebox/compile'
import { Fault } from '../../flows/base/fault.ts'
import { DuplicatesDocument } from '../wire/duplicates.wire.ts'
import { BLOCK_BYTES } from '../wire/person-filter.ts'
import { MARK_KEY_BYTES } from '../wire/person-mark.ts'

const isDocument = Compile(DuplicatesDocument)

/** Checks what central signed. Raises REFERENCE_INVALID for another shape, or sizes that do not fit each other. */
export function readDuplicates(signed: unknown): DuplicatesDocument {
  if (!isDocument.Check(signed) || signed.sizeBytes !== signed.blocks * BLOCK_BYTES) {
    throw new Fault('REFERENCE_INVALID', { name: 'duplicates', reason: 'shape' })
  }
  return signed
}

/** Opens the key of the marks, which central sealed to this station. Raises REFERENCE_INVALID when it is sealed to another. */
export async function openMarkKey({ sealedKey }: DuplicatesDocument, stationKey: KeyObject): Promise<Uint8Array> {
  const { plaintext } = await compactDecrypt(sealedKey, stationKey, {
    keyManagementAlgorithms: ['ECDH-ES'],
    contentEncryptionAlgorithms: ['A256GCM'],
  }).catch((thrown: unknown) => {
    throw new Fault('REFERENCE_INVALID', { name: 'duplicates', reason: 'sealed-key' }, thrown)
  })
  if (plaintext.length !== MARK_KEY_BYTES) {
    throw new Fault('REFERENCE_INVALID', { name: 'duplicates', reason: 'sealed-key' })
  }
  return plaintext
}
