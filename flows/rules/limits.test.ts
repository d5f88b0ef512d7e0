import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { judgeLimits, LIMIT_DEFAULTS, LIMIT_LEVELS, type LimitMeasures, worstLimit } from './limits.ts'

const DAY_MS = 86_400_000
const MEBIBYTE = 1_048_576

const QUIET: LimitMeasures = {
  diskFreeBytes: 50_000 * MEBIBYTE,
  queueAgeMs: null,
  queueCount: 0,
  references: { policy: 0, trust: 0, revocation: null },
}
const one = (over: Partial<LimitMeasures>) => worstLimit(judgeLimits({ ...QUIET, ...over }))

describe('a limit', () => {
  test.each([
    ['disk at 1051 MB free', { diskFreeBytes: 1_051 * MEBIBYTE }, null],
    ['disk at 1050 MB free', { diskFreeBytes: 1_050 * MEBIBYTE }, ['LIMIT_DISK', 'half', 50]],
    ['disk at 480 MB free', { diskFreeBytes: 480 * MEBIBYTE }, ['LIMIT_DISK', 'high', 80]],
    ['disk at 100 MB free', { diskFreeBytes: 100 * MEBIBYTE }, ['LIMIT_DISK', 'over', 100]],
    ['a full disk', { diskFreeBytes: 0 }, ['LIMIT_DISK', 'over', 105]],
    ['oldest packet just under half a week', { queueAgeMs: 3.5 * DAY_MS - 1 }, null],
    ['oldest packet half a week', { queueAgeMs: 3.5 * DAY_MS }, ['LIMIT_QUEUE_AGE', 'half', 50]],
    ['oldest packet six days', { queueAgeMs: 6 * DAY_MS }, ['LIMIT_QUEUE_AGE', 'high', 85]],
    ['oldest packet a week', { queueAgeMs: 7 * DAY_MS }, ['LIMIT_QUEUE_AGE', 'over', 100]],
    ['4 999 packets', { queueCount: 4_999 }, null],
    ['8 000 packets', { queueCount: 8_000 }, ['LIMIT_QUEUE_COUNT', 'high', 80]],
    ['a clock that went back', { queueAgeMs: -DAY_MS }, null],
    [
      'revocation lists of four days',
      { references: { policy: 0, trust: 0, revocation: 4 * DAY_MS } },
      ['LIMIT_REFERENCE_AGE', 'half', 57],
    ],
  ] as const)('%s', (_what, over, expected) => {
    const worst = one(over)
    expect(worst && [worst.code, worst.level, worst.percent]).toEqual(expected)
  })

  test('of reference data names which', () => {
    expect(one({ references: { policy: 20 * DAY_MS, trust: 29 * DAY_MS, revocation: null } })?.of).toBe('trust')
  })

  test('that cannot be measured is not told', () => {
    expect(judgeLimits({ ...QUIET, diskFreeBytes: null }).map(({ code }) => code)).not.toContain('LIMIT_DISK')
  })
})

describe('for any measures', () => {
  const measures = fc.record({
    diskFreeBytes: fc.option(fc.integer({ min: 0, max: 4_000 * MEBIBYTE })),
    queueAgeMs: fc.option(fc.integer({ min: -DAY_MS, max: 40 * DAY_MS })),
    queueCount: fc.nat(30_000),
    references: fc.record({
      policy: fc.option(fc.nat(100 * DAY_MS)),
      trust: fc.option(fc.nat(100 * DAY_MS)),
      revocation: fc.option(fc.nat(100 * DAY_MS)),
    }),
  })
  const levelAt = (level: (typeof LIMIT_LEVELS)[number]) => LIMIT_LEVELS.indexOf(level)

  test('the most pressing comes first, and the worst is told exactly when it reached half', () => {
    fc.assert(
      fc.property(measures, (given) => {
        const limits = judgeLimits(given)
        expect(limits.map(({ percent }) => percent)).toEqual(limits.map(({ percent }) => percent).sort((a, b) => b - a))
        const worst = worstLimit(limits)
        expect(worst).toEqual((limits[0]?.percent ?? 0) >= 50 ? limits[0] : null)
      }),
      { seed: 1 },
    )
  })

  test('more waiting, older or fuller is never told as less', () => {
    fc.assert(
      fc.property(
        measures,
        fc.nat(5_000),
        fc.nat(10 * DAY_MS),
        fc.nat(500 * MEBIBYTE),
        (given, more, older, fuller) => {
          const worse: LimitMeasures = {
            diskFreeBytes: given.diskFreeBytes === null ? null : Math.max(0, given.diskFreeBytes - fuller),
            queueAgeMs: given.queueAgeMs === null ? null : given.queueAgeMs + older,
            queueCount: given.queueCount + more,
            references: given.references,
          }
          const before = worstLimit(judgeLimits(given))?.level ?? 'none'
          const after = worstLimit(judgeLimits(worse))?.level ?? 'none'
          expect(levelAt(after)).toBeGreaterThanOrEqual(levelAt(before))
        },
      ),
      { seed: 2 },
    )
  })

  test('ceilings that somebody set are the ones that count', () => {
    const ceilings = { ...LIMIT_DEFAULTS, queueCount: 10 }
    expect(worstLimit(judgeLimits({ ...QUIET, queueCount: 10 }, ceilings))).toMatchObject({
      level: 'over',
      ceiling: 10,
      measured: 10,
    })
  })
})
