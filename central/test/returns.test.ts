import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { OtpChallengeReply } from '../../data/wire/otp.wire.ts'
import type { PacketContent } from '../../data/wire/packet.wire.ts'
import type { Problem } from '../../data/wire/primitives.ts'
import type { CallBackReply, ReturnReply } from '../../data/wire/return.wire.ts'
import { lockWait } from '../returns/return.repo.ts'
import type { FakeStation } from './fake-station.ts'
import { onEveryServer } from './suites.ts'
import { decisionOn, type KnownPerson, type Overrides, person, prove, register, until, type World } from './world.ts'

const DAY_MS = 86_400_000
const COOL_DOWN_MS = 61_000
const QUICK: Overrides = { verification: { retryDelaysMs: [30], sweepEveryMs: 25 } }
/** Nothing but a question asks. */
const NO_SWEEP: Overrides = { verification: { retryDelaysMs: [30], sweepEveryMs: DAY_MS } }
const DEFERRED: PacketContent['evidence'] = [{ kind: 'otp-deferred' }]

type Waiting = Extract<ReturnReply, { kind: 'waiting' }>
type Standing = Extract<ReturnReply, { kind: 'standing' }>

/** A registration taken down offline, brought to central, which waits for its citizen. */
async function capture(station: FakeStation, claims: KnownPerson, over: Partial<PacketContent> = {}) {
  const packet = await station.seal({ ...station.content(claims, DEFERRED), ...over })
  await station.push([packet])
  const decision = await decisionOn(station, packet.packetId)
  const { stationCode } = station.identity
  const receiptNumber = `${stationCode}-${String(packet.sequence).padStart(6, '0')}`
  return { packetId: packet.packetId, receiptNumber, decision, claims }
}

const ask = (station: FakeStation, receiptNumber: string, packetId: string | null) =>
  station.send<ReturnReply & Problem>('POST', '/v1/returns', { receiptNumber, packetId })
const askCode = (station: FakeStation, packetId: string, requestId: string = randomUUID()) =>
  station.send<OtpChallengeReply & Problem>('POST', `/v1/returns/${packetId}/otp`, { requestId })
const bring = (station: FakeStation, packetId: string, proof: string) =>
  station.send<Standing & Problem>('POST', `/v1/returns/${packetId}/proof`, { proof })

/** Has a code sent to the phone in the packet, and proves it at this station. */
async function proofFor(world: World, station: FakeStation, packetId: string, phone: string): Promise<string> {
  const { body: challenge, status } = await askCode(station, packetId)
  if (status !== 200) throw new Error(`no code: ${challenge.code}`)
  const { body } = await station.attempt(challenge.challengeId, world.smsc.codeFor(phone))
  if (body.kind !== 'proved') throw new Error(`not proved: ${body.kind}`)
  return body.proof
}

/** Citizens that are still waited for, as the database says. */
async function openWaits(world: World): Promise<number> {
  const { rows } = await world.database.query<{ open: number }>(
    'select count(*)::int as open from citizen_wait where ended_at_ms is null',
  )
  return rows[0]?.open ?? Number.NaN
}

onEveryServer('a citizen comes back', (open) => {
  test('to another station, with one code: accepted, and both stations are told', async () => {
    const world = await open(QUICK)
    const [home, other] = [await world.enrol('assisted'), await world.enrol()]
    const { packetId, receiptNumber, decision, claims } = await capture(home, person(1))
    expect(decision).toMatchObject({ state: 'waiting-for-citizen', reason: 'OTP_DEFERRED' })
    expect(decision.expiresAtMs).toBe(decision.atMs + 30 * DAY_MS)

    const { body: waiting } = await ask(other, receiptNumber, packetId)
    expect(waiting).toEqual({
      kind: 'waiting',
      packetId,
      subject: 'citizen',
      method: 'mobile',
      maskedPhone: '098****001',
      expiresAtMs: decision.expiresAtMs,
      serverTimeMs: expect.any(Number),
    })
    const proof = await proofFor(world, other, packetId, claims.phone)
    const { body: told } = await bring(other, packetId, proof)
    const accepted = { kind: 'standing', packetId, state: 'accepted', ial: 2, reason: null, carrier: 'Viettel' }
    expect(told).toMatchObject(accepted)
    // Once more, and to whoever asks.
    expect((await bring(other, packetId, proof)).body).toMatchObject(accepted)
    expect((await ask(other, receiptNumber, packetId)).body).toMatchObject(accepted)
    const words = (await home.decisions()).payloads.filter((one) => one.packetId === packetId)
    expect(words.map(({ state }) => state)).toEqual(['waiting-for-citizen', 'accepted'])
    expect(words[1]?.expiresAtMs).toBeUndefined()
    expect(await world.central.admin.countAccounts()).toBe(1)
    expect(JSON.stringify(world.lines)).not.toContain(claims.phone)
    expect(await openWaits(world)).toBe(0)
  })

  test('the same request for a code sends one message', async () => {
    const world = await open(QUICK)
    const home = await world.enrol()
    const { packetId, claims } = await capture(home, person(2))
    const requestId = randomUUID()
    const first = await askCode(home, packetId, requestId)
    expect(first.body.maskedPhone).toBe('098****002')
    expect((await askCode(home, packetId, requestId)).body.challengeId).toBe(first.body.challengeId)
    expect(world.smsc.messages.filter(({ phone }) => phone === claims.phone)).toHaveLength(1)
  })

  test('two stations at once: one proof counts, one account is made, both hear the same', async () => {
    const world = await open(QUICK)
    const [home, one, two] = [await world.enrol(), await world.enrol(), await world.enrol('assisted')]
    const { packetId, claims } = await capture(home, person(3))
    const first = await proofFor(world, one, packetId, claims.phone)
    world.pass(COOL_DOWN_MS)
    const second = await proofFor(world, two, packetId, claims.phone)
    const told = await Promise.all([bring(one, packetId, first), bring(two, packetId, second)])
    for (const { status } of told) expect(status).toBe(200)
    for (const station of [one, two]) {
      const settled = await until(async () => {
        const { body } = await bring(station, packetId, station === one ? first : second)
        return body.state !== 'verifying' && body
      })
      expect(settled.state).toBe('accepted')
    }
    expect(await world.central.admin.countAccounts()).toBe(1)
    const { rows } = await world.database.query('select count(*)::int as proofs from return_proof')
    expect(rows).toEqual([{ proofs: 1 }])
  })

  test('the register is away: it is verified later with the proof that was given, and nobody comes twice', async () => {
    const world = await open(QUICK)
    const home = await world.enrol()
    const { packetId, receiptNumber, claims } = await capture(home, person(4))
    const proof = await proofFor(world, home, packetId, claims.phone)
    world.carrier.mode = 'down'
    const { body } = await bring(home, packetId, proof)
    expect(body).toMatchObject({ state: 'verifying', reason: 'CARRIER_UNAVAILABLE' })
    // A day past its expiry: the citizen did come in time.
    world.pass(31 * DAY_MS)
    expect((await ask(home, receiptNumber, packetId)).body).toMatchObject({ state: 'verifying' })
    expect((await askCode(home, packetId)).body).toMatchObject({ code: 'PACKET_WAIT_EXPIRED' })
    const counts = await world.central.admin.countPackets()
    expect(counts).toMatchObject({ received: 0, verifying: 1, 'waiting-for-citizen': 0 })
    world.carrier.mode = 'up'
    const final = await until(async () => {
      const { body: now } = await ask(home, receiptNumber, packetId)
      return now.kind === 'standing' && now.state !== 'verifying' && now
    })
    expect(final.state).toBe('accepted')
  })

  test('refused by the register: the reason and the carrier go to the station he came to', async () => {
    const world = await open(QUICK)
    const [home, other] = [await world.enrol(), await world.enrol()]
    const { packetId, claims } = await capture(home, person(5))
    world.carrier.answer(claims.phone, 'other-owner', 'MobiFone')
    const { body } = await bring(other, packetId, await proofFor(world, other, packetId, claims.phone))
    expect(body).toMatchObject({ state: 'refused', reason: 'SUBSCRIBER_OTHER_OWNER', carrier: 'MobiFone' })
  })

  test('an account that came up meanwhile is told at a kiosk only after the carrier has spoken', async () => {
    const world = await open(QUICK)
    const [counter, kiosk] = [await world.enrol('assisted'), await world.enrol()]
    const [fished, own] = [await capture(counter, person(6)), await capture(counter, person(7))]
    for (const { claims } of [fished, own]) {
      const registered = await register(world, counter, { ...claims, phone: claims.phone.replace('+8498', '+8496') })
      await counter.push([registered])
      expect(await decisionOn(counter, registered.packetId)).toMatchObject({ state: 'accepted' })
    }
    world.carrier.answer(fished.claims.phone, 'other-owner')
    const tell = async ({ packetId, claims }: typeof own) =>
      (await bring(kiosk, packetId, await proofFor(world, kiosk, packetId, claims.phone))).body
    expect(await tell(fished)).toMatchObject({ reason: 'SUBSCRIBER_OTHER_OWNER' })
    expect(await tell(own)).toMatchObject({ reason: 'ACCOUNT_EXISTS' })
  })
})

onEveryServer('a proof that is none for this packet', (open) => {
  test('trap: of another phone, another station, another errand, another packet, spent, or not ours', async () => {
    const world = await open(QUICK)
    const [home, other] = [await world.enrol(), await world.enrol()]
    const mine = await capture(home, person(11))
    const sharer = await capture(home, { ...person(12), phone: mine.claims.phone })
    const refused = async (proof: string, station = other) =>
      expect((await bring(station, mine.packetId, proof)).body).toMatchObject({ code: 'OTP_NOT_PROVED' })

    await refused((await prove(world, other, person(13).phone)).proof)
    await refused((await prove(world, other, mine.claims.phone)).proof)
    await refused(await proofFor(world, other, sharer.packetId, mine.claims.phone))
    const proof = await proofFor(world, other, mine.packetId, mine.claims.phone)
    await refused(proof, home)
    await refused(`${proof.slice(0, -8)}AAAAAAAA`)
    const waits = await world.database.query('select count(*)::int as open from citizen_wait where ended_at_ms is null')
    expect(waits.rows).toEqual([{ open: 2 }])
    expect((await bring(other, mine.packetId, proof)).body.state).toBe('accepted')
    // Spent: it opens no other packet, and no registration of its own.
    expect((await bring(other, sharer.packetId, proof)).body).toMatchObject({ code: 'OTP_NOT_PROVED' })
    const { rows } = await world.database.query('select challenge_id as "challengeId" from return_proof')
    const replayed = await other.seal(
      other.content({ ...person(14), phone: mine.claims.phone }, [{ kind: 'otp', ...rows[0], proof } as never]),
    )
    await other.push([replayed])
    expect(await decisionOn(other, replayed.packetId)).toMatchObject({ reason: 'OTP_NOT_PROVED' })
  })

  test('trap: a code asked for by a station under the name of a return is refused, whatever the phone; the citizen’s own code is left alone', async () => {
    const world = await open(QUICK)
    const [home, other] = [await world.enrol(), await world.enrol()]
    const { packetId, claims } = await capture(home, person(18))
    const requestId = randomUUID()
    const { body: code } = await askCode(other, packetId, requestId)
    for (const phone of [claims.phone, person(14).phone])
      for (const name of [`return:${packetId}:${requestId}`, `return:${packetId}:${randomUUID()}`, 'return:']) {
        const { status, body } = await other.otp(phone, name)
        expect([status, body.code, body.details]).toEqual([
          422,
          'SHAPE_INVALID',
          { where: 'body', field: '/requestId', rule: 'pattern' },
        ])
      }
    // Other names are a station's own business.
    expect((await other.otp(person(14).phone, 'my-return:1')).status).toBe(200)
    const { body } = await other.attempt(code.challengeId, world.smsc.codeFor(claims.phone))
    if (body.kind !== 'proved') throw new Error(`not proved: ${body.kind}`)
    expect((await bring(other, packetId, body.proof)).body.state).toBe('accepted')
    const api = (await (await fetch(`${world.central.url}/openapi.json`)).json()) as {
      paths: Record<
        string,
        { post: { requestBody: { content: Record<string, { schema: { properties: { requestId: object } } }> } } }
      >
    }
    expect(
      api.paths['/v1/otp']?.post.requestBody.content['application/json']?.schema.properties.requestId,
    ).toMatchObject({
      pattern: '^(?!return:)',
    })
  })

  test('a registration that waits for nobody takes no code: it is told where it stands', async () => {
    const world = await open(QUICK)
    const counter = await world.enrol('assisted')
    const claims = person(15)
    const officer = { staffId: randomUUID(), code: 'GDV1', role: 'teller' }
    const attested = { kind: 'officer', attester: officer, confirmer: null, compared: ['fullName'], differences: [] }
    const packet = await counter.seal({ ...counter.content(claims, [attested]), method: 'in-person' })
    await counter.push([packet])
    await decisionOn(counter, packet.packetId)
    const receiptNumber = `${counter.identity.stationCode}-000001`
    const accepted = { kind: 'standing', state: 'accepted', ial: 3 }
    expect((await ask(counter, receiptNumber, packet.packetId)).body).toMatchObject(accepted)
    expect((await askCode(counter, packet.packetId)).body).toMatchObject({ code: 'PACKET_WAIT_EXPIRED' })
    const { proof } = await prove(world, counter, claims.phone)
    expect((await bring(counter, packet.packetId, proof)).body).toMatchObject(accepted)
  })
})

onEveryServer('a receipt', (open) => {
  test('trap: numbers can be guessed: a kiosk answers the QR alone, a counter so many numbers and no more', async () => {
    const world = await open(QUICK)
    const [kiosk, counter] = [await world.enrol(), await world.enrol('assisted')]
    const { packetId, receiptNumber } = await capture(kiosk, person(21))
    expect((await ask(kiosk, receiptNumber, null)).body).toMatchObject({ code: 'NOT_ALLOWED', status: 403 })
    const { body } = await ask(counter, receiptNumber, null)
    expect(body).toMatchObject({ kind: 'waiting', packetId, maskedPhone: '098****021' })
    expect(Object.keys(body as Waiting).sort()).toEqual(
      ['expiresAtMs', 'kind', 'maskedPhone', 'method', 'packetId', 'serverTimeMs', 'subject'].sort(),
    )
    const codes = new Set<string | undefined>()
    for (let at = 0; at < 61; at += 1) codes.add((await ask(counter, `K0001-${900_000 + at}`, null)).body.code)
    expect([...codes]).toEqual(['RECEIPT_UNKNOWN', 'RATE_LIMITED'])
    // The QR goes on working.
    expect((await ask(counter, receiptNumber, packetId)).status).toBe(200)
  })

  test('that names another packet, number or station is unknown, and nothing tells which of them is wrong', async () => {
    const world = await open(QUICK)
    const station = await world.enrol()
    const { packetId, receiptNumber } = await capture(station, person(22))
    const wrong: readonly (readonly [string, string])[] = [
      [receiptNumber, randomUUID()],
      ['K0001-000777', packetId],
      [receiptNumber.replace(/^K\d+/, 'K9999'), packetId],
    ]
    for (const [number, id] of wrong) {
      const { body } = await ask(station, number, id)
      expect(body).toMatchObject({ code: 'RECEIPT_UNKNOWN', status: 404 })
      expect(body.details).toBeUndefined()
    }
  })

  test('hostile: what is no number is not looked for', async () => {
    const world = await open(QUICK)
    const counter = await world.enrol('assisted')
    const sql = "K0001-000001' or 1=1"
    for (const number of ['', 'K0001', 'K0001-1', sql, 'K0001-000001\n', 'MOTCUA:K0001-000001', 'K99999999-000001'])
      expect((await ask(counter, number, null)).body, number).toMatchObject({ code: 'SHAPE_INVALID' })
  })

  test('of a number given out twice by a restored disk: the QR tells which, the number only while one of them waits', async () => {
    const world = await open(QUICK)
    const counter = await world.enrol('assisted')
    const first = await capture(counter, person(23))
    Object.assign(counter.chain, { sequence: 0, previousHash: null })
    const second = await capture(counter, person(24))
    expect(second.receiptNumber).toBe(first.receiptNumber)
    const byNumber = () => ask(counter, first.receiptNumber, null)
    expect((await byNumber()).body).toMatchObject({ code: 'RECEIPT_UNKNOWN', details: { reason: 'ambiguous' } })
    const { body } = await bring(
      counter,
      first.packetId,
      await proofFor(world, counter, first.packetId, first.claims.phone),
    )
    expect(body.state).toBe('accepted')
    expect((await byNumber()).body).toMatchObject({ kind: 'waiting', packetId: second.packetId })
  })
})

onEveryServer('the wait for a citizen', (open) => {
  test('ends when its time is over, by the sweep of whichever central is there, once', async () => {
    const world = await open({ ...QUICK, waitForCitizenMs: 5 * DAY_MS })
    const station = await world.enrol()
    const { packetId, receiptNumber, decision } = await capture(station, person(31))
    expect(decision.expiresAtMs).toBe(decision.atMs + 5 * DAY_MS)
    world.pass(5 * DAY_MS + 1_000)
    const final = await until(async () =>
      (await station.decisions()).payloads.find((one) => one.packetId === packetId && one.state === 'refused'),
    )
    expect(final).toMatchObject({ reason: 'PACKET_WAIT_EXPIRED', ial: null })
    expect((await ask(station, receiptNumber, packetId)).body).toMatchObject({
      state: 'refused',
      reason: 'PACKET_WAIT_EXPIRED',
    })
    expect((await askCode(station, packetId)).body).toMatchObject({ code: 'PACKET_WAIT_EXPIRED', status: 409 })
    expect(await world.central.admin.countAccounts()).toBe(0)
    // Else every later sweep would find it again, and with many of them never end.
    expect(await openWaits(world)).toBe(0)
  })

  test('is over at its last millisecond, not one later', async () => {
    const world = await open(NO_SWEEP)
    const { packetId, decision } = await capture(await world.enrol(), person(33))
    const endMs = decision.expiresAtMs ?? Number.NaN
    expect([
      await lockWait(world.database, packetId, endMs - 1),
      await lockWait(world.database, packetId, endMs),
    ]).toEqual(['open', 'expired'])
  })

  test('is over for whoever comes late, before any sweep has looked, however many come at once', async () => {
    const world = await open(NO_SWEEP)
    const station = await world.enrol()
    const { packetId, receiptNumber, claims } = await capture(station, person(32))
    const proof = await proofFor(world, station, packetId, claims.phone)
    world.pass(30 * DAY_MS + 1_000)
    const told = await Promise.all([
      bring(station, packetId, proof),
      ask(station, receiptNumber, packetId),
      bring(station, packetId, proof),
    ])
    for (const { body } of told) expect(body).toMatchObject({ state: 'refused', reason: 'PACKET_WAIT_EXPIRED' })
    const words = (await station.decisions()).payloads.filter((one) => one.packetId === packetId)
    expect(words.map(({ state }) => state)).toEqual(['waiting-for-citizen', 'refused'])
  })
})

onEveryServer('the call-back list', (open) => {
  test('tells a counter whom of its own to call, soonest expiry first, and nobody else anything', async () => {
    const world = await open(QUICK)
    const [counter, other, kiosk] = [await world.enrol('assisted'), await world.enrol('assisted'), await world.enrol()]
    const late = await capture(counter, person(41))
    world.pass(DAY_MS)
    const later = await capture(counter, { ...person(42), fullName: 'Trần Văn Thử' })
    const back = await capture(counter, person(43))
    await capture(other, person(44))
    await bring(other, back.packetId, await proofFor(world, other, back.packetId, back.claims.phone))
    const list = async (station: FakeStation) =>
      (await station.send<CallBackReply & Problem>('GET', '/v1/call-backs')).body
    const { callBacks } = await list(counter)
    expect(callBacks).toEqual([
      {
        packetId: late.packetId,
        sequence: 1,
        fullName: 'Nguyễn Thị Thử',
        phone: late.claims.phone,
        method: 'mobile',
        sinceMs: late.decision.atMs,
        expiresAtMs: late.decision.expiresAtMs,
      },
      expect.objectContaining({ packetId: later.packetId, fullName: 'Trần Văn Thử' }),
    ])
    expect(await list(kiosk)).toMatchObject({ code: 'NOT_ALLOWED', status: 403 })
    const logged = world.lines.join('')
    for (const { claims } of [late, later, back]) {
      expect(logged).not.toContain(claims.phone)
      expect(logged).not.toContain(claims.idNumber)
      expect(logged).not.toContain(claims.fullName)
    }
    world.pass(30 * DAY_MS)
    expect((await list(counter)).callBacks).toEqual([])
  })
})
