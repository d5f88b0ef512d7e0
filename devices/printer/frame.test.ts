import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  askPaperSensor,
  askProcessId,
  askStatus,
  BAND_ROWS,
  enableAutomaticStatus,
  finishPaper,
  initialise,
  rasterBands,
  STATUS_QUESTIONS,
} from './frame.ts'
import { createMechanism, type PrintedPaper } from './mechanism.ts'
import {
  answerTo,
  automaticOf,
  isStopped,
  NOTHING_WRONG,
  type PrinterStatus,
  paperSensorOf,
  sensorSaysPaperOut,
  statusOfAutomatic,
  troubleOf,
  withAnswer,
} from './printer-status.ts'

/** The bytes as the ESC/POS Command Reference prints them. */
test.each([
  ['DLE EOT 1', askStatus(1), '100401'],
  ['DLE EOT 4', askStatus(4), '100404'],
  ['ESC @', initialise(), '1b40'],
  ['GS a', enableAutomaticStatus(), '1d610e'],
  ['GS V 66', finishPaper(true), '1d564218'],
  ['ESC d', finishPaper(false), '1b6404'],
  ['GS r 1', askPaperSensor(), '1d7201'],
  ['GS ( H', askProcessId('0042'), '1d28480600303030303432'],
  [
    'GS v 0',
    rasterBands({ widthDots: 16, heightDots: 2, bits: Uint8Array.of(1, 2, 3, 4) })[0]!,
    '1d7630000200020001020304',
  ],
])('%s', (_, bytes, hex) => {
  expect(Buffer.from(bytes).toString('hex')).toBe(hex)
})

test('a picture in bands is the picture again in the printer, bit for bit, however it is cut on the way', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 3 * BAND_ROWS }),
      fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 20 }),
      fc.infiniteStream(fc.nat(255)),
      (heightDots, sizes, dots) => {
        // No DLE: a picture is made without real-time commands (raster.ts).
        const bits = Uint8Array.from({ length: 48 * heightDots }, () => dots.next().value & 0xef)
        const papers: PrintedPaper[] = []
        const mechanism = createMechanism({
          widthDots: 384,
          cutter: true,
          automaticStatus: true,
          questions: STATUS_QUESTIONS,
          working: () => true,
          reply: () => {},
          paperOut: (paper) => papers.push(paper),
        })
        const sent = Buffer.concat([
          initialise(),
          ...rasterBands({ widthDots: 384, heightDots, bits }),
          finishPaper(true),
        ])
        let from = 0
        for (const sizeBytes of [...sizes, sent.length]) {
          mechanism.receive(sent.subarray(from, from + sizeBytes))
          mechanism.work(Number.POSITIVE_INFINITY)
          from += sizeBytes
        }
        expect(papers).toHaveLength(1)
        expect(Buffer.from(papers[0]!.bits.subarray(0, bits.length)).equals(bits)).toBe(true)
        expect(papers[0]!.bits.subarray(bits.length).every((byte) => byte === 0)).toBe(true)
        expect(mechanism.strayBytes).toBe(0)
      },
    ),
    { seed: 20221209, numRuns: 50 },
  )
})

describe('the status', () => {
  const statuses = fc.record({
    offline: fc.boolean(),
    coverOpen: fc.boolean(),
    paperOut: fc.boolean(),
    paperLow: fc.boolean(),
    error: fc.boolean(),
  })

  test('is read as it was said, asked for or sent by itself', () => {
    fc.assert(
      fc.property(statuses, (status) => {
        const said: PrinterStatus = { ...status, offline: isStopped(status) }
        const asked = STATUS_QUESTIONS.reduce(
          (known, question) => withAnswer(known, question, answerTo(question, status)),
          NOTHING_WRONG,
        )
        expect(asked).toEqual(said)
        expect(statusOfAutomatic([...automaticOf(status)])).toEqual(said)
        expect(sensorSaysPaperOut(paperSensorOf(status.paperLow, status.paperOut))).toBe(status.paperOut)
      }),
      { seed: 20221209, numRuns: 64 },
    )
  })

  test.each<[Partial<PrinterStatus>, string | null]>([
    [{}, null],
    [{ paperLow: true }, null],
    [{ offline: true }, 'PRINTER_OFFLINE'],
    [{ offline: true, error: true }, 'PRINTER_ERROR'],
    [{ offline: true, error: true, paperOut: true }, 'PRINTER_PAPER_OUT'],
    [{ offline: true, paperOut: true, coverOpen: true }, 'PRINTER_COVER_OPEN'],
  ])('%j is %s', (status, code) => {
    expect(troubleOf({ ...NOTHING_WRONG, ...status })).toBe(code)
  })

  test.each([
    ['knife', 3, 0x1a],
    ['too hot, recovers by itself', 3, 0x52],
    ['unrecoverable', 3, 0x32],
    ['recoverable', 3, 0x16],
    ['error named with the cause of offline', 2, 0x52],
  ] as const)('an error is an error: %s', (_, question, byte) => {
    expect(troubleOf(withAnswer(NOTHING_WRONG, question, byte))).toBe('PRINTER_ERROR')
  })
})
