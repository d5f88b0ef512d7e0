import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ProcessSettings } from '../../central/test/central-process.ts'
import { type FakeCarrier, startFakeCarrier } from '../../central/test/fake-carrier.ts'
import { type FakeSmsCentre, startFakeSmsCentre } from '../../central/test/fake-sms-centre.ts'
import { createStation, newStationKey, sendSigned } from '../../central/test/fake-station.ts'
import { SERVER_KINDS, type TestServer } from '../../central/test/servers.ts'
import { person, until } from '../../central/test/world.ts'
import type { FindingPage } from '../../data/wire/holding.wire.ts'
import type { PacketContent, PacketEnvelope } from '../../data/wire/packet.wire.ts'
import type { EnrollReply } from '../../data/wire/station.wire.ts'
import { checkout } from '../harness/product.ts'
import { createTempFolder, type TempFolder } from '../harness/temp.ts'

const KILLS = 20
const KILL_EVERY_MS = 1_000
const STATIONS = 3
/** Sizes of batches in turn: with a citizen behind them, and of the sync job. */
const BATCHES = [1, 3, 8] as const
/** So much is sent between two kills, however slow the machine. */
const BATCHES_PER_KILL = 6
const PAUSE_MS = 50
/** The kill comes this long after sending began again, a little later each time: one that falls into a pause hits nothing. */
const KILL_AFTER_MS = Array.from({ length: 10 }, (_none, at) => 20 + 15 * at)
const DECIDED_WITHIN_MS = 60_000
const OFFICER = [
  {
    kind: 'officer',
    attester: { staffId: '018f0000-0000-7000-8000-00000000000a', code: 'GDV1', role: 'teller' },
    confirmer: null,
    compared: ['fullName'],
    differences: [],
  },
] as unknown as PacketContent['evidence']

interface Central {
  readonly child: ChildProcess
  readonly url: string
  readonly adminToken: string
}

let folder: TempFolder
let server: TestServer
let carrier: FakeCarrier
let smsc: FakeSmsCentre
let settings: Omit<ProcessSettings, 'dataDir'>
const centrals: (Central | null)[] = [null, null]

beforeAll(async () => {
  ;[folder, server, carrier, smsc] = await Promise.all([
    createTempFolder(),
    SERVER_KINDS[0]!.start(),
    startFakeCarrier(),
    startFakeSmsCentre(),
  ])
  settings = {
    db: await server.newDatabase(),
    keysDir: join(folder.path, 'keys'),
    carrierUrl: carrier.url,
    smsPort: smsc.port,
    verification: { sweepEveryMs: 500 },
  }
  await Promise.all([start(0), start(1)])
})
afterAll(async () => {
  await Promise.all([0, 1].map(kill))
  await Promise.all([server.stop(), carrier.close(), smsc.close()])
  await folder.remove()
})

async function start(slot: number): Promise<void> {
  const argument = JSON.stringify({
    ...settings,
    dataDir: join(folder.path, `central-${slot}`),
  } satisfies ProcessSettings)
  const child = spawn(process.execPath, [join(checkout, 'central/test/central-process.ts'), argument], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  centrals[slot] = { child, ...(JSON.parse(line) as Omit<Central, 'child'>) }
}

async function kill(slot: number): Promise<void> {
  const central = centrals[slot]
  centrals[slot] = null
  if (!central) return
  const ended = once(central.child, 'exit')
  central.child.kill('SIGKILL')
  await ended
}

/** A central that is up; waits while none is. */
const anyCentral = (turn: number) => until(() => centrals[turn % 2] ?? centrals[(turn + 1) % 2])

async function enrol() {
  const { url, adminToken } = await anyCentral(0)
  const answer = await fetch(`${url}/admin/v1/enrollment-codes`, {
    method: 'POST',
    headers: { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' },
    body: '{}',
  })
  const { code } = (await answer.json()) as { code: string }
  const key = newStationKey()
  const body = { code, name: 'Quầy thử', kind: 'assisted', publicKey: key.jwk }
  const enrolled = await sendSigned<EnrollReply>({ url }, key, Date.now, 'POST', '/v1/stations', body)
  return { key, identity: enrolled.body, station: createStation({ url }, key, enrolled.body, Date.now) }
}
type Enrolled = Awaited<ReturnType<typeof enrol>>

/** Sends until all is acknowledged, to one central or the other; once more after that at times, as a station does whose answer was lost. */
async function deliver({ key, identity }: Enrolled, batch: readonly PacketEnvelope[], turn: number): Promise<void> {
  let again = turn % 5 === 0 ? 1 : 0
  for (let tries = turn; ; tries++) {
    const at = await anyCentral(tries)
    const answer = await createStation(at, key, identity, Date.now)
      .push(batch)
      .catch(() => null)
    const isTaken = answer?.status === 200 && answer.body.results.every(({ result }) => result === 'received')
    if (answer?.status === 200) expect(isTaken).toBe(true)
    if (isTaken && again-- === 0) return
    if (!isTaken) await pause(20)
  }
}

test('two centrals on one database, one killed each second under load: nothing lost, nothing twice', {
  timeout: 300_000,
}, async () => {
  const stations = await Promise.all(Array.from({ length: STATIONS }, enrol))
  let [killing, kills, allowed] = [true, 0, 0]
  const sent = new Map<string, string>()

  const register = async (enrolled: Enrolled, lane: number) => {
    const { station } = enrolled
    let people = 0
    const underWay = new Set<Promise<void>>()
    for (let turn = 0; killing; turn++) {
      while (killing && turn >= allowed) await pause(PAUSE_MS)
      const batch: PacketEnvelope[] = []
      for (let at = 0; at < (BATCHES[turn % BATCHES.length] ?? 1); at++) {
        // Every fourth person comes to all the stations.
        const who = person(at === 0 ? people : 10_000 * (lane + 1) + people)
        people += 1
        const packet = await station.seal({ ...station.content(who, OFFICER), method: 'in-person' })
        sent.set(packet.packetId, who.idNumber ?? '')
        batch.push(packet)
      }
      const delivery = deliver(enrolled, batch, turn).finally(() => underWay.delete(delivery))
      underWay.add(delivery)
      if (underWay.size >= 2) await Promise.race(underWay)
      await pause(PAUSE_MS)
    }
    await Promise.all(underWay)
  }
  const registering = Promise.all(stations.map(register))
  for (; kills < KILLS; kills++) {
    const began = performance.now()
    allowed += BATCHES_PER_KILL
    await pause(KILL_AFTER_MS[(kills * 7) % KILL_AFTER_MS.length] ?? 0)
    await kill(kills % 2)
    await start(kills % 2)
    await pause(Math.max(0, KILL_EVERY_MS - (performance.now() - began)))
  }
  killing = false
  await registering

  const database = new pg.Client({ connectionString: settings.db })
  database.on('error', () => undefined)
  await database.connect()
  const rows = async <T extends object>(sql: string) => (await database.query<T>(sql)).rows
  const count = async (sql: string) => Number((await rows<{ n: string }>(sql))[0]?.n)
  const deadline = performance.now() + DECIDED_WITHIN_MS
  while ((await count('select count(*) as n from packet_decision')) < sent.size && performance.now() < deadline)
    await pause(100)

  const packets = await rows<{ id: string }>('select packet_id as id from packet')
  expect(packets.map(({ id }) => id).sort()).toEqual([...sent.keys()].sort())
  const decisions = await rows<{ id: string; state: string; reason: string | null }>(
    'select packet_id as id, state, reason from packet_decision',
  )
  expect(decisions.map(({ id }) => id).sort()).toEqual([...sent.keys()].sort())
  const accepted = decisions.filter(({ state }) => state === 'accepted').map(({ id }) => sent.get(id))
  expect(new Set(decisions.map(({ reason }) => reason))).toEqual(new Set([null, 'ACCOUNT_EXISTS']))
  expect(accepted.toSorted()).toEqual([...new Set(sent.values())].sort())
  expect(await count('select count(*) as n from account')).toBe(accepted.length)
  expect(await count('select count(*) as n from account_number')).toBe(accepted.length)
  expect(
    await rows(
      `select station_id from packet_decision group by station_id having max(cursor) <> count(*) or min(cursor) <> 1`,
    ),
  ).toEqual([])

  // What stations are told is the same: each decision once, no hole left open, and of every person who came to two stations both know.
  const refused = decisions.length - accepted.length
  let [told, duplicates] = [0, 0]
  for (const { key, identity } of stations) {
    const station = createStation(await anyCentral(0), key, identity, Date.now)
    for (let after = 0; ; ) {
      const { page, payloads } = await station.decisions(after)
      told += payloads.length
      if (payloads.length === 0) break
      after = page.next
    }
    for (let after = 0; ; ) {
      const { body } = await station.send<FindingPage>('GET', `/v1/findings?after=${after}&limit=500`)
      expect(body.findings.filter(({ kind, resolvedAtMs }) => kind !== 'duplicate' && resolvedAtMs === null)).toEqual(
        [],
      )
      duplicates += body.findings.filter(({ kind }) => kind === 'duplicate').length
      if (body.findings.length === 0) break
      after = body.next
    }
  }
  expect(told).toBe(sent.size)
  expect(duplicates).toBe(2 * refused)
  await database.end()
})
