import type { Logger } from 'pino'
import { Fault, toFault } from '../../flows/base/fault.ts'
import type { FaultCode } from '../../flows/base/fault-codes.ts'
import type { CardPort, CardPresence } from '../../flows/ports/card.port.ts'
import type { DeviceStanding } from '../../flows/ports/device.port.ts'
import type { CardReaders } from '../port/pcsc/card-readers.ts'
import { type Scheduler, systemScheduler } from '../port/scheduler.ts'
import { settleWithin } from '../port/settle-within.ts'
import { isContactless } from './answer-limits.ts'
import { type Random, systemRandom } from './random.ts'
import { chooseReaders, type ReaderChoice } from './reader-choice.ts'

/** A slow chip with short answers takes about 8 s for 20 kB of portrait; with a second and third attempt it must still fit. */
export const READ_LIMIT_MS = 30_000

export interface CardDriverOptions {
  /** Shared with the other drivers that read cards; whoever made them starts and stops them. */
  readonly readers: CardReaders
  readonly log: Logger
  readonly scheduler?: Scheduler
  /** Installed CSCA certificates, DER; asked for at every reading, so that a new one counts at once. */
  readonly anchors: () => Promise<readonly Uint8Array[]>
  /** Part of the name of the one reader to use; every reader when left out. */
  readonly readerName?: string
  readonly random?: Random
}

export interface CardDriver extends CardPort {
  /** Begins to watch the readers. */
  start(): Promise<void>
  /** Ends a reading under way (CANCELLED) and watches no more. Always settles. It may be started again. */
  stop(): Promise<void>
}

/** The driver of citizen cards with a chip. What goes wrong ends in a fault of the reading; the next reading starts from nothing. */
export function createCardDriver(options: CardDriverOptions): CardDriver {
  const { readers, log, scheduler = systemScheduler, anchors, readerName, random = systemRandom } = options
  const presenceListeners = new Set<(presence: CardPresence) => void>()
  const standingListeners = new Set<(standing: DeviceStanding) => void>()
  const foreign = new Set<string>()
  let unsubscribe: (() => void) | null = null
  let hadReader = false
  let presence: CardPresence = 'no-reader'
  let standing: DeviceStanding = OFF
  /** Everything asked of the card, one after the other. */
  let last: Promise<unknown> = Promise.resolve()
  const stopping = new Set<AbortController>()

  const tell = <T>(listeners: ReadonlySet<(value: T) => void>, value: T) => {
    for (const listener of [...listeners]) {
      try {
        listener(value)
      } catch (thrown) {
        log.error({ code: toFault(thrown).code }, 'a listener of the card reader broke')
      }
    }
  }
  const look = () => {
    for (const { name, presence: now } of readers.readers) if (now === 'empty') foreign.delete(name)
    for (const name of foreign) if (!readers.readers.some((reader) => reader.name === name)) foreign.delete(name)
    const choice = chooseReaders(readers.readers, foreign, readerName)
    hadReader ||= choice.presence !== 'no-reader'
    const nextStanding = unsubscribe === null ? OFF : standingOf(choice, readers.code, hadReader)
    const nextPresence = unsubscribe === null ? 'no-reader' : choice.presence
    const standingChanged = JSON.stringify(nextStanding) !== JSON.stringify(standing)
    const presenceChanged = nextPresence !== presence
    standing = nextStanding
    presence = nextPresence
    if (standingChanged) tell(standingListeners, standing)
    if (presenceChanged) tell(presenceListeners, presence)
  }

  /** What lies on a contactless reader was laid there, so it is tried again; what sticks in a contact reader is a token or a SIM and stays. */
  const remember = (name: string) => {
    const atr = readers.readers.find((reader) => reader.name === name)?.atr
    if (!atr || !isContactless(atr)) foreign.add(name)
  }
  const readFirstOf = async (request: Parameters<CardPort['readChip']>[0], signal: AbortSignal) => {
    const [{ readChip }, installed] = await Promise.all([import('./read-chip.ts'), anchors()])
    const { withCard } = chooseReaders(readers.readers, foreign, readerName)
    let refused: Fault | null = null
    for (const name of withCard) {
      try {
        return await readChip({
          ...request,
          connect: () => readers.connect(name, signal),
          anchors: installed,
          random,
          log,
          signal,
        })
      } catch (thrown) {
        const fault = toFault(thrown)
        if (fault.code === 'CHIP_NOT_CITIZEN_CARD') remember(name)
        else if (fault.code !== 'CARD_BUSY' || withCard.length === 1) throw fault
        refused = fault
      }
    }
    look()
    throw refused ?? new Fault(absentCode(readers, presence, hadReader))
  }

  return {
    get presence() {
      return presence
    },
    get standing() {
      return standing
    },
    subscribe: (listener) => added(presenceListeners, listener),
    watch: (listener) => added(standingListeners, listener),
    async readChip(request, signal) {
      if (unsubscribe === null) throw new Fault('READER_ABSENT')
      if (signal?.aborted) throw new Fault('CANCELLED')
      const ending = new AbortController()
      const cancel = () => ending.abort()
      stopping.add(ending)
      signal?.addEventListener('abort', cancel)
      const work = last.then(() => readFirstOf(request, ending.signal))
      last = work.catch(() => {})
      try {
        const settled = await settleWithin(work, READ_LIMIT_MS, scheduler, ending.signal)
        if (settled.settled) return settled.value
        const code = ending.signal.aborted ? 'CANCELLED' : 'TIMED_OUT'
        ending.abort()
        // It may be done just now: nobody waits for the portrait any more.
        work.then(({ portrait }) => portrait?.image.fill(0)).catch(() => {})
        throw new Fault(code)
      } catch (thrown) {
        const fault = toFault(thrown)
        log.warn({ code: fault.code, ...fault.details }, 'chip not read')
        throw fault
      } finally {
        stopping.delete(ending)
        signal?.removeEventListener('abort', cancel)
      }
    },
    async start() {
      if (unsubscribe !== null) return
      unsubscribe = readers.subscribe(look)
      look()
    },
    async stop() {
      unsubscribe?.()
      unsubscribe = null
      hadReader = false
      foreign.clear()
      for (const ending of stopping) ending.abort()
      await settleWithin(last, STOP_LIMIT_MS, scheduler)
      look()
    },
  }
}

const OFF: DeviceStanding = { state: 'off', code: null, name: null }
/** What stop() waits for a reading it has cancelled; a line that hangs is left behind. */
const STOP_LIMIT_MS = 1_000

function standingOf({ presence, name }: ReaderChoice, code: FaultCode | null, hadReader: boolean): DeviceStanding {
  if (code) return { state: 'needs-driver', code, name: null }
  return presence === 'no-reader'
    ? { state: 'missing', code: hadReader ? 'READER_LOST' : 'READER_ABSENT', name: null }
    : { state: 'ready', code: null, name }
}

function absentCode(readers: CardReaders, presence: CardPresence, hadReader: boolean): FaultCode {
  if (readers.code) return readers.code
  return presence === 'no-reader' ? (hadReader ? 'READER_LOST' : 'READER_ABSENT') : 'CARD_ABSENT'
}

function added<T>(listeners: Set<(value: T) => void>, listener: (value: T) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
