import { expect, test } from 'vitest'
import { METHODS, SUBJECTS } from '../base/terms.ts'
import { doorOf } from './door.ts'
import { cellState } from './policy.ts'
import { POLICY_SETS, PORTAL_2022, VNEID_2024 } from './policy-sets.ts'

const TODAY = '2026-11-22'

test('every cell has a door, open exactly where the matrix is and the method is built', () => {
  for (const policy of POLICY_SETS)
    for (const subject of SUBJECTS)
      for (const method of METHODS)
        for (const today of ['2022-11-29', '2024-07-01', TODAY]) {
          const state = cellState(policy, subject, method, today)
          expect(doorOf({ policy, today, built: METHODS }, subject, method).open).toBe(state.kind === 'open')
          expect(doorOf({ policy, today, built: [] }, subject, method).open).toBe(false)
        }
})

test('a shut door says why, since when and what instead', () => {
  const doors = { policy: VNEID_2024, today: TODAY, built: METHODS }
  const shut = (why: string, since: string | null = null, instead: string | null = null) => ({
    open: false,
    why,
    since,
    instead,
  })
  expect(doorOf(doors, 'citizen', 'mobile')).toEqual(shut('METHOD_CLOSED', '2024-07-01', 'vneid'))
  expect(doorOf(doors, 'agency', 'mobile')).toEqual(shut('METHOD_NOT_FOR_SUBJECT'))
  expect(doorOf({ ...doors, today: '2024-06-30' }, 'citizen', 'vneid')).toEqual(
    shut('METHOD_NOT_YET_OPEN', '2024-07-01'),
  )
  expect(doorOf({ ...doors, built: [] }, 'citizen', 'vneid')).toEqual(shut('METHOD_NOT_BUILT'))
  expect(doorOf({ ...doors, policy: PORTAL_2022 }, 'citizen', 'mobile')).toEqual({ open: true, ial: 2 })
})
