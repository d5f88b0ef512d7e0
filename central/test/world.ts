import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import pg from 'pg'
import { pino } from 'pino'
import type { Acknowledgement, PacketContent } from '../../data/wire/packet.wire.ts'
import type { CitizenClaims } from '../../flows/base/terms.ts'
import type { CentralOptions } from '../options.ts'
import { type Central, startCentral } from '../server.ts'
import { startFakeCarrier } from './fake-carrier.ts'
import { startFakeSmsCentre } from './fake-sms-centre.ts'
import { enrolStation, type FakeStation } from './fake-station.ts'
import { startProxy } from './proxy.ts'
import type { TestServer } from './servers.ts'

const WAIT_MS = 15_000
const LOOK_EVERY_MS = 10

export type Overrides = Partial<
  Pick<
    CentralOptions,
    | 'otp'
    | 'policy'
    | 'verification'
    | 'signatures'
    | 'parties'
    | 'transactions'
    | 'secondOfficer'
    | 'stationCodes'
    | 'stationCodesPerDay'
    | 'hotline'
    | 'listen'
    | 'migrationsDir'
    | 'waitForCitizenMs'
    | 'duplicates'
  >
> & {
  readonly throughProxy?: boolean
}

/** Central with everything around it: database, carriers, SMS centre, a clock that can be moved, and its log. */
export async function startWorld(server: TestServer, { throughProxy, ...overrides }: Overrides = {}) {
  const databaseUrl = await server.newDatabase()
  const proxy = throughProxy ? await startProxy(databaseUrl) : null
  const dataDir = await mkdtemp(join(tmpdir(), 'central-test-'))
  const carrier = await startFakeCarrier()
  const smsc = await startFakeSmsCentre()
  const offset = { ms: 0 }
  const now = () => Date.now() + offset.ms
  const lines: string[] = []
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk))
      done()
    },
  })
  const open = () =>
    startCentral({
      dataDir,
      db: proxy?.url ?? databaseUrl,
      listen: { host: '127.0.0.1', port: 0 },
      log: pino({ level: 'debug' }, sink),
      clock: { now },
      carrier: { url: carrier.url, apiKey: 'carrier-key' },
      sms: { host: '127.0.0.1', port: smsc.port, systemId: 'motcua', password: 'smpppass', sender: 'MOT CUA' },
      ...overrides,
    })
  const database = new pg.Pool({ connectionString: databaseUrl, max: 2 })
  database.on('error', () => undefined)
  const world = {
    central: await open(),
    carrier,
    smsc,
    now,
    lines,
    database,
    databaseUrl,
    proxy,
    dataDir,
    /** Moves central's and the stations' clock. */
    pass: (ms: number) => {
      offset.ms += ms
    },
    enrol: (kind: 'self-service' | 'assisted' = 'self-service') => enrolStation(world.central, kind, now),
    /** Stops central and starts it again on the same data. Stations keep their key but need the new address: use `at`. */
    async restart(): Promise<Central> {
      await world.central.close()
      world.central = await open()
      return world.central
    },
    async close() {
      await world.central.close()
      await Promise.all([carrier.close(), smsc.close(), database.end(), proxy?.down()])
      await rm(dataDir, { recursive: true, force: true })
    },
  }
  return world
}

export type World = Awaited<ReturnType<typeof startWorld>>

/** Waits until the look gives something. */
export async function until<T>(
  look: () => Promise<T | null | undefined | false> | T | null | undefined | false,
): Promise<T> {
  const deadline = Date.now() + WAIT_MS
  for (;;) {
    const found = await look()
    if (found) return found
    if (Date.now() > deadline) throw new Error('it did not come about in time')
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
}

/** Claims of a person who is known by number, name, birth date and phone. */
export type KnownPerson = PacketContent['claims'] & CitizenClaims

/** A phone and a person nobody else in the test has. */
export function person(at: number): KnownPerson {
  const serial = String(at).padStart(6, '0')
  return {
    idNumber: `046204${serial}`,
    fullName: 'Nguyễn Thị Thử',
    birthDate: '2004-05-06',
    phone: `+84982${serial}`,
  }
}

/** Gets a code, reads it off the phone and proves it. */
export async function prove(
  world: World,
  station: FakeStation,
  phone: string,
): Promise<{ challengeId: string; proof: string }> {
  const { body: challenge } = await station.otp(phone)
  const { body: verdict } = await station.attempt(challenge.challengeId, world.smsc.codeFor(phone))
  if (verdict.kind !== 'proved') throw new Error('the code was not taken')
  return { challengeId: challenge.challengeId, proof: verdict.proof }
}

/** Proves the phone and makes the sealed packet of a registration. */
export async function register(
  world: World,
  station: FakeStation,
  claims: KnownPerson,
  more: PacketContent['evidence'] = [],
) {
  const proof = await prove(world, station, claims.phone)
  return station.seal(station.content(claims, [{ kind: 'otp', ...proof } as never, ...more]))
}

/** Waits for the decision on a packet. */
export function decisionOn(station: FakeStation, packetId: string): Promise<Acknowledgement> {
  return until(async () => (await station.decisions()).payloads.find((one) => one.packetId === packetId))
}
