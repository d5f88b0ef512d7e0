import { compactVerify, importJWK } from 'jose'
import { expect, test } from 'vitest'
import type { DecisionPage } from '../../data/wire/packet.wire.ts'
import { payloadOf } from './fake-station.ts'
import { onEveryServer } from './suites.ts'
import { person, register, until } from './world.ts'

onEveryServer('decisions', (open) => {
  test('cursors have no holes, pages follow one another, and a reader skips none', async () => {
    const world = await open()
    const [station, other] = [await world.enrol(), await world.enrol()]
    const batches = []
    for (let batch = 0; batch < 10; batch++) {
      const packets = []
      for (let at = 0; at < 12; at++)
        packets.push(await station.seal(station.content(person(at), [{ kind: 'otp-deferred' }])))
      batches.push(packets)
    }
    // Reads on while decisions are being made by several workers.
    const seen: number[] = []
    const reading = until(async () => {
      const { page } = await station.decisions(seen.at(-1) ?? 0, 7)
      expect(page.next).toBe(page.decisions.at(-1)?.cursor ?? seen.at(-1) ?? 0)
      seen.push(...page.decisions.map((one) => one.cursor))
      return seen.length >= 120
    })
    await Promise.all(batches.map((packets) => station.push(packets)))
    await reading
    expect(seen).toEqual(Array.from({ length: 120 }, (_none, at) => at + 1))
    expect((await other.decisions()).page).toMatchObject({ decisions: [], next: 0 })
    const { page } = await station.decisions(0, 500)
    const signing = await importJWK({ ...station.identity.centralKeys.signing }, 'ES256')
    const ids = new Set<string>()
    for (const { acknowledgement } of page.decisions) {
      const { payload } = await compactVerify(acknowledgement, signing)
      ids.add((JSON.parse(new TextDecoder().decode(payload)) as { packetId: string }).packetId)
    }
    expect(ids).toEqual(new Set(batches.flat().map((packet) => packet.packetId)))
  })

  test('what a packet waits for is told to the station it came from, when it asks about it', async () => {
    const world = await open()
    const [station, other] = [await world.enrol(), await world.enrol()]
    world.carrier.mode = 'down'
    const packet = await register(world, station, person(1))
    await station.push([packet])
    const waitingAt = async (asking: typeof station, about = `&about=${packet.packetId}`) =>
      (await asking.send<DecisionPage>('GET', `/v1/decisions?after=0${about}`)).body.waiting
    const waiting = await until(() => waitingAt(station))
    expect(payloadOf(waiting)).toMatchObject({
      packetId: packet.packetId,
      hash: packet.hash,
      state: 'verifying',
      reason: 'CARRIER_UNAVAILABLE',
    })
    expect(await waitingAt(other)).toBeUndefined()
    expect(await waitingAt(station, '')).toBeUndefined()
  })

  test('the database itself takes no illegal move', async () => {
    const world = await open()
    const station = await world.enrol()
    const packet = await station.seal({ ...station.content(person(1), []), subject: 'agency' })
    await station.push([packet])
    await until(async () => (await station.decisions()).payloads.length === 1)
    const insert = (state: string, ial: number | null, reason: string | null) =>
      world.database.query(
        'insert into packet_decision (station_id, cursor, packet_id, state, ial, reason, at_ms) values ($1, 99, $2, $3, $4, $5, 0)',
        [station.identity.stationId, packet.packetId, state, ial, reason],
      )
    await expect(insert('accepted', 2, null)).rejects.toMatchObject({ code: 'MC002' })
    await expect(insert('waiting-for-citizen', null, 'OTP_DEFERRED')).rejects.toMatchObject({ code: 'MC002' })
    await expect(world.database.query("update packet_decision set reason = 'X'")).rejects.toMatchObject({
      code: 'MC001',
    })
    await expect(world.database.query('delete from packet_decision')).rejects.toMatchObject({ code: 'MC001' })
  })
})
