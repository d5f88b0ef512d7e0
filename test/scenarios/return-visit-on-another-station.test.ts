import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { registerOnce } from '../../kiosk/headless/register-once.ts'
import { returnOnce } from '../../kiosk/headless/return-once.ts'
import type { Settings } from '../../kiosk/settings.ts'
import { openWiredStation, type WiredStation } from '../../kiosk/wire-station.ts'
import { answersOf, personCalled } from './every-method/answers-of.ts'
import { type Country, openCountry, type Portal, packetAt, sync } from './every-method/country.ts'

/** The line was down when the citizen came: what one scan and one code do later, at another station. Real central on PostgreSQL, real sandbox, real stations, the screen's own flows. */
let country: Country
let portal: Portal
beforeAll(async () => {
  country = await openCountry()
  portal = await country.openPortal({
    kind: 'assisted',
    lanes: 2,
    verification: { retryDelaysMs: [50], sweepEveryMs: 200 },
  })
}, 240_000)
afterAll(async () => {
  await portal.close()
  await country.close()
})

function at<T>(settings: Settings, work: (wired: WiredStation) => Promise<T>): Promise<T> {
  const wired = openWiredStation(settings, 'test')
  return work(wired).finally(() => wired.close())
}

/** Somebody registers at the first station while the line is down. */
async function registeredOffline(key: string, method: 'mobile' | 'social-insurance' = 'mobile') {
  const [home, other] = portal.stations as [Settings, Settings]
  const answers = answersOf(personCalled(key), method)
  await portal.stopCentral()
  const taken = await registerOnce(home, answers)
  await portal.startCentral()
  expect([taken.outcome, taken.faults]).toEqual(['pending', ['OTP_DEFERRED']])
  if (!taken.receipt || !taken.packetId) throw new Error('no receipt')
  return { home, other, answers, receipt: taken.receipt, packetId: taken.packetId }
}

/** Carries and pulls until the packet stands so at its own station: central looks at it in its own time. */
async function synced(settings: Settings, packetId: string, state: string) {
  await expect
    .poll(
      async () => {
        await sync(settings)
        return (await packetAt(settings, packetId))?.state
      },
      { timeout: 15_000 },
    )
    .toBe(state)
}

describe('a registration taken down without the line', () => {
  test('is finished at another station with the QR and one code; its own station is told', async () => {
    const { home, other, answers, receipt, packetId } = await registeredOffline('own-name-viettel')
    await synced(home, packetId, 'waiting-for-citizen')
    const [callBack] = await at(home, ({ returns }) => returns.callBacks())
    expect(callBack).toMatchObject({ packetId, receiptNumber: receipt.number, method: 'mobile' })

    const back = await returnOnce(other, receipt.qr, answers)
    expect(back).toMatchObject({ outcome: 'accepted', ial: 2, packetId, receipt: { number: receipt.number } })
    await synced(home, packetId, 'accepted')
    expect(await at(home, ({ returns }) => returns.callBacks())).toEqual([])
    // Scanned once more anywhere: told, and no code is sent.
    expect(await returnOnce(other, receipt.qr, { ...answers, otp: '000000' })).toMatchObject({ outcome: 'accepted' })
  })

  test('is not known elsewhere before its station has sent it; at its own one scan sends it and one code ends it', async () => {
    const { home, other, answers, receipt, packetId } = await registeredOffline('own-name-vietnamobile')
    expect(await returnOnce(other, receipt.qr, answers)).toMatchObject({
      outcome: 'refused',
      faults: ['RECEIPT_UNKNOWN'],
    })
    expect(await returnOnce(home, receipt.number, answers)).toMatchObject({ outcome: 'accepted', packetId })
    await synced(home, packetId, 'accepted')
  })

  test('waits while the line is down again, and the receipt stays good', async () => {
    const { home, other, answers, receipt, packetId } = await registeredOffline(
      'card-2024-eleven-fields',
      'social-insurance',
    )
    await synced(home, packetId, 'waiting-for-citizen')
    await portal.stopCentral()
    expect(await returnOnce(other, receipt.qr, answers)).toMatchObject({ outcome: 'faulted', faults: ['LINE_DOWN'] })
    expect(await at(home, ({ returns }) => returns.countWaiting())).toBe(1)
    await portal.startCentral()
    expect(await returnOnce(other, receipt.qr, answers)).toMatchObject({ outcome: 'accepted' })
  })
})
