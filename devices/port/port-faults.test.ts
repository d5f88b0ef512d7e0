import { expect, test } from 'vitest'
import { Fault } from '../../flows/base/fault.ts'
import { lossFault, openFault } from './port-faults.ts'

test.each([
  ['ENOENT', 'PORT_ABSENT'],
  ['ENXIO', 'PORT_ABSENT'],
  ['ECONNREFUSED', 'PORT_ABSENT'],
  ['ETIMEDOUT', 'PORT_ABSENT'],
  ['EACCES', 'PORT_DENIED'],
  ['EBUSY', 'PORT_BUSY'],
  ['EISDIR', 'PORT_UNUSABLE'],
])('the errno %s is %s', (errno, code) => {
  expect(openFault(Object.assign(new Error('x'), { code: errno }), 'p')).toMatchObject({ code, details: { port: 'p' } })
})

test.each([
  ['Error: No such file or directory, cannot open /dev/ttyACM0', 'PORT_ABSENT'],
  ['Error: No such device or address, cannot open /dev/ttyS9', 'PORT_ABSENT'],
  ['Error: Input/output error, cannot open /dev/ttyUSB0', 'PORT_ABSENT'],
  ['Error: Permission denied, cannot open /dev/ttyACM0', 'PORT_DENIED'],
  ['Error Resource temporarily unavailable Cannot lock port', 'PORT_BUSY'],
  ['Error: Inappropriate ioctl for device setting custom baud rate of 4098', 'PORT_UNUSABLE'],
])('the words "%s" are %s', (words, code) => {
  expect(openFault(new Error(words), 'p').code).toBe(code)
})

test('a fault stays the fault it is', () => {
  const fault = new Fault('TIMED_OUT')
  expect(openFault(fault, 'p')).toBe(fault)
  expect(lossFault('p', fault)).toBe(fault)
})

test('anything else thrown has a code all the same, and is kept as the cause', () => {
  expect(openFault('a string', 'p')).toMatchObject({ code: 'PORT_UNUSABLE', cause: 'a string' })
  expect(lossFault('p', 'a string')).toMatchObject({ code: 'PORT_LOST', cause: 'a string' })
})
