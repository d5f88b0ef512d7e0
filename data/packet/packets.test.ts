import { spawn } from 'node:child_process'
import { createPublicKey } from 'node:crypto'
import { once } from 'node:events'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { createInterface } from 'node:readline'
import { compactDecrypt, compactVerify } from 'jose'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createStationKeys } from '../keys/station-keys.ts'
import { continueChain } from '../safety/journal-chain.ts'
import { journalFiles, readSegment } from '../safety/journal-files.ts'
import { draftOf, PLANTED } from '../testing/drafts.ts'
import { type StationFixture, startStation } from '../testing/station-fixture.ts'
import type { PacketContent } from '../wire/packet.wire.ts'
import { sealedHash } from './seal.ts'
import { unpackSealed } from './sealed-bytes.ts'

let fixture: StationFixture

beforeEach(async () => {
  fixture = await startStation()
})

afterEach(() => fixture.close())

const code = (expected: string) => expect.objectContaining({ code: expected })
const sealedText = (packetId: string) =>
  unpackSealed(fixture.station.repos.packets.content(packetId)?.sealed ?? Buffer.alloc(0))
const stationKey = () => createStationKeys(join(fixture.dir, 'station-key.json')).loadOrCreate()

const openAsCentral = async (packetId: string): Promise<PacketContent> => {
  const { plaintext } = await compactDecrypt(sealedText(packetId), fixture.peer.sealingPrivateKey)
  const { payload } = await compactVerify(new TextDecoder().decode(plaintext), stationKey().publicKey)
  return JSON.parse(new TextDecoder().decode(payload))
}

/** Every packet follows the one before, is whole, waits in the outbox and stands in the log. */
const expectWholeChain = (): readonly string[] => {
  const { packets, outbox, log } = fixture.station.repos
  const rows = packets.page(0, 100_000)
  expect(rows.map(({ sequence }) => sequence)).toEqual(rows.map((_, at) => at + 1))
  let previous: Uint8Array | null = null
  for (const row of rows) {
    const content = packets.content(row.packetId)
    expect(content?.previousHash ?? null).toEqual(previous)
    expect(sealedHash(sealedText(row.packetId))).toEqual(row.hash)
    previous = row.hash
  }
  expect(outbox.page(0, 100_000).map(({ sequence }) => sequence)).toEqual(rows.map(({ sequence }) => sequence))
  const sealedEvents = log.page(0, 100_000).filter(({ kind }) => kind === 'packet.sealed')
  expect(sealedEvents.map(({ sequence }) => sequence)).toEqual(rows.map(({ sequence }) => sequence))
  return rows.map(({ packetId }) => packetId)
}

describe('sealing', () => {
  test('central can open it, and finds the draft, the place in the chain and the hash of the password', async () => {
    const first = await fixture.station.packets.seal(draftOf(fixture.secrets))
    const second = await fixture.station.packets.seal(draftOf(fixture.secrets))
    expect(first).toMatchObject({ sequence: 1, receiptNumber: 'K0007-000001', sealedAt: fixture.clock.nowMs })
    const content = await openAsCentral(second.packetId)
    expect(content).toMatchObject({
      packetId: second.packetId,
      stationId: fixture.station.identity?.stationId,
      sequence: 2,
      previousHash: sealedHash(sealedText(first.packetId)).toString('base64url'),
      claims: { fullName: PLANTED.fullName },
      passwordHash: PLANTED.passwordHash,
      clock: 'proven',
    })
    expect(await openAsCentral(first.packetId)).toMatchObject({ sequence: 1, previousHash: null })
  })

  test('stamps rise along the chain and into the log, whatever the clock does', async () => {
    const stamps: number[] = []
    for (const jumpMs of [0, -315_576_000_000, 315_576_000_000, 0]) {
      fixture.clock.nowMs += jumpMs
      const { packetId, sequence } = await fixture.station.packets.seal(draftOf(fixture.secrets))
      const { hlc, createdAtMs } = await openAsCentral(packetId)
      const [logged] = fixture.station.repos.log.ofPacket(sequence)
      expect(logged).toMatchObject({ kind: 'packet.sealed', cause: 'registered', hlc, atMs: createdAtMs })
      stamps.push(hlc ?? 0)
    }
    expect(stamps).toEqual([...new Set(stamps)].toSorted((a, b) => a - b))
  })

  test('the station cannot read what it sealed', async () => {
    const { packetId } = await fixture.station.packets.seal(draftOf(fixture.secrets))
    await expect(compactDecrypt(sealedText(packetId), stationKey().privateKey)).rejects.toThrow(
      'decryption operation failed',
    )
  })

  test('no file of the station holds a planted word in the clear', async () => {
    for (let made = 0; made < 5; made += 1) await fixture.station.packets.seal(draftOf(fixture.secrets))
    const { peer, station } = fixture
    peer.plan('/v1/packets', { kind: 'reply', status: 500, type: 'text/html', body: 'x' })
    await (await station.createSync()).runOnce()
    const names = readdirSync(fixture.dir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(fixture.dir, join(entry.parentPath, entry.name)))
    expect(names).toEqual(
      expect.arrayContaining(['station.db', 'station.db-wal', 'station-key.json', 'journal/0001.log']),
    )
    const words = [...Object.values(PLANTED), PLANTED.fullName.normalize('NFD'), '982000088']
    for (const name of names) {
      const bytes = readFileSync(join(fixture.dir, name))
      for (const word of words) expect(bytes.includes(word), `${word} in ${name}`).toBe(false)
    }
  })

  test('a repeat gives the first result, though its ticket is spent', async () => {
    const draft = draftOf(fixture.secrets)
    const first = await fixture.station.packets.seal(draft)
    expect(await fixture.station.packets.seal(draft)).toEqual(first)
    expect(expectWholeChain()).toEqual([draft.packetId])
  })

  test('a spent ticket without a packet is refused and writes nothing', async () => {
    const draft = draftOf(fixture.secrets)
    fixture.secrets.wipe()
    await expect(fixture.station.packets.seal(draft)).rejects.toEqual(code('SECRET_SPENT'))
    expect(expectWholeChain()).toEqual([])
  })

  test('a draft central would not take is refused before anything is written', async () => {
    const draft = draftOf(fixture.secrets)
    const wrong = { ...draft, claims: { ...draft.claims, phone: '0982000088' } }
    await expect(fixture.station.packets.seal(wrong)).rejects.toEqual(code('SHAPE_INVALID'))
    expect(expectWholeChain()).toEqual([])
  })

  test('after a full disk the same draft can be sealed', async () => {
    const { db } = fixture.station.store
    const draft = draftOf(fixture.secrets)
    db.pragma(`max_page_count = ${db.pragma('page_count', { simple: true })}`)
    const full = async () => {
      for (let made = 0; made < 50; made += 1) await fixture.station.packets.seal(draftOf(fixture.secrets))
    }
    await expect(full()).rejects.toEqual(code('STORE_FULL'))
    await expect(fixture.station.packets.seal(draft)).rejects.toEqual(code('STORE_FULL'))
    db.pragma('max_page_count = 1000000')
    await expect(fixture.station.packets.seal(draft)).resolves.toMatchObject({ packetId: draft.packetId })
    expect(expectWholeChain()).toContain(draft.packetId)
  })

  test('a registration that was refused comes back from no journal: who was sent away is not registered behind their back', async () => {
    const { station } = fixture
    await station.packets.seal(draftOf(fixture.secrets))
    const { db } = station.store
    db.exec("CREATE TRIGGER no_more BEFORE INSERT ON outbox BEGIN SELECT RAISE(ABORT, 'PACKET_CONFLICT'); END")
    await expect(station.packets.seal(draftOf(fixture.secrets))).rejects.toEqual(code('PACKET_CONFLICT'))
    db.exec('DROP TRIGGER no_more')
    const records = journalFiles(join(fixture.dir, 'journal')).flatMap(({ path }) => readSegment(path))
    expect(records.map(({ kind }) => kind)).toEqual(['packet', 'packet', 'revoked'])
    expect(continueChain({ sequence: 0, hash: null }, records)).toMatchObject({
      packets: [{ sequence: 1 }],
      missing: 0,
    })
    // Its place is free, and is given to the next.
    await expect(station.packets.seal(draftOf(fixture.secrets))).resolves.toMatchObject({ sequence: 2 })
  })

  test('a registration whose second copy failed is not told of; tried again, it stands in both', async () => {
    const folder = join(fixture.dir, 'journal')
    rmSync(folder, { recursive: true, force: true })
    writeFileSync(folder, 'in the way')
    const draft = draftOf(fixture.secrets)
    await expect(fixture.station.packets.seal(draft)).rejects.toThrow()
    rmSync(folder)
    await expect(fixture.station.packets.seal(draft)).resolves.toMatchObject({ packetId: draft.packetId, sequence: 1 })
    const records = journalFiles(folder).flatMap(({ path }) => readSegment(path))
    expect(records.map(({ packet }) => packet.packetId)).toContain(draft.packetId)
    expect(expectWholeChain()).toEqual([draft.packetId])
  })

  test('two programs that keep one registration at once keep it once, and tell the same receipt', async () => {
    const other = fixture.openAgain()
    const { packetId } = draftOf(fixture.secrets)
    const drafts = [0, 1].map(() => ({ ...draftOf(fixture.secrets), packetId }))
    const sealed = await Promise.all(drafts.map((draft, at) => (at ? other : fixture.station).packets.seal(draft)))
    expect(sealed[0]).toEqual(sealed[1])
    expect(expectWholeChain()).toEqual([packetId])
  })

  test('a visit that was ended seals nothing and leaves no secret', async () => {
    const draft = draftOf(fixture.secrets)
    await expect(fixture.station.packets.seal(draft, AbortSignal.abort())).rejects.toEqual(code('CANCELLED'))
    expect(fixture.secrets.count).toBe(0)
    expect(expectWholeChain()).toEqual([])
  })

  test('a station that was not enrolled is told so', async () => {
    const { db } = fixture.station.store
    db.exec('DELETE FROM station')
    // With a copy it would count as damaged, and be restored.
    rmSync(join(fixture.dir, 'backup'), { recursive: true })
    await expect(fixture.openAgain().packets.seal(draftOf(fixture.secrets))).rejects.toEqual(
      code('STATION_NOT_ENROLLED'),
    )
  })

  test('packets sealed at once take their places one after the other, in two stations on one store too', async () => {
    const other = fixture.openAgain()
    const drafts = Array.from({ length: 30 }, () => draftOf(fixture.secrets))
    const sealed = await Promise.all(drafts.map((draft, at) => (at % 2 ? other : fixture.station).packets.seal(draft)))
    expect(expectWholeChain().toSorted()).toEqual(drafts.map(({ packetId }) => packetId).toSorted())
    expect(new Set(sealed.map(({ receiptNumber }) => receiptNumber)).size).toBe(30)
  })
})

describe('power cut', () => {
  const child = (count: number) =>
    spawn(process.execPath, [join(import.meta.dirname, '../testing/seal-child.ts'), fixture.dir, String(count)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })

  test('a process killed while it seals leaves whole packets only, and none it had told of is missing', async () => {
    const told: string[] = []
    for (let round = 0; round < 6; round += 1) {
      const process = child(1_000)
      const exited = once(process, 'exit')
      // Another line in each round, so that the blow falls on another moment between two packets.
      const last = 1 + round * 3
      let lines = 0
      for await (const line of createInterface({ input: process.stdout })) {
        told.push(line)
        lines += 1
        if (lines === last) setTimeout(() => process.kill('SIGKILL'), round * 0.3)
      }
      expect(await exited).toEqual([null, 'SIGKILL'])
      expect(expectWholeChain()).toEqual(expect.arrayContaining(told))
    }
    expect(told.length).toBeGreaterThanOrEqual(6)
  }, 60_000)

  test('two processes that seal into one store make one chain', async () => {
    const processes = [child(40), child(40)]
    const ids = await Promise.all(
      processes.map(async (process) => {
        const lines: string[] = []
        for await (const line of createInterface({ input: process.stdout })) lines.push(line)
        return lines
      }),
    )
    expect(expectWholeChain().toSorted()).toEqual(ids.flat().toSorted())
    expect(ids.flat()).toHaveLength(80)
  }, 60_000)
})

test('the public half of the station key is what central was told', () => {
  const key = stationKey()
  expect(createPublicKey(key.privateKey).equals(fixture.peer.stationKeys.get(key.keyId) as never)).toBe(true)
})
