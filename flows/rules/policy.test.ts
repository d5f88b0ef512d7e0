import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Fault } from '../base/fault.ts'
import { METHODS, type Method, SUBJECTS, type Subject } from '../base/terms.ts'
import { cellState, matrixFor, type PolicyCell, reachesIn, readPolicySet } from './policy.ts'
import { POLICY_SETS, PORTAL_2022, VNEID_2024 } from './policy-sets.ts'

const SEED = 20261122

// product.md §2, as it is printed: who may use which method, and the level.
const TABLE: Record<Exclude<Method, 'vneid'>, { may: readonly Subject[]; ial: 2 | 3 }> = {
  mobile: { may: ['citizen'], ial: 2 },
  'social-insurance': { may: ['citizen'], ial: 2 },
  vnpost: { may: ['citizen'], ial: 2 },
  'usb-token': { may: ['citizen', 'enterprise', 'agency'], ial: 3 },
  'sim-pki': { may: ['citizen', 'enterprise'], ial: 3 },
  'remote-signing': { may: ['citizen', 'enterprise'], ial: 3 },
  'in-person': { may: ['citizen', 'enterprise', 'agency'], ial: 3 },
}
const ROWS = SUBJECTS.flatMap((subject) =>
  (Object.keys(TABLE) as (keyof typeof TABLE)[]).map((method) => ({ subject, method, ...TABLE[method] })),
)

describe.each(ROWS)('$subject × $method', ({ subject, method, may, ial }) => {
  const allowed = may.includes(subject)

  test('portal-2022 closes nothing', () => {
    const state = allowed ? { kind: 'open', ial } : { kind: 'not-allowed' }
    for (const day of ['1970-01-01', '2022-11-29', '2024-07-01', '2026-11-22', '9999-12-31'])
      expect(cellState(PORTAL_2022, subject, method, day)).toEqual(state)
  })

  test('vneid-2024 closes it, and says since when and what instead', () => {
    const lastDay = subject === 'citizen' ? '2024-06-30' : '2025-06-30'
    const since = subject === 'citizen' ? '2024-07-01' : '2025-07-01'
    const open = allowed ? { kind: 'open', ial } : { kind: 'not-allowed' }
    const closed = allowed ? { kind: 'closed', since, instead: 'vneid' } : { kind: 'not-allowed' }
    for (const day of ['2022-11-29', lastDay]) expect(cellState(VNEID_2024, subject, method, day)).toEqual(open)
    for (const day of [since, '2026-11-22']) expect(cellState(VNEID_2024, subject, method, day)).toEqual(closed)
  })
})

describe.each(SUBJECTS)('%s × vneid', (subject) => {
  test('is not in portal-2022', () => {
    expect(cellState(PORTAL_2022, subject, 'vneid', '2026-11-22')).toEqual({ kind: 'not-allowed' })
  })

  test('opens on 01/07/2024 in vneid-2024', () => {
    expect(cellState(VNEID_2024, subject, 'vneid', '2024-06-30')).toEqual({ kind: 'not-yet', from: '2024-07-01' })
    expect(cellState(VNEID_2024, subject, 'vneid', '2024-07-01')).toEqual({ kind: 'open', ial: [2, 3] })
    expect(cellState(VNEID_2024, subject, 'vneid', '2026-11-22')).toEqual({ kind: 'open', ial: [2, 3] })
  })
})

test('the matrix of a subject has every method, in order', () => {
  for (const set of POLICY_SETS)
    for (const subject of SUBJECTS) {
      const column = matrixFor(set, subject, '2026-11-22')
      expect(column.map(({ method }) => method)).toEqual(METHODS)
      for (const { method, state } of column) expect(state).toEqual(cellState(set, subject, method, '2026-11-22'))
    }
})

test('a citizen of today has vneid alone under vneid-2024', () => {
  const open = matrixFor(VNEID_2024, 'citizen', '2026-11-22').filter(({ state }) => state.kind === 'open')
  expect(open.map(({ method }) => method)).toEqual(['vneid'])
})

test('every cell has a source, and a cell that keeps someone out says whom', () => {
  for (const set of POLICY_SETS)
    for (const cell of set.cells) {
      expect(cell.source).not.toBe('')
      if (!cell.allowed) expect(cell.reason).toBe('subject')
    }
  const vnpost = PORTAL_2022.cells.find((cell) => cell.subject === 'citizen' && cell.method === 'vnpost')
  expect(vnpost).toMatchObject({ allowed: true, reason: 'official' })
})

test('an empty set allows nothing', () => {
  const empty = { id: 'empty', cells: [] }
  for (const subject of SUBJECTS)
    for (const method of METHODS)
      expect(cellState(empty, subject, method, '2026-11-22')).toEqual({ kind: 'not-allowed' })
})

describe('readPolicySet', () => {
  const sample = PORTAL_2022.cells[0] as PolicyCell
  const withCell = (change: object) => ({ id: 'x', cells: [{ ...sample, ...change }] })
  const faultOf = (value: unknown) => {
    try {
      readPolicySet(value)
    } catch (thrown) {
      if (thrown instanceof Fault) return `${thrown.code} ${thrown.details.at}`
      throw thrown
    }
    return 'taken'
  }

  test.each(POLICY_SETS)('$id survives the journey', (set) => {
    expect(readPolicySet(JSON.parse(JSON.stringify(set)))).toEqual(set)
  })

  test('leaves out what it does not know', () => {
    expect(readPolicySet({ id: 'x', cells: [{ ...sample, note: 1 }], extra: true })).toEqual({
      id: 'x',
      cells: [sample],
    })
  })

  test.each([
    [null, 'policy'],
    [[], 'policy'],
    ['portal-2022', 'policy'],
    [{ cells: [] }, 'id'],
    [{ id: '', cells: [sample] }, 'id'],
    [{ id: '../x', cells: [sample] }, 'id'],
    [{ id: 'x' }, 'cells'],
    [{ id: 'x', cells: [] }, 'cells'],
    [{ id: 'x', cells: {} }, 'cells'],
    [{ id: 'x', cells: Array.from({ length: 25 }, () => sample) }, 'cells'],
    [{ id: 'x', cells: [sample, sample] }, 'cells[1]'],
    [{ id: 'x', cells: [null] }, 'cells[0]'],
    [withCell({ subject: 'alien' }), 'cells[0].subject'],
    [withCell({ method: 'constructor' }), 'cells[0].method'],
    [withCell({ allowed: 'yes' }), 'cells[0].allowed'],
    [withCell({ ial: 4 }), 'cells[0].ial'],
    [withCell({ ial: '2' }), 'cells[0].ial'],
    [withCell({ ial: [] }), 'cells[0].ial'],
    [withCell({ ial: [2, 2] }), 'cells[0].ial'],
    [withCell({ ial: [2, 4] }), 'cells[0].ial'],
    [withCell({ validFrom: '01/07/2024' }), 'cells[0].validFrom'],
    [withCell({ validFrom: undefined }), 'cells[0].validFrom'],
    [withCell({ validUntil: '2024-02-30' }), 'cells[0].validUntil'],
    [withCell({ validFrom: '2024-07-01', validUntil: '2024-06-30' }), 'cells[0].validUntil'],
    [withCell({ source: ' ' }), 'cells[0].source'],
    [withCell({ instead: 'smoke' }), 'cells[0].instead'],
    [withCell({ reason: 'whim' }), 'cells[0].reason'],
  ])('%j is refused at %s', (value, at) => expect(faultOf(value)).toBe(`REFERENCE_INVALID ${at}`))

  test('takes or refuses every value, by that one code', () => {
    const almost = fc.record(
      {
        id: fc.constantFrom('x', '', 1),
        cells: fc.array(
          fc.record({
            ...Object.fromEntries(
              Object.entries(sample).map(([key, value]) => [
                key,
                fc.oneof({ weight: 9, arbitrary: fc.constant(value) }, fc.anything()),
              ]),
            ),
          }),
          { maxLength: 2 },
        ),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(fc.oneof(fc.anything(), almost), (value) => {
        expect(faultOf(value)).toMatch(/^(taken|REFERENCE_INVALID .+)$/)
      }),
      { seed: SEED, numRuns: 1000 },
    )
  })
})

test('on every day a cell is in exactly one state, and the states follow each other in time', () => {
  const day = fc
    .date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10))
  const order = ['not-yet', 'open', 'closed']
  fc.assert(
    fc.property(day, day, day, day, (a, b, c, d) => {
      const [validFrom = '', validUntil = ''] = [a, b].sort()
      const [earlier = '', later = ''] = [c, d].sort()
      const set = {
        id: 'x',
        cells: [{ ...(PORTAL_2022.cells[0] as PolicyCell), validFrom, validUntil, instead: 'vneid' as const }],
      }
      const state = (onDate: string) => cellState(set, 'citizen', 'mobile', onDate)
      expect(order.indexOf(state(earlier).kind)).toBeLessThanOrEqual(order.indexOf(state(later).kind))
      expect(state(earlier).kind === 'open').toBe(validFrom <= earlier && earlier <= validUntil)
      const after = state('9999-12-31')
      if (after.kind === 'closed') expect(state(after.since).kind).toBe('closed')
      expect(state(validUntil).kind).toBe('open')
    }),
    { seed: SEED, numRuns: 300 },
  )
})

test.each([
  [{ kind: 'open', ial: 2 }, 2, true],
  [{ kind: 'open', ial: 2 }, 3, false],
  [{ kind: 'open', ial: 3 }, 2, false],
  [{ kind: 'open', ial: [2, 3] }, 3, true],
  [{ kind: 'open', ial: [2] }, 3, false],
  [{ kind: 'not-allowed' }, 2, false],
  [{ kind: 'closed', since: '2024-07-01', instead: 'vneid' }, 2, false],
] as const)('a cell %j and a proof of level %i: %s', (state, ial, expected) => {
  expect(reachesIn(state, ial)).toBe(expected)
})
