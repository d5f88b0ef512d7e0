import pino from 'pino'
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import type { CardPort, CardPresence, ChipKey } from '../../flows/ports/card.port.ts'
import { VIRTUAL_READERS } from '../../test/harness/pcscd.ts'
import type { CardReaders } from '../port/pcsc/card-readers.ts'
import { createPcscReaders } from '../port/pcsc/pcsc-readers.ts'
import { createVpcdLink, type VpcdLink } from '../port/pcsc/vpcd-link.ts'
import { type CardDriver, createCardDriver } from './driver.ts'
import { type CitizenCardSimulatorOptions, createCitizenCardSimulator } from './simulator.ts'

const { missing } = inject('pcscd')
const SILENT = pino({ enabled: false })
const SIMULATE = { simulate: true } as const

/** Settles when the card is seen, or not any more. */
function presenceOf(port: CardPort, wanted: CardPresence): Promise<void> {
  if (port.presence === wanted) return Promise.resolve()
  return new Promise((resolve) => {
    const leave = port.subscribe((presence) => {
      if (presence !== wanted) return
      leave()
      resolve()
    })
  })
}

// Needs pcscd with the virtual reader; `missing` says why there is none.
describe.skipIf(missing !== null)(`through pcscd and the virtual reader (needs pcscd: ${missing ?? 'there'})`, () => {
  let readers: CardReaders
  let link: VpcdLink
  let driver: CardDriver
  let csca = new Uint8Array(0)

  beforeEach(async () => {
    readers = createPcscReaders({ log: SILENT })
    link = createVpcdLink(SIMULATE, { log: SILENT })
    driver = createCardDriver({ readers, log: SILENT, anchors: async () => [csca], readerName: VIRTUAL_READERS[0] })
    await readers.start()
    await driver.start()
    // The daemon looks at its readers now and then: the card of the test before may still seem to be there.
    await presenceOf(driver, 'empty')
  })

  afterEach(async () => {
    await driver.stop()
    await link.stop()
    await readers.stop()
  })

  async function inserted(options: CitizenCardSimulatorOptions = {}) {
    const simulator = await createCitizenCardSimulator(SIMULATE, { onPulled: () => void link.remove(), ...options })
    csca = Uint8Array.from(simulator.card.csca)
    await link.insert(simulator)
    await presenceOf(driver, 'present')
    const keys: readonly ChipKey[] = [
      { kind: 'can', can: simulator.card.can },
      { kind: 'mrz', ...simulator.card.mrz },
    ]
    return { simulator, keys }
  }

  test.each([
    ['pace-can', {}],
    ['pace-can', { extendedLength: false }],
    ['pace-mrz', { faults: ['wrong-can'] }],
    ['bac', { faults: ['bac-only'] }],
    ['pace-can', { faults: ['no-extended-length', 'strict-length'] }],
  ] as const)('a card is read whole: %s %j', async (access, options) => {
    const { keys } = await inserted(options)
    expect(await driver.readChip({ keys })).toMatchObject({
      access,
      genuine: 'chip-authentication',
      passive: { hashes: 'match', signature: 'valid', chain: 'trusted' },
    })
  })

  test('a copy is found out, and read all the same', async () => {
    const { keys } = await inserted({ faults: ['copied'] })
    expect(await driver.readChip({ keys })).toMatchObject({ genuine: 'failed', passive: { hashes: 'match' } })
  })

  test('pulled in the middle: CARD_REMOVED; laid on again, it is read', async () => {
    const { simulator, keys } = await inserted({ faults: ['pulled'], afterApdus: 12 })
    await expect(driver.readChip({ keys })).rejects.toMatchObject({ code: 'CARD_REMOVED' })
    await presenceOf(driver, 'empty')
    simulator.behave([])
    await link.insert(simulator)
    await presenceOf(driver, 'present')
    expect(await driver.readChip({ keys })).toMatchObject({ access: 'pace-can' })
  })

  test('no card: CARD_ABSENT', async () => {
    await expect(driver.readChip({ keys: [] })).rejects.toMatchObject({ code: 'CARD_ABSENT' })
  })
})
