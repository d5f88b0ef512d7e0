import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import pino from 'pino'
import { verifyCms } from '../../../../data/pki/cms-verify.ts'
import { prepareCms } from '../../../../data/pki/cms-write.ts'
import { createAuthorities } from '../../../sandbox/authorities/authorities.ts'
import { createDelays } from '../../../sandbox/delays.ts'
import { createFaultSwitches, type FaultSwitches } from '../../../sandbox/fault-switches.ts'
import { CSC_PREFIX, cscRoute } from '../../../sandbox/http/csc.route.ts'
import { createHttp } from '../../../sandbox/http/server.ts'
import { smartCaRoute } from '../../../sandbox/http/smartca.route.ts'
import { PEOPLE } from '../../../sandbox/people/people.ts'
import { createPhoneRequests, type PhoneRequests } from '../../../sandbox/phone/requests.ts'
import { createCscProvider } from '../../../sandbox/remote-signing/csc-provider.ts'
import type { RemoteKey } from '../../../sandbox/remote-signing/remote-key.ts'
import { createSmartCaProvider } from '../../../sandbox/remote-signing/smartca-provider.ts'
import { type CscOptions, createCscSigner } from '../csc/csc-signer.ts'
import type { RemoteCredential, RemoteSigner, SignatureRequest } from '../remote-signer.ts'
import { createSmartCaSigner, type SmartCaOptions } from '../smartca/smartca-signer.ts'

export const QUIET = pino({ enabled: false })
export const PHONE = '+84971204118'
export const STATEMENT = Buffer.from('ĐĂNG KÝ TÀI KHOẢN GIAO DỊCH ĐIỆN TỬ\nMẫu thử\n')
export const CONTROL_CODE = '4711'
export const DESCRIPTION = 'Đăng ký tài khoản trên Cổng Dịch vụ công Quốc gia'
/** One user of the bed by what is in their hands. */
export const USER = {
  good: '001190004127',
  company: '0199999014',
  otherText: '001190004128',
  expired: '001190004129',
  revoked: '001190004130',
  hasTwo: '001190004131',
  nobody: '079199000000',
} as const

/** The real routes of the sandbox on a free loopback port, with a clock that tests move. */
export interface SigningBed {
  readonly url: string
  readonly phones: PhoneRequests
  readonly switches: FaultSwitches
  /** Paths asked so far. */
  readonly asked: string[]
  /** Moves the provider's clock. */
  pass(ms: number): void
  csc(options?: Partial<CscOptions>, clock?: { now(): number }): RemoteSigner
  smartCa(options?: Partial<SmartCaOptions>): RemoteSigner
  close(): Promise<void>
}

export const CSC_CLIENT = { clientId: 'motcua-central', clientSecret: 'bí mật & dấu=+' }
export const SMARTCA_CLIENT = { spId: 'motcua.apps.example', spPassword: 'mật-khẩu' }

export async function openSigningBed(): Promise<SigningBed> {
  let aheadMs = 0
  const now = () => Date.now() + aheadMs
  const switches = createFaultSwitches()
  const delays = createDelays()
  const phones = createPhoneRequests()
  const asked: string[] = []
  const http = createHttp(QUIET)
  http.addHook('onRequest', async (request) => {
    asked.push(request.routeOptions.url ?? '')
  })
  const url = () => `http://127.0.0.1:${(http.server.address() as AddressInfo).port}`
  const authorities = createAuthorities({ people: PEOPLE, now, url })
  const parts = { keys: KEYS, authorities, phones, now }
  const csc = createCscProvider({ ...parts, ...CSC_CLIENT })
  cscRoute(http, { provider: csc, switches, delays, slowMs: SLOW_MS, url })
  const smartCa = createSmartCaProvider({ ...parts, ...SMARTCA_CLIENT })
  smartCaRoute(http, { provider: smartCa, switches, delays, slowMs: SLOW_MS })
  await http.listen({ host: '127.0.0.1', port: 0 })
  return {
    url: url(),
    phones,
    switches,
    asked,
    pass(ms) {
      aheadMs += ms
    },
    csc: (options, clock) =>
      createCscSigner(
        { url: `${url()}${CSC_PREFIX}`, ...CSC_CLIENT, ...options },
        { log: QUIET, ...(clock && { clock }) },
      ),
    smartCa: (options) =>
      createSmartCaSigner({ url: `${url()}/sca/sp769`, ...SMARTCA_CLIENT, ...options }, { log: QUIET }),
    async close() {
      phones.close()
      delays.cancelAll()
      await http.close()
    },
  }
}

/** Past the time-out that tests give a signer. */
const SLOW_MS = 60_000

const KEYS: readonly RemoteKey[] = (['csc', 'smartca'] as const).flatMap((provider) => {
  const key = (userKey: string, change: Partial<RemoteKey> = {}): RemoteKey => ({
    provider,
    userKey,
    certificate: { person: 'own-name-viettel', subject: 'citizen', variant: 'good' },
    phone: PHONE,
    behaviour: 'confirms',
    ...change,
  })
  const variant = (name: 'expired' | 'revoked') => ({
    certificate: { person: 'own-name-viettel', subject: 'citizen', variant: name } as const,
  })
  return [
    key(USER.good),
    key(USER.company, { certificate: { person: 'own-name-viettel', subject: 'enterprise', variant: 'good' } }),
    key(USER.otherText, { behaviour: 'other-text' }),
    key(USER.expired, variant('expired')),
    key(USER.revoked, variant('revoked')),
    key(USER.hasTwo),
    key(USER.hasTwo, variant('expired')),
  ]
})

/** A CMS over the statement, ready for the key of a credential. */
export function prepare(credential: RemoteCredential) {
  const { certificate, chain } = credential
  const cms = prepareCms({ content: STATEMENT, certificate, authorities: chain, signedAtMs: Date.now() })
  return { cms, verdict: (signature: Uint8Array) => verifyCms(cms.finish(signature), STATEMENT).kind }
}

/** The first key of a user, and what central would ask with it. */
export async function orderFor(signer: RemoteSigner, userKey: string) {
  const [credential] = await signer.credentials(userKey)
  if (!credential) throw new Error('no key')
  const { cms, verdict } = prepare(credential)
  const request: SignatureRequest & { readonly transactionId: string } = {
    transactionId: randomUUID(),
    credentialId: credential.credentialId,
    userKey,
    toBeSigned: cms.toBeSigned,
    description: DESCRIPTION,
    controlCode: CONTROL_CODE,
  }
  return { credential, request, verdict }
}

/** Starts, and gives the reference. */
export async function startedRef(signer: RemoteSigner, userKey: string) {
  const order = await orderFor(signer, userKey)
  const started = await signer.start(order.request)
  if (started.kind !== 'started') throw new Error(started.code)
  return { ...order, started, partyRef: started.partyRef }
}
