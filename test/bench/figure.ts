/** What a figure should reach: its value, its ratio to the floor, or how far it lies above the floor (in its unit), at most or at least so much. */
export interface Goal {
  readonly of: 'value' | 'ratio' | 'difference'
  readonly most?: number
  readonly least?: number
}

/** One measurement of the product, and the bare thing it is held against, measured in the same run. */
export interface Measurement {
  /** Name with its group first: "start.first-frame". */
  readonly figure: string
  readonly value: number
  readonly unit: string
  readonly floor: number
  readonly floorName: string
  readonly goal: Goal
}

/** One line of the report. */
export interface FigureLine {
  readonly figure: string
  readonly value: number
  readonly unit: string
  readonly floor: number
  readonly floorName: string
  /** value / floor, whichever way is better. */
  readonly ratio: number
  /** "ratio <= 1.3". */
  readonly goal: string
  readonly ok: boolean
}

/** Gives the line of a measurement, numbers rounded to four digits; the goal is held against the unrounded ones. */
export function figureLine(measurement: Measurement): FigureLine {
  const { figure, value, unit, floor, floorName, goal } = measurement
  const ratio = value / floor
  const held = { value, ratio, difference: value - floor }[goal.of]
  const ok =
    Number.isFinite(held) &&
    held <= (goal.most ?? Number.POSITIVE_INFINITY) &&
    held >= (goal.least ?? Number.NEGATIVE_INFINITY)
  return {
    figure,
    value: rounded(value),
    unit,
    floor: rounded(floor),
    floorName,
    ratio: rounded(ratio),
    goal: goalText(goal),
    ok,
  }
}

function goalText({ of, most, least }: Goal): string {
  const parts = [most === undefined ? [] : [`${of} <= ${most}`], least === undefined ? [] : [`${of} >= ${least}`]]
  return parts.flat().join(' and ')
}

function rounded(value: number): number {
  return Number(value.toPrecision(4))
}
