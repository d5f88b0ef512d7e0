import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '../db/embedded.ts'
import { isAlive, readPostmasterPid } from '../db/embedded-leftover.ts'
import { startProxy } from './proxy.ts'
import { until } from './world.ts'

/** A database server that can be killed and started again under one address. */
export async function startPlainPostgres() {
  const folder = await mkdtemp(join(tmpdir(), 'central-plain-'))
  let server = await startEmbeddedPostgres(folder)
  const proxy = await startProxy(server.url)
  return {
    url: proxy.url,
    /** As a power cut: recovery runs at the next start. */
    async kill() {
      const pid = await readPostmasterPid(join(folder, 'postgres'))
      if (pid === null) throw new Error('no database runs')
      process.kill(pid, 'SIGKILL')
      await until(() => !isAlive(pid))
      await proxy.down()
      await server.stop()
    },
    async start() {
      server = await startEmbeddedPostgres(folder)
      proxy.leadTo(server.url)
      await proxy.up()
    },
    async remove() {
      await proxy.down()
      await server.stop()
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
    },
  }
}
