import { randomBytes } from 'node:crypto'
import type { Configuration, KoaContextWithOIDC, Provider } from 'oidc-provider'
import type { Logger } from 'pino'
import type { FaultSwitches } from '../fault-switches.ts'
import { claimsOf, SCOPE_CLAIMS } from './account-claims.ts'
import type { IdentityAccount } from './identity-account.ts'
import { createPages } from './pages.ts'
import { createSignInPage, SIGN_IN_PATH } from './sign-in-page.ts'
import { createSigningKey } from './signing-key.ts'
import { createStore } from './store.ts'
import { createTokenAnswers } from './token-answers.ts'

export interface ProviderParts {
  readonly id: IdentityAccount['provider']
  readonly issuer: string
  /** Of this provider alone. */
  readonly accounts: readonly IdentityAccount[]
  readonly client: { readonly id: string; readonly secret: string }
  readonly switches: FaultSwitches
  readonly log: Logger
  readonly now: () => number
  /** Of a device code. */
  readonly lifetimeS: number
  /** Between two questions of the client. */
  readonly intervalMs: number
}

/** Nobody is signed in longer than a visit takes. */
const VISIT_S = 10 * 60
const CLIENT_NAME = 'Một Cửa'

/**
 * A real OpenID provider with the device authorization grant alone, its pages and its key. The library is loaded, and the key made, here: a sandbox that is never asked
 * pays nothing. Every default that would print to the console is replaced.
 */
export async function openProvider(parts: ProviderParts): Promise<Provider> {
  const { Provider: OidcProvider } = await import('oidc-provider')
  const key = createSigningKey()
  const pages = createPages(parts.id)
  const provider: Provider = new OidcProvider(parts.issuer, {
    ...configuration(parts, pages),
    jwks: { keys: [key.jwk] },
  })
  const signInPage = createSignInPage(provider, parts.accounts, pages)
  provider.use(createTokenAnswers({ ...parts, key }))
  provider.use(async (ctx, next) => (SIGN_IN_PATH.test(ctx.path) ? signInPage(ctx) : next()))
  // Errors are logged by their class alone: messages may quote what was sent.
  provider.on('server_error', (_ctx, err) => parts.log.warn({ provider: parts.id, error: err.name }, 'provider failed'))
  const koa: NodeJS.EventEmitter = provider
  koa.on('error', (err: Error) => parts.log.warn({ provider: parts.id, error: err.name }, 'provider failed'))
  return provider
}

function configuration(parts: ProviderParts, pages: ReturnType<typeof createPages>): Configuration {
  const { id, issuer, accounts, client, lifetimeS } = parts
  const at = new URL(issuer).pathname
  const show = (ctx: KoaContextWithOIDC, html: string) => {
    ctx.type = 'html'
    ctx.body = html
  }
  return {
    adapter: createStore(),
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        client_name: CLIENT_NAME,
        grant_types: ['urn:ietf:params:oauth:grant-type:device_code'],
        response_types: [],
        redirect_uris: [],
        id_token_signed_response_alg: 'ES256',
      },
    ],
    claims: SCOPE_CLAIMS[id],
    scopes: Object.keys(SCOPE_CLAIMS[id]),
    clientBasedCORS: () => false,
    // Two providers on one host: cookies must not meet.
    cookies: {
      keys: [randomBytes(32).toString('base64url')],
      names: { session: `${id}_session`, interaction: `${id}_interaction`, resume: `${id}_resume` },
    },
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      deviceFlow: {
        enabled: true,
        deviceInfo: () => ({}),
        userCodeInputSource: (ctx, form, _out, err) =>
          show(ctx, err?.name === 'AbortedError' ? pages.stopped() : pages.code(form, err !== undefined)),
        userCodeConfirmSource: (ctx, form, _client, _device, userCode) =>
          show(ctx, pages.confirm(form, userCode, CLIENT_NAME)),
        successSource: (ctx) => show(ctx, pages.signedIn()),
      },
    },
    async findAccount(_ctx, sub) {
      const account = accounts.find((one) => one.sub === sub)
      return account && { accountId: sub, claims: () => claimsOf(account) }
    },
    interactions: { url: (_ctx, interaction) => `${at}/interaction/${interaction.uid}` },
    // The page before has shown what is handed over, and the person has agreed there.
    async loadExistingGrant(ctx) {
      const { provider, session, client: asking, params } = ctx.oidc
      const grant = new provider.Grant({ accountId: session!.accountId!, clientId: asking!.clientId })
      grant.addOIDCScope(String(params?.scope ?? 'openid'))
      await grant.save()
      return grant
    },
    renderError: (ctx) => show(ctx, pages.error()),
    ttl: {
      AccessToken: VISIT_S,
      DeviceCode: lifetimeS,
      Grant: VISIT_S,
      IdToken: VISIT_S,
      Interaction: VISIT_S,
      Session: VISIT_S,
    },
  }
}
