import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { freePort } from './free-port.ts'
import type { RunningProcess } from './processes.ts'
import { motcua, motcuaJson, motcuaWith } from './product.ts'

/** Central and sandbox as processes of their own, so that one can be killed while the other lives. */
export interface LoneCentral {
  readonly url: string
  readonly sandbox: string
  readonly data: string
  /** Kills central without a word, as a power cut does. */
  kill(): Promise<void>
  start(): Promise<void>
  /** A one-time code that pairs a station. */
  enrollmentCode(): Promise<string>
  accounts(): Promise<number>
  close(): Promise<void>
}

interface SandboxLine {
  readonly sandbox: string
  readonly smpp: { readonly host: string; readonly port: number }
  readonly systemId: string
  readonly apiKey: string
  readonly smppPassword: string
}

export async function startLoneCentral(dataDir: string, db?: string): Promise<LoneCentral> {
  const world = motcua('sandbox', '--json', '--data', dataDir)
  const line = await world.firstJson<SandboxLine>()
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const environment = {
    MOTCUA_CARRIER_API_KEY: line.apiKey,
    MOTCUA_SMSC_SYSTEM_ID: line.systemId,
    MOTCUA_SMSC_PASSWORD: line.smppPassword,
  }
  const launch = async () => {
    const started = motcuaWith(
      environment,
      ...['central', '--json', '--data', dataDir, '--listen', `127.0.0.1:${port}`, ...(db ? ['--db', db] : [])],
      ...['--carrier', line.sandbox, '--smsc', `${line.smpp.host}:${line.smpp.port}`],
    )
    await started.firstJson()
    return started
  }
  let central: RunningProcess = await launch()
  return {
    url,
    sandbox: line.sandbox,
    data: dataDir,
    async kill() {
      await central.stop('SIGKILL')
    },
    async start() {
      central = await launch()
    },
    async enrollmentCode() {
      const { value } = await motcuaJson<{ code: string }>(
        'central',
        'enrollment-code',
        '--data',
        dataDir,
        '--central',
        url,
      )
      return value.code
    },
    async accounts() {
      const token = (await readFile(join(dataDir, 'central', 'admin.token'), 'utf8')).trim()
      const answer = await fetch(`${url}/admin/v1/accounts/count`, { headers: { authorization: `Bearer ${token}` } })
      return ((await answer.json()) as { count: number }).count
    },
    async close() {
      await central.stop('SIGTERM')
      await world.stop('SIGTERM')
    },
  }
}
