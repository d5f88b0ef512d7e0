import { pino } from 'pino'
import { expect, test } from 'vitest'
import { createManualScheduler } from '../manual-scheduler.ts'
import { createPcscLine } from './pcsc-line.ts'
import type { PcscRequest } from './pcsc-messages.ts'
import type { PcscOutcome, PcscProcess } from './pcsc-process.ts'

const LIMIT_MS = 1_000
const COMMAND = Uint8Array.of(0x00, 0xb0, 0, 0, 0)
const OK = Uint8Array.of(0x90, 0x00)

/** A line whose child answers when the test lets it; `sent` are the first bytes of the commands that reached the card. */
function open() {
  const scheduler = createManualScheduler()
  const sent: number[] = []
  const answers: ((outcome: PcscOutcome<never>) => void)[] = []
  let killed = 0
  const process: PcscProcess = {
    pid: 1,
    gone: new Promise(() => {}),
    request(request: PcscRequest) {
      if (request.kind === 'transmit') sent.push(request.command[0] ?? -1)
      return new Promise((resolve) => answers.push(resolve as never))
    },
    kill: () => {
      killed += 1
    },
  }
  const line = createPcscLine({
    process,
    raw: { line: 1, atr: new Uint8Array(), protocol: 2 },
    readerName: 'A',
    transmitLimitMs: LIMIT_MS,
    scheduler,
    log: pino({ level: 'silent' }),
    diagnose: async () => 'CARD_MUTE',
  })
  const answer = async (outcome: PcscOutcome<Uint8Array>) => {
    answers.shift()?.(outcome as never)
    await scheduler.settle()
  }
  return { line, scheduler, sent, answer, killed: () => killed }
}

test('a command waits until the one before it was answered', async () => {
  const { line, scheduler, sent, answer } = open()
  const both = Promise.all([line.transmit(COMMAND), line.transmit(Uint8Array.of(0x80, 0, 0, 0))])
  await scheduler.settle()
  expect(sent).toEqual([0x00])
  await answer({ kind: 'done', value: OK })
  expect(sent).toEqual([0x00, 0x80])
  await answer({ kind: 'done', value: OK })
  expect(await both).toEqual([OK, OK])
})

test('a card that is mute is given up with the child that waits for it, and is asked nothing more', async () => {
  const { line, scheduler, sent, killed } = open()
  const first = expect(line.transmit(COMMAND)).rejects.toMatchObject({ code: 'CARD_MUTE' })
  const second = expect(line.transmit(COMMAND)).rejects.toMatchObject({ code: 'CARD_MUTE' })
  await scheduler.advance(LIMIT_MS)
  await Promise.all([first, second])
  await expect(line.transmit(COMMAND)).rejects.toMatchObject({ code: 'CARD_MUTE' })
  expect(sent).toHaveLength(1)
  expect(killed()).toBe(1)
})

test('after a card was pulled the line is dead: another card laid meanwhile is not spoken to', async () => {
  const { line, scheduler, sent, answer } = open()
  const pulled = expect(line.transmit(COMMAND)).rejects.toMatchObject({ code: 'CARD_REMOVED' })
  await scheduler.settle()
  await answer({ kind: 'refused', words: 'Card was removed' })
  await pulled
  await expect(line.transmit(COMMAND)).rejects.toMatchObject({ code: 'CARD_REMOVED' })
  expect(sent).toHaveLength(1)
})
