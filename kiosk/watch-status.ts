import type { Station } from '../data/station.ts'
import { wallTimeInVietnam } from '../flows/base/vietnam-time.ts'
import { readSandboxMessages } from './headless/sandbox-phone.ts'
import type { MutableStatus } from './status-store.ts'
import type { LineState } from './ui/status.ts'
import type { VisitStore } from './visit-store.ts'

/** The clock on the screen shows minutes; the rest of the frame changes as rarely. */
const FRAME_MS = 1_000
const MINUTE_MS = 60_000
/** Asking central more often would only load it; a line that came back is shown soon enough. */
const LINE_MS = 10_000
const LINE_TIMEOUT_MS = 3_000
/** A message should appear on the demo's phone about as fast as on a real one. */
const PHONE_MS = 500

/** Keeps the frame's status true until the signal: wall time, outbox, line, and in a demo the citizen's phone. */
export function watchStatus(
  status: MutableStatus,
  parts: {
    readonly station: Station
    readonly visit: VisitStore
    readonly central: string | null
    readonly sandbox: string | null
    readonly training: boolean
  },
  signal: AbortSignal,
): void {
  const frame = () => {
    const nowMs = parts.station.time.now()
    const { waiting, oldestSealedAtMs } = parts.station.repos.outbox.counts()
    status.change({
      time: wallTimeInVietnam(nowMs),
      clockProven: parts.station.time.proven,
      outboxCount: waiting,
      // Whole minutes: the frame is drawn again when they change, not each second.
      outboxAgeMs: oldestSealedAtMs === null ? null : wholeMinutes(nowMs - oldestSealedAtMs),
    })
  }
  every(FRAME_MS, signal, frame)
  const { central, sandbox } = parts
  if (central) watchLine(status, parts.visit, central, signal)
  else status.change({ line: parts.training ? 'training' : 'offline' })
  if (sandbox) every(PHONE_MS, signal, () => showPhone(status, parts.visit, sandbox, signal))
}

/** Asks now and then, and at once when a flow has met a line that is down: the frame must not say "online" beside it. */
function watchLine(status: MutableStatus, visit: VisitStore, central: string, signal: AbortSignal): void {
  const look = async () => status.change({ line: await lineTo(central, signal) })
  every(LINE_MS, signal, look)
  let wasDown = false
  const subscription = visit.subscribe(({ screen }) => {
    const isDown = screen === 'line-down'
    if (isDown && !wasDown) void look()
    wasDown = isDown
  })
  signal.addEventListener('abort', () => subscription.unsubscribe(), { once: true })
}

/** Talks to central itself: an interface that is up, or a login page that answers, is no line. */
async function lineTo(central: string, signal: AbortSignal): Promise<LineState> {
  try {
    const response = await fetch(`${central}/health`, {
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(LINE_TIMEOUT_MS)]),
    })
    if (response.status >= 500) return 'offline'
    return (await isHealth(response)) ? 'online' : 'captive-portal'
  } catch {
    return 'offline'
  }
}

async function isHealth(response: Response): Promise<boolean> {
  if (!response.headers.get('content-type')?.includes('json')) return false
  const body: unknown = await response.json().catch(() => null)
  return response.ok && typeof body === 'object' && body !== null && 'status' in body
}

async function showPhone(
  status: MutableStatus,
  visit: VisitStore,
  sandbox: string,
  signal: AbortSignal,
): Promise<void> {
  // The phone keeps its message on the screens after the code; it is put away with the visit.
  const phone = visit.getSnapshot().otp?.phone ?? null
  if (phone === null) return
  const messages = await readSandboxMessages(sandbox, phone, signal).catch(() => null)
  if (!messages || signal.aborted) return
  const shown = status.getSnapshot().phone
  if (shown?.number === phone && shown.messages.length === messages.length) return
  status.change({
    phone: { number: phone, messages: messages.map(({ id, from, text }) => ({ id: String(id), from, text })) },
  })
}

/** Runs at once and then again after each pause; a run that is slow delays the next instead of piling up. */
function every(pauseMs: number, signal: AbortSignal, run: () => unknown): void {
  const turn = async () => {
    if (signal.aborted) return
    await run()
    if (!signal.aborted) timer = setTimeout(turn, pauseMs)
  }
  let timer: NodeJS.Timeout | undefined
  signal.addEventListener('abort', () => clearTimeout(timer), { once: true })
  void turn()
}

/** A clock that was set back makes nothing younger than now. */
function wholeMinutes(ageMs: number): number {
  return Math.max(0, Math.floor(ageMs / MINUTE_MS)) * MINUTE_MS
}
