import { Writable } from 'node:stream'
import pino from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { hasCard, isEmpty, readersBecome } from '../../../test/harness/card-moments.ts'
import { VIRTUAL_READERS } from '../../../test/harness/pcscd.ts'
import { describeWithPcscd } from '../../../test/harness/with-pcscd.ts'
import { answerApdu } from './apdu.ts'
import type { CardReaders, VirtualCard } from './card-readers.ts'
import { createPcscReaders } from './pcsc-readers.ts'
import { createVpcdLink, VPCD_PORT, type VpcdLink } from './vpcd-link.ts'

/** What people are promised: a change is told within a second, and what is back is used again within two. */
const TOLD_MS = 1_000
const BACK_MS = 2_000

const [FIRST, SECOND] = VIRTUAL_READERS
const ECHO = Uint8Array.of(0x80, 0x10, 0, 0, 2, 0xca, 0xfe, 0)
const log = pino({ enabled: false })

/** A card that gives back the data it is sent; `during` runs before each answer. */
function echoCard(during: (command: Uint8Array) => Promise<void> | void = () => {}): VirtualCard & { resets: number } {
  return {
    atr: Uint8Array.of(0x3b, 0x84, 0x01, 0x65, 0x63, 0x68, 0x6f, 0x84),
    resets: 0,
    reset() {
      this.resets += 1
    },
    async answer(command) {
      await during(command)
      return answerApdu(0x9000, command.subarray(5, 5 + (command[4] ?? 0)))
    },
  }
}

describeWithPcscd('readers by PC/SC', (daemon) => {
  let readers: CardReaders
  let link: VpcdLink
  beforeEach(async () => {
    if (daemon.pid === null) await daemon.start()
    link = createVpcdLink({ simulate: true }, { log })
    readers = createPcscReaders({ log, transmitLimitMs: 1_000 })
    await readers.start()
    // The reader sees the card of the test before go a moment later.
    await readersBecome(readers, (all) => isEmpty(FIRST)(all) && isEmpty(SECOND)(all))
  })
  afterEach(async () => {
    daemon.thaw()
    await readers.stop()
    await link.stop()
    if (daemon.pid === null) await daemon.start()
  })

  test('both slots of the virtual reader are there when start has settled, and nothing after stop', async () => {
    expect(readers.code).toBeNull()
    expect(readers.readers).toEqual(VIRTUAL_READERS.map((name) => ({ name, presence: 'empty', atr: null })))
    await readers.stop()
    expect(readers.readers).toEqual([])
    await expect(readers.connect(FIRST)).rejects.toMatchObject({ code: 'PCSC_UNAVAILABLE' })
    await readers.start()
    expect(readers.readers).toHaveLength(2)
  })

  test('a card put in and taken out is told within a second, ten times', async () => {
    const card = echoCard()
    for (let turn = 0; turn < 10; turn += 1) {
      await link.insert(card)
      expect(await readersBecome(readers, hasCard(FIRST))).toBeLessThan(TOLD_MS)
      expect(readers.readers[0]?.atr).toEqual(card.atr)
      await link.remove()
      expect(await readersBecome(readers, isEmpty(FIRST))).toBeLessThan(TOLD_MS)
    }
  })

  test('two cards in two slots answer each for itself', async () => {
    const other = createVpcdLink({ simulate: true, port: VPCD_PORT + 1 }, { log })
    await link.insert(echoCard())
    await other.insert({ ...echoCard(), answer: async () => answerApdu(0x6a82) })
    await readersBecome(readers, (all) => hasCard(FIRST)(all) && hasCard(SECOND)(all))
    const lines = await Promise.all([readers.connect(FIRST), readers.connect(SECOND)])
    expect(await Promise.all(lines.map((line) => line.transmit(ECHO)))).toEqual([
      Uint8Array.of(0xca, 0xfe, 0x90, 0x00),
      Uint8Array.of(0x6a, 0x82),
    ])
    await Promise.all(lines.map((line) => line.close()))
    await other.stop()
  })

  test('an exchange: one after the other in the order asked, long answers too, and closing resets the card', async () => {
    const card = echoCard()
    await link.insert(card)
    await readersBecome(readers, hasCard(FIRST))
    const line = await readers.connect(FIRST)
    expect(line.atr).toEqual(card.atr)
    const long = new Uint8Array(600).fill(7)
    const extended = Uint8Array.of(0x80, 0x11, 0, 0, 0, 2, 0x58, ...long, 0, 0)
    const sent = [1, 2, 3].map((value) => line.transmit(Uint8Array.of(0x80, 0x10, 0, 0, 1, value, 0)))
    expect(await Promise.all(sent)).toEqual([1, 2, 3].map((value) => Uint8Array.of(value, 0x90, 0)))
    card.answer = async (command) => answerApdu(0x9000, command.subarray(7, 607))
    expect(await line.transmit(extended)).toEqual(Uint8Array.of(...long, 0x90, 0))
    const before = card.resets
    await line.close()
    await line.close()
    expect(card.resets).toBeGreaterThan(before)
    await expect(line.transmit(ECHO)).rejects.toMatchObject({ code: 'CANCELLED' })
  })

  test('no card, no such reader, and a card another program holds, are told apart', async () => {
    await expect(readers.connect(FIRST)).rejects.toMatchObject({ code: 'CARD_ABSENT' })
    await expect(readers.connect('No Such Reader')).rejects.toMatchObject({ code: 'READER_ABSENT' })
    await link.insert(echoCard())
    await readersBecome(readers, hasCard(FIRST))
    const other = createPcscReaders({ log })
    await other.start()
    const line = await other.connect(FIRST)
    await expect(readers.connect(FIRST)).rejects.toMatchObject({ code: 'CARD_BUSY' })
    const waiting = readers.connect(FIRST)
    await line.close()
    await (await waiting).close()
    await other.stop()
  })

  test('a card pulled in the middle of a command is CARD_REMOVED within a second, and the next one is used', async () => {
    await link.insert(echoCard(() => link.remove()))
    await readersBecome(readers, hasCard(FIRST))
    const line = await readers.connect(FIRST)
    const from = performance.now()
    await expect(line.transmit(ECHO)).rejects.toMatchObject({ code: 'CARD_REMOVED' })
    expect(performance.now() - from).toBeLessThan(TOLD_MS)
    await expect(line.transmit(ECHO)).rejects.toMatchObject({ code: 'CARD_REMOVED' })
    await line.close()
    await exchangeOnce()
  })

  test('a mute card is CARD_MUTE at the limit; it blocks nothing, and after it another card is used', async () => {
    await link.insert({ ...echoCard(), answer: async () => null })
    await readersBecome(readers, hasCard(FIRST))
    const line = await readers.connect(FIRST)
    await expect(line.transmit(ECHO)).rejects.toMatchObject({ code: 'CARD_MUTE' })
    await line.close()
    await exchangeOnce()
  })

  test('cancelling a command under way settles at once, and the card is free again', async () => {
    const held = Promise.withResolvers<void>()
    await link.insert(echoCard(() => held.promise))
    await readersBecome(readers, hasCard(FIRST))
    const line = await readers.connect(FIRST)
    const stop = new AbortController()
    const sent = line.transmit(ECHO, stop.signal)
    stop.abort()
    await expect(sent).rejects.toMatchObject({ code: 'CANCELLED' })
    held.resolve()
    await line.close()
    await exchangeOnce(false)
  })

  test.each(['stop', 'kill'] as const)('the daemon is ended by %s, with a line open, and comes back', async (how) => {
    await link.insert(echoCard())
    await readersBecome(readers, hasCard(FIRST))
    const line = await readers.connect(FIRST)
    await daemon[how]()
    expect(await readersBecome(readers, () => readers.code === 'PCSC_UNAVAILABLE')).toBeLessThan(TOLD_MS)
    await expect(line.transmit(ECHO)).rejects.toMatchObject({ code: 'PCSC_UNAVAILABLE' })
    await expect(readers.connect(FIRST)).rejects.toMatchObject({ code: 'PCSC_UNAVAILABLE' })
    await line.close()
    await daemon.start()
    expect(await readersBecome(readers, hasCard(FIRST))).toBeLessThan(BACK_MS)
    expect(readers.code).toBeNull()
    await exchangeOnce(false)
  })

  test('the daemon is killed in the middle of a command', async () => {
    await link.insert(echoCard(() => daemon.kill()))
    await readersBecome(readers, hasCard(FIRST))
    const line = await readers.connect(FIRST)
    await expect(line.transmit(ECHO)).rejects.toMatchObject({ code: 'PCSC_UNAVAILABLE' })
    await line.close()
  })

  test('a daemon that stands still is told within a second, holds up nothing here, and is used when it goes on', async () => {
    await link.insert(echoCard())
    await readersBecome(readers, hasCard(FIRST))
    daemon.freeze()
    expect(await readersBecome(readers, () => readers.code === 'PCSC_UNAVAILABLE')).toBeLessThan(TOLD_MS)
    daemon.thaw()
    expect(await readersBecome(readers, hasCard(FIRST))).toBeLessThan(BACK_MS)
    await exchangeOnce(false)
  })

  test('a daemon that stands still does not hold up stop', async () => {
    daemon.freeze()
    const from = performance.now()
    await readers.stop()
    expect(performance.now() - from).toBeLessThan(TOLD_MS)
  })

  test('readers come and go with the daemon', async () => {
    await daemon.stop()
    await daemon.start({ readers: false })
    await readersBecome(readers, (all) => readers.code === null && all.length === 0)
    await expect(readers.connect(FIRST)).rejects.toMatchObject({ code: 'READER_ABSENT' })
    await daemon.stop()
    await daemon.start()
    expect(await readersBecome(readers, (all) => all.length === 2)).toBeLessThan(BACK_MS)
  })

  test('no byte of a command or answer but header, length and status is in the log', async () => {
    let logged = ''
    const stream = new Writable({
      write(chunk, _, done) {
        logged += chunk
        done()
      },
    })
    const loud = createPcscReaders({ log: pino({ level: 'trace' }, stream) })
    await loud.start()
    await link.insert(echoCard())
    await readersBecome(loud, hasCard(FIRST))
    const line = await loud.connect(FIRST)
    await line.transmit(ECHO)
    await line.close()
    await loud.stop()
    expect(logged).toContain('80 10 00 00')
    expect(logged).toContain('9000')
    expect(logged).not.toMatch(/ca.?fe|202,\s*254/i)
  })

  async function exchangeOnce(insert = true): Promise<void> {
    if (insert) {
      await link.remove()
      await readersBecome(readers, isEmpty(FIRST))
      await link.insert(echoCard())
    }
    await readersBecome(readers, hasCard(FIRST))
    const line = await readers.connect(FIRST)
    expect(await line.transmit(ECHO)).toEqual(Uint8Array.of(0xca, 0xfe, 0x90, 0x00))
    await line.close()
  }
})
