import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { DATA_GROUPS, EF_COM, EF_SOD } from './efs.ts'
import {
  sampleCardAccess,
  sampleCom,
  sampleDg1,
  sampleDg2,
  sampleDg13,
  sampleDg14,
  sampleDg15,
  sampleMrzKey,
  sampleSecurityObject,
} from './sample-data-groups.ts'
import { SAMPLE_PERSON, type SamplePerson } from './sample-person.ts'
import {
  HASH_OIDS,
  type SignerAlgorithm,
  type SignerHash,
  sampleAuthority,
  sampleDocumentSigner,
  sampleSod,
} from './sample-signer.ts'
import type { PaceInfo } from './security-infos.ts'

/** `dg1-changed-after-signing`: other data under an old signature. `foreign-signer`: all genuine but the authority. `expired-signer`: the document signer ended in 2022. */
export type SampleForgery = 'dg1-changed-after-signing' | 'foreign-signer' | 'expired-signer'

export interface SampleCardOptions {
  readonly person?: SamplePerson
  /** ecdsa unless said: the quickest to make. */
  readonly signer?: SignerAlgorithm
  readonly hash?: SignerHash
  readonly signerBy?: 'issuer-and-serial' | 'key-id'
  /** Data groups the card does not have: any of 2, 13, 14, 15. */
  readonly omit?: readonly number[]
  readonly activeAuthentication?: 'rsa' | 'ecdsa'
  /** brainpoolP256r1 unless said. */
  readonly chipCurve?: 'brainpoolP256r1' | 'prime256v1'
  /** PACE variants of EF.CardAccess; none makes a card that knows BAC alone. Generic mapping, ECDH, AES-128 unless said. */
  readonly pace?: readonly PaceInfo[]
  readonly forgery?: SampleForgery
}

export interface SampleCard {
  /** By file identifier: 0x011E COM, 0x011D SOD, 0x0101 DG1 … */
  readonly files: ReadonlyMap<number, Uint8Array>
  /** EF.CardAccess; empty when the card has none. */
  readonly cardAccess: Uint8Array
  /** Private key behind DG15. */
  readonly activeKey: KeyObject | null
  /** Private key behind DG14. */
  readonly chipKey: KeyObject | null
  /** Six digits. */
  readonly can: string
  /** What the MRZ key is made of; dates YYMMDD. */
  readonly mrz: { readonly documentNumber: string; readonly birthDate: string; readonly expiryDate: string }
  /** Certificate (DER) of the authority to install as anchor. Of a foreign signer's card it is the authority that did not sign. */
  readonly csca: Uint8Array
}

/** Issues a fictitious citizen card the way a ministry does: authority, document signer, data groups, their hashes signed. Keys are new each time. */
export async function issueSampleCard(options: SampleCardOptions = {}): Promise<SampleCard> {
  const {
    person = SAMPLE_PERSON,
    signer = 'ecdsa',
    hash = 'sha256',
    omit = [],
    pace = [PACE_ECDH_GM_AES_128],
  } = options
  const {
    signerBy = 'issuer-and-serial',
    activeAuthentication = 'rsa',
    chipCurve = 'brainpoolP256r1',
    forgery,
  } = options
  const chip = generateKeyPairSync('ec', { namedCurve: chipCurve })
  const active =
    activeAuthentication === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: ACTIVE_RSA_BITS })
      : generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const made: readonly (readonly [number, Uint8Array])[] = [
    [1, sampleDg1(person)],
    [2, sampleDg2()],
    [13, sampleDg13(person)],
    [14, sampleDg14(pace, spkiOf(chip.publicKey), activeAuthentication === 'ecdsa')],
    [15, sampleDg15(spkiOf(active.publicKey))],
  ]
  const groups = new Map(made.filter(([number]) => !omit.includes(number)))
  const csca = sampleAuthority(signer, hash, AUTHORITY_ENDS)
  const issuer = forgery === 'foreign-signer' ? sampleAuthority(signer, hash, AUTHORITY_ENDS) : csca
  const ends = forgery === 'expired-signer' ? EXPIRED : SIGNER_ENDS
  const documentSigner = sampleDocumentSigner(issuer, signer, hash, ends)
  const hashes = new Map([...groups].map(([number, file]) => [number, createHash(hash).update(file).digest()] as const))
  const content = sampleSecurityObject(HASH_OIDS[hash], hashes)
  const sod = sampleSod(content, documentSigner, issuer, signer, hash, signerBy)
  if (forgery === 'dg1-changed-after-signing') groups.set(1, sampleDg1({ ...person, fullName: 'Kẻ Mạo Danh' }))
  const tags = [...groups.keys()].flatMap((number) => DATA_GROUPS.get(number)?.tag ?? [])
  return {
    files: new Map([
      [EF_COM.fileId, sampleCom(tags)],
      [EF_SOD.fileId, sod],
      ...[...groups].map(([number, file]) => [FIRST_DATA_GROUP + number, file] as const),
    ]),
    cardAccess: pace.length === 0 ? new Uint8Array() : sampleCardAccess(pace),
    activeKey: groups.has(15) ? active.privateKey : null,
    chipKey: groups.has(14) ? chip.privateKey : null,
    can: person.idNumber.slice(-6),
    mrz: sampleMrzKey(person),
    csca: csca.certificate,
  }
}

/** id-PACE-ECDH-GM-AES-CBC-CMAC-128 on brainpoolP256r1 (ICAO 9303-11 §9.2.1, table 6). */
export const PACE_ECDH_GM_AES_128: PaceInfo = { oid: '0.4.0.127.0.7.2.2.4.2.2', version: 2, parameterId: 13 }

const FIRST_DATA_GROUP = 0x0100
const ACTIVE_RSA_BITS = 2048
const AUTHORITY_ENDS = new Date('2049-12-31T00:00:00Z')
const SIGNER_ENDS = new Date('2045-12-31T00:00:00Z')
const EXPIRED = new Date('2022-01-01T00:00:00Z')

function spkiOf(key: KeyObject): Uint8Array {
  return key.export({ type: 'spki', format: 'der' })
}
