import pino, { type Logger } from 'pino'
import { type Clock, systemClock } from '../../../../flows/base/clock.ts'
import type { Subject } from '../../../../flows/base/terms.ts'
import { createDelays } from '../../../sandbox/delays.ts'
import { createFaultSwitches } from '../../../sandbox/fault-switches.ts'
import { identityRoute } from '../../../sandbox/http/identity.route.ts'
import { createHttp } from '../../../sandbox/http/server.ts'
import type { IdentityAccount } from '../../../sandbox/identity/identity-account.ts'
import { createIdentityProviders } from '../../../sandbox/identity/identity-providers.ts'
import { createSignInClient, type SignInOptions } from '../sign-in-client.ts'

export const CLIENT = { id: 'motcua-central', secret: 'client-secret-of-the-test' }

export function account(change: Partial<IdentityAccount> = {}): IdentityAccount {
  return {
    provider: 'vnpost',
    sub: 'vnpost-1',
    username: 'chau.nguyen',
    password: 'mat-khau-cua-chau',
    subject: 'citizen',
    idNumber: '001190004127',
    oldIdNumber: '012704418',
    fullName: 'Nguyễn Thị Minh Châu',
    birthDate: '1990-08-15',
    phone: '+84971204118',
    email: 'chau@example.vn',
    isOfficial: false,
    level: 2,
    behaviour: 'signs-in',
    ...change,
  }
}

/** Both providers on a free port, as the sandbox mounts them, and clients of central to ask them. */
export async function openIdentityWorld(
  accounts: readonly IdentityAccount[],
  options: { readonly lifetimeS?: number; readonly intervalMs?: number; readonly slowMs?: number } = {},
) {
  const { slowMs = 60_000, ...provider } = options
  const log = pino({ enabled: false })
  const http = createHttp(log)
  const switches = createFaultSwitches()
  const delays = createDelays()
  const gone = { times: 0 }
  http.addHook('onRequestAbort', async (_request) => {
    gone.times++
  })
  let url = ''
  const providers = createIdentityProviders({
    accounts,
    url: () => url,
    client: CLIENT,
    switches,
    log,
    now: () => Date.now(),
    ...provider,
  })
  identityRoute(http, { providers, switches, delays, slowMs })
  url = await http.listen({ host: '127.0.0.1', port: 0 })
  return {
    url,
    providers,
    switches,
    /** How often a client left before its answer, as the sandbox saw it. */
    gone,
    /** Ends every wait of the sandbox now. */
    hurry: () => delays.cancelAll(),
    /** Central's connector to one of them. */
    client(change: Partial<SignInOptions> = {}, deps: { log?: Logger; clock?: Clock } = {}) {
      const id = change.provider ?? 'vnpost'
      return createSignInClient(
        {
          provider: id,
          issuer: providers.issuer(id),
          clientId: CLIENT.id,
          clientSecret: CLIENT.secret,
          allowHttp: true,
          patience: { retries: 0 },
          ...change,
        },
        { log, clock: systemClock, ...deps },
      )
    },
    async close() {
      delays.cancelAll()
      await http.close()
    },
  }
}

export type IdentityWorld = Awaited<ReturnType<typeof openIdentityWorld>>

/** Starts a sign-in, which must be taken. */
export async function started(client: ReturnType<IdentityWorld['client']>, subject: Subject = 'citizen') {
  const answer = await client.start({ subject, transactionId: 'transaction-1' })
  if (answer.kind !== 'started') throw new Error(`not started: ${answer.code}`)
  return answer
}
