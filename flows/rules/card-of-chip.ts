import type { Sex } from '../base/terms.ts'
import type { ChipDetails } from '../ports/card.port.ts'
import type { CitizenCard } from './card-qr.ts'
import { crossCheckIdNumber } from './id-number.ts'
import type { CitizenMrz } from './mrz.ts'
import { checkName } from './name.ts'
import { printedDateToIso } from './printed-date.ts'

/**
 * What a chip says, in the shape of a card's QR, to fill the same forms. Number, birth date and sex are those of DG1: they have check digits and are always
 * there. The rest is DG13's where it has it; without DG13 the name is the MRZ's, capitals without marks, perhaps cut (then the QR's is the better one).
 * Whether DG1 and DG13 agree is told by `cardDifferences`.
 */
export function cardOfChip({
  mrz,
  details,
}: {
  readonly mrz: CitizenMrz
  readonly details: ChipDetails | null
}): CitizenCard {
  const name = checkName(details?.fullName ?? '')
  const issuedOn = printedDateToIso(details?.issuedOn ?? '')
  const residence = details?.residence ?? null
  return {
    idNumber: mrz.idNumber,
    oldIdNumber: oldNumber(details?.oldIdNumber ?? null, mrz.idNumber),
    fullName: name.ok ? name.value : mrz.nameAscii,
    birthDate: mrz.birthDate,
    sex: mrz.sex,
    residence: residence && [...residence].length <= RESIDENCE_MAX_LENGTH ? residence : null,
    issuedOn,
    cancelledIdNumber: null,
    father: parentName(details?.father ?? null),
    mother: parentName(details?.mother ?? null),
    // Cards of 2024 are those that may keep the day of issue to themselves (Thông tư 16/2024/TT-BCA, article 6).
    generation: issuedOn !== null && issuedOn < FIRST_CAN_CUOC ? 'cccd-2021' : 'can-cuoc-2024',
    warnings: crossCheckIdNumber(mrz.idNumber, { birthDate: mrz.birthDate, sex: mrz.sex }),
  }
}

/** "Nam" or "Nữ" in any letter case and composition; null for anything else. */
export function sexOfText(text: string): Sex | null {
  const word = text.normalize('NFC').trim().toLowerCase()
  return word === 'nam' ? 'male' : word === 'nữ' ? 'female' : null
}

/** The day the Căn cước replaced the CCCD (domain.md §1.3). */
const FIRST_CAN_CUOC = '2024-07-01'
/** Code points; the limit of the wire shape. */
const RESIDENCE_MAX_LENGTH = 400

function oldNumber(text: string | null, idNumber: string): string | null {
  return text !== null && text !== idNumber && /^(\d{9}|\d{12})$/.test(text) ? text : null
}

function parentName(text: string | null): string | null {
  const name = checkName(text ?? '')
  return name.ok ? name.value : null
}
