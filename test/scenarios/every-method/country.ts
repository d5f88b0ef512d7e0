import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import pino from 'pino'
import type { CentralOptions, PolicyId } from '../../../central/options.ts'
import { sandboxAccounts } from '../../../central/sandbox/accounts.ts'
import { openSandbox, TEST_API_KEY, TEST_SMPP_PASSWORD } from '../../../central/sandbox/harness.ts'
import { SMPP_SYSTEM_ID } from '../../../central/sandbox/sandbox.ts'
import { sandboxParties } from '../../../central/sandbox/sandbox-parties.ts'
import { startCentral } from '../../../central/server.ts'
import { SERVER_KINDS } from '../../../central/test/servers.ts'
import type { StationKind } from '../../../flows/base/terms.ts'
import type { Answers } from '../../../kiosk/headless/answers.ts'
import type { RegisterResult } from '../../../kiosk/headless/register.ts'
import { registerOnce } from '../../../kiosk/headless/register-once.ts'
import { readSettings, type Settings } from '../../../kiosk/settings.ts'
import { wireStaff } from '../../../kiosk/wire-staff.ts'
import { openWiredStation, type WiredStation } from '../../../kiosk/wire-station.ts'
import { freePort } from '../../harness/free-port.ts'
import { createTempFolder } from '../../harness/temp.ts'
import { CONFIRMER, OFFICER } from './answers-of.ts'

/** Registrations side by side: each waits for others most of its time. */
const LANES = 8

/** Everything outside the stations of one test file: PostgreSQL and the sandbox, over which one portal after another is opened. */
export type Country = Awaited<ReturnType<typeof openCountry>>
export type Portal = Awaited<ReturnType<Country['openPortal']>>

export interface PortalOptions extends Pick<CentralOptions, 'verification' | 'signatures'> {
  readonly policy?: PolicyId
  readonly kind?: StationKind
  readonly lanes?: number
}

export async function openCountry() {
  const folder = await createTempFolder()
  const [kind] = SERVER_KINDS
  if (!kind) throw new Error('no database server')
  const server = await kind.start()
  const sandbox = await openSandbox({ slowMs: 60_000 })
  const trusted = { anchors: await sandbox.anchors(), issuers: await sandbox.issuers() }
  const log = pino({ enabled: false })
  let portals = 0

  /** Central on a database of its own, with the accounts of the earlier portal, and paired stations that know policy and trust. */
  async function openPortal({
    policy = 'portal-2022',
    kind = 'self-service',
    lanes = LANES,
    ...more
  }: PortalOptions = {}) {
    const home = join(folder.path, String(++portals))
    const options: CentralOptions = {
      dataDir: join(home, 'central'),
      db: await server.newDatabase(),
      // Stations know it by its address, also after it has been started again.
      listen: { host: '127.0.0.1', port: await freePort() },
      log,
      policy,
      carrier: { url: sandbox.url, apiKey: TEST_API_KEY },
      parties: sandboxParties({ url: sandbox.url, apiKey: TEST_API_KEY }),
      sms: { ...sandbox.smpp, systemId: SMPP_SYSTEM_ID, password: TEST_SMPP_PASSWORD, sender: 'MOTCUA' },
      ...more,
      signatures: { ...trusted, allowPrivate: true, ...more.signatures },
    }
    let central = await startCentral(options)
    await central.admin.importAccounts(sandboxAccounts())
    const stations = Array.from({ length: lanes }, (_, lane) => {
      const data = join(home, `station-${lane}`)
      // What happens to be plugged into this machine is no part of the test.
      return readSettings({ data, central: central.url, sandbox: sandbox.url, token: 'off' }, {}, data)
    })
    for (const settings of stations) {
      const { code } = await central.admin.createEnrollmentCode({ kind })
      await withStation(settings, async (wired) => {
        const name = `Quầy thử ${kind}`
        await wired.station.enroll({ centralUrl: central.url, code, name, kind })
        if (kind === 'assisted') await addStaff(wired)
      })
      await sync(settings)
    }
    const free = [...stations]
    const waiting: ((settings: Settings) => void)[] = []
    return {
      get central() {
        return central
      },
      sandbox: sandbox.url,
      stations,
      /** One registration at whatever station is free. */
      async register(answers: Answers): Promise<RegisterResult> {
        const settings = free.pop() ?? (await new Promise<Settings>((resolve) => waiting.push(resolve)))
        try {
          return await registerOnce(settings, answers)
        } finally {
          const next = waiting.shift()
          if (next) next(settings)
          else free.push(settings)
        }
      },
      stopCentral: () => central.close(),
      async startCentral() {
        central = await startCentral(options)
      },
      async close() {
        await central.close()
        await rm(home, { recursive: true, force: true })
      },
    }
  }

  return {
    sandbox,
    openPortal,
    async faults(change: Readonly<Record<string, string>>) {
      await fetch(`${sandbox.url}/faults`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(change),
      })
    },
    async close() {
      await sandbox.close()
      await server.stop()
      await folder.remove()
    },
  }
}

/** Carries what waits at a station, and brings decisions, policy and trust. */
export function sync(settings: Settings) {
  return withStation(settings, async ({ station }) => (await station.createSync()).runOnce(undefined, 'all'))
}

/** How the packet of a receipt stands at its station, and why. */
export function packetAt(settings: Settings, packetId: string) {
  return withStation(settings, async ({ station }) => {
    const packet = station.repos.packets.byId(packetId)
    return packet && { state: packet.state, reason: packet.reason }
  })
}

async function withStation<T>(settings: Settings, work: (wired: WiredStation) => Promise<T>): Promise<T> {
  const wired = openWiredStation(settings, 'test')
  try {
    return await work(wired)
  } finally {
    wired.close()
  }
}

async function addStaff(wired: WiredStation): Promise<void> {
  const staff = wireStaff(wired)
  const account = ({ code, pin }: typeof OFFICER) => ({ code, pin: wired.secrets.keep(pin), certificate: null })
  const supervisor = await staff.add({ ...account(CONFIRMER), name: 'Trần Thị Mẫu', role: 'supervisor' }, null)
  await staff.add({ ...account(OFFICER), name: 'Lê Văn Mẫu', role: 'teller' }, supervisor)
}
