import { createPublicKey, type KeyObject } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { Problem } from '../../../data/wire/primitives.ts'
import { toBase64 } from '../../../flows/base/base64.ts'
import { type Authorities, authorityAddresses, CERTIFICATE_VARIANTS } from '../authorities/authorities.ts'
import type { HostileAnswer } from '../authorities/authority.ts'
import { AUTHORITY_IDS, PLAN } from '../authorities/tree.ts'
import type { Delays } from '../delays.ts'
import type { CaFault, FaultSwitches } from '../fault-switches.ts'
import { sendLoginPage } from './login-page.ts'
import { problem, sendProblem } from './problem.ts'
import type { SandboxHttp } from './server.ts'

const AuthorityParams = Type.Object({ id: Type.Union(AUTHORITY_IDS.map((id) => Type.Literal(id))) })
const AuthorityLine = Type.Object({
  id: Type.String(),
  tree: Type.String(),
  isRoot: Type.Boolean(),
  name: Type.String(),
  certificate: Type.String({ description: 'DER in base64' }),
  crlUrl: Type.String(),
  ocspUrl: Type.String(),
})
const Order = Type.Object(
  {
    person: Type.String({ maxLength: 64 }),
    subject: Type.Union([Type.Literal('citizen'), Type.Literal('enterprise'), Type.Literal('agency')]),
    variant: Type.Union(CERTIFICATE_VARIANTS.map((variant) => Type.Literal(variant))),
    publicKey: Type.Optional(Type.String({ maxLength: 2_000, description: 'SubjectPublicKeyInfo, DER in base64' })),
  },
  { additionalProperties: false },
)
const Issued = Type.Object({
  certificate: Type.String({ description: 'DER in base64' }),
  chain: Type.Array(Type.String(), { description: 'DER in base64, from the issuer to the root' }),
  privateKey: Type.Union([Type.String(), Type.Null()], {
    description: 'PKCS#8 DER in base64, when the key was made here',
  }),
})

/**
 * The authorities over HTTP: certificate, list and OCSP of each (RFC 5280 §4.2.2.1, §4.2.1.13, RFC 6960 appendix A), and certificates for the people on demand. What
 * is asked in the issuers' own protocols can be down, slow, a login page, forged, stale or replayed; GET /authorities and orders always answer.
 */
export function authoritiesRoute(
  http: SandboxHttp,
  parts: { authorities: Authorities; switches: FaultSwitches; delays: Delays; slowMs: number; url: () => string },
): void {
  const { authorities, switches, delays, slowMs, url } = parts
  http.addContentTypeParser('application/ocsp-request', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  )
  const trouble = async (request: { raw: { socket: { destroy(): void } } }, reply: FastifyReply) => {
    const fault = switches.now.ca
    if (fault === 'slow') await delays.pass(slowMs)
    if (fault === 'wrong') return sendLoginPage(reply)
    if (fault !== 'down') return
    reply.hijack()
    request.raw.socket.destroy()
    return reply
  }

  http.get('/authorities', { schema: { response: { 200: Type.Array(AuthorityLine) } } }, async () =>
    Promise.all(
      AUTHORITY_IDS.map(async (id) => ({
        id,
        tree: PLAN[id].tree,
        isRoot: PLAN[id].issuer === null,
        name: PLAN[id].name.at(-1)?.[1] ?? '',
        certificate: toBase64((await authorities.get(id)).certificate),
        ...authorityAddresses(url(), id),
      })),
    ),
  )
  http.get(
    '/authorities/:id/certificate.crt',
    { schema: { params: AuthorityParams }, preHandler: trouble },
    async (request, reply) =>
      send(reply, 'application/pkix-cert', (await authorities.get(request.params.id)).certificate),
  )
  http.get(
    '/authorities/:id/list.crl',
    { schema: { params: AuthorityParams }, preHandler: trouble },
    async (request, reply) =>
      send(
        reply,
        'application/pkix-crl',
        await (await authorities.get(request.params.id)).crl(hostile(switches.now.ca)),
      ),
  )
  http.post(
    '/authorities/:id/ocsp',
    { schema: { params: AuthorityParams }, preHandler: trouble },
    async (request, reply) => {
      const asked = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      const authority = await authorities.get(request.params.id)
      return send(reply, 'application/ocsp-response', await authority.ocsp(asked, hostile(switches.now.ca)))
    },
  )
  http.post(
    '/authorities/certificates',
    { schema: { body: Order, response: { 200: Issued, 400: Problem, 404: Problem } } },
    async (request, reply) => {
      const { publicKey, ...order } = request.body
      const key = publicKey === undefined ? null : readKey(publicKey)
      if (key === 'unreadable') return sendProblem(reply, problem(400, 'SHAPE_INVALID'))
      const issued = await authorities.issue({ ...order, publicKey: key })
      if (!issued) return sendProblem(reply, problem(404, 'NOT_FOUND'))
      return reply.send({
        certificate: toBase64(issued.certificate),
        chain: issued.chain.map(toBase64),
        privateKey: issued.privateKey ? toBase64(issued.privateKey.export({ type: 'pkcs8', format: 'der' })) : null,
      })
    },
  )
}

function hostile(fault: CaFault): HostileAnswer | undefined {
  return fault === 'forged' || fault === 'stale' || fault === 'replayed' ? fault : undefined
}

function readKey(base64Text: string): KeyObject | 'unreadable' {
  try {
    return createPublicKey({ key: Buffer.from(base64Text, 'base64'), format: 'der', type: 'spki' })
  } catch {
    return 'unreadable'
  }
}

function send(reply: FastifyReply, type: string, bytes: Uint8Array): FastifyReply {
  return reply.type(type).send(Buffer.from(bytes))
}
