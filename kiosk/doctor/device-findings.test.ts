import { expect, test } from 'vitest'
import type { PinStanding } from '../../flows/ports/token.port.ts'
import { sampleToken } from '../../flows/testing/sample-devices.ts'
import { DEVICE_DEFAULTS, readDeviceSettings } from '../device-settings.ts'
import type { StationDevices } from '../station-devices.ts'
import { deviceFindings } from './device-findings.ts'
import { isFine } from './finding.ts'

const NOTHING: StationDevices = {
  scanner: null,
  token: null,
  readers: null,
  card: null,
  sim: null,
  modem: null,
  printer: null,
  anchorCount: 0,
  start: async () => {},
  stop: async () => {},
}

test.each<[PinStanding, string | null]>([
  ['fine', null],
  ['count-low', null],
  ['final-try', 'TOKEN_PIN_LAST_TRY'],
  ['locked', 'TOKEN_PIN_LOCKED'],
  ['not-set', 'TOKEN_PIN_NOT_SET'],
])('a token whose PIN is %s is called ready only if one may sign with it here', (pin, code) => {
  const token = { tokens: [{ ...sampleToken(1), pin }], troubles: [], standing: { state: 'ready' } }
  const devices = { ...NOTHING, token } as unknown as StationDevices
  const found = deviceFindings(devices, readDeviceSettings(DEVICE_DEFAULTS)).find(({ part }) => part === 'token')
  expect(found).toMatchObject(
    code === null ? { state: 'ready', code, test: 'sign' } : { state: 'faulted', code, test: null },
  )
  if (code !== null) expect(found?.nextStep).not.toContain('docs/faults.md')
})

test.each([
  ['/opt/vendor.so', 'missing', 'TOKEN_ABSENT', true],
  ['simulated', 'missing', 'TOKEN_ABSENT', true],
  ['/opt/vendor.so', 'needs-driver', 'TOKEN_MODULE_MISSING', false],
] as const)('token %s that stands %s (%s): nothing to do is %s', (setting, state, code, fine) => {
  const token = { tokens: [], troubles: [], standing: { state, code, name: null } }
  const settings = readDeviceSettings({ ...DEVICE_DEFAULTS, token: setting })
  const found = deviceFindings({ ...NOTHING, token } as unknown as StationDevices, settings).filter(
    ({ part }) => part === 'token',
  )
  expect(found.map(isFine)).toEqual([fine])
})

test.each([
  ['PCSC_BINDING_MISSING', 'của chương trình', 'npm ci'],
  ['PCSC_UNAVAILABLE', 'dịch vụ PC/SC', 'pcscd'],
] as const)('%s names what is missing and how it is put in, not the other thing', (code, says, nextStep) => {
  const readers = { readers: [], code, subscribe: () => () => {} }
  const [found] = deviceFindings({ ...NOTHING, readers }, readDeviceSettings(DEVICE_DEFAULTS)).filter(
    ({ part }) => part === 'readers',
  )
  expect(found).toMatchObject({
    state: 'needs-driver',
    code,
    says: expect.stringContaining(says),
    nextStep: expect.stringContaining(nextStep),
  })
})
