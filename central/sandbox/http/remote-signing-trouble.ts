import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Delays } from '../delays.ts'
import type { FaultSwitches } from '../fault-switches.ts'
import { sendLoginPage } from './login-page.ts'

/** Before a request of the signing providers is looked at: what `remoteSigning` has switched on. `silent` takes it and never answers. */
export function remoteSigningTrouble(parts: { switches: FaultSwitches; delays: Delays; slowMs: number }) {
  const { switches, delays, slowMs } = parts
  return async (request: FastifyRequest, reply: FastifyReply) => {
    switch (switches.now.remoteSigning) {
      case 'none':
        return
      case 'slow':
        await delays.pass(slowMs)
        return
      case 'wrong':
        return sendLoginPage(reply)
      case 'error-500':
        return reply.code(500).type('text/plain').serializer(String).send('Internal Server Error')
      case 'silent':
        return reply.hijack()
      case 'down':
        reply.hijack()
        request.raw.socket.destroy()
        return reply
    }
  }
}
