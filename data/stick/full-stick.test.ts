import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { mountSmallDisk } from '../safety/testing/small-disk.ts'
import { draftOf } from '../testing/drafts.ts'
import { type StationFixture, startStation } from '../testing/station-fixture.ts'
import { BATCH_MAX } from '../wire/packet.wire.ts'
import { carryStick } from './carry.ts'
import { openStick } from './stick-files.ts'

const stick = mountSmallDisk(8)
/** One file of a few hundred bytes takes this much of such a disk. */
const BLOCK_BYTES = 4_096

describe.runIf(stick)('a stick that fills up (needs the right to mount one)', () => {
  const folder = stick?.dir ?? ''
  const names = () =>
    (readdirSync(folder, { recursive: true }) as string[]).filter((name) => /\.(gz|new)/.test(name)).sort()

  afterEach(() => {
    stick?.free()
    rmSync(join(folder, 'motcua'), { recursive: true, force: true })
  })
  afterAll(() => stick?.remove())

  /** Leaves so many bytes, and fills the rest. */
  const leave = (bytes: number) => {
    const room = join(folder, 'room')
    if (bytes > 0) writeFileSync(room, Buffer.alloc(bytes, 1))
    stick?.fill()
    rmSync(room, { force: true })
  }

  describe('while answers are written to it', () => {
    let server: Server

    beforeEach(async () => {
      server = createServer((_request, response) => {
        const answer = {
          bundleId: randomUUID(),
          stationId: randomUUID(),
          batch: null,
          decisionsAfter: 0,
          pages: [],
          references: [],
        }
        response.writeHead(200, { 'content-type': 'application/json' })
        response.end(JSON.stringify({ seal: 'e30.e30.e30', content: JSON.stringify(answer) }))
      })
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      const bundle = Buffer.from('{"manifest":"e30.e30.e30","packets":[]}')
      for (const name of ['a', 'b', 'c']) await openStick(folder).write('K0001', name, 'out', bundle)
    })
    afterEach(async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    })

    const carry = () =>
      carryStick(folder, { centralUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, waitMs: 0 })
    const replies = () => openStick(folder).list('in')

    test.each([0, 1, 2])(
      'room for %i of three: it is said so, those are whole, nothing is half there, and a second go brings the rest',
      async (room) => {
        leave(room * BLOCK_BYTES)
        await expect(carry()).rejects.toMatchObject({ code: 'STICK_FULL', details: { folder } })
        const bundles = ['a', 'b', 'c'].map((name) => `motcua/K0001/${name}.out.gz`)
        const answered = ['a', 'b', 'c'].slice(0, room).map((name) => `motcua/K0001/${name}.in.gz`)
        expect(names()).toEqual([...bundles, ...answered].sort())
        for (const reply of replies())
          expect(await openStick(folder).read(reply)).toMatchObject({ seal: 'e30.e30.e30' })
        stick?.free()
        expect(await carry()).toMatchObject({ files: 3, failed: [] })
        expect(replies().map(({ name }) => name)).toEqual(['a', 'b', 'c'])
      },
    )
  })

  describe('while packets are written to it', () => {
    let fixture: StationFixture

    beforeEach(async () => {
      fixture = await startStation()
    })
    afterEach(() => fixture.close())

    const exported = async (to = folder) => (await fixture.station.stick()).exportTo(to)
    const seal = async (count: number) => {
      for (let made = 0; made < count; made += 1) await fixture.station.packets.seal(draftOf(fixture.secrets))
    }
    const stateOf = (sequence: number) => fixture.station.repos.packets.bySequence(sequence)?.state

    test('what fitted is whole and noted as carried, the rest is neither, and a second go takes all', async () => {
      await seal(BATCH_MAX)
      const elsewhere = mkdtempSync(join(tmpdir(), 'stick-'))
      const first = await exported(elsewhere)
      const path = join(
        elsewhere,
        (readdirSync(elsewhere, { recursive: true }) as string[]).find((name) => name.endsWith('.gz')) ?? '',
      )
      const { size } = statSync(path)
      rmSync(elsewhere, { recursive: true })
      await seal(60)
      leave(size + 4 * BLOCK_BYTES)
      await expect(exported()).rejects.toMatchObject({ code: 'STICK_FULL' })
      expect([first.packets, names().length, stateOf(BATCH_MAX), stateOf(BATCH_MAX + 1)]).toEqual([
        BATCH_MAX,
        1,
        'sent',
        'sealed',
      ])
      const [file] = openStick(folder).list('out')
      expect(await openStick(folder).read(file!)).toMatchObject({ packets: { length: BATCH_MAX } })
      stick?.free()
      expect(await exported()).toEqual({ files: 2, packets: BATCH_MAX + 60 })
      expect([names().length, stateOf(BATCH_MAX + 60)]).toEqual([2, 'sent'])
    }, 60_000)

    test('an export that finds no room moves no packet, and takes nothing of the one before it away', async () => {
      await seal(1)
      await exported()
      const before = names()
      await seal(1)
      leave(0)
      await expect(exported()).rejects.toMatchObject({ code: 'STICK_FULL' })
      expect([names(), stateOf(1), stateOf(2)]).toEqual([before, 'sent', 'sealed'])
      stick?.free()
      expect(await exported()).toEqual({ files: 1, packets: 2 })
      expect([names().length, stateOf(2)]).toEqual([1, 'sent'])
    })
  })
})
