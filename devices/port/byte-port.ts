import type { Fault } from '../../flows/base/fault.ts'

export type BytePortEvent =
  /** Some bytes, cut wherever the line cut them. The listener may keep the array. */
  | { readonly kind: 'data'; readonly bytes: Uint8Array }
  /** The line broke. At most once, and `closed` follows. */
  | { readonly kind: 'failed'; readonly fault: Fault }
  /** The last event of a port, exactly once, whoever closed it. */
  | { readonly kind: 'closed' }

/** An open line to a device. Serial, TCP, pseudo-terminal and memory ports keep the same promises (byte-port.test.ts). */
export interface BytePort {
  /** Where it leads, for logs and the doctor: a path, or host and port. */
  readonly name: string
  /** Reading begins with the first listener, so no byte is lost between opening and listening. The function given back ends it. */
  subscribe(listener: (event: BytePortEvent) => void): () => void
  /** Settles when the bytes left this program, in the order of the calls. Raises PORT_CLOSED, PORT_LOST. */
  write(bytes: Uint8Array): Promise<void>
  /** Closes and frees everything. Never raises; a second call is harmless. */
  close(): Promise<void>
}

/** Opens a fresh port at every call; where it leads may differ from call to call. Raises the faults of port-faults.ts. */
export type BytePortFactory = () => Promise<BytePort>
