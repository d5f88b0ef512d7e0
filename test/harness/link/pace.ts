import { performance } from 'node:perf_hooks'

/** How one direction of a link behaves; both directions are alike. */
export interface LinkShape {
  /** Shared by all connections; null is as fast as the machine. */
  readonly kbitPerSecond: number | null
  /** One way: an answer takes twice this. */
  readonly latencyMs: number
  /** A connection starts with ten segments in flight and doubles them each round trip (RFC 6928 §2, RFC 5681 §3.1). */
  readonly slowStart: boolean
}

export const FREE_LINK: LinkShape = { kbitPerSecond: null, latencyMs: 0, slowStart: false }

/** What an Ethernet frame carries of TCP. */
const SEGMENT_BYTES = 1_460
const INITIAL_SEGMENTS = 10
/** Timers fire up to this late: without the credit a busy link would carry some percent less than it should. */
const TIMER_SLACK_MS = 2

/** The bytes of one connection in one direction, in order. */
export interface Passage {
  /** Resolves when the bytes are on the way, so that a sender is held at the link's pace; they arrive after the latency. */
  send(bytes: Buffer): Promise<void>
  /** Resolves when everything sent has arrived. */
  arrived(): Promise<void>
  /** Nothing more arrives. */
  stop(): void
}

/** One direction of a link: passages share what it carries. */
export interface Lane {
  open(deliver: (bytes: Buffer) => void): Passage
}

export function createLane(shape: () => LinkShape): Lane {
  let freeAtMs = 0
  return {
    open(deliver) {
      const timers = new Set<NodeJS.Timeout>()
      const wait = (ms: number) =>
        new Promise<void>((resolve) => {
          const timer = setTimeout(() => {
            timers.delete(timer)
            resolve()
          }, ms)
          timers.add(timer)
        })
      let stopped = false
      let inFlight = 0
      let windowBytes = INITIAL_SEGMENTS * SEGMENT_BYTES
      let last: Promise<void> = Promise.resolve()
      let widened: (() => void) | null = null

      const sendSegment = async (segment: Buffer) => {
        const { kbitPerSecond, latencyMs, slowStart } = shape()
        while (slowStart && inFlight > 0 && inFlight + segment.length > windowBytes && !stopped) {
          await new Promise<void>((resolve) => {
            widened = resolve
          })
        }
        const nowMs = performance.now()
        const departMs =
          Math.max(nowMs - TIMER_SLACK_MS, freeAtMs) +
          (kbitPerSecond === null ? 0 : (segment.length * 8) / kbitPerSecond)
        freeAtMs = departMs
        if (departMs - nowMs >= 1) await wait(departMs - nowMs)
        if (stopped) return
        inFlight += segment.length
        const before = last
        last = Promise.all([before, latencyMs > 0 ? wait(latencyMs) : undefined]).then(() => {
          if (!stopped) deliver(segment)
          void acknowledge(segment.length, latencyMs)
        })
      }
      const acknowledge = async (bytes: number, latencyMs: number) => {
        if (latencyMs > 0) await wait(latencyMs)
        inFlight -= bytes
        windowBytes += bytes
        widened?.()
      }
      return {
        async send(bytes) {
          const { kbitPerSecond, slowStart } = shape()
          const pieceBytes = kbitPerSecond === null && !slowStart ? bytes.length : SEGMENT_BYTES
          for (let at = 0; at < bytes.length && !stopped; at += pieceBytes) {
            await sendSegment(bytes.subarray(at, at + pieceBytes))
          }
        },
        arrived: () => last,
        stop() {
          stopped = true
          for (const timer of timers) clearTimeout(timer)
          widened?.()
        },
      }
    },
  }
}
