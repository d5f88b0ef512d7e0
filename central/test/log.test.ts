import { expect, test } from 'vitest'
import { onEveryServer } from './suites.ts'
import { decisionOn, person, register } from './world.ts'

const HASH = '$argon2id$v=19'

onEveryServer("central's log", (open) => {
  test('has one line a request and no personal data, whatever goes wrong', async () => {
    const world = await open()
    const station = await world.enrol()
    const claims = { ...person(4711), email: 'thu@example.vn', residence: 'Tổ 5, Dương Hòa' }
    const packet = await register(world, station, claims)
    const code = world.smsc.codeFor(claims.phone)
    await station.push([packet])
    await decisionOn(station, packet.packetId)
    const again = await register(world, station, { ...claims, phone: '+84982004712' })
    await station.push([again])
    await decisionOn(station, again.packetId)
    await station.send('POST', '/v1/otp', { requestId: claims.fullName, phone: claims.idNumber })
    await station.send('GET', `/v1/decisions?after=${claims.idNumber}x`)
    await fetch(`${world.central.url}/v1/${claims.idNumber}`)
    await fetch(`${world.central.url}/admin/v1/accounts/count`, { headers: { authorization: 'Bearer secret-token' } })
    // A statement that fails with the person in its message, detail and parameters.
    await world.database.query(`alter table account_number rename column number to other`)
    const failed = await station.send('POST', '/v1/pre-check', {
      challengeId: '018f0000-0000-7000-8000-000000000000',
      idNumber: claims.idNumber,
      fullName: claims.fullName,
      birthDate: claims.birthDate,
      phone: claims.phone,
    })
    expect(failed.status).toBe(403)
    const assisted = await world.enrol('assisted')
    const broken = await assisted.send('POST', '/v1/pre-check', {
      challengeId: '018f0000-0000-7000-8000-000000000000',
      idNumber: claims.idNumber,
      fullName: claims.fullName,
      birthDate: claims.birthDate,
      phone: claims.phone,
    })
    expect([broken.status, broken.body.code, broken.body.details]).toEqual([500, 'INTERNAL', undefined])

    const text = world.lines.join('')
    const secrets = [
      'secret-token',
      'smpppass',
      'carrier-key',
      world.central.adminToken,
      HASH,
      code,
      new URL(world.databaseUrl).password,
    ]
    const personal = [
      claims.idNumber,
      claims.fullName,
      claims.birthDate,
      claims.phone,
      claims.phone.slice(3),
      claims.email,
      claims.residence,
    ]
    for (const planted of [...secrets, ...personal]) expect(text).not.toContain(planted)
    const requests = world.lines
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter((line) => line.msg === 'request')
    expect(requests.filter((line) => line.route === '/v1/packets')).toHaveLength(2)
    expect(requests.find((line) => line.route === '/v1/packets')).toMatchObject({
      method: 'POST',
      status: 200,
      station: 'K0001',
      fault: null,
    })
    expect(requests.at(-1)).toMatchObject({ route: '/v1/pre-check', status: 500, fault: 'INTERNAL' })
    expect(requests.filter((line) => line.route === null)).toHaveLength(1)
  })
})
