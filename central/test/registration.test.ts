import { expect, test } from 'vitest'
import { onEveryServer } from './suites.ts'
import { decisionOn, person, register } from './world.ts'

onEveryServer('a registration by mobile subscriber', (open) => {
  test('is accepted at level 2, and the account stands', async () => {
    const world = await open()
    const station = await world.enrol()
    const packet = await register(world, station, person(1))
    const at = performance.now()
    const pushed = await station.push([packet])
    const pushedMs = performance.now() - at
    const decision = await decisionOn(station, packet.packetId)
    console.log('decision after', performance.now() - at, 'push', pushedMs)
    expect(pushed.body.results[0]).toMatchObject({ packetId: packet.packetId, result: 'received' })
    expect(decision).toMatchObject({ state: 'accepted', ial: 2, carrier: 'Viettel', hash: packet.hash })
    expect(await world.central.admin.countAccounts()).toBe(1)
  })
})
