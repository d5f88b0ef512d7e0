/** The part of the npm package `smpp` (which ships no types) that central and the sandbox use. Field names are those of SMPP 3.4. */
declare module 'smpp' {
  import type { EventEmitter } from 'node:events'
  import type { Server as NetServer, Socket } from 'node:net'

  export interface Message {
    readonly message: string | Uint8Array
    readonly udh?: readonly Uint8Array[]
  }

  export type PduFields = Record<
    string,
    string | number | Uint8Array | { message: string | Uint8Array } | null | undefined
  >

  export interface Pdu {
    readonly command: string
    readonly command_id: number
    readonly command_status: number
    readonly sequence_number: number
    readonly short_message?: Message
    readonly message_payload?: Message
    readonly [field: string]: unknown
    isResponse(): boolean
    response(options?: PduFields): Pdu
  }

  type Send = (options?: PduFields, onResponse?: (pdu: Pdu) => void, onSent?: (pdu: Pdu) => void) => boolean

  export interface Session extends EventEmitter {
    readonly socket: Socket
    send(pdu: Pdu, onResponse?: (pdu: Pdu) => void, onSent?: (pdu: Pdu) => void): boolean
    close(onClosed?: () => void): void
    destroy(onClosed?: () => void): void
    pause(): void
    resume(): void
    bind_transceiver: Send
    bind_transmitter: Send
    bind_receiver: Send
    submit_sm: Send
    deliver_sm: Send
    enquire_link: Send
    unbind: Send
  }

  export interface Server extends NetServer {
    readonly sessions: Session[]
  }

  export interface Smpp {
    connect(options: { host: string; port: number; tls?: boolean }, onConnect?: () => void): Session
    createServer(onSession: (session: Session) => void): Server
    createServer(options: Record<string, unknown>, onSession: (session: Session) => void): Server
    readonly PDU: new (command: string, options?: PduFields) => Pdu
    readonly [constant: string]: unknown
  }

  const smpp: Smpp
  export default smpp
}
