import type { TermsTexts } from './vi-terms.ts'

const certificateData =
  'what the certificate tells (name or organisation, ID number, tax code), the signature, e-mail if given'

/** What the citizen agrees to, English. */
export const enTerms: TermsTexts = {
  question: 'Do you agree to the following?',
  why: 'Enter means you agree and the file is sent. F10 means you do not; all is wiped.',
  purpose:
    'Purpose: to make and verify your electronic-transaction account on the public service portal (Decree 45/2020/NĐ-CP).',
  data: {
    mobile:
      'Data: ID number, name, birth date, phone, e-mail if given; with a scanned card also sex, residence and old CMND. They are compared with the carrier.',
    'social-insurance':
      'Data: ID number, name, birth date, BHXH number, phone, e-mail if given; with a scanned card also sex, residence, old CMND. They are compared with the social insurance agency.',
    vnpost:
      'Data: what Vietnam Post tells of you when you sign in, phone, e-mail if given. They are confirmed by Vietnam Post.',
    vneid:
      'Data: what the identity provider tells of you when you sign in, phone, e-mail if given. They are confirmed by the identity provider.',
    'usb-token': `Data: ${certificateData}. They are checked with the certificate issuer.`,
    'sim-pki': `Data: phone, ${certificateData}. They are checked with the carrier and the certificate issuer.`,
    'remote-signing': `Data: ${certificateData}. They are checked with the signing provider and the certificate issuer.`,
    'in-person':
      'Data: what was filled in, what was read of the ID card and its chip, how they compare. The officer compares them with you and your card.',
  },
  raise: 'Level: if you have an account of a lower level, that account is raised to level 3.',
  keeping: 'Keeping: once sent, this machine cannot read it. The centre keeps it as long as the law says.',
  rights: 'Rights: see, correct, delete, withdraw consent, complain (Personal Data Protection Law 91/2025/QH15).',
  version: (version) => `Terms version ${version}, English`,
}
