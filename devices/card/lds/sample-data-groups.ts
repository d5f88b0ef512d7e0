import { icaoCheckDigit } from '../../../flows/base/icao-check-digit.ts'
import { integer, NULL, octets, oid, printable, sequence, set, tlv, utf8 } from './der-write.ts'
import type { SamplePerson } from './sample-person.ts'
import { samplePortrait } from './sample-portrait.ts'
import type { PaceInfo } from './security-infos.ts'

/** The 90 characters of a citizen card's MRZ (domain.md §1.5). */
export function sampleMrz(person: SamplePerson): string {
  const { documentNumber, birthDate, expiryDate } = sampleMrzKey(person)
  const withDigit = (text: string) => text + icaoCheckDigit(text)
  const line1 = `IDVNM${withDigit(documentNumber)}${person.idNumber}<<${icaoCheckDigit(person.idNumber)}`
  const dates = [withDigit(birthDate), withDigit(expiryDate)] as const
  const composite = icaoCheckDigit(line1.slice(5) + dates.join('') + '<'.repeat(11))
  const line2 = `${dates[0]}${person.sex === 'male' ? 'M' : 'F'}${dates[1]}VNM${'<'.repeat(11)}${composite}`
  const [surname = '', ...given] = asciiCapitals(person.fullName).split(' ')
  return line1 + line2 + `${surname}<<${given.join('<')}`.padEnd(30, '<').slice(0, 30)
}

/** The three fields of the MRZ that open the chip, dates YYMMDD. "Không thời hạn" is 991231, the usual way to write it. */
export function sampleMrzKey(person: SamplePerson) {
  return {
    documentNumber: person.idNumber.slice(-9),
    birthDate: yymmdd(person.birthDate),
    expiryDate: person.expiresOn ? yymmdd(person.expiresOn) : '991231',
  }
}

export function sampleDg1(person: SamplePerson): Uint8Array {
  return tlv(0x61, tlv(0x5f1f, Buffer.from(sampleMrz(person), 'latin1')))
}

/** ICAO 9303-10 §4.7.2 around ISO/IEC 19794-5:2005, one face without feature points. */
export function sampleDg2(image: Uint8Array = samplePortrait()): Uint8Array {
  const face = Buffer.alloc(20 + 12)
  face.writeUInt32BE(face.length + image.length, 0)
  face.set([1, 0, 0, 240, 1, 64], 20 + 0)
  const record = Buffer.alloc(14)
  record.write('FAC\u0000010\u0000', 0, 'latin1')
  record.writeUInt32BE(record.length + face.length + image.length, 8)
  record.writeUInt16BE(1, 12)
  const header = tlv(0xa1, tlv(0x81, Buffer.of(2)), tlv(0x87, Buffer.of(1, 1)), tlv(0x88, Buffer.of(0, 8)))
  const data = tlv(0x5f2e, record, face, image)
  return tlv(0x75, tlv(0x7f61, integer(1), tlv(0x7f60, header, data)))
}

/** The field shapes of domain.md §1.6, with the religion real cards carry. */
export function sampleDg13(person: SamplePerson): Uint8Array {
  const field = (number: number, ...values: readonly Uint8Array[]) => sequence(integer(number), ...values)
  const names = (list: readonly (string | null)[]) =>
    list.map((name) => (name === null ? sequence() : sequence(utf8(name))))
  const hasParents = person.father !== null || person.mother !== null
  return tlv(
    0x6d,
    field(1, printable(person.idNumber)),
    field(2, utf8(person.fullName)),
    field(3, printable(ddmmyyyy(person.birthDate))),
    field(4, utf8(person.sex === 'male' ? 'Nam' : 'Nữ')),
    field(5, utf8('Việt Nam')),
    field(6, utf8('Kinh')),
    field(7, utf8('Không')),
    field(8, utf8(person.origin)),
    field(9, utf8(person.residence)),
    field(10, utf8('Nốt ruồi cách 1 cm trên sau đuôi mắt trái')),
    field(11, printable(ddmmyyyy(person.issuedOn))),
    field(12, utf8(person.expiresOn ? ddmmyyyy(person.expiresOn) : 'Không thời hạn')),
    field(13, ...(hasParents ? names([person.father, person.mother]) : [])),
    field(14, ...names(person.spouses)),
    field(15, ...(person.oldIdNumber ? [printable(person.oldIdNumber)] : [])),
    field(16, printable(`VNM${person.idNumber}0`)),
  )
}

/** EF.CardAccess: the PACE variants the card offers. */
export function sampleCardAccess(pace: readonly PaceInfo[]): Uint8Array {
  return set(...pace.map(paceInfo))
}

/** DG14: PACE again, chip authentication by ECDH with AES-128 (ICAO 9303-11 §9.2.5), and the algorithm of an ECDSA key for active authentication. */
export function sampleDg14(pace: readonly PaceInfo[], chipSpki: Uint8Array, activeIsEcdsa: boolean): Uint8Array {
  const chipAuthentication = sequence(oid('0.4.0.127.0.7.2.2.3.2.2'), integer(1))
  const publicKey = sequence(oid('0.4.0.127.0.7.2.2.1.2'), chipSpki)
  // ecdsa-plain-SHA256, BSI TR-03111 §5.2.1.1.
  const active = sequence(oid('2.23.136.1.1.5'), integer(1), oid('0.4.0.127.0.7.1.1.4.1.3'))
  return tlv(0x6e, set(...pace.map(paceInfo), chipAuthentication, publicKey, ...(activeIsEcdsa ? [active] : [])))
}

/** DG15: the SubjectPublicKeyInfo of active authentication. */
export function sampleDg15(spki: Uint8Array): Uint8Array {
  return tlv(0x6f, spki)
}

/** EF.COM (ICAO 9303-10 §4.6.1): LDS 1.7, Unicode 4.0.0, tags of the groups there are. */
export function sampleCom(tags: readonly number[]): Uint8Array {
  const versions = [tlv(0x5f01, Buffer.from('0107')), tlv(0x5f36, Buffer.from('040000'))]
  return tlv(0x60, ...versions, tlv(0x5c, Buffer.from(tags)))
}

/** LDSSecurityObject (ICAO 9303-10 §4.6.2.3). */
export function sampleSecurityObject(hashOid: string, hashes: ReadonlyMap<number, Uint8Array>): Uint8Array {
  const list = [...hashes].map(([number, hash]) => sequence(integer(number), octets(hash)))
  return sequence(integer(0), sequence(oid(hashOid), NULL), sequence(...list))
}

function paceInfo({ oid: dotted, version, parameterId }: PaceInfo): Uint8Array {
  return sequence(oid(dotted), integer(version), ...(parameterId === null ? [] : [integer(parameterId)]))
}

function asciiCapitals(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'D').toUpperCase()
}

function yymmdd(iso: string): string {
  return iso.slice(2).replaceAll('-', '')
}

function ddmmyyyy(iso: string): string {
  return iso.split('-').reverse().join('/')
}
