import type { Refusals } from './citizen-faults.ts'

/** Pages of refusals that have their own next steps, English. */
export const enRefusals: Refusals = {
  ACCOUNT_EXISTS: () => ({
    title: 'There is an account already',
    what: 'No need to register again.',
    steps: [
      'Forgot it? Choose "Quên mật khẩu" at dichvucong.gov.vn.',
      "Or ask at the carrier's shop.",
      'Or complain: "It is not mine".',
    ],
  }),
  SUBSCRIBER_OTHER_OWNER: (carrier) => ({
    title: 'The number is not in your name',
    what: `The details differ from those held by ${carrier ?? 'the carrier'}.`,
    steps: ['Whose name? Send TTTB to 1414.', `Take the ID card to ${shop(carrier)}.`, 'Then come back to register.'],
  }),
  SUBSCRIBER_CMND9: (carrier) => ({
    title: 'SIM tied to a 9-digit CMND',
    what: 'It must be tied to the 12-digit number.',
    steps: [`Take the ID card to ${shop(carrier)}.`, 'To check: send TTTB to 1414.', 'Then come back to register.'],
  }),
  SUBSCRIBER_UNKNOWN: (carrier) => ({
    title: 'The carrier does not know this number',
    what: 'It is not among its subscribers.',
    steps: ['Check the number typed.', 'See the SIM details: send TTTB to 1414.', `Or ask at ${shop(carrier)}.`],
  }),
  PACKET_WAIT_EXPIRED: () => ({
    title: 'This receipt has run out',
    what: 'The file waited too long for its code and was closed. No account was made.',
    steps: ['Register again here; a few minutes.', 'Have identity card and phone at hand.'],
  }),
  INSURANCE_MISMATCH: () => ({
    title: 'Details differ from the record',
    what: 'Social insurance cannot be used to register yet.',
    steps: ['Check them and register again.', 'Or take the ID card to the social insurance agency.', OTHER_WAY],
  }),
  INSURANCE_UNKNOWN: () => ({
    title: 'Insurance number not found',
    what: 'The social insurance agency does not know it.',
    steps: ['Check the last 10 digits of the health insurance card.', 'Or ask that agency.', OTHER_WAY],
  }),
  SIM_SIGN_NO_CERTIFICATE: (carrier) => ({
    title: 'This SIM cannot sign yet',
    what: 'It holds no signature, or was not activated.',
    steps: ['Check carrier and number.', `Ask at ${shop(carrier)} about a signing SIM.`, OTHER_WAY],
  }),
  SIM_SIGN_PIN_BLOCKED: (carrier) => ({
    title: 'The PIN of the SIM is locked',
    what: 'Only the carrier can unlock it.',
    steps: [`Take the ID card to ${shop(carrier)}.`, 'Then come back to register.', OTHER_WAY],
  }),
  REMOTE_SIGN_NO_CERTIFICATE: () => ({
    title: 'No signature of yours was found',
    what: 'The provider chosen has none that can be used.',
    steps: ['Check the number typed.', 'Check the provider chosen.', OTHER_WAY],
  }),
  SIGN_IN_OFFICIAL: () => ({
    title: 'Not for officials of agencies',
    what: 'By rule not for officials of state agencies.',
    steps: ["Use the agency's USB token.", 'Or register in person here.', 'For a person alone: a SIM in the own name.'],
  }),
  SIGN_IN_LEVEL: () => ({
    title: 'Account not verified enough',
    what: 'It must be verified at a higher level.',
    steps: ['VNeID: level 2 at the police.', 'Others: ask the provider.', OTHER_WAY],
  }),
  CERTIFICATE_REVOKED: () => ({
    title: 'The certificate was revoked',
    what: 'Its issuer says that it can no longer be used.',
    steps: ['Ask the issuer why, and for a new one.', OTHER_CERTIFICATE, OTHER_WAY],
  }),
  CERTIFICATE_EXPIRED: () => ({
    title: 'The certificate has expired',
    what: 'An expired certificate cannot be used to register.',
    steps: ['Renew it with its issuer, then come back.', OTHER_CERTIFICATE, OTHER_WAY],
  }),
  CERTIFICATE_CMND_ONLY: () => ({
    title: 'Certificate with an old CMND',
    what: 'It must have the 12-digit number.',
    steps: ['Renew it with its issuer, with the 12-digit number.', 'Then come back to register.', OTHER_WAY],
  }),
  CERTIFICATE_WRONG_SUBJECT: () => ({
    title: 'The certificate does not fit',
    what: 'It is not for the kind of account chosen.',
    steps: ['Choose the right account kind.', OTHER_CERTIFICATE, OTHER_WAY],
  }),
  CERTIFICATE_WRONG_TREE: () => ({
    title: 'Not the right certificate',
    what: 'Agencies use state certificates, all others public ones.',
    steps: ['Choose the right account kind.', 'Or use the right certificate.', OTHER_WAY],
  }),
}

const OTHER_WAY = 'Or choose another way.'
const OTHER_CERTIFICATE = 'Or use another certificate.'

function shop(carrier: string | null): string {
  return carrier ? `a ${carrier} shop` : "the carrier's shop"
}
