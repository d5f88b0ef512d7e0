import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'

// sp769 (domain.md §5.2): what is read of each answer. Fields that are not named may be there.

const CertificateText = Type.String({ maxLength: 20_000 })
const Seconds = Type.Optional(Type.Union([Type.Number({ minimum: 0, maximum: 86_400 }), Type.Null()]))

const Envelope = Type.Object({
  status_code: Type.Integer({ minimum: 100, maximum: 599 }),
  message: Type.Optional(Type.Union([Type.String(), Type.Null()])),
})

const UserCertificate = Type.Object({
  serial_number: Type.String({ pattern: '^[0-9A-Fa-f]{1,64}$' }),
  /** Absent in older answers, which have the text alone. */
  cert_status_code: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  cert_status: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  cert_data: CertificateText,
  chain_data: Type.Optional(
    Type.Union([
      Type.Null(),
      Type.Object({
        ca_cert: Type.Optional(Type.Union([CertificateText, Type.Null()])),
        root_cert: Type.Optional(Type.Union([CertificateText, Type.Null()])),
      }),
    ]),
  ),
})

/** `data` is null, or the list is, for somebody without a certificate. */
const CertificatesReply = Type.Object({
  data: Type.Union([
    Type.Null(),
    Type.Object({ user_certificates: Type.Union([Type.Null(), Type.Array(UserCertificate, { maxItems: 50 })]) }),
  ]),
})

const SignReply = Type.Object({
  data: Type.Object({
    transaction_id: Type.String(),
    tran_code: Type.Optional(Type.Union([Type.String({ maxLength: 200 }), Type.Null()])),
    expired_in: Seconds,
  }),
})

/** One file is sent, so one signature comes back. */
const SuccessReply = Type.Object({
  data: Type.Object({
    transaction_id: Type.String(),
    signatures: Type.Array(Type.Object({ signature_value: Type.String({ minLength: 1, maxLength: 4_096 }) }), {
      minItems: 1,
      maxItems: 1,
    }),
  }),
})

export type SmartCaCertificate = Static<typeof UserCertificate>
export const isEnvelope = Compile(Envelope)
export const isCertificates = Compile(CertificatesReply)
export const isSignStarted = Compile(SignReply)
export const isSuccess = Compile(SuccessReply)
