import type { FaultCode } from '../../../flows/base/fault-codes.ts'

/** What a status says about a request. */
export type StatusMeaning =
  /** Taken, or with the person still. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'signed' }
  | { readonly kind: 'refused'; readonly code: FaultCode }
  /** Nothing is decided. `ours`: we asked wrongly, and asking again will not help. */
  | { readonly kind: 'unavailable'; readonly fault: 'ours' | 'theirs' }

const waiting: StatusMeaning = { kind: 'waiting' }
const signed: StatusMeaning = { kind: 'signed' }
const ours: StatusMeaning = { kind: 'unavailable', fault: 'ours' }
const theirs: StatusMeaning = { kind: 'unavailable', fault: 'theirs' }
const refused = (code: FaultCode): StatusMeaning => ({ kind: 'refused', code })

/** ETSI TS 102 204 clause 8.4, names in domain.md §4.2. */
export const STATUS_MEANINGS: ReadonlyMap<number, StatusMeaning> = new Map([
  /* REQUEST_OK */ [100, waiting],
  /* WRONG_PARAM */ [101, ours],
  /* MISSING_PARAM */ [102, ours],
  /* WRONG_DATA_LENGTH */ [103, ours],
  /* UNAUTHORIZED_ACCESS */ [104, ours],
  /* UNKNOWN_CLIENT: the subscriber, not us */ [105, refused('SIM_SIGN_NO_CERTIFICATE')],
  /* HANDSHAKE_REQUIRED */ [106, ours],
  /* INAPPROPRIATE_DATA */ [107, ours],
  /* INCOMPATIBLE_INTERFACE */ [108, ours],
  /* UNSUPPORTED_PROFILE */ [109, ours],
  /* EXPIRED_TRANSACTION */ [208, refused('SIM_SIGN_EXPIRED')],
  /* OTA_ERROR */ [209, refused('SIM_SIGN_OUT_OF_REACH')],
  /* USER_CANCEL */ [401, refused('SIM_SIGN_CANCELLED')],
  /* PIN_NR_BLOCKED */ [402, refused('SIM_SIGN_PIN_BLOCKED')],
  /* CARD_BLOCKED: the same way out, the carrier's shop */ [403, refused('SIM_SIGN_PIN_BLOCKED')],
  /* NO_KEY_FOUND */ [404, refused('SIM_SIGN_NO_CERTIFICATE')],
  /* NO_URL_FOUND: where the signed data or the list should be; no fault of the SIM */ [
    405,
    refused('SIM_SIGN_FAILED'),
  ],
  /* PB_SIGNATURE_PROCESS: in practice another signature is in progress */ [406, refused('SIM_SIGN_BUSY')],
  /* REGISTRATION_NOK: the subscriber's, which leaves the SIM without a certificate */ [
    407,
    refused('SIM_SIGN_NO_CERTIFICATE'),
  ],
  /* NO_CERT_FOUND */ [422, refused('SIM_SIGN_NO_CERTIFICATE')],
  /* CRL_PB */ [423, refused('SIM_SIGN_FAILED')],
  /* CRL_EXPIRED */ [424, refused('SIM_SIGN_FAILED')],
  /* ERROR_CERTIFICATE */ [425, refused('SIM_SIGN_FAILED')],
  /* SIGNATURE: not checked by the service, which is central's work anyway */ [500, signed],
  /* REVOKED_CERTIFICATE */ [501, refused('CERTIFICATE_REVOKED')],
  /* VALID_SIGNATURE */ [502, signed],
  /* INVALID_SIGNATURE */ [503, refused('SIM_SIGN_FAILED')],
  /* OUTSTANDING_TRANSACTION */ [504, waiting],
  /* INTERNAL_ERROR */ [900, theirs],
])

/** The meaning of any status. One the standard does not have decides nothing: a refusal that nobody meant would send the citizen away. */
export function meaningOf(status: number): StatusMeaning {
  return STATUS_MEANINGS.get(status) ?? theirs
}
