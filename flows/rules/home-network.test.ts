import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { homeNetwork } from './home-network.ts'

const iccid = '8984020000123456789'

describe('the network a SIM belongs to', () => {
  test.each([
    ['452011234567890', 'MobiFone'],
    ['452021234567890', 'VinaPhone'],
    ['452041234567890', 'Viettel'],
    ['452051234567890', 'Vietnamobile'],
    ['452071234567890', 'Gmobile'],
    ['452081234567890', 'iTel'],
    ['452091234567890', 'Wintel'],
  ])('IMSI %s is of %s, whatever the ICCID hints', (imsi, carrier) => {
    expect(homeNetwork({ iccid, imsi })).toBe(carrier)
  })

  test.each(['452031234567890', '452061234567890', '452991234567890'])(
    'IMSI %s of Vietnam is of no carrier known',
    (imsi) => {
      expect(homeNetwork({ iccid, imsi })).toBeNull()
    },
  )

  test.each(['520031234567890', '310260123456789', '457011234567890'])('IMSI %s is foreign', (imsi) => {
    expect(homeNetwork({ iccid, imsi })).toBe('foreign')
  })

  test.each([
    ['8984010000123456789', 'MobiFone'],
    ['8984020000123456789', 'VinaPhone'],
    ['898404000012345678', 'Viettel'],
    ['89840500001234567890', 'Vietnamobile'],
    ['8984990000123456789', null],
    ['8966010000123456789', 'foreign'],
    ['1234567890123456789', null],
  ])('without an IMSI, ICCID %s hints %s', (number, carrier) => {
    expect(homeNetwork({ iccid: number, imsi: null })).toBe(carrier)
  })

  test('never throws, and any other text is of nobody', () => {
    fc.assert(
      fc.property(fc.string(), fc.option(fc.string()), (some, imsi) => {
        fc.pre(!/^\d{14,15}$/.test(imsi ?? '') && !/^89\d{16}/.test(some))
        expect(homeNetwork({ iccid: some, imsi })).toBeNull()
      }),
      { seed: 20221209 },
    )
  })
})
