/** Gives the p-th percentile (0 to 100) of the values by linear interpolation between the two nearest ranks. Raises RangeError for none. */
export function percentile(values: readonly number[], p: number): number {
  if (values.length === 0) throw new RangeError('no values')
  const sorted = values.toSorted((a, b) => a - b)
  const rank = (Math.min(100, Math.max(0, p)) / 100) * (sorted.length - 1)
  const below = sorted[Math.floor(rank)]!
  const above = sorted[Math.ceil(rank)]!
  return below + (above - below) * (rank - Math.floor(rank))
}

/** Gives the middle value. Raises RangeError for none. */
export function median(values: readonly number[]): number {
  return percentile(values, 50)
}

/**
 * Gives the exponent k of cost = c · size^k between two runs: 1 is linear, 2 quadratic. Raises RangeError for sizes that are equal and for
 * anything not above zero.
 */
export function growthExponent(small: { size: number; cost: number }, large: { size: number; cost: number }): number {
  if (Math.min(small.size, small.cost, large.size, large.cost) <= 0 || small.size === large.size) {
    throw new RangeError('sizes must differ; sizes and costs must be above zero')
  }
  return Math.log(large.cost / small.cost) / Math.log(large.size / small.size)
}
