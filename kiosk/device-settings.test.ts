import { expect, test } from 'vitest'
import { DEVICE_DEFAULTS, type DeviceWords, readDeviceSettings } from './device-settings.ts'

const read = (words: Partial<DeviceWords>) => readDeviceSettings({ ...DEVICE_DEFAULTS, ...words })

test('a station that names nothing uses what finds itself, and guesses no scanner or printer', () => {
  expect(read({})).toEqual({
    scanner: { kind: 'off' },
    token: { kind: 'auto' },
    readers: { kind: 'auto' },
    modem: { kind: 'auto' },
    printer: { kind: 'off' },
    paper: 80,
  })
})

test.each<[Partial<DeviceWords>, object]>([
  [{ scanner: '/dev/ttyACM0' }, { scanner: { kind: 'serial', path: '/dev/ttyACM0', baudRate: 115_200 } }],
  [{ scanner: 'COM5@9600' }, { scanner: { kind: 'serial', path: 'COM5', baudRate: 9_600 } }],
  [{ token: '/opt/a.so, /opt/b.so' }, { token: { kind: 'modules', paths: ['/opt/a.so', '/opt/b.so'] } }],
  [{ readers: 'simulated' }, { readers: { kind: 'simulated' } }],
  [
    { modem: '/dev/ttyUSB2,/dev/ttyUSB6@9600' },
    {
      modem: {
        kind: 'serial',
        lines: [
          { path: '/dev/ttyUSB2', baudRate: 115_200 },
          { path: '/dev/ttyUSB6', baudRate: 9_600 },
        ],
      },
    },
  ],
  [{ printer: 'serial:/dev/ttyS0' }, { printer: { kind: 'serial', path: '/dev/ttyS0', baudRate: 9_600 } }],
  [{ printer: 'tcp:10.0.0.9' }, { printer: { kind: 'tcp', host: '10.0.0.9', port: 9_100 } }],
  [{ printer: 'tcp:[fe80::1]:9101' }, { printer: { kind: 'tcp', host: 'fe80::1', port: 9_101 } }],
  [
    { printer: '/dev/usb/lp0', paper: '58' },
    { printer: { kind: 'file', path: '/dev/usb/lp0', answers: true, cutter: null }, paper: 58 },
  ],
  [{ printer: '/dev/usb/lp0,one-way,no-cutter' }, { printer: { path: '/dev/usb/lp0', answers: false, cutter: false } }],
])('%o is understood', (words, expected) => {
  expect(read(words)).toMatchObject(expected)
})

test.each<[Partial<DeviceWords>, string]>([
  [{ scanner: '' }, 'scanner'],
  [{ scanner: 'ttyACM0' }, 'scanner'],
  [{ modem: 'nonsense' }, 'modem'],
  [{ printer: 'serial:ttyS0' }, 'printer'],
  [{ token: 'libfoo.so' }, 'token'],
  [{ readers: 'yes' }, 'readers'],
  [{ modem: '/dev/ttyUSB2,' }, 'modem'],
  [{ printer: 'lp0' }, 'printer'],
  [{ printer: 'tcp:host:0' }, 'printer'],
  [{ printer: '/dev/usb/lp0,quick' }, 'printer'],
  [{ printer: 'tcp:a:b' }, 'printer'],
  [{ paper: '72' }, 'paper'],
])('%o is refused with the name of the setting', (words, setting) => {
  expect(() => read(words)).toThrow(
    expect.objectContaining({ code: 'CONFIG_INVALID', details: expect.objectContaining({ setting }) }),
  )
})
