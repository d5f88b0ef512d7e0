import pino from 'pino'
import { expect, test } from 'vitest'
import { createManualScheduler } from '../manual-scheduler.ts'
import { answerApdu } from './apdu.ts'
import type { ReaderView, VirtualCard } from './card-readers.ts'
import { createSimulatedReaders, type ReaderFault } from './simulated-readers.ts'

const log = pino({ enabled: false })
const READ = Uint8Array.of(0, 0xb0, 0, 0, 1)
const ANSWER = Uint8Array.of(7, 0x90, 0)

function card(): VirtualCard & { resets: number } {
  return {
    atr: Uint8Array.of(0x3b, 0),
    resets: 0,
    reset() {
      this.resets += 1
    },
    answer: async () => answerApdu(0x9000, Uint8Array.of(7)),
  }
}

async function started() {
  const scheduler = createManualScheduler()
  const readers = createSimulatedReaders({ simulate: true, name: 'R' }, { log, scheduler, transmitLimitMs: 1_000 })
  await readers.start()
  return { readers, scheduler }
}

test('it exists only where the configuration names it', () => {
  expect(() => createSimulatedReaders(undefined, { log })).toThrowError(
    expect.objectContaining({ code: 'SIMULATOR_NOT_CONFIGURED' }),
  )
})

test('readers, cards and the daemon come and go, and every change is told once', async () => {
  const { readers } = await started()
  const told: (string | null)[][] = []
  readers.subscribe((all: readonly ReaderView[]) => told.push([readers.code, ...all.map((one) => one.presence)]))
  readers.insert(card())
  readers.insert(card())
  readers.remove()
  for (const fault of ['unplug-reader', 'unplug-reader', 'replug-reader', 'daemon-stop', 'daemon-start'] as const) {
    readers.fault(fault)
  }
  await readers.stop()
  expect(told).toEqual([
    [null, 'present'],
    [null, 'empty'],
    [null, 'present'],
    [null, 'empty'],
    [null],
    [null, 'empty'],
    ['PCSC_UNAVAILABLE'],
    [null, 'empty'],
    [null],
  ])
  await expect(readers.connect('R')).rejects.toMatchObject({ code: 'PCSC_UNAVAILABLE' })
})

test('the line answers, is alone, and resets the card at both its ends', async () => {
  const { readers } = await started()
  const inserted = card()
  readers.insert(inserted)
  const before = inserted.resets
  const line = await readers.connect('R')
  expect(await line.transmit(READ)).toEqual(ANSWER)
  await expect(readers.connect('R')).rejects.toMatchObject({ code: 'CARD_BUSY' })
  await line.close()
  expect(inserted.resets).toBe(before + 2)
  await expect(line.transmit(READ)).rejects.toMatchObject({ code: 'CANCELLED' })
  await (await readers.connect('R')).close()
})

test.each([
  ['unplug-reader', 'READER_LOST', 'READER_ABSENT'],
  ['daemon-stop', 'PCSC_UNAVAILABLE', 'PCSC_UNAVAILABLE'],
] as const)('%s ends the line with %s', async (fault, code, next) => {
  const { readers, scheduler } = await started()
  readers.insert(card())
  const line = await readers.connect('R')
  readers.fault('slow', { slowMs: 500 })
  const sent = expect(line.transmit(READ)).rejects.toMatchObject({ code })
  await scheduler.advance(100)
  readers.fault(fault)
  await sent
  await expect(line.transmit(READ)).rejects.toMatchObject({ code })
  await expect(readers.connect('R')).rejects.toMatchObject({ code: next })
})

test('a card is pulled at the command asked for', async () => {
  const { readers } = await started()
  readers.insert(card())
  readers.fault('pull-card-in-exchange', { after: 2 })
  const line = await readers.connect('R')
  expect(await line.transmit(READ)).toEqual(ANSWER)
  expect(await line.transmit(READ)).toEqual(ANSWER)
  await expect(line.transmit(READ)).rejects.toMatchObject({ code: 'CARD_REMOVED' })
  await expect(readers.connect('R')).rejects.toMatchObject({ code: 'CARD_ABSENT' })
  readers.insert(card())
  expect(await (await readers.connect('R')).transmit(READ)).toEqual(ANSWER)
})

test.each([
  ['mute-card', {}, 'CARD_MUTE'],
  ['slow', { slowMs: 2_000 }, 'CARD_MUTE'],
  ['garbage', { garbageBytes: 1 }, 'CARD_MUTE'],
] as const)('%s is %s, and the card is used again when it is well', async (fault: ReaderFault, options, code) => {
  const { readers, scheduler } = await started()
  readers.insert(card())
  readers.fault(fault, options)
  const line = await readers.connect('R')
  const sent = expect(line.transmit(READ)).rejects.toMatchObject({ code })
  await scheduler.advance(2_000)
  await sent
  readers.fault('well')
  expect(await (await readers.connect('R')).transmit(READ)).toEqual(ANSWER)
})

test('garbage long enough for a status is an answer', async () => {
  const { readers } = await started()
  readers.insert(card())
  readers.fault('garbage', { garbageBytes: 3 })
  expect(await (await readers.connect('R')).transmit(READ)).toEqual(Uint8Array.of(0xa5, 0xa5, 0xa5))
})

test('cancelling settles at once and drops the line', async () => {
  const { readers } = await started()
  readers.insert(card())
  readers.fault('mute-card')
  await expect(readers.connect('R', AbortSignal.abort())).rejects.toMatchObject({ code: 'CANCELLED' })
  const line = await readers.connect('R')
  const stop = new AbortController()
  const sent = expect(line.transmit(READ, stop.signal)).rejects.toMatchObject({ code: 'CANCELLED' })
  await Promise.resolve()
  stop.abort()
  await sent
  await expect(line.transmit(READ)).rejects.toMatchObject({ code: 'CANCELLED' })
})
