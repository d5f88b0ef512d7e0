import { execFile } from 'node:child_process'

const USEC_PER_MS = 1_000
/** A notice that takes longer is of no use any more, and must not hold up the end. */
const NOTICE_TIMEOUT_MS = 5_000

/** What a service tells systemd (sd_notify(3)). All of it does nothing where nobody listens, and none of it ever fails. */
export interface ServiceNotices {
  ready(status: string): void
  /** One line; the newest counts. */
  status(text: string): void
  /** Resolves when it is told. */
  stopping(): Promise<void>
}

/**
 * Makes the notices of a process started with Type=notify. Node has no Unix datagram sockets, so systemd's own `systemd-notify` speaks for it: the unit
 * needs NotifyAccess=all. With WatchdogSec= a sign of life goes out twice in that time for as long as the event loop turns.
 */
export function createServiceNotices(
  env: Readonly<Record<string, string | undefined>>,
  send: (fields: readonly string[]) => Promise<void> = bySystemdNotify,
): ServiceNotices {
  if (!env.NOTIFY_SOCKET) return { ready() {}, status() {}, stopping: async () => {} }
  let shown = ''
  // One after the other: a status must not overtake the one before it.
  let last: Promise<void> = Promise.resolve()
  const tell = (...fields: string[]) => {
    last = last.then(() => send(fields))
    return last
  }
  const everyMs = watchdogMs(env) / 2
  let alive: NodeJS.Timeout | undefined
  return {
    ready(status) {
      shown = status
      void tell('READY=1', `STATUS=${status}`)
      if (everyMs > 0) alive = setInterval(() => void tell('WATCHDOG=1'), everyMs)
      alive?.unref()
    },
    status(text) {
      const line = text.replace(/\s+/g, ' ')
      if (line === shown) return
      shown = line
      void tell(`STATUS=${line}`)
    },
    stopping() {
      clearInterval(alive)
      return tell('STOPPING=1')
    },
  }
}

/** sd_watchdog_enabled(3): WATCHDOG_PID names the process it is for; that is this one or the launcher before it. 0 without a watchdog. */
function watchdogMs(env: Readonly<Record<string, string | undefined>>): number {
  const pid = env.WATCHDOG_PID
  if (pid !== undefined && pid !== String(process.pid) && pid !== String(process.ppid)) return 0
  const usec = Number(env.WATCHDOG_USEC)
  return Number.isSafeInteger(usec) && usec > 0 ? usec / USEC_PER_MS : 0
}

function bySystemdNotify(fields: readonly string[]): Promise<void> {
  return new Promise((resolve) => {
    execFile('systemd-notify', [...fields], { timeout: NOTICE_TIMEOUT_MS }, () => resolve())
  })
}
