import { Compile } from 'typebox/compile'
import { accountKeysOf } from '../../../data/wire/account-keys.ts'
import { ChipEvidence, OfficerEvidence } from '../../../data/wire/evidence.wire.ts'
import type { PacketContent } from '../../../data/wire/packet.wire.ts'
import { mayConfirm, mayDo } from '../../../flows/rules/roles.ts'
import { needsSecondOfficer } from '../../../flows/rules/second-officer.ts'
import type { Station } from '../../stations/station.repo.ts'
import { type Finding, refuse } from '../finding.ts'
import { numbersIn, personIn } from './claims-of.ts'

const officerShape = Compile(OfficerEvidence)
const chipShape = Compile(ChipEvidence)
const IAL = 3

/**
 * in-person: an officer of an assisted counter stands for it, and a second one where the policy asks. A chip that was read must not have failed; a station that
 * people use by themselves cannot attest.
 */
export function proveByOfficer(
  content: PacketContent,
  station: Station,
  { secondOfficer }: { readonly secondOfficer: 'never' | 'on-differences' | 'always' },
): Finding {
  if (station.kind !== 'assisted') return refuse('OFFICER_REQUIRED')
  const person = personIn(content.claims)
  if (!person) return refuse('SHAPE_INVALID')
  const evidence = content.evidence.find(({ kind }) => kind === 'officer')
  if (!evidence) return refuse('EVIDENCE_MISSING')
  if (!officerShape.Check(evidence)) return refuse('SHAPE_INVALID')
  const { attester, confirmer } = evidence
  if (!mayDo(attester.role, 'attest')) return refuse('STAFF_ROLE')
  if (confirmer && !mayDo(confirmer.role, 'confirm')) return refuse('STAFF_ROLE')
  if (confirmer && !mayConfirm(confirmer, attester)) return refuse('STAFF_SAME_OFFICER')
  if (needsSecondOfficer(secondOfficer, evidence) && !confirmer) return refuse('EVIDENCE_MISSING')
  const chip = chipFault(content)
  if (chip) return refuse(chip)
  const { organisation = null, taxCode = null } = content.claims
  const { subject } = content
  const keys = accountKeysOf({
    subject,
    idNumbers: numbersIn(content),
    taxCode,
    organisation,
    organisationUnits: [],
    fullName: person.fullName,
  })
  if (keys.length === 0) return refuse('SHAPE_INVALID')
  return {
    kind: 'accept',
    ial: IAL,
    subject,
    keys,
    fullName: person.fullName,
    birthDate: person.birthDate,
    organisation,
    phone: person.phone,
    passwordHash: content.passwordHash ?? null,
    carrier: null,
    spends: [],
    onExisting: content.onExisting ?? 'refuse',
  }
}

/** What flows/rules/chip-facts.ts calls forged or copied, said again here of every chip that was read: a station's word is evidence, not a verdict. */
function chipFault(content: PacketContent): 'CHIP_FORGED' | 'CHIP_COPIED' | 'SHAPE_INVALID' | null {
  const chips = content.evidence.filter(({ kind }) => kind === 'card-chip')
  for (const chip of chips) {
    if (!chipShape.Check(chip)) return 'SHAPE_INVALID'
    if (chip.hashes === 'differ' || chip.signature === 'invalid' || chip.chain === 'untrusted') return 'CHIP_FORGED'
    if (chip.genuine === 'failed') return 'CHIP_COPIED'
  }
  return null
}
