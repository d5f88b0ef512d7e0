import { Type } from 'typebox'
import type { Delays } from '../delays.ts'
import type { FaultSwitches } from '../fault-switches.ts'
import { type IdentityProviders, PROVIDER_IDS } from '../identity/identity-providers.ts'
import { sendLoginPage } from './login-page.ts'
import type { SandboxHttp } from './server.ts'

export const IDENTITY_PATH = '/identity/:provider/*'

const IdentityParams = Type.Object({
  provider: Type.Union(PROVIDER_IDS.map((id) => Type.Literal(id))),
  '*': Type.String(),
})
/** What a person's phone opens; the rest is between central and the provider. */
const PERSONS_PAGE = /^(device(\/(?!auth$)|$)|interaction\/)/

/**
 * The identity providers under /identity/vnpost and /identity/vneid: OpenID Connect discovery, device authorization (RFC 8628), token, userinfo, keys, and the person's
 * pages. oidc-provider reads the raw request and writes the raw response. `down` cuts everything; `slow` and `wrong` are what central meets, never the person's pages.
 */
export function identityRoute(
  http: SandboxHttp,
  parts: { providers: IdentityProviders; switches: FaultSwitches; delays: Delays; slowMs: number },
): void {
  const { providers, switches, delays, slowMs } = parts
  // In a scope of its own: no body here is parsed by Fastify.
  http.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
    scope.route({
      method: ['GET', 'POST'],
      url: IDENTITY_PATH,
      schema: { params: IdentityParams },
      handler: async (request, reply) => {
        const { provider: id, '*': path } = request.params as { provider: 'vnpost' | 'vneid'; '*': string }
        const fault = switches.now.identity
        if (!PERSONS_PAGE.test(path)) {
          if (fault === 'slow') await delays.pass(slowMs)
          if (fault === 'wrong') return sendLoginPage(reply)
          // Who has gone is not answered: a code is good for one token, and the library would look for a body that is no longer there.
          if (request.raw.socket.destroyed) return reply.hijack()
        }
        reply.hijack()
        if (fault === 'down') return void request.raw.socket.destroy()
        await providers.answer(id, request.raw, reply.raw)
      },
    })
  })
}
