import { accountKeysOf } from '../../../data/wire/account-keys.ts'
import type { PacketContent } from '../../../data/wire/packet.wire.ts'
import { accountLevel } from '../../accounts/account.repo.ts'
import type { Station } from '../../stations/station.repo.ts'
import { hasCodeAllowance, STATION_CODES_PER_DAY } from '../code-allowance.ts'
import { type Finding, type Proved, refuse, refuseOwned, waitForCode } from '../finding.ts'
import type { PacketRow } from '../packet.repo.ts'
import type { VerifyParts } from '../verify.ts'
import { numbersIn, personIn } from './claims-of.ts'
import { type OtpEvidence, otpEvidence } from './otp-evidence.ts'

/** A phone and a register prove level 2 (product.md §2). */
const IAL = 2

/**
 * mobile: code, account, subscriber. The account is looked at before the carrier is asked, and again by the database when the decision is written. A code proves who holds a
 * phone, not whose number was typed beside it: where no officer stands, nobody is told of an account before the carrier says that both belong together (product.md §3).
 */
export async function proveByMobile(
  parts: VerifyParts,
  content: PacketContent,
  packet: PacketRow,
  { kind }: Pick<Station, 'kind'>,
  station: Station,
): Promise<Finding> {
  const person = personIn(content.claims)
  if (!person) return refuse('SHAPE_INVALID')
  const otp = await otpOf(parts, content, packet, station)
  if (otp.kind !== 'proved') return withoutCode(otp)
  const keys = accountKeysOf({ ...NOBODY, subject: 'citizen', idNumbers: numbersIn(content) })
  const exists = async () => (await accountLevel(parts.sql, keys)) !== null
  if (kind === 'assisted' && (await exists())) return refuseOwned(keys)
  const { phone, idNumber, oldIdNumber, fullName, birthDate } = person
  const { result, carrier } = await parts.carrier.match({
    phone,
    idNumber,
    ...(oldIdNumber === undefined ? {} : { oldIdNumber }),
    fullName,
    birthDate,
  })
  switch (result) {
    case 'match':
      if (await exists()) return refuseOwned(keys)
      return {
        ...accountOf(content),
        keys,
        fullName,
        birthDate,
        phone,
        carrier,
        spends: [spendOf(otp.challengeId)],
        ...noticeOf(otp, phone, station),
      }
    case 'other-owner':
      return refuse('SUBSCRIBER_OTHER_OWNER', carrier)
    case 'cmnd-9':
      if (await exists()) return refuseOwned(keys)
      return refuse('SUBSCRIBER_CMND9', carrier)
    case 'unknown':
      return refuse('SUBSCRIBER_UNKNOWN', carrier)
    case 'unavailable':
      return { kind: 'put-off', reason: 'CARRIER_UNAVAILABLE' }
  }
}

/**
 * social-insurance: code, the record of the insurance number, then the account under the ID number that the record holds (product.md §3: "the ID number from BHXH is the
 * one checked for duplicates").
 */
export async function proveByInsurance(
  parts: VerifyParts,
  content: PacketContent,
  packet: PacketRow,
  station: Station,
): Promise<Finding> {
  const person = personIn(content.claims)
  const { insuranceNumber } = content.claims
  if (!person || !insuranceNumber) return refuse('SHAPE_INVALID')
  const otp = await otpOf(parts, content, packet, station)
  if (otp.kind !== 'proved') return withoutCode(otp)
  const { phone, idNumber, oldIdNumber, fullName, birthDate } = person
  const answer = await parts.insurance.match({
    insuranceNumber,
    idNumber,
    ...(oldIdNumber === undefined ? {} : { oldIdNumber }),
    fullName,
    birthDate,
  })
  switch (answer.result) {
    case 'mismatch':
      return refuse('INSURANCE_MISMATCH')
    case 'unknown':
      return refuse('INSURANCE_UNKNOWN')
    case 'unavailable':
      return { kind: 'put-off', reason: 'INSURANCE_UNAVAILABLE' }
    case 'match': {
      const idNumbers = [...new Set([answer.idNumber, ...numbersIn(content)])]
      const keys = accountKeysOf({ ...NOBODY, subject: 'citizen', idNumbers })
      if ((await accountLevel(parts.sql, keys)) !== null) return refuseOwned(keys)
      return {
        ...accountOf(content),
        keys,
        fullName,
        birthDate,
        phone,
        carrier: null,
        spends: [spendOf(otp.challengeId)],
        ...noticeOf(otp, phone, station),
      }
    }
  }
}

const NOBODY = { taxCode: null, organisation: null, organisationUnits: [], fullName: null }

function accountOf(
  content: PacketContent,
): Pick<Proved, 'kind' | 'ial' | 'subject' | 'organisation' | 'passwordHash' | 'onExisting'> {
  return {
    kind: 'accept',
    ial: IAL,
    subject: 'citizen',
    organisation: null,
    passwordHash: content.passwordHash ?? null,
    onExisting: 'refuse',
  }
}

function otpOf(parts: VerifyParts, content: PacketContent, packet: PacketRow, station: Station): Promise<OtpEvidence> {
  const { sql, clock, keys, stationCodes = 'all', stationCodesPerDay: perDay = STATION_CODES_PER_DAY } = parts
  const hasAllowance = () => hasCodeAllowance(sql, { stationId: station.stationId, perDay, nowMs: clock.now() })
  return otpEvidence(content, packet, keys.signing.publicKey, { station, stationCodes, hasAllowance })
}

function noticeOf(otp: OtpEvidence, phone: string, { name }: Station): Pick<Proved, 'noticeOf'> {
  return otp.kind === 'proved' && otp.by === 'station' ? { noticeOf: { phone, place: name } } : {}
}

function spendOf(challengeId: string) {
  return { kind: 'otp', challengeId } as const
}

function withoutCode(otp: Exclude<OtpEvidence, { kind: 'proved' }>): Finding {
  if (otp.kind === 'none') return refuse('OTP_NOT_PROVED')
  return waitForCode(otp.isOverAllowance ?? false)
}
