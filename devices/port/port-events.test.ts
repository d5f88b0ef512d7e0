import { expect, test } from 'vitest'
import { Fault } from '../../flows/base/fault.ts'
import type { BytePortEvent } from './byte-port.ts'
import { createPortEvents } from './port-events.ts'

test('what happened before the first listener is kept for it, with one end only', () => {
  const events = createPortEvents()
  const fault = new Fault('PORT_LOST')
  events.data(Uint8Array.of(1))
  events.end(fault)
  events.end(null)
  events.data(Uint8Array.of(2))
  const heard: BytePortEvent[] = []
  events.subscribe((event) => heard.push(event))
  expect(heard).toEqual([{ kind: 'data', bytes: Uint8Array.of(1) }, { kind: 'failed', fault }, { kind: 'closed' }])
})

test('reading begins once, with the first listener, and not on a port that has ended', () => {
  let begun = 0
  const events = createPortEvents(() => {
    begun += 1
  })
  expect(begun).toBe(0)
  events.subscribe(() => {})
  events.subscribe(() => {})
  expect(begun).toBe(1)
  const ended = createPortEvents(() => {
    begun += 1
  })
  ended.end(null)
  ended.subscribe(() => {})
  expect(begun).toBe(1)
})

test('a listener that another one takes away during an event is not told of it', () => {
  const events = createPortEvents()
  let told = 0
  events.subscribe(() => leave())
  const leave = events.subscribe(() => {
    told += 1
  })
  events.data(Uint8Array.of(1))
  expect(told).toBe(0)
})

test('no bytes are no event', () => {
  const events = createPortEvents()
  const heard: BytePortEvent[] = []
  events.subscribe((event) => heard.push(event))
  events.data(new Uint8Array())
  expect(heard).toEqual([])
})
