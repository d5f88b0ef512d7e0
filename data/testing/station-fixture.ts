import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { createSecrets, type Secrets } from '../../flows/base/secret.ts'
import { openStation, type Station } from '../station.ts'
import type { StationOptions } from '../station-options.ts'
import { type CentralPeer, startCentralPeer } from './central-peer.ts'

export const MIGRATIONS = join(import.meta.dirname, '../store/migrations')

export interface StationFixture {
  readonly dir: string
  readonly station: Station
  readonly secrets: Secrets
  readonly peer: CentralPeer
  /** The machine's clock, to be set. */
  readonly clock: { nowMs: number; now(): number }
  /** The same store opened by another process, as far as SQLite can tell. */
  openAgain(
    over?: Partial<Pick<StationOptions, 'centralUrl' | 'migrationsDir' | 'dir' | 'clock' | 'runningMs'>>,
  ): Station
  close(): Promise<void>
}

/** A station in a folder of its own, enrolled with a peer. */
export async function startStation(): Promise<StationFixture> {
  const dir = mkdtempSync(join(tmpdir(), 'station-'))
  const peer = await startCentralPeer()
  const clock = { nowMs: Date.now(), now: () => clock.nowMs }
  peer.clock = () => clock.nowMs
  const secrets = createSecrets(randomUUID)
  const opened: Station[] = []
  const openAgain: StationFixture['openAgain'] = (over = {}) => {
    const station = openStation({
      dir,
      migrationsDir: MIGRATIONS,
      clock,
      ...over,
      newId: randomUUID,
      log: pino({ enabled: false }),
      secrets,
      random: () => 0.5,
    })
    opened.push(station)
    return station
  }
  const station = openAgain()
  await station.enroll({ centralUrl: peer.url, code: 'ABCD-2345', name: 'Quầy 1', kind: 'self-service' })
  return {
    dir,
    station,
    secrets,
    peer,
    clock,
    openAgain,
    async close() {
      for (const one of opened) one.close()
      await peer.close()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
