import { afterEach, describe, expect, test } from 'vitest'
import { DEVICE_BEDS, type DeviceBed, MISHAPS, type Mishap } from '../harness/device-beds.ts'

/**
 * Every driver, with its real bytes and real time, against everything that happens to devices at a counter (issue "Real devices", shown by).
 * `told`: the port says within a second that the device cannot be used. `met`: it is found out by using it; that use ends in a fault, never in silence.
 * `borne`: the device still does its work. `never`: cannot happen to it. The states of the flows that use them have their own table (flows/device-table.test.ts).
 */
type Expectation = 'told' | 'met' | 'borne' | 'never'
const TABLE: Readonly<Record<string, Readonly<Record<Mishap, Expectation>>>> = {
  // A scanner is asked nothing: one that hangs is one before which nobody holds a card.
  scanner: { unplugged: 'told', hung: 'never', garbage: 'borne', slow: 'borne', 'daemon restart': 'never' },
  // What is no certificate is skipped and named; the certificate beside it signs.
  token: { unplugged: 'told', hung: 'told', garbage: 'borne', slow: 'borne', 'daemon restart': 'told' },
  'citizen card': { unplugged: 'told', hung: 'met', garbage: 'met', slow: 'borne', 'daemon restart': 'told' },
  'SIM in a reader': { unplugged: 'told', hung: 'met', garbage: 'met', slow: 'borne', 'daemon restart': 'told' },
  modem: { unplugged: 'told', hung: 'met', garbage: 'borne', slow: 'borne', 'daemon restart': 'never' },
  printer: { unplugged: 'told', hung: 'told', garbage: 'told', slow: 'borne', 'daemon restart': 'never' },
}

const TOLD_WITHIN_MS = 1_000
/** A vendor's module may take seconds to look at a new token; only after that it is called hung. Whoever signs meanwhile sees that the machine waits. */
const MODULE_HUNG_WITHIN_MS = 5_500
const BACK_WITHIN_MS = 2_000
/** A busy machine takes its time to run the test itself; the drivers' own tests hold the limits on a clock of their own. */
const SLACK_MS = 700

let bed: DeviceBed | null = null

afterEach(async () => {
  await bed?.stop()
  bed = null
})

test('the table names every device and every mishap', () => {
  expect(Object.keys(TABLE).sort()).toEqual(Object.keys(DEVICE_BEDS).sort())
  for (const row of Object.values(TABLE)) expect(Object.keys(row).sort()).toEqual([...MISHAPS].sort())
})

describe.each(Object.entries(DEVICE_BEDS))('%s', (device, make) => {
  const cells = MISHAPS.flatMap((mishap) => {
    const expected = TABLE[device]?.[mishap] ?? 'never'
    return expected === 'never' ? [] : [[mishap, expected] as const]
  })

  test.each(cells)('%s: %s, and afterwards it works without a restart', async (mishap, expected) => {
    bed = await make()
    const { isReady, use, strike } = bed
    await expect.poll(isReady, { timeout: BACK_WITHIN_MS }).toBe(true)
    await use()
    const putRight = await (strike[mishap] ?? (() => Promise.reject(new Error('no such mishap'))))()
    if (expected === 'told')
      await expect.poll(isReady, { timeout: toldWithin(device, mishap) + SLACK_MS, interval: 20 }).toBe(false)
    if (expected === 'met') await expect(use()).rejects.toThrow()
    if (expected === 'borne') await expect.poll(isReady, { timeout: BACK_WITHIN_MS + SLACK_MS }).toBe(true)
    if (expected === 'borne') await use()
    await putRight()
    await expect.poll(isReady, { timeout: BACK_WITHIN_MS + SLACK_MS, interval: 20 }).toBe(true)
    await use()
  })

  test('the table leaves out nothing that can happen to it', async () => {
    bed = await make()
    const possible = Object.keys(bed.strike).sort()
    expect(cells.map(([mishap]) => mishap as string).sort()).toEqual(possible)
  })
})

function toldWithin(device: string, mishap: Mishap): number {
  return device === 'token' && mishap === 'hung' ? MODULE_HUNG_WITHIN_MS : TOLD_WITHIN_MS
}
