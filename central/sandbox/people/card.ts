import type { Sex } from '../../../flows/base/terms.ts'

/** What a card says beyond its holder's own fields. Dates YYYY-MM-DD. */
export type CardDraft =
  | { readonly generation: 'cccd-2021'; readonly issuedOn: string }
  | {
      readonly generation: 'can-cuoc-2024'
      readonly issuedOn: string
      readonly cancelledIdNumber?: string
      readonly father?: string
      readonly mother?: string
    }

export interface CardHolder {
  readonly idNumber: string
  readonly oldIdNumber?: string
  readonly fullName: string
  readonly birthDate: string
  readonly sex: Sex
  readonly residence: string
}

/** The text of the QR printed on a card: 7 fields on the 2021 card, 11 on the 2024 card, empty ones kept (domain.md §1.3). */
export function cardQr(holder: CardHolder, card: CardDraft): string {
  const common = [
    holder.idNumber,
    holder.oldIdNumber ?? '',
    holder.fullName,
    printedDate(holder.birthDate),
    holder.sex === 'male' ? 'Nam' : 'Nữ',
    holder.residence,
    printedDate(card.issuedOn),
  ]
  if (card.generation === 'cccd-2021') return common.join('|')
  return [...common, card.cancelledIdNumber ?? '', card.father ?? '', card.mother ?? '', ''].join('|')
}

function printedDate(iso: string): string {
  const [year, month, day] = iso.split('-')
  return `${day}${month}${year}`
}
