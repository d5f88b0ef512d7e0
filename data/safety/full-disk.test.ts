import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import pino from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '../../flows/base/clock.ts'
import { createSecrets } from '../../flows/base/secret.ts'
import type { SealedPacket } from '../../flows/ports/packet.port.ts'
import { openStation, type Station } from '../station.ts'
import { type CentralPeer, startCentralPeer } from '../testing/central-peer.ts'
import { draftOf } from '../testing/drafts.ts'
import { MIGRATIONS } from '../testing/station-fixture.ts'
import { createReserveFile } from './reserve-file.ts'
import { mountSmallDisk } from './testing/small-disk.ts'

/** Holds the store, and a copy with the room that a backup leaves free. */
const DISK_MEBIBYTES = 64
const RESERVE_BYTES = 3 * 1_048_576

const disk = mountSmallDisk(DISK_MEBIBYTES)

describe.runIf(disk)('a disk (needs the right to mount one)', () => {
  const secrets = createSecrets(randomUUID)
  const code = (expected: string) => expect.objectContaining({ code: expected })
  let peer: CentralPeer
  let dir: string
  let station: Station
  let turn = 0

  const open = () =>
    openStation({
      dir,
      migrationsDir: MIGRATIONS,
      clock: systemClock,
      newId: randomUUID,
      log: pino({ enabled: false }),
      secrets,
    })
  /** Seals until the disk refuses; gives what was told to people until then. */
  const sealUntilFull = async () => {
    const told: SealedPacket[] = []
    for (;;) {
      const draft = draftOf(secrets)
      try {
        told.push(await station.packets.seal(draft))
      } catch (thrown) {
        expect(thrown).toEqual(code('STORE_FULL'))
        return { told, draft }
      }
    }
  }
  const expectAllThere = (told: readonly SealedPacket[]) => {
    for (const { packetId, sequence } of told) {
      expect(station.repos.packets.byId(packetId)?.sequence).toBe(sequence)
      expect(station.repos.outbox.has(sequence)).toBe(true)
    }
  }

  beforeAll(async () => {
    peer = await startCentralPeer()
  })

  beforeEach(async () => {
    dir = join(disk?.dir ?? '', `station-${turn++}`)
    mkdirSync(dir)
    station = open()
    await station.enroll({ centralUrl: peer.url, code: 'ABCD-2345', name: 'Quầy 1', kind: 'assisted' })
  })

  afterEach(() => {
    disk?.free()
    station.close()
    rmSync(dir, { recursive: true })
  })

  afterAll(async () => {
    await peer.close()
    disk?.remove()
  })

  test('that is full lets the reserve go first: the people who stand here are still served', async () => {
    const without = await (async () => {
      disk?.fill()
      return (await sealUntilFull()).told.length
    })()
    disk?.free()
    createReserveFile(join(dir, 'reserve.bin'), RESERVE_BYTES, 0).refill()
    disk?.fill()
    const { told } = await sealUntilFull()
    expect(told.length).toBeGreaterThan(without + 100)
    expect(readdirSync(dir)).not.toContain('reserve.bin')
    expectAllThere(told)
  }, 60_000)

  test('that is full refuses, loses nothing it told of, and takes the same registration when there is room', async () => {
    disk?.fill()
    const { told, draft } = await sealUntilFull()
    await expect(station.packets.seal(draft)).rejects.toEqual(code('STORE_FULL'))
    disk?.free()
    told.push(await station.packets.seal(draft))
    told.push(await station.packets.seal(draftOf(secrets)))
    expectAllThere(told)
    // The journal has them too, each once, whatever was tried in between.
    station.close()
    rmSync(join(dir, 'station.db'))
    rmSync(join(dir, 'station.db-wal'), { force: true })
    station = open()
    expect(station.safety.trouble()).toBe('STORE_RESTORED')
    expectAllThere(told)
  }, 60_000)

  test('that is full makes no copy, and keeps those there are', async () => {
    const keeping = await station.createSafekeeping()
    expect(await keeping.backupNow()).toMatchObject({ kind: 'kept' })
    const before = readdirSync(join(dir, 'backup'))
    disk?.fill()
    await expect(keeping.backupNow()).rejects.toEqual(code('STORE_FULL'))
    expect(readdirSync(join(dir, 'backup'))).toEqual(before)
  })

  test('that may only be read says so, and the station works again when it may be written', async () => {
    const { packetId } = await station.packets.seal(draftOf(secrets))
    station.close()
    disk?.readOnly(true)
    expect(open).toThrow(code('STORE_READ_ONLY'))
    disk?.readOnly(false)
    station = open()
    expect(station.repos.packets.byId(packetId)?.sequence).toBe(1)
    await expect(station.packets.seal(draftOf(secrets))).resolves.toMatchObject({ sequence: 2 })
  })
})
