import type { Station } from '../data/station.ts'
import type { LineWatch } from '../data/sync/line-watch.ts'
import { wallTimeInVietnam } from '../flows/base/vietnam-time.ts'
import { readSandboxMessages } from './headless/sandbox-phone.ts'
import type { MutableStatus } from './status-store.ts'
import type { VisitStore } from './visit-store.ts'

/** The clock on the screen shows minutes; the rest of the frame changes as rarely. */
const FRAME_MS = 1_000
const MINUTE_MS = 60_000
/** A message should appear on the demo's phone about as fast as on a real one. */
const PHONE_MS = 500
/** How the names of messages begin that this machine's own practice modem sent: no centre of the sandbox knows them. */
export const SENT_HERE = 'here-'

/** Keeps the frame's status true until the signal: wall time, outbox, line, and in a demo the citizen's phone. */
export function watchStatus(
  status: MutableStatus,
  parts: {
    readonly station: Station
    readonly visit: VisitStore
    readonly sandbox: string | null
    readonly training: boolean
  },
  signal: AbortSignal,
): void {
  const frame = () => {
    const counts = countsNow(parts.station)
    const nowMs = parts.station.time.now()
    status.change({
      time: wallTimeInVietnam(nowMs),
      clockProven: parts.station.time.proven,
      ...(counts && {
        outboxCount: counts.waiting,
        // Whole minutes: the frame is drawn again when they change, not each second.
        outboxAgeMs: counts.oldestSealedAtMs === null ? null : wholeMinutes(nowMs - counts.oldestSealedAtMs),
      }),
    })
  }
  every(FRAME_MS, signal, frame)
  const { sandbox } = parts
  if (parts.training) status.change({ line: 'training' })
  else showLine(status, parts.visit, parts.station.line, signal)
  if (sandbox) every(PHONE_MS, signal, () => showPhone(status, parts.visit, sandbox, signal))
}

/** Null while the store cannot be read, which is told elsewhere: what was shown stays. */
function countsNow({ repos }: Station) {
  try {
    return repos.outbox.counts()
  } catch {
    return null
  }
}

/** Shows the line as the one watch of this process knows it, which asks at once when a flow has met a line that is down: the frame must not say "online" beside it. */
function showLine(status: MutableStatus, visit: VisitStore, line: LineWatch, signal: AbortSignal): void {
  const unsubscribe = line.subscribe((state) => status.change({ line: state }))
  let wasDown = false
  const subscription = visit.subscribe(({ screen }) => {
    // Its own modem sends only what central could not.
    const isDown = screen === 'line-down' || screen === 'code-sending'
    if (isDown && !wasDown) void line.look()
    wasDown = isDown
  })
  signal.addEventListener(
    'abort',
    () => {
      unsubscribe()
      subscription.unsubscribe()
    },
    { once: true },
  )
  line.run(signal, 'calm')
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
  const before = shown?.number === phone ? shown.messages : []
  const sentHere = before.filter(({ id }) => id.startsWith(SENT_HERE))
  if (shown?.number === phone && before.length - sentHere.length === messages.length) return
  const fromCentre = messages.map(({ id, from, text }) => ({ id: String(id), from, text }))
  status.change({ phone: { number: phone, messages: [...fromCentre, ...sentHere] } })
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
