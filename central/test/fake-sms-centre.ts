import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import smpp, { type Pdu, type Session } from 'smpp'

const HEX_ID_START = 0xabc0

export interface ReceivedMessage {
  readonly messageId: string
  readonly phone: string
  readonly text: string
  readonly pdu: Pdu
}

/** An SMS centre (SMPP 3.4): takes messages, answers the statuses it is told to, sends receipts when asked. */
export async function startFakeSmsCentre(port = 0) {
  const messages: ReceivedMessage[] = []
  const binds: Pdu[] = []
  const sessions = new Set<Session>()
  const state = { statuses: [] as number[], silent: false, refuseBind: false }
  const server = smpp.createServer((session) => {
    sessions.add(session)
    session.on('close', () => sessions.delete(session))
    session.on('error', () => session.destroy())
    session.on('bind_transceiver', (pdu: Pdu) => {
      binds.push(pdu)
      session.send(pdu.response(state.refuseBind ? { command_status: 0x0e } : { system_id: 'centre' }))
    })
    session.on('enquire_link', (pdu: Pdu) => session.send(pdu.response()))
    session.on('unbind', (pdu: Pdu) => {
      session.send(pdu.response())
      session.close()
    })
    session.on('submit_sm', (pdu: Pdu) => {
      if (state.silent) return
      const status = state.statuses.shift() ?? 0
      if (status !== 0) return void session.send(pdu.response({ command_status: status }))
      const messageId = (HEX_ID_START + messages.length).toString(16)
      const text = pdu.short_message?.message
      messages.push({ messageId, phone: `+${String(pdu.destination_addr)}`, text: String(text), pdu })
      session.send(pdu.response({ message_id: messageId }))
    })
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    messages,
    binds,
    state,
    /** The code in the last message to a phone. */
    codeFor(phone: string): string {
      const last = messages.filter((message) => message.phone === phone).at(-1)
      return /\b\d{6}\b/.exec(last?.text ?? '')?.[0] ?? 'none'
    },
    /** Sends a receipt and waits for its acknowledgement. */
    async receipt(messageId: string, stat: string): Promise<Pdu> {
      const [session] = sessions
      const text = `id:${messageId} sub:001 dlvrd:001 submit date:2611220941 done date:2611220942 stat:${stat} err:000 text:MOT CUA`
      return new Promise((resolve) => session?.deliver_sm({ esm_class: 4, short_message: text }, resolve))
    },
    dropLines() {
      for (const session of sessions) session.destroy()
    },
    async close() {
      server.close()
      for (const session of sessions) session.destroy()
      await once(server, 'close')
    },
  }
}

export type FakeSmsCentre = Awaited<ReturnType<typeof startFakeSmsCentre>>
