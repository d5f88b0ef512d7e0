import { randomUUID } from 'node:crypto'
import type { Authorities } from '../authorities/authorities.ts'
import type { PhoneAnswer, PhoneRequests } from '../phone/requests.ts'
import { secretsEqual } from '../secrets-equal.ts'
import { createProviderKeys, type HeldKey } from './keys.ts'
import type { RemoteKey } from './remote-key.ts'
import { createSigningDesk, type SigningCase } from './signing-desk.ts'

export interface SmartCaProviderOptions {
  readonly keys: readonly RemoteKey[]
  readonly authorities: Authorities
  readonly phones: PhoneRequests
  readonly now: () => number
  /** The one service provider that is known. */
  readonly spId: string
  readonly spPassword: string
  /** How long the holder has. Default 300 000. */
  readonly lifetimeMs?: number
}

export interface ProviderLogin {
  readonly sp_id: string
  readonly sp_password: string
}

export interface CertificateRequest extends ProviderLogin {
  readonly user_id: string
  readonly serial_number?: string
  readonly transaction_id: string
}

export interface SignRequest extends CertificateRequest {
  readonly transaction_desc?: string
  readonly sign_files: readonly {
    readonly data_to_be_signed: string
    readonly doc_id: string
    readonly file_type: string
    readonly sign_type: 'hash'
  }[]
}

/** An answer: `status_code` is the HTTP status, too. */
export interface SmartCaAnswer {
  readonly status_code: number
  readonly message: string
  readonly data: unknown
}

/** VNPT SmartCA's API for third parties (domain.md §5.2). */
export interface SmartCaProvider {
  certificates(request: CertificateRequest): Promise<SmartCaAnswer>
  sign(request: SignRequest): Promise<SmartCaAnswer>
  status(transactionId: string): SmartCaAnswer
}

const LIFETIME_MS = 300_000
const OK = 200
const MESSAGES: Readonly<Record<SigningCase['state'], string>> = {
  waiting: 'sig_wait_for_user_confirm',
  confirmed: 'SUCCESS',
  cancelled: 'REJECTED',
  expired: 'EXPIRED',
} satisfies Record<'waiting' | PhoneAnswer, string>

export function createSmartCaProvider(options: SmartCaProviderOptions): SmartCaProvider {
  const { now, phones, lifetimeMs = LIFETIME_MS } = options
  const keys = createProviderKeys('smartca', options)
  const desk = createSigningDesk({ phones, now, lifetimeMs })
  const isLetIn = ({ sp_id, sp_password }: ProviderLogin) =>
    secretsEqual(sp_id, options.spId) && secretsEqual(sp_password, options.spPassword)

  return {
    async certificates(request) {
      if (!isLetIn(request)) return NOT_LET_IN
      const { user_id, serial_number = '', transaction_id } = request
      const held = await keys.of(user_id)
      const asked = held.filter(({ serial }) => serial_number === '' || serial === serial_number)
      const user_certificates = asked.map((one) => ({ ...certificateOf(one), transaction_id }))
      return said('Success', { user_certificates })
    },
    async sign(request) {
      if (!isLetIn(request)) return NOT_LET_IN
      const { user_id, serial_number, transaction_id, transaction_desc = '', sign_files } = request
      const [file] = sign_files
      if (desk.find(transaction_id) || sign_files.length !== 1 || !file) return BAD_REQUEST
      const held = await keys.of(user_id)
      const key = held.find(({ serial }) => serial === serial_number)
      if (key?.status !== 'valid') return erred(403, 'CREDENTIAL_STATUS_INVALID')
      const hash = Buffer.from(file.data_to_be_signed, 'hex')
      desk.open({ id: transaction_id, held: key, hash, text: transaction_desc, label: file.doc_id })
      return said(MESSAGES.waiting, { transaction_id, tran_code: randomUUID(), expired_in: lifetimeMs / 1_000 })
    },
    status(transactionId) {
      const found = desk.find(transactionId)
      if (!found) return BAD_REQUEST
      const leftMs = Math.max(0, found.openedAtMs + lifetimeMs - now())
      const base = { transaction_id: transactionId, expired_in: Math.round(leftMs / 1_000) }
      if (found.state !== 'confirmed') return said(MESSAGES[found.state], base)
      const signature = {
        doc_id: found.label,
        signature_value: Buffer.from(desk.sign(found)).toString('base64'),
        timestamp_signature: null,
      }
      return said(MESSAGES.confirmed, { ...base, signatures: [signature] })
    },
  }
}

const BAD_REQUEST = erred(400, 'BAD_REQUEST')
const NOT_LET_IN = erred(401, 'SP_CREDENTIAL_INVALID')
const STATUS_WORDS = { valid: 'Đang hoạt động', expired: 'Hết hạn', revoked: 'Thu hồi' } as const

function certificateOf({ key, serial, certificates, status, validFrom, validTo }: HeldKey) {
  const [own = '', ca = null, root = null] = certificates.map((one) => Buffer.from(one).toString('base64'))
  return {
    service_type: key.certificate.subject === 'enterprise' ? 'ESEAL' : 'SMARTCA',
    service_name: key.certificate.subject === 'enterprise' ? 'ESEAL' : 'SMARTCA PERSONAL PRO',
    cert_id: `cert-${serial}`,
    cert_status: STATUS_WORDS[status],
    cert_status_code: status.toUpperCase(),
    serial_number: serial,
    cert_valid_from: new Date(validFrom).toISOString(),
    cert_valid_to: new Date(validTo).toISOString(),
    // Broken into lines, as the real one does.
    cert_data: own.replace(/.{76}/g, '$&\r\n'),
    chain_data: { ca_cert: ca, root_cert: root },
  }
}

function said(message: string, data: unknown): SmartCaAnswer {
  return { status_code: OK, message, data }
}

function erred(status_code: number, message: string): SmartCaAnswer {
  return { status_code, message, data: null }
}
