import { expect, test } from 'vitest'
import { createActor, createMachine } from 'xstate'
import { DEVICE_SCREENS } from './base/device-screens.ts'
import { deviceViewOf } from './device-view.ts'
import { providePrint } from './provide/provide-devices.ts'
import { DEVICE_CASES } from './testing/device-cases.ts'
import { createFakeDevices } from './testing/fake-devices.ts'

test('sees the device flow that another flow runs as its child', () => {
  const devices = createFakeDevices()
  const input = { printId: 'print-1', documentId: 'packet-1', kind: 'receipt' }
  const parent = createActor(createMachine({ invoke: { src: providePrint(devices.ports), id: 'paper', input } }))
  parent.start()
  expect(deviceViewOf(parent.getSnapshot())).toMatchObject({ screen: 'printing', print: { printId: 'print-1' } })
  expect(deviceViewOf(parent.getSnapshot()).tokenSign).toBeNull()
})

test('no device flow, no screen', () => {
  const idle = createActor(createMachine({}))
  idle.start()
  expect(deviceViewOf(idle.getSnapshot()).screen).toBeNull()
})

test('every state but the last has one device screen, and every screen has its state', () => {
  const tags = DEVICE_CASES.flatMap((flow) => {
    const { logic } = flow.start('').driver.actor as unknown as { logic: { root: { states: Record<string, State> } } }
    return Object.values(logic.root.states)
      .filter(({ type }) => type !== 'final')
      .map((state) => [...state.tags])
  })
  expect(tags.filter((names) => names.length !== 1)).toEqual([])
  expect([...new Set(tags.flat())].sort()).toEqual([...DEVICE_SCREENS].sort())
})

interface State {
  readonly type: string
  readonly tags: readonly string[]
}
