import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Carrier, carrierHint } from './carrier.ts'

/** Any text at all: bytes, letters, astral characters, lone surrogates (fast-check's own 'binary' strings take a second to set up). */
const anyText = fc
  .array(fc.oneof(fc.nat(0x17f), fc.nat(0xffff), fc.nat(0x10ffff)), { maxLength: 60 })
  .map((points) => String.fromCodePoint(...points))

// domain.md §2.3, as it is printed.
const TABLE: Record<Carrier, string> = {
  Viettel: '032 033 034 035 036 037 038 039 086 096 097 098',
  VinaPhone: '081 082 083 084 085 088 091 094',
  MobiFone: '070 076 077 078 079 089 090 093',
  Vietnamobile: '052 056 058 092',
  Gmobile: '059 0993 0994 0995 0996 0997',
  iTel: '087 0998 0999',
  Wintel: '055',
}

test.each(Object.entries(TABLE))('%s holds %s', (carrier, prefixes) => {
  for (const prefix of prefixes.split(' ')) expect(carrierHint(`+84${prefix.slice(1).padEnd(9, '0')}`)).toBe(carrier)
})

test('says nothing of ranges the table does not hold, or of other text', () => {
  for (const text of ['+84992000000', '+84990000000', '+84672000000', '+842438251234', '0822000088', '+8482200008', ''])
    expect(carrierHint(text)).toBeNull()
})

test('never throws', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect([null, ...Object.keys(TABLE)]).toContain(carrierHint(text))
    }),
    { seed: 20261122 },
  )
})
