import type { Logger } from 'pino'
import type { Fault } from '../../flows/base/fault.ts'
import { toFault } from '../../flows/base/fault.ts'
import type { FaultCode } from '../../flows/base/fault-codes.ts'
import type { ScannerEvent, ScannerPort, ScannerState } from '../../flows/ports/scanner.port.ts'
import type { BytePortFactory } from '../port/byte-port.ts'
import { createPortKeeper } from '../port/port-keeper.ts'
import { type Scheduler, systemScheduler } from '../port/scheduler.ts'
import { type ScanMessage, type ScanTerminator, terminatorsOf } from './frame.ts'
import { createScanParser } from './parser.ts'
import { createRepeatWindow } from './repeat-window.ts'

/**
 * A scan without a terminator ends after this many silent stretches of this length: 120 ms, so that with the time to draw any
 * byte string is answered within 200 ms of its last byte. Two stretches and not one of 120 ms: when this program itself was busy,
 * the first falls due before the bytes that waited meanwhile are read, and the second after.
 */
export const IDLE_STRETCH_MS = 60
export const IDLE_STRETCHES = 2

/** Hands that hold a card before a scanner in presentation mode are read about twice a second; nobody shows a card twice so fast on purpose. */
export const DOUBLE_READ_WINDOW_MS = 1_500
/** One garbled scan may fall into several pieces; one answer is enough. Shorter than it takes to try again. */
export const REFUSAL_WINDOW_MS = 500

export interface ScannerDriverOptions {
  readonly openPort: BytePortFactory
  readonly log: Logger
  readonly scheduler?: Scheduler
  /** As the scanner is set. Default `line-end`. */
  readonly terminator?: ScanTerminator
  /** Waits between tries to open; the last one goes on. Default RETRY_DELAYS_MS. */
  readonly retryDelaysMs?: readonly number[]
}

export interface ScannerDriver extends ScannerPort {
  /** Settles when the first try to open has ended: `state` is then `ready` or `absent`. Never raises. */
  start(): Promise<void>
  /** Always settles, at the latest after a second; nothing stays open and `state` is `off`. It may be started again. */
  stop(): Promise<void>
}

/**
 * The driver of a serial 2D scanner. It hands on the text of each scan; what the text means is decided elsewhere.
 * A port that is absent or lost is an event, never a throw; it is tried again for ever. Raises CONFIG_INVALID for a senseless terminator.
 */
export function createScannerDriver(options: ScannerDriverOptions): ScannerDriver {
  const { openPort, log, scheduler = systemScheduler, terminator, retryDelaysMs } = options
  const parser = createScanParser(terminatorsOf(terminator))
  const scans = createRepeatWindow(DOUBLE_READ_WINDOW_MS, scheduler)
  const refusals = createRepeatWindow(REFUSAL_WINDOW_MS, scheduler)
  const listeners = new Set<(event: ScannerEvent) => void>()
  let state: ScannerState = 'off'
  let code: FaultCode | null = null
  let cancelIdle = () => {}

  const tell = (event: ScannerEvent) => {
    for (const listener of [...listeners]) {
      try {
        listener(event)
      } catch (thrown) {
        // A screen that breaks must not silence the scanner for the others.
        log.error({ code: toFault(thrown).code }, 'a listener of the scanner broke')
      }
    }
  }
  const enter = (next: ScannerState, why: FaultCode | null) => {
    if (state === next && code === why) return
    state = next
    code = why
    tell({ kind: 'state', state, code })
  }
  const answer = (messages: readonly ScanMessage[]) => {
    for (const message of messages) {
      // A listener may stop the driver between two scans of one chunk.
      if (state === 'off') return
      switch (message.kind) {
        case 'scan':
          if (scans.repeats(message.text)) log.debug('double read dropped')
          else tell({ kind: 'scanned', text: message.text })
          break
        case 'refused':
          if (refusals.repeats(message.code)) log.debug({ code: message.code }, 'refusal not repeated')
          else tell({ kind: 'refused', code: message.code })
          break
        case 'dropped':
          log.debug({ sizeBytes: message.sizeBytes, reason: message.reason }, 'bytes dropped')
      }
    }
  }
  const waitForSilence = (stretchesLeft: number) => {
    cancelIdle()
    if (!parser.waiting) return
    cancelIdle = scheduler.after(IDLE_STRETCH_MS, () => {
      if (stretchesLeft > 1) waitForSilence(stretchesLeft - 1)
      else answer(parser.idle())
    })
  }
  const forgetLine = () => {
    cancelIdle()
    answer(parser.unplugged())
    scans.forget()
    refusals.forget()
  }
  const keeper = createPortKeeper({
    openPort,
    scheduler,
    log,
    ...(retryDelaysMs && { retryDelaysMs }),
    onOpened: () => enter('ready', null),
    onData(bytes) {
      answer(parser.push(bytes))
      waitForSilence(IDLE_STRETCHES)
    },
    // Once it was there it is lost until it is back: "plug it in again" helps a person more than "there is none".
    onAbsent: (fault) => enter(wasThere(state) ? 'lost' : 'absent', absenceCode(fault, wasThere(state))),
    onLost() {
      forgetLine()
      enter('lost', 'SCANNER_LOST')
    },
  })

  return {
    get state() {
      return state
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    start: () => keeper.start(),
    async stop() {
      const stopping = keeper.stop()
      forgetLine()
      enter('off', null)
      await stopping
    },
  }
}

function wasThere(state: ScannerState): boolean {
  return state === 'ready' || state === 'lost'
}

/** A port that is simply not there is the scanner's absence or loss; any other reason is for the technician and keeps its own code. */
function absenceCode(fault: Fault, there: boolean): FaultCode {
  if (fault.code !== 'PORT_ABSENT') return fault.code
  return there ? 'SCANNER_LOST' : 'SCANNER_ABSENT'
}
