import type { FieldName } from '../../../flows/base/events.ts'
import type { Method } from '../../../flows/base/terms.ts'
import type { FixedLine } from '../../../flows/form/form.flow.ts'
import type { SigningProvider } from '../../../flows/ports/remote.port.ts'
import type { viFields, viRevocation } from './vi-fields.ts'

const same = (name: string, question: string, why: string) => ({ name, question, why, whyScan: why })

const codeToPhone = 'The SIM is in your own name. A code will be sent to this number.'
const contact = 'The portal sends news of your files to this number.'

/** Words of every field, English. */
export const enFields: Record<FieldName, (typeof viFields)[FieldName]> = {
  idNumber: {
    name: 'ID number',
    question: 'Your ID number (số căn cước)?',
    why: '12 digits on the front of the card. An old CMND has 9 digits.',
    whyScan: '12 digits on the front of the card. Or hold its QR code to the scanner.',
  },
  fullName: same('Full name', 'Your full name?', 'Family, middle and given name, with all marks, as on the card.'),
  birthDate: same(
    'Birth date',
    'Your date of birth?',
    'Day, month, year, like 05/09/1960; the slashes come by themselves. Type 00 for a day or month not known.',
  ),
  insuranceNumber: same(
    'BHXH number',
    'Your social insurance (BHXH) number?',
    'The last 10 digits of the health card, or the new 12 digits. The whole card number will do.',
  ),
  organisation: same(
    'Organisation',
    'The full name of the organisation?',
    'As on the certificate of registration or the founding decision, with all marks.',
  ),
  taxCode: same(
    'Tax code',
    'The tax code of the organisation?',
    '10 digits; a dependent unit has 13; a household business may have 12.',
  ),
  phone: same('Phone', 'Your mobile phone number?', codeToPhone),
  carrier: same(
    'Carrier',
    'Which carrier is the signing SIM of?',
    'Please press a number to choose. The request goes through this carrier.',
  ),
  signingProvider: same(
    'Provider',
    'Which provider is the signature of?',
    "Please press a number to choose. The request goes to this provider's app.",
  ),
  email: same('E-mail', 'Your e-mail address?', 'Not required. Without one just press Enter.'),
}

export const enPhoneWhy: Record<Method, string> = {
  mobile: codeToPhone,
  'social-insurance': 'The SIM you use. A code will be sent to this number.',
  vnpost: contact,
  vneid: contact,
  'usb-token': contact,
  'sim-pki': 'The number of the signing SIM. The request will be sent to it.',
  'remote-signing': contact,
  'in-person': contact,
}

export const enSignerWhy: Record<'idNumber' | 'taxCode', string> = {
  idNumber: 'The ID number you registered the signature with.',
  taxCode: 'The tax code the enterprise registered the signature with.',
}

export const enSigningProviders: Record<SigningProvider, string> = {
  smartca: 'VNPT SmartCA',
  csc: 'Another remote signing service (CSC)',
}

export const enFixedLines: Record<FixedLine['name'], string> = {
  fullName: 'Full name',
  idNumber: 'ID number',
  birthDate: 'Birth date',
  organisation: 'Organisation',
  taxCode: 'Tax code',
  stateUnit: 'Budget unit code',
  issuer: 'Certificate issuer',
  validity: 'Valid',
  revocation: 'Revocation',
}

export const enRevocation: typeof viRevocation = {
  good: 'Checked, not revoked',
  unchecked: 'Revocation not checked yet; the centre will check it',
}
