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
