import { describe, expect, test } from 'vitest'
import { METHODS, type Method } from '../base/terms.ts'
import { OFFLINE_RULES, type Prospect, prospectOf, withoutLine } from './offline.ts'

/** product.md §2, last column, as it reads: with neither modem nor reader, with a modem, with a place for keys. */
const COLUMN: Readonly<Record<Method, readonly [Prospect, Prospect, Prospect]>> = {
  mobile: ['return-once', 'now-by-modem', 'return-once'],
  'social-insurance': ['return-once', 'now-by-modem', 'return-once'],
  vnpost: ['needs-line', 'needs-line', 'needs-line'],
  vneid: ['needs-line', 'needs-line', 'needs-line'],
  'usb-token': ['now', 'now', 'now'],
  'sim-pki': ['needs-line', 'needs-line', 'now-in-reader'],
  'remote-signing': ['needs-line', 'needs-line', 'needs-line'],
  'in-person': ['now', 'now', 'now'],
}

describe('the last column of the matrix', () => {
  test('has every method once', () => {
    expect(OFFLINE_RULES.map(({ method }) => method)).toEqual(METHODS)
  })

  test.each(METHODS)('%s', (method) => {
    const bare = { isOnline: false, canText: false, takesKeys: false }
    expect(
      [bare, { ...bare, canText: true }, { ...bare, takesKeys: true }].map((reach) => prospectOf(method, reach)),
    ).toEqual(COLUMN[method])
    expect(prospectOf(method, { isOnline: true, canText: true, takesKeys: true })).toBe('online')
  })

  test('there is always a way without the line, and those that finish come first', () => {
    expect(withoutLine({ canText: false, takesKeys: false })).toEqual([
      'usb-token',
      'in-person',
      'mobile',
      'social-insurance',
    ])
    expect(withoutLine({ canText: true, takesKeys: true })).toEqual([
      'mobile',
      'social-insurance',
      'usb-token',
      'sim-pki',
      'in-person',
    ])
  })
})
