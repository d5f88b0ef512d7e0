import { randomUUID } from 'node:crypto'
import pg from 'pg'
import pino from 'pino'
import { openStation } from '../../data/station.ts'
import { MIGRATIONS } from '../../data/testing/station-fixture.ts'
import { systemClock } from '../../flows/base/clock.ts'
import { createSecrets } from '../../flows/base/secret.ts'
import { brokenPromises } from './in-process/invariants.ts'
import type { TruthState } from './in-process/truth.ts'

/** A station's store beside central's database, both at rest. */
export interface StationLook {
  /** Promises that were broken (in-process/invariants.ts). */
  readonly wrong: readonly string[]
  /** Packets whose word from central has not come. */
  readonly open: readonly string[]
  readonly packets: number
  readonly atCentral: number
}

interface CentralRow {
  readonly packet_id: string
  readonly sequence: string
  readonly hash: string
  readonly state: TruthState | null
}

/** Reads the station of a folder nobody works on, and what central has of it. `shown` are packet ids of receipts. */
export async function lookAtStation(
  dir: string,
  databaseUrl: string,
  shown: ReadonlySet<string>,
): Promise<StationLook> {
  const rows = await centralRows(databaseUrl)
  const places = Map.groupBy(rows, ({ sequence }) => sequence)
  const station = openStation({
    dir,
    migrationsDir: MIGRATIONS,
    clock: systemClock,
    newId: randomUUID,
    log: pino({ enabled: false }),
    secrets: createSecrets(randomUUID),
  })
  try {
    const states = new Map(rows.map(({ packet_id: id, state }) => [id, state ?? 'verifying']))
    const wrong = brokenPromises(
      {
        taken: new Map(rows.map(({ packet_id: id, sequence, hash }) => [id, { sequence: Number(sequence), hash }])),
        states,
        violations: [...places.values()]
          .filter((held) => held.length > 1)
          .map(([one]) => `two packets hold place ${one?.sequence}`),
        shown: new Map([...shown].map((packetId) => [packetId, { sequence: null }])),
      },
      station,
    )
    const all = station.repos.packets.page(0, 100_000)
    const open = all.filter(({ packetId, state }) => state !== rows.find((row) => row.packet_id === packetId)?.state)
    return {
      wrong,
      open: open.map(({ sequence, state }) => `${sequence}: ${state}`),
      packets: all.length,
      atCentral: rows.length,
    }
  } finally {
    station.close()
  }
}

/** Each packet with the last decision on it. */
async function centralRows(databaseUrl: string): Promise<readonly CentralRow[]> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rows } = await client.query<CentralRow>(
      `select p.packet_id, p.sequence, p.hash, (
         select d.state from packet_decision d where d.packet_id = p.packet_id order by d.cursor desc limit 1
       ) as state from packet p order by p.sequence`,
    )
    return rows
  } finally {
    await client.end()
  }
}
