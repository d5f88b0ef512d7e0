import type { Delays } from '../delays.ts'
import type { FaultSwitches } from '../fault-switches.ts'
import type { MobileSignatureService } from '../mobile-signature/mobile-signature.service.ts'
import { sendLoginPage } from './login-page.ts'
import type { SandboxHttp } from './server.ts'

export const MSS_PATH = '/mss'

const MEDIA_TYPE = { '1.1': 'text/xml; charset=utf-8', '1.2': 'application/soap+xml; charset=utf-8' } as const
/** A statement is two kilobytes; this is what the reader of it takes too. */
const BODY_MAX_BYTES = 262_144

/** POST /mss: ETSI TS 102 204 in SOAP 1.1 and 1.2, every operation at one address. Faults are 500, the sender's own mistakes 400 in SOAP 1.2. */
export function mobileSignatureRoute(
  http: SandboxHttp,
  parts: { service: MobileSignatureService; switches: FaultSwitches; delays: Delays; slowMs: number },
): void {
  const { service, switches, delays, slowMs } = parts
  http.addContentTypeParser(
    ['text/xml', 'application/soap+xml'],
    { parseAs: 'buffer', bodyLimit: BODY_MAX_BYTES },
    (_request, body, done) => done(null, body),
  )
  http.post(
    MSS_PATH,
    {
      bodyLimit: BODY_MAX_BYTES,
      preHandler: async (request, reply) => {
        const fault = switches.now.mobileSignature
        if (fault === 'slow') await delays.pass(slowMs)
        if (fault === 'wrong') return sendLoginPage(reply)
        if (fault !== 'down') return
        reply.hijack()
        request.raw.socket.destroy()
        return reply
      },
    },
    async (request, reply) => {
      const { httpStatus, version, xml } = await service.answer(
        Buffer.isBuffer(request.body) ? request.body : new Uint8Array(),
      )
      return reply.code(httpStatus).type(MEDIA_TYPE[version]).serializer(String).send(xml)
    },
  )
}
