import type { FaultWords } from './citizen-faults.ts'
import type { MethodFault } from './method-faults.ts'

export const enMethodFaults: Record<MethodFault, FaultWords> = {
  INSURANCE_NUMBER_FORMAT: {
    what: 'A social insurance number has 10 digits; a new one has 12, the ID number.',
    now: 'Please see the last 10 digits of the health insurance card.',
  },
  TAX_CODE_FORMAT: {
    what: 'A tax code has 10, 12 or 13 digits.',
    now: 'Please check the certificate of registration.',
  },
  ORGANISATION_FORMAT: {
    what: 'Letters of the name are missing, or there are odd characters.',
    now: 'Please write it as on the certificate or decision of its founding.',
  },
  CERTIFICATE_WRONG_SUBJECT: {
    what: 'This certificate is not for the kind of account chosen.',
    now: 'Please choose another kind, or use another certificate.',
  },
  CERTIFICATE_OTHER_PERSON: {
    what: 'The number in this certificate differs from the one on the ID card.',
    now: 'Please see that certificate and card are both yours.',
  },
  CERTIFICATE_CARD_NEEDED: {
    what: 'This certificate has only an old CMND number.',
    now: "Please hold the card's QR code to the scanner, then choose again.",
  },
  CERTIFICATE_CMND_ONLY: {
    what: 'This certificate has only a 9-digit CMND number.',
    now: 'Please renew it with its issuer, with the 12-digit ID number.',
  },
  CERTIFICATE_NO_NUMBER: {
    what: 'This certificate has no ID number and no tax code.',
    now: 'Please ask its issuer, or use another certificate.',
  },
  SIGN_IN_UNAVAILABLE: {
    what: 'The account provider has not answered.',
    now: 'Please try again in a few minutes, or choose another way.',
  },
  SIGN_IN_DENIED: {
    what: 'The sign-in was declined on the phone.',
    now: 'Please start it again if you want to go on.',
  },
  SIGN_IN_EXPIRED: {
    what: 'The time to sign in on the phone is over.',
    now: 'Please start it again to get a new code.',
  },
  SIGN_IN_ISSUER: {
    what: 'The sign-in answer did not come from the account provider.',
    now: 'To be safe we stop here. Please choose another way.',
  },
  SIGN_IN_AUDIENCE: {
    what: 'The sign-in answer was not meant for this system.',
    now: 'To be safe we stop here. Please choose another way.',
  },
  SIGN_IN_NONCE: {
    what: 'The answer belongs to another sign-in.',
    now: 'Please sign in again from the start, or choose another way.',
  },
  SIGN_IN_SIGNATURE: {
    what: 'The sign-in answer cannot be trusted.',
    now: 'To be safe we stop here. Please choose another way.',
  },
  SIGN_IN_CLAIMS: {
    what: 'This account does not hold all the details needed.',
    now: 'Please add them at the account provider, or choose another way.',
  },
  SIGN_IN_OFFICIAL: {
    what: 'By rule this way is not for officials of state agencies.',
    now: "Please use your agency's USB token, or register in person with our staff.",
  },
  SIGN_IN_LEVEL: {
    what: 'This account is not verified highly enough.',
    now: 'Please raise it at the account provider, or choose another way.',
  },
  SIGN_IN_WRONG_SUBJECT: {
    what: 'This account is not of the kind that was chosen.',
    now: 'Please choose another kind, or use another account.',
  },
  SIM_SIGN_UNAVAILABLE: {
    what: "The carrier's signing service has not answered.",
    now: 'Please try again in a few minutes, or choose another way.',
  },
  SIM_SIGN_NO_CERTIFICATE: {
    what: 'This SIM cannot sign yet, or was not activated.',
    now: "Please ask at the carrier's shop, or choose another way.",
  },
  SIM_SIGN_OUT_OF_REACH: {
    what: 'The request did not reach the phone.',
    now: 'Please see that it is on and has signal, then try again.',
  },
  SIM_SIGN_EXPIRED: {
    what: 'The time to confirm on the phone is over.',
    now: 'Please try again, and enter the PIN when the phone asks.',
  },
  SIM_SIGN_CANCELLED: {
    what: 'The request was cancelled on the phone.',
    now: 'Please try again if you want to go on.',
  },
  SIM_SIGN_PIN_BLOCKED: {
    what: 'The PIN of the signing SIM is locked.',
    now: "Please have it unlocked at the carrier's shop.",
  },
  SIM_SIGN_BUSY: {
    what: 'Another signing request is open on the phone.',
    now: 'Please answer that one first, then try again.',
  },
  SIM_SIGN_FAILED: {
    what: 'The SIM could not sign.',
    now: 'Please try once more, or choose another way.',
  },
  REMOTE_SIGN_UNAVAILABLE: {
    what: 'The signature provider has not answered.',
    now: 'Please try again in a few minutes, or choose another way.',
  },
  REMOTE_SIGN_NO_CERTIFICATE: {
    what: 'This provider has no usable signature of yours.',
    now: 'Please check the number, or choose another provider.',
  },
  REMOTE_SIGN_REJECTED: {
    what: 'The request was declined in the app.',
    now: 'Please try again if you want to go on.',
  },
  REMOTE_SIGN_EXPIRED: {
    what: 'The time to confirm in the app is over.',
    now: 'Please try again, and open the app as soon as the request is sent.',
  },
  REMOTE_SIGN_BUSY: {
    what: 'Another signing request is open in the app.',
    now: 'Please answer that one first, then try again.',
  },
  REMOTE_SIGN_FAILED: {
    what: 'The provider could not sign this request.',
    now: 'Please try once more, or choose another way.',
  },
  TRANSACTION_UNKNOWN: {
    what: 'This request is no longer kept.',
    now: 'Please start again.',
  },
  TRANSACTION_ELSEWHERE: {
    what: 'A request of yours is still open at another machine.',
    now: 'Please go on there, or try again in a few minutes.',
  },
  OFFICER_REQUIRED: {
    what: 'This way needs an officer to look at your papers.',
    now: 'Please go to a staffed counter, or choose another way.',
  },
  ATTESTATION_REFUSED: {
    what: 'The officer could not confirm the details against the papers.',
    now: 'Please ask the officer what is still needed.',
  },
  INSURANCE_MISMATCH: {
    what: 'The details differ from those the social insurance agency holds.',
    now: 'Please check them, or ask that agency.',
  },
  INSURANCE_UNKNOWN: {
    what: 'The social insurance agency does not know this number.',
    now: 'Please check it, or ask that agency.',
  },
  INSURANCE_UNAVAILABLE: {
    what: 'The social insurance agency has not answered.',
    now: 'The file is kept and will be checked later.',
  },
}
