import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { enrolStation } from '../../central/test/fake-station.ts'
import { createUnfinishedRepo } from '../../data/store/unfinished.repo.ts'
import { createKeyFile } from '../../data/unfinished/key-file.ts'
import { createUnfinished } from '../../data/unfinished/unfinished.ts'
import type { PacketContent } from '../../data/wire/packet.wire.ts'
import { listAsJson, listForPeople } from '../../kiosk/commands/outbox-list.ts'
import { registerOnce } from '../../kiosk/headless/register-once.ts'
import type { Settings } from '../../kiosk/settings.ts'
import { openWiredStation, type WiredStation } from '../../kiosk/wire-station.ts'
import { startLinkProxy } from '../harness/link-proxy.ts'
import { answersOf, OFFICER, personCalled } from './every-method/answers-of.ts'
import { type Country, openCountry, type Portal, packetAt, sync } from './every-method/country.ts'

/** What broke in systems like this one where two counters, their officers and central meet; the table of all is traps-records-and-sync.ts. Real central on PostgreSQL, real stations, the screen's own flows. */

/** Central decides in its own time. */
const WITHIN_MS = 60_000

let country: Country
let portal: Portal
beforeAll(async () => {
  country = await openCountry()
  portal = await country.openPortal({ kind: 'assisted', lanes: 2 })
}, 240_000)
afterAll(async () => {
  await portal.close()
  await country.close()
}, WITHIN_MS)

const TWICE = personCalled('over-ninety')
const LOST = personCalled('own-name-viettel')
const ALONE = personCalled('own-name-gmobile')
const stations = () => portal.stations as [Settings, Settings]
async function at<T>(settings: Settings, work: (wired: WiredStation) => T | Promise<T>): Promise<T> {
  const wired = openWiredStation(settings, 'test')
  try {
    return await work(wired)
  } finally {
    wired.close()
  }
}
const decided = (settings: Settings, packetId: string | null) =>
  expect
    .poll(
      async () => {
        await sync(settings)
        return (await packetAt(settings, packetId ?? ''))?.state
      },
      { timeout: 30_000, interval: 250 },
    )
    .toMatch(/accepted|refused/)

test(
  'trap: one person registered twice because the answer was late',
  async () => {
    const [home] = stations()
    const before = await portal.central.admin.countAccounts()
    await portal.stopCentral()
    const { packetId } = await registerOnce(home, answersOf(LOST, 'in-person'))
    await portal.startCentral()
    const line = await startLinkProxy(portal.central.url)
    try {
      line.plan('/v1/packets', { kind: 'duplicate', answer: 'last' }, { kind: 'drop-answer' })
      const behind = { ...home, central: line.url }
      await at(behind, async ({ station }) => {
        const engine = await station.createSync()
        // What somebody in between sent twice is refused as a replay; sent once more it is taken for what it is.
        expect(await engine.runOnce()).toMatchObject({ received: 0, left: 1, faults: { REQUEST_REPLAYED: 1 } })
        expect(await engine.runOnce()).toMatchObject({ left: 0, counted: { packets: 1, head: 1, equal: true } })
        // Somebody sends it once more all the same, and that answer is lost.
        station.repos.outbox.add(1)
        line.plan('/v1/packets', { kind: 'drop-answer' })
        expect(await engine.runOnce()).toMatchObject({ left: 0, counted: { packets: 1, head: 1, equal: true } })
      })
    } finally {
      await line.close()
    }
    await decided(home, packetId)
    expect(await packetAt(home, packetId ?? '')).toMatchObject({ state: 'accepted' })
    expect((await portal.central.admin.countAccounts()) - before).toBe(1)
  },
  WITHIN_MS,
)

test(
  'trap: an officer sees whose registrations of a colleague are stuck',
  async () => {
    const [home] = stations()
    await portal.stopCentral()
    await registerOnce(home, answersOf(ALONE, 'in-person'))
    await at(home, async (wired) => {
      const { repos, time, store } = wired.station
      const [row] = repos.outbox.page(0, 10)
      repos.outbox.hold(row?.sequence ?? 0, 'PACKET_CONFLICT', time.now())
      const told: string[] = []
      await listForPeople(wired, 50, { text: (line) => told.push(line), json: () => {} })
      await listAsJson(wired, 50, async (text) => void told.push(text))
      told.push(JSON.stringify(repos.log.page(0, 10_000)))
      expect(told.join('\n')).toContain('PACKET_CONFLICT')
      for (const word of [ALONE.idNumber, ALONE.fullName, ALONE.phone.replace(/^0/, '')])
        expect(told.join('\n')).not.toContain(word)

      const dataKey = createKeyFile(join(home.dataDir, 'trap-key.json'))
      const unfinished = createUnfinished({ repo: createUnfinishedRepo(store), dataKey, time, program: 'test' })
      await unfinished.keep('officer-1', JSON.stringify(ALONE))
      expect(await unfinished.of('officer-2')).toBeNull()
      expect((await unfinished.of('officer-1'))?.text).toContain(ALONE.idNumber)
      repos.outbox.release(row?.sequence ?? 0)
    })
    await portal.startCentral()
  },
  WITHIN_MS,
)

test(
  'trap: the same person at two counters without a line, and nobody is told',
  async () => {
    await portal.stopCentral()
    const taken = await Promise.all(stations().map((home) => registerOnce(home, answersOf(TWICE, 'in-person'))))
    await portal.startCentral()
    const ends: unknown[] = []
    for (const [which, home] of stations().entries()) {
      const packetId = taken[which]?.packetId ?? ''
      await decided(home, packetId)
      ends.push(await packetAt(home, packetId))
    }
    expect(ends).toHaveLength(2)
    expect(ends).toContainEqual(expect.objectContaining({ state: 'accepted' }))
    expect(ends).toContainEqual({ state: 'refused', reason: 'ACCOUNT_EXISTS' })
    const noticed = async () => {
      for (const home of stations()) await sync(home)
      return Promise.all(
        stations().map((home) =>
          at(home, ({ station }) => station.repos.notices.open().filter(({ kind }) => kind === 'duplicate').length),
        ),
      )
    }
    await expect.poll(noticed, { timeout: 20_000, interval: 250 }).toEqual([1, 1])
  },
  WITHIN_MS,
)

test(
  'trap: who attested also confirms',
  async () => {
    const [home] = stations()
    const alone = { ...answersOf(personCalled('own-name-vietnamobile'), 'in-person'), confirmer: OFFICER }
    const always = { ...home, secondOfficer: 'always' } as const
    const refused = await registerOnce(always, alone)
    expect([refused.outcome, refused.faults, refused.packetId]).toEqual(['refused', ['STAFF_SAME_OFFICER'], null])

    // A station that was made to lie is no way round it.
    const liar = await enrolStation(portal.central, 'assisted', Date.now)
    const attester = { staffId: '018f0000-0000-7000-8000-00000000000a', code: 'gdv01', role: 'teller' }
    const said = [{ kind: 'officer', attester, confirmer: attester, compared: ['card-qr'], differences: [] }]
    const claims = {
      idNumber: '046204777777',
      fullName: 'Nguyễn Thị Thử',
      birthDate: '2004-05-06',
      phone: '+84982777777',
    }
    const content = liar.content(claims, said as unknown as PacketContent['evidence'])
    const packet = await liar.seal({ ...content, method: 'in-person' })
    await liar.push([packet])
    const verdict = async () =>
      (await liar.decisions()).payloads.map(({ packetId, state, reason }) => [packetId, state, reason])
    await expect
      .poll(verdict, { timeout: 10_000, interval: 100 })
      .toEqual([[packet.packetId, 'refused', 'STAFF_SAME_OFFICER']])
  },
  WITHIN_MS,
)
