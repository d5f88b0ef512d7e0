import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import smpp from 'smpp'
import { createReceiptDesk } from './receipt-desk.ts'
import { type SmscParts, serveSession } from './session.ts'

/** Long enough for a TCP connect and a bind over a bad line. */
export const UNBOUND_MS = 10_000
/** Peers send enquire_link every 30–60 s (domain.md §8.1): two missed ones end the session. */
export const INACTIVITY_MS = 120_000

export interface Smsc {
  readonly address: { readonly host: string; readonly port: number }
  /** Drops every connection and stops listening. Settles always; may be called again. */
  close(): Promise<void>
}

/** Starts the SMS centre (SMPP 3.4 over TCP). Port 0 takes a free one. Rejects when it cannot listen. */
export async function startSmsc(
  listen: { host: string; port: number },
  parts: Omit<SmscParts, 'desk' | 'nextSerial'>,
): Promise<Smsc> {
  let serial = 0
  const shared: SmscParts = { ...parts, desk: createReceiptDesk(parts.delays), nextSerial: () => ++serial }
  const server = smpp.createServer((session) => {
    serveSession(session, shared)
    if (parts.switches.now.smsc === 'down') session.destroy()
  })
  const dropAll = () => {
    for (const session of [...server.sessions]) session.destroy()
  }
  parts.switches.onChange((now) => {
    if (now.smsc === 'down') dropAll()
  })
  server.listen(listen.port, listen.host)
  await once(server, 'listening')

  let closed: Promise<void> | undefined
  return {
    address: { host: listen.host, port: (server.address() as AddressInfo).port },
    close() {
      closed ??= new Promise((resolve) => {
        server.close(() => resolve())
        dropAll()
      })
      return closed
    },
  }
}
