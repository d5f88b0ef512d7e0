import type { Logger } from 'pino'
import { Fault, toFault } from '../../../flows/base/fault.ts'
import type { BytePort } from '../byte-port.ts'
import { createPortKeeper } from '../port-keeper.ts'
import { type Scheduler, systemScheduler } from '../scheduler.ts'
import { openTcpPort } from '../tcp-port.ts'
import type { VirtualCard } from './card-readers.ts'
import { createVpcdParser, encodeVpcd, type VpcdRequest } from './vpcd-frame.ts'

/** First slot of the virtual reader (vsmartcard, vpcd: 0x8C7B); the second slot is the next port. */
export const VPCD_PORT = 35_963
/** A daemon that restarts is back within a second; the card must be in its reader again soon after. */
const RETRY_DELAYS_MS = [50, 100, 250, 250, 500]
/** pcscd looks every 400 ms whether the card is in: one exchanged quicker would be taken for the old one, and be mute. */
const EXCHANGE_PAUSE_MS = 500

export interface VpcdLinkConfig {
  /** Must stand in the configuration: a card made of code never appears by itself. */
  readonly simulate: true
  readonly host?: string
  readonly port?: number
}

/** One slot of the virtual reader, as seen from the side of the card. */
export interface VpcdLink {
  /** Whether the reader holds the card now. */
  readonly connected: boolean
  /**
   * Puts the card in; one that was in is taken out first, and the reader is given the time to see it. Settles when the first try has ended. A reader that is not there, or goes away
   * with its daemon, is tried again until `remove`, so the card is in it when it is back. Never raises.
   */
  insert(card: VirtualCard): Promise<void>
  /** Takes the card out, also in the middle of an exchange. Never raises. */
  remove(): Promise<void>
  /** As `remove`; nothing keeps the process alive. */
  stop(): Promise<void>
}

/**
 * Connects cards made of code to vpcd, the virtual reader of pcscd, so that what reads them goes through the real PC/SC path.
 * Raises SIMULATOR_NOT_CONFIGURED unless the configuration names it.
 */
export function createVpcdLink(
  config: VpcdLinkConfig | undefined,
  options: { readonly log: Logger; readonly scheduler?: Scheduler },
): VpcdLink {
  if (config?.simulate !== true) throw new Fault('SIMULATOR_NOT_CONFIGURED', { device: 'card reader' })
  const { host = '127.0.0.1', port = VPCD_PORT } = config
  const { log, scheduler = systemScheduler } = options
  let card: VirtualCard | null = null
  let session: Session | null = null
  let parse = createVpcdParser()
  let pause = { over: Promise.resolve(), end: () => {} }

  const answer = (to: Session, give: () => Uint8Array | Promise<Uint8Array | null>) => {
    to.turn = to.turn
      .then(give)
      .then(async (bytes) => {
        if (bytes && session === to) await to.line.write(encodeVpcd(bytes))
      })
      .catch((thrown) => log.debug({ code: toFault(thrown).code }, 'virtual card did not answer'))
  }
  const take = (request: VpcdRequest, current: Session, of: VirtualCard) => {
    switch (request.kind) {
      case 'power-on':
      case 'reset':
      case 'power-off':
        // Nobody waits any more for what was asked before.
        session = beginSession(current.line)
        return of.reset()
      case 'atr':
        return answer(current, () => of.atr)
      case 'command':
        return answer(current, () => of.answer(request.apdu))
      case 'unknown':
        log.debug({ sizeBytes: request.sizeBytes }, 'unknown request of the virtual reader')
    }
  }
  const keeper = createPortKeeper({
    openPort: () => openTcpPort({ host, port }),
    scheduler,
    log,
    retryDelaysMs: RETRY_DELAYS_MS,
    onOpened(line) {
      session = beginSession(line)
      parse = createVpcdParser()
    },
    onData(bytes) {
      for (const request of parse(bytes)) {
        if (session && card) take(request, session, card)
      }
    },
    onAbsent: () => {},
    onLost() {
      session = null
    },
  })
  const remove = async () => {
    if (session) pause = beginPause(scheduler)
    session = null
    card = null
    await keeper.stop()
  }
  return {
    get connected() {
      return session !== null
    },
    async insert(inserted) {
      await remove()
      await pause.over
      card = inserted
      await keeper.start()
    },
    remove,
    async stop() {
      await remove()
      pause.end()
    },
  }
}

/** From one power-up or reset to the next: answers go out in the order of the requests. */
interface Session {
  readonly line: BytePort
  turn: Promise<void>
}

function beginSession(line: BytePort): Session {
  return { line, turn: Promise.resolve() }
}

function beginPause(scheduler: Scheduler): { readonly over: Promise<void>; end(): void } {
  const { promise, resolve } = Promise.withResolvers<void>()
  const cancel = scheduler.after(EXCHANGE_PAUSE_MS, resolve)
  return {
    over: promise,
    end() {
      cancel()
      resolve()
    },
  }
}
