// A process of its own around the PC/SC binding. What is asked of the daemon blocks: establishing a context, listing, disconnecting
// with a reset, and a transmit holds one of Node's four pool threads for as long as the card is silent, and cannot be taken back.
// None of that may hold up a screen; and ending this process ends all of it.
import type { CardInterface as Card, ContextInterface as Context } from 'smartcard'
import { BINDING_MISSING, type NumberedAnswer, type NumberedRequest, type PcscRequest } from './pcsc-messages.ts'

type Binding = Pick<typeof import('smartcard'), 'Context'>

const SHARE_EXCLUSIVE = 1
const PROTOCOL_ANY = 3
const LEAVE_CARD = 0
const RESET_CARD = 1
/** Longest answer of an extended command, with its status. */
const MAX_ANSWER_BYTES = 65_538

serve(process.argv[2] ?? 'smartcard')

function serve(specifier: string): void {
  const binding: Promise<Binding> = import(specifier)
  binding.catch(() => {})
  const lines = new Map<number, { readonly context: Context; readonly card: Card }>()
  let watching: Context | null = null
  let count = 0

  const list = async (fresh: boolean) => {
    const { Context } = await binding
    if (fresh) letGo(watching)
    if (fresh) watching = null
    try {
      watching ??= new Context()
      return watching.listReaders().map(({ name, state, atr }) => ({ name, state, atr }))
    } catch (thrown) {
      // A context never recovers from a daemon that went away.
      letGo(watching)
      watching = null
      throw thrown
    }
  }
  const connect = async (readerName: string) => {
    const { Context } = await binding
    // A context of its own: a command under way locks it, and the list of readers must not wait for a slow card.
    const context = new Context()
    try {
      const reader = context.listReaders().find(({ name }) => name === readerName)
      if (!reader) throw new Error('Unknown reader')
      const card = await reader.connect(SHARE_EXCLUSIVE, PROTOCOL_ANY)
      count += 1
      lines.set(count, { context, card })
      return { line: count, atr: card.atr ?? new Uint8Array(0), protocol: card.protocol }
    } catch (thrown) {
      letGo(context)
      throw thrown
    }
  }
  const transmit = (line: number, command: Uint8Array) => {
    const open = lines.get(line)
    if (!open) throw new Error('Invalid handle')
    return open.card.transmit(Buffer.from(command), { maxRecvLength: MAX_ANSWER_BYTES })
  }
  const close = async (line: number) => {
    const open = lines.get(line)
    lines.delete(line)
    if (!open) return null
    try {
      // Reset by reconnecting, which does not block, and not by disconnecting, which does.
      await open.card.reconnect(SHARE_EXCLUSIVE, PROTOCOL_ANY, RESET_CARD)
      open.card.disconnect(LEAVE_CARD)
    } catch {
      // The card or its reader is gone: nothing is left to reset.
    }
    letGo(open.context)
    return null
  }
  const answer = (request: PcscRequest) => {
    switch (request.kind) {
      case 'list':
        return list(request.fresh)
      case 'connect':
        return connect(request.readerName)
      case 'transmit':
        return transmit(request.line, request.command)
      case 'close':
        return close(request.line)
    }
  }
  const tell = (message: NumberedAnswer) => {
    if (process.connected) process.send?.(message)
  }
  process.on('message', async ({ id, request }: NumberedRequest) => {
    const loaded = await binding.then(
      () => true,
      () => false,
    )
    if (!loaded) return tell({ id, ok: false, words: BINDING_MISSING })
    try {
      tell({ id, ok: true, value: await answer(request) })
    } catch (thrown) {
      tell({ id, ok: false, words: thrown instanceof Error ? thrown.message : String(thrown) })
    }
  })
  // Not exit(), which waits for pool threads: one may be inside a transmit that never ends, and the card would stay held by a child of nobody.
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
}

function letGo(context: Context | null): void {
  try {
    context?.close()
  } catch {
    // Its daemon is gone, and the context with it.
  }
}
