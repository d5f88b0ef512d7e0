import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { answerApdu, answerData, commandApdu, parseCommandApdu, statusOf } from '../port/pcsc/apdu.ts'
import { plainChannel } from './channel.ts'
import { issueSampleCard } from './lds/issue-sample-card.ts'
import type { PaceInfo } from './lds/security-infos.ts'
import { choosePace, openPace } from './pace.ts'
import { systemRandom } from './random.ts'
import { createChip } from './simulated/chip.ts'
import { tlv } from './tlv.ts'

const oid = (mapping: number, suite: number) => `0.4.0.127.0.7.2.2.4.${mapping}.${suite}`
const offer = (mapping: number, suite: number, parameterId: number | null = 13): PaceInfo => ({
  oid: oid(mapping, suite),
  version: 2,
  parameterId,
})
const HABITS = { noExtendedLength: false, strictLength: false }

describe('the offer taken', () => {
  test.each([
    ['generic mapping before chip authentication mapping', [offer(6, 2), offer(2, 2)], offer(2, 2)],
    ['AES before 3DES', [offer(2, 1), offer(2, 4)], offer(2, 4)],
    ['the card’s own order otherwise', [offer(2, 3), offer(2, 4)], offer(2, 3)],
    ['chip authentication mapping when there is nothing else', [offer(6, 2)], offer(6, 2)],
    ['none over finite fields', [offer(1, 2, 0)], null],
    ['none with integrated mapping', [offer(4, 2)], null],
    ['none on a curve nobody knows', [offer(2, 2, 5), offer(2, 2, null)], null],
    ['none of an unknown suite', [offer(2, 9)], null],
    ['none', [], null],
  ])('%s', (_, offers, taken) => {
    expect(choosePace(offers)).toEqual(taken)
  })
})

describe.each([12, 13, 15, 16, 17, 18])('on the curve with number %i', (parameterId) => {
  test.each([1, 2, 3, 4])('reader and chip agree, cipher suite %i', async (suite) => {
    const info = offer(2, suite, parameterId)
    const card = await issueSampleCard({ pace: [info] })
    const chip = createChip(card, () => HABITS)
    const open = (can: string) =>
      openPace({
        channel: plainChannel((command) => chip.answer(command)),
        info,
        key: { kind: 'can', can },
        random: systemRandom,
      })
    expect(await open('000000')).toBeNull()
    const messaging = await open(card.can)
    const select = { cla: 0, ins: 0xa4, p1: 4, p2: 0x0c, data: Uint8Array.of(0xa0, 0, 0, 2, 0x47, 0x10, 1), le: null }
    const { status } = messaging!.unprotect(await chip.answer(messaging!.protect(select)))
    expect(status).toBe(0x9000)
  })
})

test('a card that offers one protocol on two curves is told which', async () => {
  const offers = [offer(2, 2, 12), offer(2, 2, 13)]
  const card = await issueSampleCard({ pace: offers })
  const chip = createChip(card, () => HABITS)
  const channel = plainChannel((command) => chip.answer(command))
  const messaging = await openPace({
    channel,
    info: offers[1]!,
    key: { kind: 'can', can: card.can },
    random: systemRandom,
    ambiguous: true,
  })
  expect(messaging).not.toBeNull()
})

/** A chip whose answers a test may bend, one step at a time. */
async function bent(step: number, bend: (data: Uint8Array, sent: Uint8Array) => Uint8Array) {
  const info = offer(2, 2)
  const card = await issueSampleCard({ pace: [info] })
  const chip = createChip(card, () => HABITS)
  let count = -1
  const transmit = async (bytes: Uint8Array) => {
    const answer = await chip.answer(bytes)
    count += 1
    if (count !== step) return answer
    return answerApdu(statusOf(answer)!, bend(answerData(answer), parseCommandApdu(bytes)!.data))
  }
  const key = { kind: 'can', can: card.can } as const
  return openPace({ channel: plainChannel(transmit), info, key, random: systemRandom })
}

const replaced = (tag: number, value: Uint8Array) => () => tlv(0x7c, tlv(tag, value))
const uncompressed = Uint8Array.from([4, ...randomBytes(64)])

describe('a chip that breaks the rules is CHIP_PROTOCOL:', () => {
  test.each([
    ['no data object', 1, () => new Uint8Array(0)],
    ['a nonce of no whole block', 1, replaced(0x80, new Uint8Array(7))],
    ['a nonce of nothing', 1, replaced(0x80, new Uint8Array(0))],
    ['a mapping point off the curve', 2, replaced(0x82, uncompressed)],
    ['a mapping point at infinity', 2, replaced(0x82, Uint8Array.of(0))],
    ['another object than asked for', 2, replaced(0x80, uncompressed)],
    ['a public key off the curve', 3, replaced(0x84, uncompressed)],
    ['our own public key back', 3, (_: Uint8Array, sent: Uint8Array) => tlv(0x7c, tlv(0x84, sent.subarray(4)))],
    ['a wrong token', 4, replaced(0x86, new Uint8Array(8))],
    ['a short token', 4, replaced(0x86, new Uint8Array(4))],
    ['garbage', 4, () => Uint8Array.of(1, 2, 3)],
  ] as const)('%s', async (_, step, bend) => {
    await expect(bent(step, bend)).rejects.toMatchObject({ code: 'CHIP_PROTOCOL' })
  })
})

test('what is sent is a chain: all but the last command say that more follows', async () => {
  const info = offer(2, 2)
  const card = await issueSampleCard({ pace: [info] })
  const chip = createChip(card, () => HABITS)
  const classes: number[] = []
  const transmit = (bytes: Uint8Array) => {
    classes.push(bytes[0]!)
    return chip.answer(bytes)
  }
  await openPace({ channel: plainChannel(transmit), info, key: { kind: 'can', can: card.can }, random: systemRandom })
  expect(classes).toEqual([0x00, 0x10, 0x10, 0x10, 0x00])
  expect(commandApdu([0x10, 0x86, 0, 0], { data: tlv(0x7c), le: 256 })).toHaveLength(8)
})
