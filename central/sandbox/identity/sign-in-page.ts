import type { KoaContextWithOIDC, Provider } from 'oidc-provider'
import type { IdentityAccount } from './identity-account.ts'
import type { Pages } from './pages.ts'

export const SIGN_IN_PATH = /^\/interaction\/[\w-]+$/
const BODY_MAX_BYTES = 4_096

/** GET shows the form, POST checks name and password and goes back to where oidc-provider waits. For requests whose path is SIGN_IN_PATH. */
export function createSignInPage(provider: Provider, accounts: readonly IdentityAccount[], pages: Pages) {
  return async (ctx: Pick<KoaContextWithOIDC, 'req' | 'res' | 'method' | 'status' | 'type' | 'body' | 'respond'>) => {
    ctx.type = 'html'
    const interaction = await provider.interactionDetails(ctx.req, ctx.res).catch(() => null)
    if (!interaction) {
      ctx.status = 400
      ctx.body = pages.error()
      return
    }
    const action = new URL(`interaction/${interaction.uid}`, `${provider.issuer}/`).pathname
    if (ctx.method !== 'POST') {
      ctx.body = pages.signIn(action, false)
      return
    }
    const typed = await readForm(ctx.req)
    const account = accounts.find(
      ({ username, password }) => username === typed.get('username') && password === typed.get('password'),
    )
    if (!account) {
      ctx.status = 401
      ctx.body = pages.signIn(action, true)
      return
    }
    // interactionFinished writes the answer itself.
    ctx.respond = false
    await provider.interactionFinished(ctx.req, ctx.res, { login: { accountId: account.sub } })
  }
}

async function readForm(request: AsyncIterable<Buffer>): Promise<URLSearchParams> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size > BODY_MAX_BYTES) return new URLSearchParams()
    chunks.push(chunk)
  }
  return new URLSearchParams(Buffer.concat(chunks).toString())
}
