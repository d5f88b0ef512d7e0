import pino from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { hasCard, isEmpty, readersBecome } from '../../test/harness/card-moments.ts'
import { VIRTUAL_READERS } from '../../test/harness/pcscd.ts'
import { describeWithPcscd } from '../../test/harness/with-pcscd.ts'
import type { CardReaders } from '../port/pcsc/card-readers.ts'
import { createPcscReaders } from '../port/pcsc/pcsc-readers.ts'
import { createVpcdLink, type VpcdLink } from '../port/pcsc/vpcd-link.ts'
import { createSimDriver } from './driver.ts'
import { createSimSimulator } from './simulator.ts'

const log = pino({ enabled: false })

describeWithPcscd('a SIM in the virtual reader, over T=0', (daemon) => {
  let readers: CardReaders
  let link: VpcdLink
  beforeEach(async () => {
    if (daemon.pid === null) await daemon.start()
    link = createVpcdLink({ simulate: true }, { log })
    readers = createPcscReaders({ log })
    await readers.start()
    await readersBecome(readers, isEmpty(VIRTUAL_READERS[0]))
  })
  afterEach(async () => {
    await readers.stop()
    await link.stop()
  })

  test.each(['usim', 'gsm'] as const)('a %s says who it is, and is asked no PIN', async (variant) => {
    const sim = createSimSimulator({ variant, msisdn: '0821234088', pinGuarded: false })
    const driver = createSimDriver({ readers, log })
    await link.insert(sim)
    await readersBecome(readers, hasCard(VIRTUAL_READERS[0]))
    expect(driver.standing).toEqual({ state: 'ready', code: null, name: VIRTUAL_READERS[0] })
    expect(await driver.identifySim()).toEqual({
      iccid: '8984048000123456789',
      imsi: '452040123456789',
      msisdn: '+84821234088',
      providerName: 'Viettel',
    })
    expect(sim.pinTried).toBe(false)
  })

  test('one behind a PIN says its ICCID', async () => {
    await link.insert(createSimSimulator({ pinGuarded: true }))
    await readersBecome(readers, hasCard(VIRTUAL_READERS[0]))
    expect(await createSimDriver({ readers, log }).identifySim()).toMatchObject({
      iccid: '8984048000123456789',
      imsi: null,
    })
  })
})
