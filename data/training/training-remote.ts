import { toBase64 } from '../../flows/base/base64.ts'
import { Fault } from '../../flows/base/fault.ts'
import type { HolderFacts } from '../../flows/base/holder.ts'
import type { NewId } from '../../flows/base/id.ts'
import type { RemoteAnswer, RemotePort, RemoteRequest } from '../../flows/ports/remote.port.ts'

/** How long the other screen of practice takes, so that there is something to look at. */
const ANSWERED_AFTER_MS = 6_000
const LIFETIME_MS = 120_000
const POLL_AFTER_MS = 1_000
const YEAR_MS = 365 * 86_400_000

/** Requests at outside parties as practice plays them: everybody agrees after a few seconds, and nothing leaves the machine. Raises TRANSACTION_UNKNOWN as central does. */
export function createTrainingRemote(parts: { readonly newId: NewId; readonly nowMs: () => number }): RemotePort {
  const begun = new Map<string, { readonly request: RemoteRequest; readonly atMs: number }>()
  return {
    async start(request) {
      const transactionId = parts.newId()
      begun.set(transactionId, { request, atMs: parts.nowMs() })
      const isSignIn = request.kind === 'sign-in'
      return {
        transactionId,
        packetId: request.packetId,
        statement: isSignIn ? null : STATEMENT,
        controlCode: isSignIn ? null : '4321',
        userCode: isSignIn ? 'LUYE-NTAP' : null,
        verificationUri: isSignIn ? 'https://example.vn/luyen-tap' : null,
        link: isSignIn ? 'https://example.vn/luyen-tap?ma=LUYENTAP' : null,
        lifetimeMs: LIFETIME_MS,
        pollAfterMs: POLL_AFTER_MS,
      }
    },
    async poll(transactionId) {
      const found = begun.get(transactionId)
      if (!found) throw new Fault('TRANSACTION_UNKNOWN')
      const elapsedMs = parts.nowMs() - found.atMs
      return elapsedMs < ANSWERED_AFTER_MS
        ? { kind: 'waiting', pollAfterMs: POLL_AFTER_MS, lifetimeMs: LIFETIME_MS - elapsedMs }
        : answerTo(found.request)
    },
    checkSignature: async () => ({ kind: 'good', revocation: 'unchecked', account: { state: 'none' } }),
  }
}

const STATEMENT = 'LUYỆN TẬP: nội dung này không được gửi đi đâu.\n'

function answerTo({ kind, subject }: RemoteRequest): RemoteAnswer {
  const account = { state: 'none' } as const
  if (kind !== 'sign-in') {
    const cmsBase64 = toBase64(new TextEncoder().encode('LUYEN TAP'))
    return {
      kind: 'signed',
      statement: STATEMENT,
      cmsBase64,
      holder: holderOf(subject),
      revocation: 'unchecked',
      account,
    }
  }
  const person = { fullName: 'Lê Văn Luyện Tập', idNumber: '046204001234', birthDate: '2004-02-29' }
  const claims = subject === 'citizen' ? person : { ...person, organisation: ORGANISATION, taxCode: TAX_CODE }
  return { kind: 'signed-in', claims, ial: 2, proof: 'a.b.c', account }
}

const ORGANISATION = 'Công ty TNHH Luyện Tập'
const TAX_CODE = '0199999014'

function holderOf(subject: RemoteRequest['subject']): HolderFacts {
  const nowMs = Date.now()
  const isCitizen = subject === 'citizen'
  return {
    fullName: isCitizen ? 'Lê Văn Luyện Tập' : null,
    idNumber: isCitizen ? '046204001234' : null,
    oldIdNumber: null,
    organisation: isCitizen ? null : ORGANISATION,
    organisationUnits: [],
    taxCode: isCitizen ? null : TAX_CODE,
    stateUnit: null,
    email: null,
    issuerName: 'CA Luyện Tập',
    validFrom: nowMs - YEAR_MS,
    validTo: nowMs + YEAR_MS,
  }
}
