import { importJWK, jwtVerify } from 'jose'
import { expect, test } from 'vitest'
import type { Problem } from '../../data/wire/primitives.ts'
import type { EnrollReply } from '../../data/wire/station.wire.ts'
import { newStationKey, type SendOptions, type StationKey, sendSigned } from './fake-station.ts'
import { onEveryServer } from './suites.ts'
import { prove, type World } from './world.ts'

const DAY_MS = 86_400_000

const enrol = (world: World, key: StationKey, code: string, over: object = {}, options: SendOptions = {}) =>
  sendSigned<EnrollReply & Problem>(
    world.central,
    key,
    world.now,
    'POST',
    '/v1/stations',
    { code, name: 'Bưu điện Dương Hòa', kind: 'self-service', publicKey: key.jwk, ...over },
    options,
  )

onEveryServer('enrolment', (open) => {
  test('a station gets its number, its key id and the keys of central', async () => {
    const world = await open()
    const key = newStationKey()
    const { code } = await world.central.admin.createEnrollmentCode()
    const { status, body } = await enrol(world, key, code)
    expect(status).toBe(200)
    expect(body).toMatchObject({ stationCode: 'K0001', keyId: key.keyId })
    expect(body.centralKeys.sealing.kid).not.toBe(body.centralKeys.signing.kid)
    // What central signs from now on is signed with the key it gave.
    const station = await world.enrol()
    const { proof } = await prove(world, station, '+84982000001')
    const signing = await importJWK({ ...body.centralKeys.signing }, 'ES256')
    await expect(jwtVerify(proof, signing)).resolves.toMatchObject({ payload: { typ: 'otp-proof' } })
  })

  test('a repeat with the same key gives the same station, another key is refused', async () => {
    const world = await open()
    const key = newStationKey()
    const { code } = await world.central.admin.createEnrollmentCode()
    const both = await Promise.all([enrol(world, key, code), enrol(world, key, code.toLowerCase())])
    expect(new Set(both.map((one) => one.body.stationId)).size).toBe(1)
    const other = await enrol(world, newStationKey(), code)
    expect([other.status, other.body.code]).toEqual([403, 'ENROLL_CODE_INVALID'])
  })

  test('of two stations with one code exactly one comes in', async () => {
    const world = await open()
    const { code } = await world.central.admin.createEnrollmentCode()
    const both = await Promise.all([enrol(world, newStationKey(), code), enrol(world, newStationKey(), code)])
    expect(both.map((one) => one.status).sort()).toEqual([200, 403])
  })

  test('an unknown, an old and a code for the other kind are refused', async () => {
    const world = await open()
    expect((await enrol(world, newStationKey(), 'ABCDEFGH12345678')).body.code).toBe('ENROLL_CODE_INVALID')
    const assisted = await world.central.admin.createEnrollmentCode({ kind: 'assisted' })
    expect((await enrol(world, newStationKey(), assisted.code)).body).toMatchObject({
      code: 'NOT_ALLOWED',
      details: { kind: 'assisted' },
    })
    expect((await enrol(world, newStationKey(), assisted.code, { kind: 'assisted' })).status).toBe(200)
    const old = await world.central.admin.createEnrollmentCode()
    world.pass(DAY_MS + 1)
    expect((await enrol(world, newStationKey(), old.code)).body.code).toBe('ENROLL_CODE_INVALID')
  })

  test('the key must sign for itself', async () => {
    const world = await open()
    const key = newStationKey()
    const { code } = await world.central.admin.createEnrollmentCode()
    const stolen = await enrol(world, key, code, { publicKey: newStationKey().jwk })
    expect([stolen.status, stolen.body.code]).toEqual([401, 'SIGNATURE_INVALID'])
    const unsigned = await enrol(world, key, code, {}, { tamper: ({ signature: _signature, ...rest }) => rest })
    expect([unsigned.status, unsigned.body.code]).toEqual([401, 'SIGNATURE_MISSING'])
    const offCurve = await enrol(world, key, code, { publicKey: { ...key.jwk, x: key.jwk.y } })
    expect([offCurve.status, offCurve.body.code]).toEqual([422, 'SHAPE_INVALID'])
    expect((await enrol(world, key, code)).status).toBe(200)
  })
})
