import { describe, expect, test } from 'vitest'
import { CHIP_READ_LIMIT_MS, CHIP_SILENCE_MS } from '../base/delays.ts'
import type { ChipKey } from '../ports/card.port.ts'
import { provideReadCard } from '../provide/provide-devices.ts'
import type { CitizenCard } from '../rules/card-qr.ts'
import { readMrz } from '../rules/mrz.ts'
import { driveDevice, settle } from '../testing/device-driver.ts'
import { createFakeDevices, sampleReading } from '../testing/fake-devices.ts'
import { CHIP_FAILURES_MAX } from './chip-failure.ts'
import { keyOfIdNumber } from './chip-keys.ts'
import type { ReadCardInput } from './read-card.flow.ts'

const CAN: ChipKey = { kind: 'can', can: '001234' }
const CARD: CitizenCard = {
  idNumber: '046204001234',
  oldIdNumber: null,
  fullName: 'Lê Văn Mâu',
  birthDate: '2004-02-29',
  sex: 'male',
  residence: null,
  issuedOn: '2021-08-20',
  cancelledIdNumber: null,
  father: null,
  mother: null,
  generation: 'cccd-2021',
  warnings: [],
}

function start(change: Partial<ReadCardInput> = {}) {
  const devices = createFakeDevices()
  const driver = driveDevice(provideReadCard(devices.ports), {
    keys: [CAN],
    card: null,
    mrz: null,
    today: '2026-11-22',
    ...change,
  })
  const context = () => driver.actor.getSnapshot().context
  const output = () => driver.actor.getSnapshot().output
  return { devices, driver, context, output }
}

describe('reading a card', () => {
  test('waits for the card, reads it, shows it, gives the facts with a ticket for the portrait', async () => {
    const { devices, driver, context, output } = start()
    expect(driver.view().screen).toBe('card-wait')
    devices.card.become('present', null)
    expect(driver.view().screen).toBe('card-reading')
    expect(context().progress).toEqual({ step: 'reading', readBytes: 100, totalBytes: 400 })
    await driver.reach('read')
    expect(driver.view().screen).toBe('card-read')
    driver.send({ type: 'user.confirmed' })
    expect(output()).toMatchObject({ kind: 'read', facts: { access: 'pace-can', portrait: { sizeBytes: 4 } } })
    const handle = context().facts?.portrait?.handle
    expect(handle && devices.portraits.redeem(handle)).toEqual(Uint8Array.of(0xff, 0xd8, 0xff, 0xd9))
  })

  test('the portrait stands in no snapshot and in no context', async () => {
    const { devices, driver, context } = start()
    devices.card.become('present', null)
    await driver.reach('read')
    expect(context().facts).not.toHaveProperty('portrait.image')
    expect(JSON.stringify(driver.actor.getPersistedSnapshot())).not.toContain('255')
  })

  test('a scanned card gives the key, and its differences from the chip are shown', async () => {
    const { devices, driver, context } = start({ keys: null, card: CARD })
    devices.card.become('present', null)
    await driver.reach('read')
    expect(devices.card.keysTried).toEqual([[{ kind: 'can', can: '001234' }]])
    expect(context().differences.find(({ field }) => field === 'fullName')).toMatchObject({ grade: 'marks-differ' })
    expect(context().differences.find(({ field }) => field === 'birthDate')).toMatchObject({ grade: 'same' })
  })

  test('without a key the person is asked, and a key of the wrong shape is not spent on the chip', () => {
    const { devices, driver, context } = start({ keys: null })
    devices.card.become('present', null)
    expect(driver.view().screen).toBe('card-key')
    driver.send({ type: 'user.chipKeyGiven', key: { kind: 'can', can: '12' } })
    expect(context().problem).toBe('ID_NUMBER_FORMAT')
    driver.send({
      type: 'user.chipKeyGiven',
      key: { kind: 'mrz', documentNumber: '204001234', birthDate: '040229', expiryDate: 'x' },
    })
    expect(context().problem).toBe('MRZ_FORMAT')
    expect(devices.card.keysTried).toEqual([])
    driver.send({ type: 'user.chipKeyGiven', key: CAN })
    expect(driver.state()).toBe('reading')
  })

  test('the QR scanned on the key screen gives the key', () => {
    const { devices, driver } = start({ keys: null })
    devices.card.become('present', null)
    driver.send({ type: 'scanner.scanned', card: CARD })
    expect(driver.state()).toBe('reading')
  })

  test('the MRZ scanned on the key screen gives both keys, and is compared', async () => {
    const { devices, driver, context } = start({ keys: null })
    const reading = readMrz(sampleReading().mrz, '2026-11-22')
    if (reading.kind !== 'mrz') throw new Error('the sample MRZ must hold')
    driver.send({ type: 'scanner.mrzScanned', mrz: reading.mrz })
    devices.card.become('present', null)
    await driver.reach('read')
    expect(devices.card.keysTried).toEqual([
      [
        { kind: 'can', can: '001234' },
        { kind: 'mrz', documentNumber: '204001234', birthDate: '040229', expiryDate: '290228' },
      ],
    ])
    expect(context().differences.find(({ field }) => field === 'idNumber')?.values).toHaveProperty('mrz')
  })

  test('a key the chip refuses is asked for anew and not tried again', async () => {
    const { devices, driver, context } = start()
    devices.card.read.next({ raise: 'CHIP_ACCESS_DENIED' })
    devices.card.become('present', null)
    await driver.reach('needingKey')
    expect(context()).toMatchObject({ problem: 'CHIP_ACCESS_DENIED', keys: [] })
    expect(driver.send({ type: 'user.confirmed' })).toBe(false)
  })

  test('pulled while it is read: told at once, read again when laid again, with the same key', async () => {
    const { devices, driver, context } = start()
    devices.card.read.next('hang')
    devices.card.become('present', null)
    devices.card.become('empty', null)
    expect(driver.state()).toBe('waitingForCard')
    expect(context().notice).toBe('CARD_REMOVED')
    devices.card.become('present', null)
    await driver.reach('read')
    expect(devices.card.keysTried).toEqual([[CAN], [CAN]])
  })

  test.each(['CARD_REMOVED', 'READER_LOST', 'PCSC_UNAVAILABLE'] as const)(
    'the reading hears %s before the reader tells: no loop on what lies there no more',
    async (raise) => {
      const { devices, driver, context } = start()
      devices.card.read.next({ raise })
      devices.card.become('present', null)
      await driver.reach('waitingForCard')
      expect(context()).toMatchObject({ notice: raise, failures: 0 })
      expect(devices.card.keysTried).toHaveLength(1)
      devices.card.become('no-reader', 'READER_LOST')
      devices.card.become('present', null)
      await driver.reach('read')
    },
  )

  test('a portrait that arrives after the card was pulled is overwritten and not kept', async () => {
    const { devices, driver } = start()
    const reading = sampleReading()
    let answer: (given: typeof reading) => void = () => undefined
    devices.ports.card.readChip = () => new Promise((resolve) => (answer = resolve))
    devices.card.become('present', null)
    devices.card.become('empty', null)
    answer(reading)
    await settle()
    expect(driver.state()).toBe('waitingForCard')
    expect(reading.portrait?.image).toEqual(new Uint8Array(4))
    expect(devices.portraits.count).toBe(0)
  })

  test.each(['CARD_MUTE', 'CARD_BUSY', 'CHIP_NOT_CITIZEN_CARD'] as const)(
    '%s asks to lay the card again and does not loop while it lies there',
    async (raise) => {
      const { devices, driver, context } = start()
      devices.card.read.next({ raise })
      devices.card.become('present', null)
      await driver.reach('waitingForCard')
      expect(context().problem).toBe(raise)
      devices.card.become('present', null)
      expect(driver.state()).toBe('waitingForCard')
      expect(devices.card.keysTried).toHaveLength(1)
      devices.card.become('empty', null)
      devices.card.become('present', null)
      await driver.reach('read')
    },
  )

  test.each(['CHIP_PROTOCOL', 'CHIP_FILE_INVALID', 'TIMED_OUT'] as const)(
    '%s is tried again by Enter, and ends after the last try',
    async (raise) => {
      const { devices, driver, context, output } = start()
      for (let failure = 1; failure < CHIP_FAILURES_MAX; failure += 1) {
        devices.card.read.next({ raise })
        if (failure === 1) devices.card.become('present', null)
        else driver.send({ type: 'user.retried' })
        await driver.reach('waitingForCard')
        expect(context().problem).toBe(raise)
      }
      devices.card.read.next({ raise })
      driver.send({ type: 'user.retried' })
      await driver.reach('done')
      expect(output()).toEqual({ kind: 'faulted', code: raise })
    },
  )

  test('a chip that falls silent is told within a second, and the word goes when it speaks again', () => {
    const { devices, driver, context } = start()
    devices.card.read.next('hang')
    devices.card.become('present', null)
    driver.clock.increment(CHIP_SILENCE_MS - 1)
    expect(context().isSilent).toBe(false)
    driver.clock.increment(1)
    expect(context().isSilent).toBe(true)
    driver.actor.send({ type: 'chip.progressed', progress: { step: 'reading', readBytes: 200, totalBytes: 400 } })
    expect(context().isSilent).toBe(false)
    driver.clock.increment(CHIP_SILENCE_MS)
    expect(context().isSilent).toBe(true)
    devices.card.become('empty', null)
    devices.card.read.next('hang')
    devices.card.become('present', null)
    expect(context()).toMatchObject({ isSilent: false })
  })

  test('a reading that hangs is cut off', () => {
    const { devices, driver, context } = start()
    devices.card.read.next('hang')
    devices.card.become('present', null)
    driver.clock.increment(CHIP_READ_LIMIT_MS)
    expect(driver.state()).toBe('waitingForCard')
    expect(context().problem).toBe('TIMED_OUT')
  })

  test.each([
    ['CHIP_FORGED', { passive: { hashes: 'differ', signature: 'valid', chain: 'trusted' } }],
    ['CHIP_FORGED', { passive: { hashes: 'match', signature: 'invalid', chain: 'unchecked' } }],
    ['CHIP_FORGED', { passive: { hashes: 'match', signature: 'valid', chain: 'untrusted' } }],
    ['CHIP_COPIED', { genuine: 'failed' }],
  ] as const)('%s is shown and is an outcome; its portrait is not kept: %o', async (code, change) => {
    const { devices, driver, context, output } = start()
    devices.card.read.next({ give: sampleReading(change) })
    devices.card.become('present', null)
    await driver.reach('read')
    expect(context().verdict).toBe(code)
    driver.send({ type: 'user.confirmed' })
    expect(output()).toEqual({ kind: 'refused', code })
    expect(devices.portraits.count).toBe(0)
  })

  test.each([
    { genuine: 'not-offered' },
    { passive: { hashes: 'match', signature: 'valid', chain: 'unchecked' } },
  ] as const)('what could not be checked is no finding: %o', async (change) => {
    const { devices, driver, context } = start()
    devices.card.read.next({ give: sampleReading(change) })
    devices.card.become('present', null)
    await driver.reach('read')
    expect(context().verdict).toBeNull()
  })

  test('back from the result reads again and overwrites the first portrait', async () => {
    const { devices, driver, context } = start()
    devices.card.become('present', null)
    await driver.reach('read')
    driver.send({ type: 'user.wentBack' })
    expect(driver.state()).toBe('waitingForCard')
    expect(context().facts).toBeNull()
    expect(devices.portraits.count).toBe(0)
  })

  test('back to the key keeps it, back again ends', () => {
    const { driver, output } = start()
    driver.send({ type: 'user.wentBack' })
    expect(driver.state()).toBe('needingKey')
    driver.send({ type: 'user.confirmed' })
    expect(driver.state()).toBe('waitingForCard')
    driver.send({ type: 'user.wentBack' })
    driver.send({ type: 'user.wentBack' })
    expect(output()).toEqual({ kind: 'backed-out' })
  })
})

test.each([
  ['046204001234', '001234'],
  ['046 204 001 234', '001234'],
  ['172345678', null],
  ['', null],
])('the key of %j is %s', (idNumber, can) => {
  expect(keyOfIdNumber(idNumber)).toEqual(can && { kind: 'can', can })
})
