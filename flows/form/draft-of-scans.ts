import type { ScannerInput } from '../base/events.ts'
import type { RegistrationInput } from '../base/registration.ts'
import type { CitizenCard } from '../rules/card-qr.ts'
import type { CitizenMrz } from '../rules/mrz.ts'
import { type Draft, EMPTY_DRAFT, fillFromCard, fillFromMrz } from './fields.ts'
import { fieldsOf } from './method-fields.ts'

type OfMethod = Pick<RegistrationInput, 'method' | 'subject'>

/** What a registration begins with: the card that was scanned before it, in the fields its method asks first. */
export function draftOfScans({
  card,
  mrz,
  method,
  subject,
}: OfMethod & Pick<RegistrationInput, 'card' | 'mrz'>): Draft {
  const fields = fieldsOf(method, subject).before
  const read = mrz ? fillFromMrz(fields, EMPTY_DRAFT, mrz) : EMPTY_DRAFT
  return card ? fillFromCard(fields, read, card) : read
}

/** Adds one scan. A refused one changes nothing. */
export function withScan(
  context: OfMethod & { readonly draft: Draft; readonly card: CitizenCard | null; readonly mrz: CitizenMrz | null },
  scan: ScannerInput,
): { draft: Draft; card: CitizenCard | null; mrz: CitizenMrz | null } {
  const { draft, card, mrz } = context
  const fields = fieldsOf(context.method, context.subject).before
  switch (scan.type) {
    case 'scanner.scanned':
      return { draft: fillFromCard(fields, draft, scan.card), card: scan.card, mrz }
    case 'scanner.mrzScanned':
      return { draft: fillFromMrz(fields, draft, scan.mrz), card, mrz: scan.mrz }
    case 'scanner.receiptScanned':
    case 'scanner.refused':
      return { draft, card, mrz }
  }
}
