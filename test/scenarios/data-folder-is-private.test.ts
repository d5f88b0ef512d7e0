import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../../central/db/pool.ts'
import { buildFilter } from '../../central/duplicates/build-filter.ts'
import { DUPLICATE_DEFAULTS } from '../../central/duplicates/duplicate-settings.ts'
import { SERVER_KINDS, type TestServer } from '../../central/test/servers.ts'
import { startWorld, type World } from '../../central/test/world.ts'
import { SHORT_SLIP } from '../../devices/printer/testing/sample-slips.ts'
import { FAKE_OFFICERS } from '../../flows/testing/fake-staff.ts'
import { GOOD_PASSWORD } from '../../flows/testing/visit-driver.ts'
import { writeEndpoints } from '../../kiosk/endpoints.ts'
import { register } from '../../kiosk/headless/register.ts'
import { openLog } from '../../kiosk/log.ts'
import { readSettings, stationDir } from '../../kiosk/settings.ts'
import { startVisit } from '../../kiosk/visit-store.ts'
import { wireFlows } from '../../kiosk/wire-flows.ts'
import { wirePrinter } from '../../kiosk/wire-printer.ts'
import { openWiredStation, type WiredStation } from '../../kiosk/wire-station.ts'

/** Another user of the machine reads nothing in the data folder, whatever was done with it: real central, real store, the program's own parts. */
let server: TestServer
let world: World
let dir: string

beforeAll(async () => {
  server = await (SERVER_KINDS[0] as (typeof SERVER_KINDS)[number]).start()
  world = await startWorld(server, { duplicates: { checkEveryMs: 0 } })
  dir = join(mkdtempSync(join(tmpdir(), 'private-')), 'data')
})
afterAll(async () => {
  rmSync(join(dir, '..'), { recursive: true, force: true })
  await world.close()
  await server.stop()
})

const open = (central = world.central.url) => openWiredStation(readSettings({ central }, {}, dir), 'test')

/** Registers one person without the line: a journal, a packet that waits. */
async function registerOffline(): Promise<void> {
  const counter = open('http://127.0.0.1:9')
  const officer = () => FAKE_OFFICERS.gdv01
  const { flow, captcha } = wireFlows(counter, counter.secrets, counter.newId, { stationKind: 'assisted', officer })
  const visit = startVisit(flow, 'vi')
  const answers = {
    subject: 'citizen',
    method: 'mobile',
    idNumber: '046204000001',
    fullName: 'Nguyễn Thị Thử',
    birthDate: '2004-02-29',
    phone: '0971234456',
    password: GOOD_PASSWORD,
    consent: true,
    captcha: { from: 'sandbox' },
  } as const
  try {
    const peekCaptcha = (captchaId: string) => captcha.peek(captchaId)
    await register({ visit, secrets: counter.secrets, answers, sandbox: null, peekCaptcha })
  } finally {
    visit.stop()
    counter.close()
  }
}

async function printOne(): Promise<void> {
  const log = openLog(dir, 'printer')
  const { printer } = readSettings({ printer: 'simulated' }, {}, dir).devices
  if (printer.kind === 'off') throw new Error('no printer')
  const wired = await wirePrinter({ printer, paper: 80 }, { log, papersDir: join(dir, 'papers') })
  try {
    await wired.driver.start()
    expect(await wired.driver.print(SHORT_SLIP)).toEqual({ kind: 'printed' })
  } finally {
    await wired.stop()
  }
}

/** Everything in the data folder that somebody else may read or write, and how many files there are. */
function look(at = dir): { readonly names: readonly string[]; readonly open: readonly string[] } {
  const names: string[] = []
  const open: string[] = []
  for (const entry of readdirSync(at, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name)
    const mode = statSync(path).mode & 0o777
    if (entry.isFile()) names.push(relative(dir, path))
    if ((mode & 0o077) !== 0) open.push(`${relative(dir, path)} ${mode.toString(8)}`)
  }
  return { names, open }
}

/** A filter of everybody who has an account. */
async function makeFilter(): Promise<void> {
  const { central, databaseUrl, now } = world
  await central.admin.importAccounts([
    { idNumber: '046204000009', fullName: 'Nguyễn Thị Thử', birthDate: '2004-02-29' },
  ])
  const database = await openDatabase(databaseUrl, pino({ enabled: false }))
  try {
    await buildFilter({ database, clock: { now }, settings: DUPLICATE_DEFAULTS })
  } finally {
    await database.close()
  }
}

const syncAndCopy = async (counter: WiredStation) => {
  await (await counter.station.createSync()).runOnce()
  await (await counter.station.createSafekeeping()).backupNow()
}

test.skipIf(process.platform === 'win32')(
  'a data folder that was used is for its owner alone (needs file modes)',
  async () => {
    writeEndpoints(dir, { central: world.central.url, sandbox: 'http://127.0.0.1:9', pid: 1 })
    const first = open()
    const { code } = await world.central.admin.createEnrollmentCode()
    await first.station.enroll({ centralUrl: world.central.url, code, name: 'Quầy xã', kind: 'assisted' })
    first.close()
    await registerOffline()
    await printOne()
    await makeFilter()
    const counter = open()
    try {
      await syncAndCopy(counter)
      await syncAndCopy(counter)
      const { names, open: readable } = look()
      expect(readable).toEqual([])
      for (const name of [
        'endpoints.json',
        'station/station.db',
        'station/station.db-wal',
        'station/station.db-shm',
        'station/station-key.json',
        'station/store.lock',
        'station/backup.lock',
        'station/person-filter.bin',
        'station/log/test.log',
      ])
        expect(names).toContain(name)
      expect(names.some((name) => name.startsWith('station/journal/'))).toBe(true)
      expect(names.filter((name) => /^station\/backup\/station-\d+\.db$/.test(name))).toHaveLength(2)
      expect(names.some((name) => name.startsWith('papers/'))).toBe(true)
    } finally {
      counter.close()
    }
  },
)

test.skipIf(process.platform === 'win32')(
  'one that an earlier version left open to all is closed at the next start (needs file modes)',
  () => {
    const station = stationDir(dir)
    const files = readdirSync(station, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile())
    for (const entry of files) chmodSync(join(entry.parentPath, entry.name), 0o644)
    expect(look(station).open.length).toBeGreaterThan(5)
    open().close()
    expect(look(station).open).toEqual([])
  },
)
