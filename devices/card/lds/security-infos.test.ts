import { expect, test } from 'vitest'
import { integer, oid, sequence, set, tlv } from './der-write.ts'
import { DATA_GROUPS, dgNumbersOf, EF_COM } from './efs.ts'
import { sampleCom } from './sample-data-groups.ts'
import { readSecurityInfos } from './security-infos.ts'

test('EF.CardAccess of ICAO 9303-11 appendix G.1 and H.1', () => {
  expect(readSecurityInfos(Buffer.from('31143012060a04007f0007020204020202010202010d', 'hex')).pace).toEqual([
    { oid: '0.4.0.127.0.7.2.2.4.2.2', version: 2, parameterId: 13 },
  ])
})

test('every kind of info; those nobody speaks are left out', () => {
  const spki = sequence(sequence(oid('1.2.840.10045.2.1')), tlv(0x03, Buffer.of(0, 4, 1, 2)))
  const infos = set(
    sequence(oid('0.4.0.127.0.7.2.2.4.2.4'), integer(2), integer(12)),
    sequence(oid('0.4.0.127.0.7.2.2.4.6.2'), integer(2)),
    // PACE domain parameters, terminal authentication, EF.DIR: not ours.
    sequence(oid('0.4.0.127.0.7.2.2.4.2'), sequence(), integer(1)),
    sequence(oid('0.4.0.127.0.7.2.2.2'), integer(1)),
    sequence(oid('2.23.136.1.1.13'), tlv(0x04)),
    sequence(oid('0.4.0.127.0.7.2.2.3.2.2'), integer(1), integer(7)),
    sequence(oid('0.4.0.127.0.7.2.2.1.2'), spki, integer(7)),
    sequence(oid('2.23.136.1.1.5'), integer(1), oid('0.4.0.127.0.7.1.1.4.1.3')),
  )
  expect(readSecurityInfos(tlv(0x6e, infos))).toEqual({
    pace: [
      { oid: '0.4.0.127.0.7.2.2.4.2.4', version: 2, parameterId: 12 },
      { oid: '0.4.0.127.0.7.2.2.4.6.2', version: 2, parameterId: null },
    ],
    chipAuthentication: [{ oid: '0.4.0.127.0.7.2.2.3.2.2', version: 1, keyId: 7 }],
    chipAuthenticationKeys: [{ keyId: 7, spki: Uint8Array.from(spki) }],
    activeAuthentication: { signatureAlgorithm: '0.4.0.127.0.7.1.1.4.1.3' },
  })
})

test.each([
  ['a SEQUENCE for the SET', sequence()],
  ['an info without a name', set(sequence(integer(1), integer(1)))],
  ['an info without data', set(sequence(oid('0.4.0.127.0.7.2.2.4.2.4')))],
  ['PACE without a version', set(sequence(oid('0.4.0.127.0.7.2.2.4.2.4'), sequence()))],
  ['another template', tlv(0x6d, set())],
])('CHIP_FILE_INVALID: %s', (_, der) => {
  expect(() => readSecurityInfos(der)).toThrow(expect.objectContaining({ code: 'CHIP_FILE_INVALID' }))
})

test('EF.COM lists the data groups; the table knows their files', () => {
  expect(dgNumbersOf(sampleCom([0x61, 0x75, 0x63, 0x6d, 0x6e, 0x6f, 0x11]))).toEqual([1, 2, 3, 13, 14, 15])
  // ICAO 9303-10 §4.6.1, example.
  expect(dgNumbersOf(Buffer.from('60165f0104303130375f36063034303030305c04617576 6c'.replace(' ', ''), 'hex'))).toEqual(
    [1, 2, 4, 12],
  )
  expect([1, 2, 13, 16].map((number) => DATA_GROUPS.get(number))).toMatchObject([
    { fileId: 0x0101, sfi: 1, tag: 0x61 },
    { fileId: 0x0102, sfi: 2, tag: 0x75 },
    { fileId: 0x010d, sfi: 13, tag: 0x6d },
    { fileId: 0x0110, sfi: 16, tag: 0x70 },
  ])
  expect(() => dgNumbersOf(tlv(EF_COM.tag))).toThrow(expect.objectContaining({ code: 'CHIP_FILE_INVALID' }))
})
