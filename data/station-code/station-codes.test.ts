import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compactVerify } from 'jose'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { OtpVerdict } from '../../flows/ports/central.port.ts'
import { OTP_DEFAULTS } from '../../flows/rules/otp-limits.ts'
import { loadCodeKey } from './code-key.ts'
import { type CodeBed, notThe, OTHER_PHONE, openCodeBed, PHONE } from './testing/code-bed.ts'

const { lifetimeMs, lockMs, resendAfterMs, triesMax, windowMs } = OTP_DEFAULTS
const DAY_MS = 86_400_000

let bed: CodeBed
beforeEach(() => {
  bed = openCodeBed()
})
afterEach(() => bed.close())

const signedIn = (verdict: OtpVerdict | null) => (verdict?.kind === 'proved' ? verdict.proof.split('.')[1] : null)

async function spendTries(phone = PHONE) {
  const { challenge, code } = await bed.send('spend', phone)
  for (let at = 1; at <= triesMax; at++) await bed.type(challenge.challengeId, `t${at}`, notThe(code), phone)
}

describe('a code of the station', () => {
  test('is six digits in central’s own words, and proves the phone once', async () => {
    const own = await bed.codes.prepare({ requestId: 'r1', phone: PHONE })
    const { challenge, message } = own
    expect(challenge).toMatchObject({ maskedPhone: '097****118', lifetimeMs, resendAfterMs, triesLeft: triesMax })
    const text = message ? bed.secrets.redeem(message.text) : ''
    expect(text).toMatch(/^MOT CUA: Ma xac thuc cua Quy khach la \d{6}, co hieu luc 5 phut\. /)
    const code = /\d{6}/.exec(text)?.[0] ?? ''
    await bed.codes.settle({ challengeId: challenge.challengeId, report: 'unconfirmed' })

    const verdict = await bed.type(challenge.challengeId, 'a1', code)
    expect(verdict?.kind).toBe('proved')
    // An ECDSA signature is another one each time; what is signed is not.
    expect(signedIn(await bed.type(challenge.challengeId, 'a1', ''))).toBe(signedIn(verdict))
    expect(await bed.type(challenge.challengeId, 'a2', code)).toEqual({ kind: 'expired' })
    expect(bed.secrets.count).toBe(0)
  })

  test('its proof is the station’s word: phone, times as believed, and what the network said', async () => {
    const { challenge, code } = await bed.send('r1', PHONE, 'unconfirmed')
    bed.machine.wallMs += 20_000
    const verdict = await bed.type(challenge.challengeId, 'a1', code ?? '')
    const proof = verdict?.kind === 'proved' ? verdict.proof : ''
    const { payload, protectedHeader } = await compactVerify(proof, bed.key.publicKey)
    expect(protectedHeader).toEqual({ alg: 'ES256', kid: bed.key.keyId })
    expect(JSON.parse(new TextDecoder().decode(payload))).toEqual({
      typ: 'station-otp-proof',
      challengeId: challenge.challengeId,
      stationId: expect.any(String),
      phone: PHONE,
      messageReport: 'unconfirmed',
      sentAtMs: bed.machine.wallMs - 20_000,
      provedAtMs: bed.machine.wallMs,
      clock: 'unproven',
    })
  })

  test('a repeat of the request sends nothing again', async () => {
    const first = await bed.send('r1')
    const again = await bed.send('r1')
    expect(again.message).toBeNull()
    expect(again.challenge.challengeId).toBe(first.challenge.challengeId)
    bed.restart()
    expect((await bed.send('r1')).message).toBeNull()
  })

  test('one whose message was never sent costs no place, and may be asked for again', async () => {
    for (let at = 0; at < 12; at++) expect((await bed.send('r1', PHONE, 'not-sent')).message).not.toBeNull()
    const { challenge, code } = await bed.send('r1')
    expect((await bed.type(challenge.challengeId, 'a', code ?? ''))?.kind).toBe('proved')
  })

  test('one that the network gave up is no code, and needs no cool-down', async () => {
    const lost = await bed.send('r1', PHONE, 'undelivered')
    expect(await bed.type(lost.challenge.challengeId, 'a', lost.code ?? '')).toEqual({ kind: 'expired' })
    expect((await bed.send('r2')).message).not.toBeNull()
  })

  test('one whose sending a power cut ended may be out: it can be typed, and is not sent again', async () => {
    const { challenge, message } = await bed.codes.prepare({ requestId: 'r1', phone: PHONE })
    const code = /\d{6}/.exec(message ? bed.secrets.redeem(message.text) : '')?.[0] ?? ''
    bed.restart()
    expect((await bed.send('r1')).message).toBeNull()
    expect((await bed.type(challenge.challengeId, 'a', code))?.kind).toBe('proved')
  })

  test('one that was asked for under the same name for another phone is refused: its code went elsewhere', async () => {
    await bed.send('r1')
    await expect(bed.send('r1', OTHER_PHONE)).rejects.toMatchObject({
      code: 'SHAPE_INVALID',
      details: { rule: 'other-phone' },
    })
  })

  test('a challenge of central’s, and one of another phone, is not judged here and its handle stays', async () => {
    const { challenge } = await bed.send('r1')
    expect(await bed.type('0192f0c0-0000-4000-8000-000000000001', 'a', '123456')).toBeNull()
    expect(await bed.type(challenge.challengeId, 'a', '123456', OTHER_PHONE)).toBeNull()
    expect(bed.secrets.count).toBe(2)
  })

  test('a new code voids the one before it', async () => {
    const first = await bed.send('r1')
    bed.machine.runningMs += resendAfterMs
    const second = await bed.send('r2')
    expect(await bed.type(first.challenge.challengeId, 'a', first.code ?? '')).toEqual({ kind: 'expired' })
    expect((await bed.type(second.challenge.challengeId, 'b', second.code ?? ''))?.kind).toBe('proved')
  })
})

describe('limits', () => {
  test('wrong tries count on over new codes (NIST SP 800-63B-4 §3.2.2), then lock the phone', async () => {
    const first = await bed.send('r1')
    for (let at = 1; at <= 2; at++)
      expect(await bed.type(first.challenge.challengeId, `a${at}`, notThe(first.code))).toEqual({
        kind: 'wrong',
        triesLeft: triesMax - at,
      })
    bed.machine.runningMs += resendAfterMs
    const second = await bed.send('r2')
    expect(second.challenge.triesLeft).toBe(triesMax - 2)
    for (let at = 3; at < triesMax; at++) await bed.type(second.challenge.challengeId, `a${at}`, notThe(second.code))
    expect(await bed.type(second.challenge.challengeId, 'last', notThe(second.code))).toEqual({ kind: 'spent' })
    expect(await bed.type(second.challenge.challengeId, 'right', second.code ?? '')).toEqual({ kind: 'spent' })
    bed.machine.runningMs += resendAfterMs
    await expect(bed.send('r3')).rejects.toMatchObject({ code: 'OTP_TRIES_SPENT' })
    bed.machine.runningMs += lockMs
    expect((await bed.send('r4')).challenge.triesLeft).toBe(triesMax)
  })

  test('a right code forgives the wrong tries before it', async () => {
    const { challenge, code } = await bed.send('r1')
    await bed.type(challenge.challengeId, 'a1', notThe(code))
    expect((await bed.type(challenge.challengeId, 'a2', code ?? ''))?.kind).toBe('proved')
    expect((await bed.send('r2')).challenge.triesLeft).toBe(triesMax)
  })

  test('a cool-down between two codes for one phone, and none for another', async () => {
    await bed.send('r1')
    bed.machine.runningMs += resendAfterMs - 1
    await expect(bed.send('r2')).rejects.toMatchObject({ code: 'OTP_RESEND_TOO_SOON', details: { retryAfterMs: 1 } })
    expect((await bed.send('r3', OTHER_PHONE)).message).not.toBeNull()
    bed.machine.runningMs += 1
    expect((await bed.send('r2')).message).not.toBeNull()
  })

  test('four in fifteen minutes, ten in a day, counted by running time', async () => {
    for (let at = 1; at <= 4; at++) {
      await bed.send(`w${at}`)
      bed.machine.runningMs += resendAfterMs
    }
    await expect(bed.send('w5')).rejects.toMatchObject({ code: 'OTP_LIMIT_NUMBER' })
    for (let at = 5; at <= 10; at++) {
      bed.machine.runningMs += windowMs
      await bed.send(`w${at}`)
    }
    bed.machine.runningMs += windowMs
    await expect(bed.send('w11')).rejects.toMatchObject({ code: 'OTP_LIMIT_NUMBER' })
    bed.machine.runningMs += DAY_MS
    expect((await bed.send('w12')).message).not.toBeNull()
  })

  test('a station is no bomb: so many codes an hour to whomever', async () => {
    for (let at = 0; at < OTP_DEFAULTS.stationSendsPerHour; at++)
      await bed.send(`s${at}`, `+84912${String(at).padStart(6, '0')}`)
    await expect(bed.send('more', OTHER_PHONE)).rejects.toMatchObject({ code: 'OTP_LIMIT_STATION' })
  })

  test.each([
    ['ten years ahead', 10 * 365 * DAY_MS],
    ['ten years back', -10 * 365 * DAY_MS],
  ])('trap: a clock %s frees no lock, no cool-down, and ends no code', async (_, jumpMs) => {
    await spendTries()
    const other = await bed.send('o', OTHER_PHONE)
    bed.machine.wallMs += jumpMs
    bed.restart()
    await expect(bed.send('again')).rejects.toMatchObject({ code: 'OTP_TRIES_SPENT' })
    await expect(bed.send('o2', OTHER_PHONE)).rejects.toMatchObject({ code: 'OTP_RESEND_TOO_SOON' })
    expect((await bed.type(other.challenge.challengeId, 'a', other.code ?? '', OTHER_PHONE))?.kind).toBe('proved')
  })

  test('a restart of the machine frees no lock, and ends every code', async () => {
    bed.machine.runningMs = 10_000
    await spendTries()
    const other = await bed.send('o', OTHER_PHONE)
    // Its running time is further than when it was last counted: only the name of the start tells.
    bed.restart({ runningMs: bed.machine.runningMs + 1_000, boot: 'two' })
    expect(await bed.type(other.challenge.challengeId, 'a', other.code ?? '', OTHER_PHONE)).toEqual({ kind: 'expired' })
    bed.restart({ runningMs: 0, boot: 'three' })
    await expect(bed.send('again')).rejects.toMatchObject({ code: 'OTP_TRIES_SPENT' })
    bed.machine.runningMs += lockMs
    expect((await bed.send('later')).message).not.toBeNull()
  })

  test('a code lives five minutes', async () => {
    const { challenge, code } = await bed.send('r1')
    bed.machine.runningMs += lifetimeMs
    expect(await bed.type(challenge.challengeId, 'a', code ?? '')).toEqual({ kind: 'expired' })
  })
})

describe('secrets', () => {
  test('neither a code nor a phone stands in the database or the log', async () => {
    const { challenge, code } = await bed.send('r1')
    await bed.type(challenge.challengeId, 'a', notThe(code))
    await bed.type(challenge.challengeId, 'b', code ?? '')
    bed.store.db.pragma('wal_checkpoint(TRUNCATE)')
    const bytes = readdirSync(bed.dir)
      .filter((name) => name.startsWith('s.db'))
      .map((name) => readFileSync(join(bed.dir, name), 'latin1'))
      .join('')
    expect(bytes).toContain(challenge.challengeId)
    for (const secret of [code ?? '', PHONE, PHONE.slice(3)]) expect(bytes).not.toContain(secret)
    expect(bed.events().map(({ kind }) => kind)).toEqual(['code.made', 'code.settled', 'code.wrong', 'code.proved'])
    expect(JSON.stringify(bed.events())).not.toContain(PHONE.slice(3))
  })

  test('the key is beside the station’s own, for its owner alone, and the same for all programs', () => {
    const path = join(bed.dir, 'code.key')
    const key = loadCodeKey(path)
    expect(key).toHaveLength(32)
    expect(loadCodeKey(path).equals(key)).toBe(true)
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  test.each([
    ['', 'empty'],
    ['abc', 'short'],
    ['!'.repeat(43), 'no base64url'],
  ])('a spoilt key file is told: %j (%s)', (text) => {
    const path = join(bed.dir, 'spoilt.key')
    writeFileSync(path, text)
    expect(() => loadCodeKey(path)).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }))
  })
})
