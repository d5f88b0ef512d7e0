import { cpSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { SERVER_KINDS, type TestServer } from '../../central/test/servers.ts'
import { startWorld, type World } from '../../central/test/world.ts'
import { freshDataDir, readSettings, stationDir } from '../../kiosk/settings.ts'
import { openWiredStation, type WiredStation } from '../../kiosk/wire-station.ts'
import { startProcess } from '../harness/processes.ts'
import { registerByPhone } from './register-by-phone.ts'

/** A disk that was put back from an older day: seen, told, and the way out of it. Real central, real store, the program's own command. */
const PROGRAM = join(import.meta.dirname, '../../kiosk/testing/program-child.ts')

let server: TestServer
let world: World
let dir: string

beforeAll(async () => {
  server = await (SERVER_KINDS[0] as (typeof SERVER_KINDS)[number]).start()
})
beforeEach(async () => {
  world = await startWorld(server)
  dir = mkdtempSync(join(tmpdir(), 'old-disk-'))
})
afterEach(async () => {
  rmSync(dir, { recursive: true, force: true })
  await world.close()
})
afterAll(() => server.stop())

const WITHIN_MS = 30_000
const NO_LINE = 'http://127.0.0.1:9'

function open(central = world.central.url): WiredStation {
  return openWiredStation(readSettings({ central }, {}, dir), 'test')
}

/** Registers one person without the line. */
async function registerOffline(at: number): Promise<void> {
  const counter = open(NO_LINE)
  await registerByPhone(counter, at).finally(() => counter.close())
}

async function syncOnce() {
  const counter = open()
  try {
    const report = await (await counter.station.createSync()).runOnce()
    return { report, trouble: counter.station.trouble(), head: counter.station.repos.packets.head()?.sequence }
  } finally {
    counter.close()
  }
}
const code = async () => (await world.central.admin.createEnrollmentCode()).code

async function enrol(...args: string[]) {
  const running = startProcess({
    command: process.execPath,
    args: [PROGRAM, 'enroll', '--data', dir, '--central', world.central.url, '--json', ...args],
  })
  const { code: exitCode } = await running.exit
  return { exitCode, says: JSON.parse(running.lines[0] ?? 'null') }
}

const STAFF = {
  staffId: '01890a5d-ac96-774b-bcce-b302099a8057',
  code: 'gdv01',
  name: 'Lê Thị Quầy',
  role: 'teller',
  pinHash: '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$aGFzaA',
  certificate: null,
  createdAtMs: 1,
  disabledAtMs: null,
} as const

test('a disk put back from an older day is seen and told; a new station takes its place with the same staff, and nothing is lost', async () => {
  const first = open()
  await first.station.enroll({ centralUrl: world.central.url, code: await code(), name: 'Quầy xã', kind: 'assisted' })
  first.station.repos.staff.insert(STAFF)
  first.close()
  await registerOffline(1)
  cpSync(dir, `${dir}-old`, { recursive: true })
  await registerOffline(2)
  expect(await syncOnce()).toMatchObject({ report: { received: 2, forked: false }, trouble: null })

  // The old disk is put back, and somebody is registered on it under a number that was given already.
  rmSync(dir, { recursive: true })
  renameSync(`${dir}-old`, dir)
  await registerOffline(3)
  expect(await enrol('--anew', '--code', await code())).toEqual({
    exitCode: 1,
    says: { fault: 'OUTBOX_NOT_EMPTY', details: { waiting: 2 } },
  })
  expect((await syncOnce()).report).toMatchObject({ received: 2, left: 0 })
  // Central looks at the chain after it has answered.
  await expect.poll(syncOnce, { timeout: WITHIN_MS }).toMatchObject({ trouble: 'STATION_FORKED' })
  const findings = await world.central.admin.findings()
  expect(findings.filter(({ kind }) => kind === 'fork')).toHaveLength(1)

  // Not while a kiosk or the sync job works with it.
  const elsewhere = open()
  expect(await enrol('--anew', '--code', await code())).toMatchObject({ exitCode: 75, says: { fault: 'STORE_BUSY' } })
  elsewhere.close()

  // A code that central does not know leaves the earlier station as it was.
  expect((await enrol('--anew', '--code', 'XXXX-XXXX')).exitCode).not.toBe(0)
  expect(await syncOnce()).toMatchObject({ trouble: 'STATION_FORKED', head: 2 })

  const { exitCode, says } = await enrol('--anew', '--code', await code())
  expect(exitCode).toBe(0)
  expect(says).toMatchObject({ enrolled: 'anew', earlier: { stationCode: 'K0001', held: 0 } })
  expect(says.stationCode).not.toBe('K0001')
  expect(existsSync(join(says.earlier.dir, 'station.db'))).toBe(true)
  await registerOffline(4)
  const after = open()
  expect(after.station.repos.staff.all()).toEqual([STAFF])
  after.close()
  expect(await syncOnce()).toMatchObject({ report: { received: 1, left: 0, forked: false }, trouble: null, head: 1 })
})

test('power that goes between the two renamings: the next program finds the new station in its place', async () => {
  const made = openWiredStation(readSettings({ central: NO_LINE }, {}, freshDataDir(dir)), 'test')
  await made.station.enroll({ centralUrl: world.central.url, code: await code(), name: 'Quầy xã', kind: 'assisted' })
  const { stationId } = made.station.identity!
  made.close()
  expect(existsSync(stationDir(dir))).toBe(false)
  const found = open()
  expect(found.station.identity?.stationId).toBe(stationId)
  found.close()
  expect(existsSync(stationDir(freshDataDir(dir)))).toBe(false)
})
