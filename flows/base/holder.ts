/** Who a certificate says its holder is, as screens, packets and both ends of the wire tell it. Text NFC; null is what is not there. */
export interface HolderFacts {
  readonly fullName: string | null
  /** 12 digits; from the certificate, or from the card where the certificate has a CMND alone. */
  readonly idNumber: string | null
  /** 9 digits, when the certificate carries it or the card tied it. */
  readonly oldIdNumber: string | null
  readonly organisation: string | null
  readonly organisationUnits: readonly string[]
  /** 10, 10-3 or 12 digits. */
  readonly taxCode: string | null
  /** State budget unit code. */
  readonly stateUnit: string | null
  readonly email: string | null
  /** Common name of the issuer, for display alone. */
  readonly issuerName: string
  /** Milliseconds since 1970. */
  readonly validFrom: number
  readonly validTo: number
}

/** Whether a signature's revocation could be asked: `unchecked` is told ("chưa kiểm tra thu hồi") and central asks again. */
export type RevocationKnowledge = 'good' | 'unchecked'
