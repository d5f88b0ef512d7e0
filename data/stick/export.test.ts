import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { draftOf } from '../testing/drafts.ts'
import { type StationFixture, startStation } from '../testing/station-fixture.ts'

let fixture: StationFixture
let stick: string

beforeEach(async () => {
  fixture = await startStation()
  stick = mkdtempSync(join(tmpdir(), 'stick-'))
})
afterEach(async () => {
  rmSync(stick, { recursive: true, force: true })
  await fixture.close()
})

const seal = async (count: number) => {
  for (let made = 0; made < count; made += 1) await fixture.station.packets.seal(draftOf(fixture.secrets))
}
const exported = async () => (await fixture.station.stick()).exportTo(stick)
const filesOf = (station: string) => readdirSync(join(stick, 'motcua', station))

test('an export takes the place of the one before it; what other stations have on the stick stays', async () => {
  mkdirSync(join(stick, 'motcua', 'K0099'), { recursive: true })
  writeFileSync(join(stick, 'motcua', 'K0099', 'K0099-000001_1.00000000.out.gz'), 'another')
  await seal(1)
  await exported()
  const before = filesOf('K0007')
  await seal(1)
  expect(await exported()).toEqual({ files: 1, packets: 2 })
  expect(filesOf('K0007')).toHaveLength(1)
  expect(filesOf('K0007')).not.toEqual(before)
  expect(filesOf('K0099')).toHaveLength(1)
})

test('however often the line failed with them, packets share a file', async () => {
  await seal(3)
  const { store, repos } = fixture.station
  store.write(() => {
    for (const sequence of [1, 2, 3])
      for (let tries = 0; tries < 12; tries += 1) repos.outbox.failed(sequence, 'INTERNAL', 1, 1, true)
  })
  expect(await exported()).toEqual({ files: 1, packets: 3 })
})

test('the history of a packet that went by stick says so, each time it was put on one', async () => {
  await seal(1)
  const causes = () => fixture.station.repos.log.ofPacket(1).map(({ kind, cause }) => [kind, cause])
  await exported()
  expect(causes().slice(-1)).toEqual([['packet.sent', 'by-stick']])
  await exported()
  expect(causes().slice(-2)).toEqual([
    ['packet.sent', 'by-stick'],
    ['packet.exported', 'by-stick'],
  ])
})

test('when the line is back first, central is asked for what went by stick, and nothing travels twice', async () => {
  await seal(2)
  await exported()
  // The carrier was there already with the first.
  const [packet] = fixture.station.repos.outbox.page(0, 1)
  if (!packet) throw new Error('nothing waits')
  const hash = Buffer.from(fixture.station.repos.packets.byId(packet.packetId)?.hash ?? []).toString('base64url')
  fixture.peer.packets.set(packet.packetId, { packetId: packet.packetId, hash } as never)
  const report = await (await fixture.station.createSync()).runOnce()
  expect(report).toMatchObject({ sent: 1, received: 2, left: 0 })
})
