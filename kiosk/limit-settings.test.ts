import { describe, expect, test } from 'vitest'
import { LIMIT_DEFAULTS } from '../flows/rules/limits.ts'
import { type LimitWords, readLimitSettings } from './limit-settings.ts'

const NOTHING: LimitWords = {
  limitDiskMb: undefined,
  limitQueueDays: undefined,
  limitQueueCount: undefined,
  limitReferenceDays: undefined,
}
const DAY_MS = 86_400_000

describe('limits', () => {
  test('are the defaults where nobody sets them', () => {
    expect(readLimitSettings(NOTHING)).toEqual(LIMIT_DEFAULTS)
  })

  test('are read in the units people write', () => {
    expect(
      readLimitSettings({ limitDiskMb: '50', limitQueueDays: '14', limitQueueCount: '500', limitReferenceDays: '3' }),
    ).toEqual({
      diskLeastBytes: 50 * 1_048_576,
      diskEnoughBytes: 1_000 * 1_048_576,
      queueAgeMs: 14 * DAY_MS,
      queueCount: 500,
      referenceAgeMs: { policy: 3 * DAY_MS, trust: 3 * DAY_MS, revocation: 3 * DAY_MS },
    })
  })

  test.each(['0', '-1', '1.5', '1e3', '', ' 7', '7 ', 'x', '٣', '999999999999'])('%j is refused by name', (text) => {
    for (const setting of Object.keys(NOTHING)) {
      expect(() => readLimitSettings({ ...NOTHING, [setting]: text })).toThrow(
        expect.objectContaining({ code: 'CONFIG_INVALID', details: expect.objectContaining({ setting }) }),
      )
    }
  })
})
