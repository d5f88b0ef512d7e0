import { createHash, randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { type Clock, systemClock } from '../../../../flows/base/clock.ts'
import { Fault } from '../../../../flows/base/fault.ts'
import type { FaultCode } from '../../../../flows/base/fault-codes.ts'
import { createParty } from '../../party.ts'
import type { RefusedByParty } from '../../remote-party.ts'
import { algorithmOf, bytesOf, certificateOf } from '../certificates.ts'
import { readPartyRef } from '../party-ref.ts'
import { proveSignature, unprovedSignature } from '../proved-signature.ts'
import type { RemoteCredential, RemoteSigner } from '../remote-signer.ts'
import { shownText } from '../shown-text.ts'
import { createSmartCaCall, inShape, type SmartCaRefusal } from './smartca-calls.ts'
import { isCertificates, isSignStarted, isSuccess, type SmartCaCertificate } from './smartca-replies.ts'

export interface SmartCaOptions {
  /** Base of the gateway, without the version: https://gwsca.vnpt.vn/sca/sp769 */
  readonly url: string
  readonly spId: string
  readonly spPassword: string
  /** Link that opens the app, with `{tran_code}` in it; an example of the form is `https://app.provider.example/sign?tran={tran_code}`. The API names none, so none is shown unless set. */
  readonly appLinkTemplate?: string
  /** domain.md §5.2: 2 to 5 s. Default 3 000. */
  readonly pollAfterMs?: number
  /** Wait for one answer. Default 10 000. */
  readonly timeoutMs?: number
}

const POLL_AFTER_MS = 3_000
const BUSY_POLL_AFTER_MS = 10_000
const TIMEOUT_MS = 10_000
/** Where the answer does not say `expired_in`. */
const LIFETIME_MS = 300_000
/** What is signed are the signed attributes of a CMS. */
const FILE_TYPE = 'cms'

/** States in which a request ends; any other text is one that waits (`sig_wait_for_user_confirm`, and nothing at all). */
const ENDINGS: ReadonlyMap<string, FaultCode> = new Map([
  ['EXPIRED', 'REMOTE_SIGN_EXPIRED'],
  ['TIMEOUT', 'REMOTE_SIGN_EXPIRED'],
  ['REJECTED', 'REMOTE_SIGN_REJECTED'],
  ['CANCELLED', 'REMOTE_SIGN_REJECTED'],
  ['CANCELED', 'REMOTE_SIGN_REJECTED'],
])

const CODES: Readonly<Record<SmartCaRefusal, FaultCode>> = {
  'bad-request': 'REMOTE_SIGN_FAILED',
  'credential-status': 'REMOTE_SIGN_NO_CERTIFICATE',
  busy: 'REMOTE_SIGN_BUSY',
}

const isRef = Compile(
  Type.Object({
    v: Type.Literal(1),
    transactionId: Type.String({ minLength: 1 }),
    /** Absent in a reference that was recovered. */
    proof: Type.Optional(Type.Object({ publicKeyInfo: Type.String(), toBeSigned: Type.String() })),
  }),
)

/**
 * VNPT SmartCA by the API for third parties, "sp769" (domain.md §5.2). The name of a request is ours, so one whose start was cut off can be asked after: `recover`.
 * Such a reference knows neither key nor bytes; its signature is given as it came, and `prepareCms().finish` refuses a false one. `doc_id` is the control code: the
 * provider has it shown in the app and asks for it on this side's screen too (its integration guide, §3.3).
 */
export function createSmartCaSigner(
  options: SmartCaOptions,
  deps: { readonly log: Logger; readonly clock?: Clock },
): RemoteSigner {
  const { url, spId, spPassword, appLinkTemplate, pollAfterMs = POLL_AFTER_MS } = options
  const { log, clock = systemClock } = deps
  const party = createParty({ unavailable: 'REMOTE_SIGN_UNAVAILABLE', timeoutMs: options.timeoutMs ?? TIMEOUT_MS })
  const call = createSmartCaCall(url, { party, log })
  const own = { sp_id: spId, sp_password: spPassword }

  const certificatesOf = async (userKey: string, serial: string, transactionId: string) => {
    const body = { ...own, user_id: userKey, serial_number: serial, transaction_id: transactionId }
    const answer = await call('safe', 'v1/credentials/get_certificate', body)
    if (answer.kind === 'said') return inShape(isCertificates, answer.value).data?.user_certificates ?? []
    if (answer.meaning === 'credential-status') return []
    throw new Fault('REMOTE_SIGN_UNAVAILABLE', { reason: answer.meaning })
  }

  return {
    mayRestart: false,
    recover: (transactionId) => JSON.stringify({ v: 1, transactionId }),
    async credentials(userKey) {
      // The API wants a name for the question, too; nobody asks after it.
      const found = await certificatesOf(userKey, '', randomUUID())
      const readable = found.flatMap((one) => credentialOf(one) ?? [])
      if (found.length > 0 && readable.length === 0) throw new Fault('REMOTE_SIGN_UNAVAILABLE', { reason: 'failed' })
      return readable
    },
    async start({ transactionId, credentialId, userKey, toBeSigned, description, controlCode }) {
      const found = (await certificatesOf(userKey, credentialId, transactionId)).find(
        ({ serial_number }) => serial_number.toLowerCase() === credentialId.toLowerCase(),
      )
      const certificate = found && isValid(found) ? certificateOf(found.cert_data) : null
      if (!certificate || !algorithmOf(certificate)) return refused('REMOTE_SIGN_NO_CERTIFICATE')
      const answer = await call('once', 'v1/signatures/sign', {
        ...own,
        user_id: userKey,
        transaction_id: transactionId,
        transaction_desc: shownText(controlCode, description),
        serial_number: credentialId,
        time_stamp: timeStamp(clock.now()),
        sign_files: [
          {
            data_to_be_signed: createHash('sha256').update(toBeSigned).digest('hex'),
            doc_id: controlCode,
            file_type: FILE_TYPE,
            sign_type: 'hash',
          },
        ],
      })
      if (answer.kind === 'erred') return refused(CODES[answer.meaning])
      const { data } = inShape(isSignStarted, answer.value)
      if (data.transaction_id !== transactionId) throw new Fault('REMOTE_SIGN_UNAVAILABLE', { reason: 'failed' })
      const proof = { publicKeyInfo: base64(certificate.publicKeyInfo), toBeSigned: base64(toBeSigned) }
      return {
        kind: 'started',
        partyRef: JSON.stringify({ v: 1, transactionId, proof }),
        lifetimeMs: data.expired_in ? data.expired_in * 1_000 : LIFETIME_MS,
        pollAfterMs,
        shown: appLink(appLinkTemplate, data.tran_code),
      }
    },
    async poll(partyRef) {
      const { transactionId, proof } = readPartyRef(isRef, partyRef)
      const answer = await call('safe', `v1/signatures/sign/${encodeURIComponent(transactionId)}/status`, {})
      if (answer.kind === 'erred') {
        if (answer.meaning === 'busy') return { kind: 'waiting', pollAfterMs: BUSY_POLL_AFTER_MS }
        // Nothing but the name is sent: a bad request is one for a name that the provider does not know (any more).
        return refused(answer.meaning === 'bad-request' ? 'REMOTE_SIGN_EXPIRED' : CODES[answer.meaning])
      }
      const ending = ENDINGS.get(answer.message)
      if (ending) return refused(ending)
      if (answer.message !== 'SUCCESS') return { kind: 'waiting', pollAfterMs }
      const { data } = inShape(isSuccess, answer.value)
      if (data.transaction_id !== transactionId) throw new Fault('REMOTE_SIGN_UNAVAILABLE', { reason: 'failed' })
      const signature = bytesOf(data.signatures[0]?.signature_value ?? '')
      const result = signature && (proof ? proveBy(proof, signature) : unprovedSignature(signature))
      if (result) return { kind: 'done', result }
      log.error('SmartCA gave a signature that does not hold')
      return refused('REMOTE_SIGN_FAILED')
    },
  }
}

function proveBy(proof: { publicKeyInfo: string; toBeSigned: string }, signature: Uint8Array) {
  return proveSignature(signature, Buffer.from(proof.toBeSigned, 'base64'), Buffer.from(proof.publicKeyInfo, 'base64'))
}

function credentialOf(found: SmartCaCertificate): RemoteCredential | null {
  const certificate = certificateOf(found.cert_data)
  if (!certificate) return null
  const { ca_cert, root_cert } = found.chain_data ?? {}
  return {
    credentialId: found.serial_number,
    certificate: certificate.der,
    chain: [ca_cert, root_cert].flatMap((text) => (text && certificateOf(text)?.der) || []),
    status: isValid(found) && algorithmOf(certificate) ? 'valid' : 'invalid',
  }
}

function isValid({ cert_status_code, cert_status }: SmartCaCertificate): boolean {
  if (typeof cert_status_code === 'string') return cert_status_code.toUpperCase() === 'VALID'
  return cert_status?.normalize('NFC') === 'Đang hoạt động'
}

/** YYYYMMDDhhmmssZ, as the provider's own example has it. */
function timeStamp(nowMs: number): string {
  return new Date(nowMs).toISOString().replace(/[-:T]|\.\d{3}/g, '')
}

function appLink(template: string | undefined, tranCode: string | null | undefined) {
  if (template === undefined || !tranCode) return {}
  return { appLink: template.replaceAll('{tran_code}', () => encodeURIComponent(tranCode)) }
}

function refused(code: FaultCode): RefusedByParty {
  return { kind: 'refused', code }
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}
