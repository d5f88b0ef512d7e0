import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { tidy } from '../housekeeping.ts'
import { insertPackets } from '../packets/packet.repo.ts'
import { createStation } from './fake-station.ts'
import { onEveryServer } from './suites.ts'
import { decisionOn, person, register, until } from './world.ts'

const DAY_MS = 86_400_000

onEveryServer('central stopped and started again', (open) => {
  test('what was taken in and had no job is decided after the start', async () => {
    const world = await open()
    const station = await world.enrol()
    const packets = [await register(world, station, person(1)), await register(world, station, person(2))]
    await world.central.close()
    // As a central that was killed between its commit and the job.
    await insertPackets(world.database, {
      intakeId: randomUUID(),
      stationId: station.identity.stationId,
      receivedAtMs: world.now(),
      packets,
    })
    const central = await world.restart()
    const again = createStation(central, station.key, station.identity, world.now)
    for (const packet of packets) expect(await decisionOn(again, packet.packetId)).toMatchObject({ state: 'accepted' })
    const repeated = await again.push(packets)
    expect(repeated.body.results.map((one) => one.result)).toEqual(['received', 'received'])
    expect(await central.admin.countAccounts()).toBe(2)
  })

  test('a job that is lost while central runs is made up for by the sweep', async () => {
    const world = await open({ verification: { sweepEveryMs: 50 } })
    const station = await world.enrol()
    const packet = await register(world, station, person(1))
    await insertPackets(world.database, {
      intakeId: randomUUID(),
      stationId: station.identity.stationId,
      receivedAtMs: world.now() - 60_000,
      packets: [packet],
    })
    expect(await decisionOn(station, packet.packetId)).toMatchObject({ state: 'accepted' })
  })

  test('what waits for a carrier goes on waiting over a restart, and keys, token and policy stay', async () => {
    const world = await open({ verification: { retryDelaysMs: [30] } })
    const station = await world.enrol()
    const token = world.central.adminToken
    await world.central.admin.setPolicy('portal-2022')
    world.carrier.mode = 'down'
    const packet = await register(world, station, person(1))
    await station.push([packet])
    await until(async () => (await world.central.admin.countPackets()).verifying === 1)
    const central = await world.restart()
    world.carrier.mode = 'up'
    const again = createStation(central, station.key, station.identity, world.now)
    expect(await decisionOn(again, packet.packetId)).toMatchObject({ state: 'accepted' })
    expect(central.adminToken).toBe(token)
  })

  test('what has served its time is removed; a registration that comes days after its code is still accepted', async () => {
    const world = await open()
    const station = await world.enrol()
    const packet = await register(world, station, person(1))
    world.pass(3 * DAY_MS)
    await tidy(world.database, world.now())
    const { rows } = await world.database.query(
      'select (select count(*) from otp_challenge) + (select count(*) from otp_phone) + (select count(*) from request_nonce) as n',
    )
    expect(Number(rows[0].n)).toBe(0)
    await station.push([packet])
    expect(await decisionOn(station, packet.packetId)).toMatchObject({ state: 'accepted' })
  })

  test('closing twice at once settles, and lets a request under way finish', async () => {
    const world = await open()
    const station = await world.enrol()
    world.smsc.state.statuses.push(0x58)
    const slow = station.otp('+84982000001')
    await until(() => world.smsc.state.statuses.length === 0)
    const closing = [world.central.close(), world.central.close()]
    expect((await slow).status).toBe(200)
    await Promise.all(closing)
    await expect(fetch(`${world.central.url}/health`)).rejects.toThrow()
  })
})
