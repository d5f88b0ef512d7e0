import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { TRANSMIT_LIMIT_MS } from '../port/pcsc/pcsc-readers.ts'
import { READ_LIMIT_MS } from './driver.ts'
import type { CitizenCardFault } from './simulator.ts'
import { bothKeys, canKey, loadReadingCode, mrzKey, started } from './testing/card-bed.ts'

beforeAll(loadReadingCode)

describe('a card that goes wrong at any command', () => {
  const codes: readonly (readonly [CitizenCardFault, string])[] = [
    ['pulled', 'CARD_REMOVED'],
    ['mute', 'CARD_MUTE'],
    ['garbage', 'CHIP_PROTOCOL'],
  ]
  test.each(codes)('%s: %s, and the next reading is whole', async (fault, code) => {
    const { simulator, driver, readers, counts, scheduler } = await started()
    for (let afterApdus = 0; afterApdus < 16; afterApdus += 1) {
      simulator.behave([fault], afterApdus)
      const refused = expect(driver.readChip({ keys: canKey(simulator) }), `${afterApdus}`).rejects.toMatchObject({
        code,
      })
      // A mute card is waited for, at its first long command twice.
      await scheduler.advance(2 * TRANSMIT_LIMIT_MS)
      await refused
      simulator.behave([])
      readers.insert(simulator)
      expect(counts.open).toBe(0)
    }
    expect(await driver.readChip({ keys: canKey(simulator) })).toMatchObject({ genuine: 'chip-authentication' })
    await driver.stop()
  })

  test('the session dropped by the chip in the clear: CHIP_PROTOCOL; only right after chip authentication is it what a copy does', async () => {
    const { simulator, driver, readers } = await started()
    const afterChipAuthentication = 11
    for (let after = 7; after < 16; after += 1) {
      let count = -1
      const dropping = {
        ...simulator,
        reset: () => simulator.reset(),
        answer: async (command: Uint8Array) => {
          count += 1
          return count === after ? Uint8Array.of(0x69, 0x88) : simulator.answer(command)
        },
      }
      readers.insert(dropping)
      const told = await driver.readChip({ keys: canKey(simulator) }).then(
        ({ genuine }) => genuine,
        ({ code }) => code,
      )
      expect(told, `${after}`).toBe(after === afterChipAuthentication ? 'failed' : 'CHIP_PROTOCOL')
    }
    readers.insert(simulator)
    expect(await driver.readChip({ keys: canKey(simulator) })).toMatchObject({ genuine: 'chip-authentication' })
    await driver.stop()
  })

  test('any bytes in place of any answer: a named fault or a reading, never anything else, and the next reading is whole', async () => {
    const { simulator, driver, readers } = await started()
    const bend = fc.oneof(
      fc.uint8Array({ minLength: 2, maxLength: 400 }).map((bytes) => () => bytes),
      fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })).map(([at, flip]) => (answer: Uint8Array) => {
        const flipped = Uint8Array.from(answer)
        flipped[at % flipped.length]! ^= flip
        return flipped
      }),
      fc
        .nat()
        .map((length) => (answer: Uint8Array) => answer.subarray(0, 2 + (length % Math.max(1, answer.length - 2)))),
      fc
        .constantFrom(0x9000, 0x6a82, 0x6700, 0x6283, 0x6fff)
        .map((status) => () => Uint8Array.of(status >> 8, status & 0xff)),
    )
    await fc.assert(
      fc.asyncProperty(fc.nat(15), bend, async (index, bent) => {
        let count = -1
        readers.insert({
          atr: simulator.atr,
          reset: () => simulator.reset(),
          async answer(command) {
            const answer = (await simulator.answer(command))!
            count += 1
            return count === index ? bent(answer) : answer
          },
        })
        const told = await driver.readChip({ keys: bothKeys(simulator) }).then(
          ({ mrz }) => mrz.length,
          ({ code }) => code,
        )
        expect([
          90,
          'CHIP_PROTOCOL',
          'CHIP_FILE_INVALID',
          'CHIP_ACCESS_DENIED',
          'CHIP_NOT_CITIZEN_CARD',
          'CARD_MUTE',
        ]).toContain(told)
      }),
      { seed: 20221209, numRuns: 200 },
    )
    readers.insert(simulator)
    expect(await driver.readChip({ keys: canKey(simulator) })).toMatchObject({ genuine: 'chip-authentication' })
    await driver.stop()
  })

  test('slow beyond the limit: TIMED_OUT, and the next reading is whole', async () => {
    const { simulator, driver, scheduler, counts } = await started({ faults: ['slow'], slowMs: 4_000 })
    const refused = expect(driver.readChip({ keys: canKey(simulator) })).rejects.toMatchObject({ code: 'TIMED_OUT' })
    await scheduler.advance(READ_LIMIT_MS)
    await refused
    simulator.behave([])
    expect(await driver.readChip({ keys: canKey(simulator) })).toMatchObject({ access: 'pace-can' })
    expect([scheduler.pending, counts.open]).toEqual([1, 0])
    await driver.stop()
  })

  test('slow within the limit is read', async () => {
    const { simulator, driver, scheduler } = await started({ faults: ['slow'], slowMs: 1_000 })
    const reading = driver.readChip({ keys: canKey(simulator) })
    await scheduler.advance(READ_LIMIT_MS - 1)
    expect(await reading).toMatchObject({ access: 'pace-can' })
    await driver.stop()
  })

  test('cancelled: at once, and the next reading is whole', async () => {
    const { simulator, driver, scheduler, counts } = await started({ faults: ['slow'] })
    const cancel = new AbortController()
    const refused = expect(driver.readChip({ keys: canKey(simulator) }, cancel.signal)).rejects.toMatchObject({
      code: 'CANCELLED',
    })
    await scheduler.advance(3_500)
    cancel.abort()
    await refused
    simulator.behave([])
    expect(await driver.readChip({ keys: canKey(simulator) })).toMatchObject({ access: 'pace-can' })
    expect(counts.open).toBe(0)
    await expect(driver.readChip({ keys: canKey(simulator) }, cancel.signal)).rejects.toMatchObject({
      code: 'CANCELLED',
    })
    await driver.stop()
  })

  test('the driver stopped meanwhile: CANCELLED', async () => {
    const { simulator, driver, scheduler } = await started({ faults: ['slow'] })
    const refused = expect(driver.readChip({ keys: canKey(simulator) })).rejects.toMatchObject({ code: 'CANCELLED' })
    await scheduler.advance(1_500)
    await driver.stop()
    await refused
    expect(driver.standing).toEqual({ state: 'off', code: null, name: null })
  })

  test('two readings asked for at once are had one after the other', async () => {
    const { simulator, driver, counts } = await started()
    const readings = [driver.readChip({ keys: canKey(simulator) }), driver.readChip({ keys: mrzKey(simulator) })]
    expect((await Promise.all(readings)).map(({ access }) => access)).toEqual(['pace-can', 'pace-mrz'])
    expect(counts.open).toBe(0)
    await driver.stop()
  })
})
