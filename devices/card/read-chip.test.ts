import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import type { ChipProgress } from '../../flows/ports/card.port.ts'
import { createCardDriver } from './driver.ts'
import type { SampleCardOptions } from './lds/issue-sample-card.ts'
import { bothKeys, canKey, loadReadingCode, mrzKey, SILENT, started } from './testing/card-bed.ts'

beforeAll(loadReadingCode)

const pace = (suite: number, parameterId = 13, mapping = 2): SampleCardOptions => ({
  pace: [{ oid: `0.4.0.127.0.7.2.2.4.${mapping}.${suite}`, version: 2, parameterId }],
})

describe('a card is read whole', () => {
  test.each([
    ['PACE with the access number, 3DES', pace(1), canKey, 'pace-can'],
    ['PACE with the access number, AES-128', pace(2), canKey, 'pace-can'],
    ['PACE with the access number, AES-192', pace(3), canKey, 'pace-can'],
    ['PACE with the access number, AES-256', pace(4), canKey, 'pace-can'],
    ['PACE with the access number, AES-256, P-384', pace(4, 15), canKey, 'pace-can'],
    ['PACE with chip authentication mapping', pace(2, 13, 6), canKey, 'pace-can'],
    ['PACE with the MRZ, 3DES', pace(1), mrzKey, 'pace-mrz'],
    ['PACE with the MRZ, AES-128', pace(2), mrzKey, 'pace-mrz'],
    ['PACE with the MRZ, AES-256', pace(4), mrzKey, 'pace-mrz'],
    ['basic access control', { pace: [] }, bothKeys, 'bac'],
    ['basic access control, since the PACE offered is not spoken here', pace(2, 13, 4), bothKeys, 'bac'],
  ] as const)('%s', async (_, issue, keys, access) => {
    for (const extendedLength of [true, false]) {
      const { simulator, driver, counts } = await started({ issue, extendedLength })
      const reading = await driver.readChip({ keys: keys(simulator) })
      expect(reading).toMatchObject({
        access,
        genuine: 'chip-authentication',
        passive: { hashes: 'match', signature: 'valid', chain: 'trusted' },
        details: { fullName: expect.any(String) },
      })
      expect(reading.mrz).toContain(simulator.card.mrz.documentNumber)
      expect(reading.portrait!.sha256).toBe(createHash('sha256').update(reading.portrait!.image).digest('hex'))
      expect(counts.open).toBe(0)
      await driver.stop()
    }
  })

  test.each(['rsa', 'ecdsa'] as const)(
    'active authentication (%s) where there is no chip authentication',
    async (activeAuthentication) => {
      const { simulator, driver } = await started({ issue: { omit: [14], activeAuthentication } })
      const { genuine } = await driver.readChip({ keys: canKey(simulator) })
      // Without DG14 nothing says how an ECDSA key signs: SHA-256 is tried.
      expect(genuine).toBe('active-authentication')
      await driver.stop()
    },
  )

  test('a card without either says so', async () => {
    const { simulator, driver } = await started({ issue: { omit: [14, 15] } })
    expect(await driver.readChip({ keys: canKey(simulator) })).toMatchObject({
      genuine: 'not-offered',
      passive: { hashes: 'match' },
    })
    await driver.stop()
  })

  test('a card with only what every card has', async () => {
    const { simulator, driver } = await started({ issue: { omit: [2, 13, 14, 15] } })
    expect(await driver.readChip({ keys: canKey(simulator) })).toMatchObject({
      portrait: null,
      details: null,
      genuine: 'not-offered',
    })
    await driver.stop()
  })

  test('in as few commands as the card allows: one for each file when it takes long ones', async () => {
    const { simulator, driver } = await started()
    await driver.readChip({ keys: canKey(simulator) })
    const opening = ['EF.CardAccess', 'MSE', 'nonce', 'mapping', 'agreement', 'token', 'SELECT'].length
    const reading = ['COM', 'DG14', 'MSE', 'GENERAL AUTHENTICATE', 'SOD', 'DG1', 'DG13', 'DG15', 'DG2'].length
    expect(simulator.exchanged).toBe(opening + reading)
    await driver.stop()
  })

  test('telling a progress that is true: the sum is known before the portrait comes, and reached', async () => {
    const { simulator, driver } = await started({ extendedLength: false })
    const told: ChipProgress[] = []
    await driver.readChip({ keys: canKey(simulator), onProgress: (progress) => told.push(progress) })
    expect(told[0]).toEqual({ step: 'opening', readBytes: 0, totalBytes: 0 })
    const known = told.filter(({ totalBytes }) => totalBytes > 0)
    expect(new Set(known.map(({ totalBytes }) => totalBytes)).size).toBe(1)
    expect(known.length).toBeGreaterThan(told.length / 2)
    expect(told.at(-1)).toMatchObject({ step: 'checking', readBytes: known[0]!.totalBytes })
    expect(told.map(({ readBytes }) => readBytes)).toEqual(
      told.map(({ readBytes }) => readBytes).toSorted((a, b) => a - b),
    )
    await driver.stop()
  })
})

describe('a card made differently:', () => {
  test.each([
    ['wrong-can', bothKeys, { access: 'pace-mrz' }],
    ['bac-only', bothKeys, { access: 'bac' }],
    ['no-dg13', canKey, { details: null, passive: { hashes: 'match' } }],
    ['forged-dg1', canKey, { passive: { hashes: 'differ', signature: 'valid' } }],
    ['copied', canKey, { genuine: 'failed', passive: { hashes: 'match' } }],
    ['no-extended-length', canKey, { access: 'pace-can', genuine: 'chip-authentication' }],
    ['strict-length', canKey, { access: 'pace-can', genuine: 'chip-authentication' }],
  ] as const)('%s', async (fault, keys, reading) => {
    const { simulator, driver, counts } = await started({ faults: [fault] })
    expect(await driver.readChip({ keys: keys(simulator) })).toMatchObject(reading)
    expect(counts.open).toBe(0)
    await driver.stop()
  })

  test('copied, with active authentication alone', async () => {
    const { simulator, driver } = await started({ faults: ['copied'], issue: { omit: [14] } })
    expect((await driver.readChip({ keys: canKey(simulator) })).genuine).toBe('failed')
    await driver.stop()
  })

  test('no length but the exact one, and no long command: read with care', async () => {
    const { simulator, driver } = await started({ faults: ['strict-length', 'no-extended-length', 'bac-only'] })
    expect(await driver.readChip({ keys: mrzKey(simulator) })).toMatchObject({
      access: 'bac',
      genuine: 'chip-authentication',
    })
    await driver.stop()
  })

  test('no certificate of the authority installed: the chain is unchecked, and everything else is told', async () => {
    const { simulator, counted, scheduler } = await started()
    const driver = createCardDriver({ readers: counted, log: SILENT, scheduler, anchors: async () => [] })
    await driver.start()
    const { passive } = await driver.readChip({ keys: canKey(simulator) })
    expect(passive).toEqual({ hashes: 'match', signature: 'valid', chain: 'unchecked' })
    await driver.stop()
  })
})
