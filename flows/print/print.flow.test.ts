import { describe, expect, test } from 'vitest'
import { createActor } from 'xstate'
import { PRINT_JOURNAL_LIMIT_MS, PRINT_LIMIT_MS } from '../base/delays.ts'
import { providePrint } from '../provide/provide-devices.ts'
import { driveDevice, settle } from '../testing/device-driver.ts'
import { createFakeDevices, type FakeDevices } from '../testing/fake-devices.ts'

const INTENT = { printId: 'print-1', documentId: 'packet-1', kind: 'receipt' } as const

function start(prepare: (devices: FakeDevices) => void = () => undefined, devices = createFakeDevices()) {
  prepare(devices)
  const driver = driveDevice(providePrint(devices.ports), INTENT)
  const output = () => driver.actor.getSnapshot().output
  return { devices, driver, output }
}

describe('printing', () => {
  test('is written down, printed, and its outcome written down', async () => {
    const { devices, driver, output } = start()
    expect(driver.view().screen).toBe('printing')
    await driver.reach('done')
    expect(output()).toEqual({ kind: 'printed', code: null, copy: false })
    expect(devices.journal.intents).toEqual([INTENT])
    expect(devices.journal.settled.get('print-1')).toEqual({ kind: 'printed' })
    expect(devices.printer.slips).toEqual([{ lines: [{ kind: 'text', text: 'packet-1' }], marks: [] }])
  })

  test('nothing goes to the printer before the intent is written', async () => {
    const { devices, driver } = start((world) => world.journal.intend.next('hang'))
    await settle()
    expect(devices.printer.slips).toEqual([])
    devices.journal.intend.release()
    await driver.reach('done')
    expect(devices.printer.slips).toHaveLength(1)
  })

  test('trap: several originals — the second print of a document says that it is a copy', async () => {
    const { devices, driver } = start()
    await driver.reach('done')
    const again = driveDevice(providePrint(devices.ports), { ...INTENT, printId: 'print-2' })
    await again.reach('done')
    expect(again.actor.getSnapshot().output).toMatchObject({ copy: true })
    expect(devices.printer.slips[1]?.marks).toEqual(['BẢN SAO'])
  })

  test('a print that failed for certain leaves the next one an original', async () => {
    const { devices, driver, output } = start((world) =>
      world.printer.print.next({ give: { kind: 'not-printed', code: 'PRINTER_PAPER_OUT' } }),
    )
    await driver.reach('done')
    expect(output()).toEqual({ kind: 'not-printed', code: 'PRINTER_PAPER_OUT', copy: false })
    const again = driveDevice(providePrint(devices.ports), { ...INTENT, printId: 'print-2' })
    await again.reach('done')
    expect(again.actor.getSnapshot().output).toEqual({ kind: 'printed', code: null, copy: false })
  })

  test.each(['STORE_FULL', 'STORE_BUSY'] as const)(
    'a journal that raises %s stops nobody, and nothing is printed',
    async (raise) => {
      const { devices, driver, output } = start((world) => world.journal.intend.next({ raise }))
      await driver.reach('done')
      expect(output()).toEqual({ kind: 'not-printed', code: raise, copy: false })
      expect(devices.printer.slips).toEqual([])
    },
  )

  test('a journal that hangs stops nobody, before and after', async () => {
    const before = start((world) => world.journal.intend.next('hang'))
    before.driver.clock.increment(PRINT_JOURNAL_LIMIT_MS)
    expect(before.output()).toEqual({ kind: 'not-printed', code: 'STORE_BUSY', copy: false })
    const after = start((world) => world.journal.settle.next('hang'))
    await after.driver.reach('settling')
    after.driver.clock.increment(PRINT_JOURNAL_LIMIT_MS)
    expect(after.output()).toEqual({ kind: 'printed', code: null, copy: false })
  })

  test('an outcome that cannot be written down is told all the same', async () => {
    const { driver, output } = start((world) => world.journal.settle.next({ raise: 'STORE_FULL' }))
    await driver.reach('done')
    expect(output()?.kind).toBe('printed')
  })

  test('a printer that hangs stops nobody, and nobody knows what is on paper', async () => {
    const { devices, driver, output } = start((world) => world.printer.print.next('hang'))
    await driver.reach('printing')
    driver.clock.increment(PRINT_LIMIT_MS)
    await driver.reach('done')
    expect(output()).toEqual({ kind: 'uncertain', code: 'PRINTER_NOT_ANSWERING', copy: false })
    expect(devices.journal.settled.get('print-1')?.kind).toBe('uncertain')
  })

  test('who does not want to wait goes on', async () => {
    const { driver, output } = start((world) => world.printer.print.next('hang'))
    await driver.reach('printing')
    driver.send({ type: 'user.wentBack' })
    await driver.reach('done')
    expect(output()).toMatchObject({ kind: 'uncertain', code: 'CANCELLED' })
  })

  test('a slip that cannot be built is not printed', async () => {
    const devices = createFakeDevices()
    const slips = () => {
      throw new Error('no such packet')
    }
    const driver = driveDevice(providePrint({ ...devices.ports, slips }), INTENT)
    await driver.reach('done')
    expect(driver.actor.getSnapshot().output).toMatchObject({ kind: 'not-printed', code: 'INTERNAL' })
  })

  test('a power cut while it prints: the restored flow prints no second original', async () => {
    const { devices, driver } = start((world) => world.printer.print.next('hang'))
    await driver.reach('printing')
    const snapshot = JSON.parse(JSON.stringify(driver.actor.getPersistedSnapshot()))
    driver.actor.stop()
    const restored = createActor(providePrint(devices.ports), { input: INTENT, snapshot })
    restored.start()
    for (let turn = 0; turn < 5; turn += 1) await settle()
    expect(restored.getSnapshot().output).toEqual({ kind: 'uncertain', code: 'PRINTER_LOST', copy: false })
    expect(devices.printer.slips).toEqual([])
  })
})
