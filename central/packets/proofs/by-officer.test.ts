import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { ChipEvidence, OfficerEvidence } from '../../../data/wire/evidence.wire.ts'
import type { PacketContent } from '../../../data/wire/packet.wire.ts'
import type { SecondOfficer } from '../../../flows/base/registration.ts'
import type { Station } from '../../stations/station.repo.ts'
import { proveByOfficer } from './by-officer.ts'

const officer = (code: string, role: OfficerEvidence['attester']['role'] = 'teller') => ({
  staffId: randomUUID(),
  code,
  role,
})
const TELLER = officer('gdv01')
const SECOND = officer('ks01', 'supervisor')
const ATTESTED: OfficerEvidence = {
  kind: 'officer',
  attester: TELLER,
  confirmer: null,
  compared: ['card-qr'],
  differences: [],
}
const CHIP: ChipEvidence = {
  kind: 'card-chip',
  access: 'bac',
  hashes: 'match',
  signature: 'valid',
  chain: 'trusted',
  genuine: 'chip-authentication',
  portraitSha256: null,
}
const CLAIMS = {
  idNumber: '046204001234',
  fullName: 'Lê Văn Mẫu',
  birthDate: '2004-02-29',
  phone: '+84971204118',
}

/** What comes of an attestation: its code, or `accept`. */
function outcome(
  said: Partial<OfficerEvidence> = {},
  chip: Partial<ChipEvidence> | null = null,
  {
    kind = 'assisted',
    secondOfficer = 'on-differences',
  }: { kind?: Station['kind']; secondOfficer?: SecondOfficer } = {},
): string {
  const evidence = [{ ...ATTESTED, ...said }, ...(chip ? [{ ...CHIP, ...chip }] : [])]
  const content = { subject: 'citizen', claims: CLAIMS, evidence, passwordHash: 'h' } as unknown as PacketContent
  const finding = proveByOfficer(content, { kind } as Station, { secondOfficer })
  return finding.kind === 'refuse' ? finding.reason : finding.kind
}

test('an officer of an assisted counter stands for it; a machine that people use by themselves cannot', () => {
  expect(outcome()).toBe('accept')
  expect(outcome({}, {})).toBe('accept')
  expect(outcome({}, null, { kind: 'self-service' })).toBe('OFFICER_REQUIRED')
})

test.each<[string, Partial<OfficerEvidence>, string]>([
  ['who has not the duty to attest', { attester: officer('kt01', 'technician') }, 'STAFF_ROLE'],
  ['confirmed by one who has not the duty', { confirmer: officer('kt01', 'technician') }, 'STAFF_ROLE'],
  ['who confirms the own word', { confirmer: { ...SECOND, staffId: TELLER.staffId } }, 'STAFF_SAME_OFFICER'],
  ['in another shape', { attester: null as never }, 'SHAPE_INVALID'],
])('trap: an officer %s', (_, said, expected) => {
  expect(outcome(said)).toBe(expected)
})

test.each<[SecondOfficer, readonly string[], boolean, string]>([
  ['never', ['fullName'], false, 'accept'],
  ['on-differences', [], false, 'accept'],
  ['on-differences', ['fullName'], false, 'EVIDENCE_MISSING'],
  ['on-differences', ['fullName'], true, 'accept'],
  ['always', [], false, 'EVIDENCE_MISSING'],
  ['always', [], true, 'accept'],
])('a second officer %s, differences %j, there: %s', (secondOfficer, differences, isThere, expected) => {
  const said = { differences: [...differences], confirmer: isThere ? SECOND : null }
  expect(outcome(said, null, { secondOfficer })).toBe(expected)
})

test.each<[Partial<ChipEvidence>, string]>([
  [{ hashes: 'differ' }, 'CHIP_FORGED'],
  [{ signature: 'invalid' }, 'CHIP_FORGED'],
  [{ chain: 'untrusted' }, 'CHIP_FORGED'],
  [{ genuine: 'failed' }, 'CHIP_COPIED'],
  [{ chain: 'unchecked', genuine: 'not-offered' }, 'accept'],
  [{ access: 1 as never }, 'SHAPE_INVALID'],
])('a chip that says %j', (chip, expected) => {
  expect(outcome({}, chip)).toBe(expected)
})
