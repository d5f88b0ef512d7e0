import { describe, expect, test } from 'vitest'
import { figureLine, type Goal } from './figure.ts'

const measured = (value: number, floor: number, goal: Goal) =>
  figureLine({ figure: 'start.first-frame', value, unit: 'ms', floor, floorName: 'bare Ink', goal })

describe('figureLine', () => {
  test('holds the ratio against the goal', () => {
    expect(measured(129, 100, { of: 'ratio', most: 1.3 })).toEqual({
      figure: 'start.first-frame',
      value: 129,
      unit: 'ms',
      floor: 100,
      floorName: 'bare Ink',
      ratio: 1.29,
      goal: 'ratio <= 1.3',
      ok: true,
    })
    expect(measured(131, 100, { of: 'ratio', most: 1.3 }).ok).toBe(false)
    expect(measured(79, 100, { of: 'ratio', least: 0.8 }).ok).toBe(false)
    expect(measured(80, 100, { of: 'ratio', least: 0.8 }).ok).toBe(true)
  })

  test('holds the value against the goal where the goal is a number by itself', () => {
    expect(measured(217, 9_999, { of: 'value', most: 400 })).toMatchObject({ goal: 'value <= 400', ok: true })
    expect(measured(401, 9_999, { of: 'value', most: 400 }).ok).toBe(false)
  })

  test('holds the distance to the floor against the goal where that is what counts', () => {
    expect(measured(7, 5.5, { of: 'difference', most: 2 })).toMatchObject({ goal: 'difference <= 2', ok: true })
    expect(measured(5, 9, { of: 'difference', most: 2 }).ok).toBe(true)
    expect(measured(7.6, 5.5, { of: 'difference', most: 2 }).ok).toBe(false)
  })

  test('rounds what it shows and not what it judges', () => {
    expect(measured(130.004, 100, { of: 'ratio', most: 1.3 })).toMatchObject({ value: 130, ratio: 1.3, ok: false })
  })

  test('a floor that was not measured passes nothing', () => {
    expect(measured(1, 0, { of: 'ratio', least: 0.8 }).ok).toBe(false)
    expect(measured(Number.NaN, 1, { of: 'value', most: 400 }).ok).toBe(false)
    expect(measured(1, Number.NaN, { of: 'difference', most: 2 }).ok).toBe(false)
  })
})
