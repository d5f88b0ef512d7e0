import { Type } from 'typebox'
import { Problem } from '../../../data/wire/primitives.ts'
import { toBase64 } from '../../../flows/base/base64.ts'
import type { Authorities } from '../authorities/authorities.ts'
import type { TokenOrder } from '../people/party-data.ts'
import { problem, sendProblem } from './problem.ts'
import type { SandboxHttp } from './server.ts'

const TokenReply = Type.Object({
  label: Type.String(),
  pin: Type.String(),
  certificate: Type.String({ description: 'DER in base64' }),
  chain: Type.Array(Type.String(), { description: 'DER in base64, from the issuer to the root' }),
  privateKey: Type.String({ description: 'PKCS#8 DER in base64' }),
})
type Token = {
  readonly label: string
  readonly pin: string
  readonly certificate: string
  readonly chain: string[]
  readonly privateKey: string
}

/** GET /tokens/:person: the USB token that one of the people carries, with its key, to be plugged into a simulated slot. The same one as long as the sandbox runs. */
export function tokensRoute(
  http: SandboxHttp,
  parts: { tokens: readonly TokenOrder[]; authorities: Authorities },
): void {
  const made = new Map<string, Promise<Token | null>>()
  const make = async (order: TokenOrder): Promise<Token | null> => {
    const { person, subject, variant, pin } = order
    const issued = await parts.authorities.issue({ person, subject, variant, publicKey: null })
    if (!issued?.privateKey) return null
    return {
      label: person,
      pin,
      certificate: toBase64(issued.certificate),
      chain: issued.chain.map(toBase64),
      privateKey: toBase64(issued.privateKey.export({ type: 'pkcs8', format: 'der' })),
    }
  }
  http.get(
    '/tokens/:person',
    {
      schema: {
        params: Type.Object({ person: Type.String({ maxLength: 64 }) }),
        response: { 200: TokenReply, 404: Problem },
      },
    },
    async (request, reply) => {
      const order = parts.tokens.find(({ person }) => person === request.params.person)
      if (!order) return sendProblem(reply, problem(404, 'NOT_FOUND'))
      const token = made.get(order.person) ?? make(order)
      made.set(order.person, token)
      const found = await token
      return found ? reply.send(found) : sendProblem(reply, problem(404, 'NOT_FOUND'))
    },
  )
}
