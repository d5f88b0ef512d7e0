import { once } from 'node:events'
import pino, { type Logger } from 'pino'
import smpp, { type Pdu, type PduFields, type Session } from 'smpp'
import { type Sandbox, type SandboxOptions, SMPP_SYSTEM_ID, startSandbox } from './sandbox.ts'

/** For tests: a sandbox on free loopback ports that logs nowhere unless a log is given. */
export const TEST_API_KEY = 'test-key'
export const TEST_SMPP_PASSWORD = 'test-pw'

export function openSandbox(options: Partial<SandboxOptions> & { log?: Logger } = {}): Promise<Sandbox> {
  return startSandbox({
    listen: { host: '127.0.0.1', port: 0 },
    smpp: { host: '127.0.0.1', port: 0 },
    apiKey: TEST_API_KEY,
    smppPassword: TEST_SMPP_PASSWORD,
    log: pino({ enabled: false }),
    ...options,
  })
}

export type SmppCommand = 'bind_transceiver' | 'bind_transmitter' | 'submit_sm' | 'enquire_link' | 'unbind'

/** A real SMPP client on one connection. */
export interface SmppPeer {
  readonly session: Session
  /** Settles when the connection has ended. */
  readonly ended: Promise<unknown>
  request(command: SmppCommand, fields?: PduFields): Promise<Pdu>
  /** The next deliver_sm, answered as a client does, or with the next of `answers`. */
  nextReceipt(): Promise<Pdu>
  /** Command statuses to answer the next receipts with, before all is well again. */
  readonly answers: number[]
  close(): Promise<void>
}

/** Connects, and binds unless told otherwise. */
export async function connectPeer(sandbox: Sandbox, bind = true): Promise<SmppPeer> {
  const session = smpp.connect({ ...sandbox.smpp })
  const ended = new Promise((resolve) => session.once('close', resolve))
  // A connection that the centre cuts reports an error before it closes; the tests look at the closing.
  session.on('error', () => session.destroy())
  const receipts: Pdu[] = []
  const answers: number[] = []
  let taker: ((pdu: Pdu) => void) | undefined
  session.on('deliver_sm', (pdu: Pdu) => {
    session.send(pdu.response({ command_status: answers.shift() ?? 0 }))
    if (taker) taker(pdu)
    else receipts.push(pdu)
    taker = undefined
  })
  await once(session, 'connect')
  const request: SmppPeer['request'] = (command, fields = {}) =>
    new Promise((resolve, reject) => {
      const lost = () => reject(new Error(`closed before the answer to ${command}`))
      session.once('close', lost)
      session[command](fields, (pdu) => {
        session.off('close', lost)
        resolve(pdu)
      })
    })
  if (bind) await request('bind_transceiver', credentials())
  return {
    session,
    ended,
    answers,
    request,
    nextReceipt: () => {
      const ready = receipts.shift()
      return ready
        ? Promise.resolve(ready)
        : new Promise((resolve) => {
            taker = resolve
          })
    },
    async close() {
      session.destroy()
      await ended
    },
  }
}

export function credentials(change: PduFields = {}): PduFields {
  return { system_id: SMPP_SYSTEM_ID, password: TEST_SMPP_PASSWORD, interface_version: 0x34, ...change }
}

/** A submit_sm as central sends it: brandname, GSM-7, final receipt. */
export function otpMessage(change: PduFields = {}): PduFields {
  return {
    source_addr_ton: 5,
    source_addr_npi: 0,
    source_addr: 'MOTCUA',
    dest_addr_ton: 1,
    dest_addr_npi: 1,
    destination_addr: '84971204118',
    registered_delivery: 1,
    data_coding: 0,
    short_message: 'Ma xac thuc: 123456',
    ...change,
  }
}

export async function putFaults(sandbox: Sandbox, change: Record<string, string>): Promise<Response> {
  return fetch(`${sandbox.url}/faults`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(change),
  })
}

export interface ShownMessage {
  id: number
  from: string
  text: string
  receivedAt: string
}

export async function messagesOf(sandbox: Sandbox, phone: string, after?: number): Promise<ShownMessage[]> {
  const query = after === undefined ? '' : `?after=${after}`
  const response = await fetch(`${sandbox.url}/phones/${encodeURIComponent(phone)}/messages${query}`)
  return ((await response.json()) as { messages: ShownMessage[] }).messages
}
