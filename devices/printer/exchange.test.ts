import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { beginJob, type JobMove, type JobState, type PrintJob, stepJob } from './exchange.ts'
import type { ExchangeInput } from './move.ts'
import { automaticOf, NOTHING_WRONG } from './printer-status.ts'

const JOB: PrintJob = {
  pieces: [Uint8Array.of(1), Uint8Array.of(2), Uint8Array.of(3)],
  end: { kind: 'sensor' },
  giveUp: Uint8Array.of(9),
  unsupported: [],
}
const answer = (byte = 0x12): ExchangeInput => ({ kind: 'heard', message: { kind: 'answer', byte } })
const sensor = (byte = 0): ExchangeInput => ({ kind: 'heard', message: { kind: 'sensor', byte } })
const noise: ExchangeInput = { kind: 'heard', message: { kind: 'dropped', sizeBytes: 3 } }
const written = (piece: number): ExchangeInput => ({ kind: 'written', piece })
const silence: ExchangeInput = { kind: 'timed-out' }
const cancelled: ExchangeInput = { kind: 'cancelled' }
const lost: ExchangeInput = { kind: 'lost', code: 'PRINTER_LOST' }
const well = [answer(), answer(), answer(), answer()]
const sent = [written(0), written(1), written(2)]
const paperOut: ExchangeInput = {
  kind: 'heard',
  message: { kind: 'automatic', bytes: [...automaticOf({ ...NOTHING_WRONG, paperOut: true })] },
}

/** What was written, and how it ended; null when it goes on. */
function play(inputs: readonly ExchangeInput[], job = JOB) {
  const writes: number[][] = []
  let move: JobMove = beginJob(job)
  for (const input of [null, ...inputs]) {
    if (input && move.kind === 'go-on') move = stepJob(job, move.state, input)
    const bytes = move.kind === 'go-on' ? move.write?.bytes : move.write
    if (bytes) writes.push([...bytes])
  }
  return { writes, outcome: move.kind === 'ended' ? move.result : null }
}

const printed = { kind: 'printed' }
const notPrinted = (code: string) => ({ kind: 'not-printed', code })
const uncertain = (code: string) => ({ kind: 'uncertain', code })

test('asks, prints, hears that it is done, and asks again', () => {
  const asks = [1, 2, 3, 4].map((question) => [0x10, 0x04, question])
  expect(play([...well, ...sent, sensor(), ...well])).toEqual({
    writes: [...asks, [1], [2], [3], ...asks],
    outcome: printed,
  })
})

describe('before ink', () => {
  test.each<[string, readonly ExchangeInput[], string]>([
    ['no paper', [answer(), answer(), answer(), answer(0x72)], 'PRINTER_PAPER_OUT'],
    ['cover open', [answer(0x1a), answer(0x16), answer(), answer()], 'PRINTER_COVER_OPEN'],
    ['offline', [answer(0x1a), answer(), answer(), answer()], 'PRINTER_OFFLINE'],
    ['knife', [answer(), answer(), answer(0x1a), answer()], 'PRINTER_ERROR'],
    ['silence', [silence, silence], 'PRINTER_NOT_ANSWERING'],
    ['silence in the middle', [answer(), silence, silence], 'PRINTER_NOT_ANSWERING'],
    ['noise twice', [noise, answer(), noise], 'PRINTER_NOT_ANSWERING'],
    ['the plug', [answer(), lost], 'PRINTER_LOST'],
    ['a change of mind', [answer(), cancelled], 'CANCELLED'],
    ['a change of mind while it is made ready', [...well, cancelled, written(0)], 'CANCELLED'],
    ['the plug while it is made ready', [...well, lost], 'PRINTER_LOST'],
    ['time', [{ kind: 'out-of-time' }], 'PRINTER_NOT_ANSWERING'],
    ['no paper while it is made ready', [...well, paperOut], 'PRINTER_PAPER_OUT'],
  ])('%s: surely not printed', (_, inputs, code) => {
    const { outcome, writes } = play(inputs)
    expect(outcome).toEqual(notPrinted(code))
    expect(writes).not.toContainEqual([2])
  })
})

describe('with ink', () => {
  const begun = [...well, written(0)]
  test.each<[string, readonly ExchangeInput[], string]>([
    ['the plug', [...begun, lost], 'PRINTER_LOST'],
    ['the roll ends', [...begun, paperOut], 'PRINTER_PAPER_OUT'],
    ['the line takes no more', [...begun, silence], 'PRINTER_NOT_ANSWERING'],
    ['a change of mind', [...begun, cancelled, written(1)], 'CANCELLED'],
    ['time', [...begun, { kind: 'out-of-time' }], 'PRINTER_NOT_ANSWERING'],
    ['the roll ended, says the last word', [...well, ...sent, sensor(0x0c)], 'PRINTER_PAPER_OUT'],
    [
      'no last word, because the knife is stuck',
      [...well, ...sent, silence, answer(), answer(), answer(0x1a), answer()],
      'PRINTER_ERROR',
    ],
    ['a last word, and then nothing more', [...well, ...sent, sensor(), silence, silence], 'PRINTER_NOT_ANSWERING'],
    ['a last word that was the plug being pulled', [...well, ...sent, sensor(), noise, lost], 'PRINTER_LOST'],
    [
      'a last word, and no paper',
      [...well, ...sent, sensor(), answer(), answer(), answer(), answer(0x72)],
      'PRINTER_PAPER_OUT',
    ],
    ['silence for good', [...well, ...sent, ...Array<ExchangeInput>(60).fill(silence)], 'PRINTER_NOT_ANSWERING'],
  ])('%s: uncertain', (_, inputs, code) => {
    expect(play(inputs).outcome).toEqual(uncertain(code))
  })

  test('given up between two pieces, what is out is fed and cut, and nothing more is printed', () => {
    expect(play([...begun, cancelled, written(1)]).writes.slice(4)).toEqual([[1], [2], [9]])
  })

  test('a busy printer is waited for as long as it answers', () => {
    const round = [silence, ...well]
    const waiting = Array.from({ length: 50 }, () => round).flat()
    expect(play([...well, ...sent, ...waiting]).outcome).toBeNull()
    expect(play([...well, ...sent, ...waiting, sensor(), ...well]).outcome).toEqual(printed)
  })

  test('the last word in the middle of a round: its answers are still taken in order', () => {
    expect(play([...well, ...sent, silence, answer(), sensor(), answer(), answer(), answer()]).outcome).toEqual(printed)
  })

  test('the last word before the word that the last piece has left', () => {
    expect(play([...well, written(0), written(1), sensor(), written(2), ...well]).outcome).toEqual(printed)
  })

  test('a last word too early is none', () => {
    expect(play([...well, written(0), sensor(), written(1), written(2)]).outcome).toBeNull()
  })
})

describe('a printer that', () => {
  test('answers not all questions is asked the others', () => {
    const inputs = [answer(), silence, answer(), silence, answer(), answer()]
    expect(play(inputs).writes.map((bytes) => bytes[2])).toEqual([1, 2, 1, 3, 1, 4, undefined])
    expect(play([answer(), answer()], { ...JOB, unsupported: [2, 3] }).writes.at(-1)).toEqual([1])
  })

  test('answers nothing is sent everything, and is never known to have printed', () => {
    const oneWay = { ...JOB, end: null }
    expect(play(sent, oneWay)).toEqual({ writes: [[1], [2], [3]], outcome: uncertain('PRINTER_NOT_ANSWERING') })
  })

  test('knows process ids is done when it says this one', () => {
    const job: PrintJob = { ...JOB, end: { kind: 'process', id: '0042' } }
    const said = (id: string): ExchangeInput => ({ kind: 'heard', message: { kind: 'process', id } })
    expect(play([...well, ...sent, said('0041'), ...well, sensor(0), ...well], job).outcome).toBeNull()
    expect(play([...well, ...sent, said('0042'), ...well], job).outcome).toEqual(printed)
  })
})

test('whatever comes in whatever order, it writes each piece at most once, and says printed only after the last word', () => {
  const inputs = fc.constantFrom<ExchangeInput>(
    answer(),
    answer(0x72),
    sensor(),
    noise,
    silence,
    cancelled,
    written(0),
    written(1),
    written(2),
    paperOut,
  )
  fc.assert(
    fc.property(fc.array(inputs, { maxLength: 60 }), (rest) => {
      const played = [...well, ...rest]
      const { writes, outcome } = play(played)
      const pieces = writes.filter(([first, second]) => first !== 9 && second === undefined).map(([piece]) => piece)
      expect(pieces).toEqual([1, 2, 3].slice(0, pieces.length))
      if (outcome?.kind === 'printed') expect(rest).toContainEqual(sensor())
      if (outcome?.kind === 'not-printed') expect(pieces.length).toBeLessThan(2)
    }),
    { seed: 20221209, numRuns: 1_000 },
  )
})

test('every state takes every input', () => {
  const states: JobState[] = []
  for (let count = 0; count < well.length + sent.length + 4; count += 1) {
    let move = beginJob(JOB)
    for (const input of [...well, ...sent, silence, ...well].slice(0, count)) {
      if (move.kind === 'go-on') move = stepJob(JOB, move.state, input)
    }
    if (move.kind === 'go-on') states.push(move.state)
  }
  expect(new Set(states.map(({ step }) => step)).size).toBe(3)
  for (const state of states) {
    for (const input of [answer(), sensor(), noise, silence, cancelled, written(1), lost, paperOut]) {
      expect(stepJob(JOB, state, input).kind).toMatch(/^(go-on|ended)$/)
    }
  }
})
