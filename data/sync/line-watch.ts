import { type LinePace, type LineState, linePauseMs, ONLINE_MS } from './line-pace.ts'

/** A probe that is not answered by then is given up; the next ones have been under way for long. */
export const PROBE_TIMEOUT_MS = 3_000
/** Beside a batch on a thin link a probe waits its turn: it must not call a busy line a dead one. */
const PROBE_BUSY_TIMEOUT_MS = 8_000
/** One lost probe is no lost line. */
const FAILURES_TO_BE_DOWN = 2

/** Whoever was heard within this time need not be asked: less than the shortest pause while the line is up. */
const HEARD_MS = ONLINE_MS * 0.8

/** What a request of ours told about the line. `doubtful`: it broke or was too late, which may be the line or the request. */
export type LineSign = 'answered' | 'captive-portal' | 'unreachable' | 'doubtful'

/** Asks central once. Gives 'offline' when the signal ends it. Never raises. */
export type LineProbe = (timeoutMs: number, signal: AbortSignal) => Promise<Exclude<LineState, 'unknown'>>

/** Whether central can be talked to: one for each process, for the sync engine and for the screen. */
export interface LineWatch {
  readonly state: LineState
  /** Tells each change. Gives the function that ends it. */
  subscribe(listener: (state: LineState) => void): () => void
  /** Requests tell what they met: an answer makes a probe needless. */
  heard(sign: LineSign): void
  /** A request is under way until the function given is called. */
  busy(): () => void
  /** Asks now and gives the state then known. */
  look(): Promise<LineState>
  /** Keeps asking until the signal: at once, then as linePauseMs says. Several may run it; the most eager sets the pace. */
  run(signal: AbortSignal, pace: LinePace): void
}

/**
 * Makes the watch. While the line is down a new probe starts on its own connection at each turn, whatever became of the one before: one that a
 * black hole has swallowed (a SYN is repeated after 1, 3, 7 s) must not delay the one that gets through. `onDown` closes connections that are idle.
 */
export function createLineWatch(parts: {
  readonly probe: LineProbe
  readonly random?: () => number
  readonly onDown?: () => void
}): LineWatch {
  const random = parts.random ?? Math.random
  const listeners = new Set<(state: LineState) => void>()
  const runners = new Set<{ readonly pace: LinePace }>()
  const probing = new Set<AbortController>()
  let state: LineState = 'unknown'
  let downSinceMs = performance.now()
  let lifeMs = Number.NEGATIVE_INFINITY
  let failures = 0
  let requests = 0
  let timer: NodeJS.Timeout | undefined

  const schedule = () => {
    clearTimeout(timer)
    if (runners.size === 0) return
    const pace = [...runners].some((runner) => runner.pace === 'eager') ? 'eager' : 'calm'
    const nowMs = performance.now()
    const pauseMs = linePauseMs({ state, pace, downForMs: nowMs - downSinceMs, random: random() })
    // What requests are told makes a probe needless for as long.
    const heardMs = state === 'online' ? Math.max(0, nowMs - lifeMs) : 0
    const isFresh = heardMs < pauseMs && probing.size === 0
    timer = setTimeout(turn, isFresh ? pauseMs - heardMs : pauseMs)
  }
  const turn = () => {
    if (state !== 'online' || performance.now() - lifeMs >= HEARD_MS) void ask()
    schedule()
  }
  const become = (next: LineState) => {
    if (next === state) return
    const wasUp = state === 'online' || state === 'unknown'
    state = next
    if (next === 'online') downSinceMs = Number.NaN
    else if (wasUp) downSinceMs = performance.now()
    if (next === 'offline') parts.onDown?.()
    schedule()
    for (const listener of [...listeners]) listener(next)
  }
  const alive = (next: 'online' | 'captive-portal') => {
    lifeMs = performance.now()
    failures = 0
    giveUp()
    become(next)
  }
  /** What probes under way meet is of no interest any more. */
  const giveUp = () => {
    for (const one of probing) one.abort()
    probing.clear()
  }
  const ask = async () => {
    const controller = new AbortController()
    probing.add(controller)
    const result = await parts.probe(requests > 0 ? PROBE_BUSY_TIMEOUT_MS : PROBE_TIMEOUT_MS, controller.signal)
    // Something else has told since: what this one met is older.
    if (!probing.delete(controller)) return
    if (result !== 'offline') return alive(result)
    failures += 1
    if (state !== 'online' || failures >= FAILURES_TO_BE_DOWN) return become('offline')
    await ask()
  }
  const look = async () => {
    await ask()
    return state
  }
  return {
    get state() {
      return state
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    heard(sign) {
      if (sign === 'answered') return alive('online')
      if (sign === 'captive-portal') return alive('captive-portal')
      if (sign === 'unreachable') return become('offline')
      failures = Math.max(failures, FAILURES_TO_BE_DOWN - 1)
      if (runners.size > 0) void ask()
    },
    busy() {
      requests += 1
      let ended = false
      return () => {
        if (!ended) requests -= 1
        ended = true
      }
    },
    look,
    run(signal, pace) {
      if (signal.aborted) return
      const runner = { pace }
      runners.add(runner)
      signal.addEventListener(
        'abort',
        () => {
          runners.delete(runner)
          if (runners.size === 0) giveUp()
          schedule()
        },
        { once: true },
      )
      turn()
    },
  }
}
