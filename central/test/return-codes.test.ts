import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { OtpChallengeReply } from '../../data/wire/otp.wire.ts'
import type { PacketContent } from '../../data/wire/packet.wire.ts'
import type { Problem } from '../../data/wire/primitives.ts'
import type { FakeStation } from './fake-station.ts'
import { onEveryServer } from './suites.ts'
import { decisionOn, type KnownPerson, type Overrides, person } from './world.ts'

const QUICK: Overrides = { verification: { retryDelaysMs: [30], sweepEveryMs: 25 } }
const DEFERRED: PacketContent['evidence'] = [{ kind: 'otp-deferred' }]

/** A registration that waits for its citizen. */
async function capture(station: FakeStation, claims: KnownPerson) {
  const packet = await station.seal(station.content(claims, DEFERRED))
  await station.push([packet])
  await decisionOn(station, packet.packetId)
  return { packetId: packet.packetId, claims }
}

const askCode = (station: FakeStation, packetId: string, requestId: string = randomUUID()) =>
  station.send<OtpChallengeReply & Problem>('POST', `/v1/returns/${packetId}/otp`, { requestId })
const bring = (station: FakeStation, packetId: string, proof: string) =>
  station.send<{ state: string }>('POST', `/v1/returns/${packetId}/proof`, { proof })

onEveryServer('a citizen comes back while the first code is on the phone', (open) => {
  test('again before the cool-down is over, here and elsewhere: no second message, the code on the phone goes on', async () => {
    const world = await open(QUICK)
    const [home, other] = [await world.enrol(), await world.enrol()]
    const { packetId, claims } = await capture(home, person(16))
    const { body: first } = await askCode(home, packetId)
    await home.attempt(first.challengeId, world.smsc.codeFor(claims.phone) === '111111' ? '222222' : '111111')
    world.pass(10_000)
    const again = await askCode(home, packetId)
    expect(again.body).toMatchObject({ challengeId: first.challengeId, triesLeft: first.triesLeft - 1 })
    expect(again.body.resendAfterMs).toBeLessThanOrEqual(first.resendAfterMs - 10_000)
    const requestId = randomUUID()
    const { body: moved } = await askCode(other, packetId, requestId)
    expect((await askCode(other, packetId, requestId)).body.challengeId).toBe(moved.challengeId)
    // Where it was typed before it is known no more: one place proves it.
    const code = world.smsc.codeFor(claims.phone)
    expect((await home.attempt(first.challengeId, code)).body).toMatchObject({ code: 'OTP_UNKNOWN' })
    const { body } = await other.attempt(moved.challengeId, code)
    if (body.kind !== 'proved') throw new Error(`not proved: ${body.kind}`)
    expect((await bring(other, packetId, body.proof)).body).toMatchObject({ state: 'accepted' })
    expect(world.smsc.messages.filter(({ phone }) => phone === claims.phone)).toHaveLength(1)
  })

  test('a code that this phone was sent for something else does not open the packet: it is too soon', async () => {
    const world = await open(QUICK)
    const home = await world.enrol()
    const { packetId, claims } = await capture(home, person(17))
    const { status } = await home.send('POST', '/v1/otp', { requestId: randomUUID(), phone: claims.phone })
    expect(status).toBe(200)
    expect((await askCode(home, packetId)).body).toMatchObject({ code: 'OTP_RESEND_TOO_SOON', status: 429 })
  })
})
