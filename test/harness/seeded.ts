/** Chance that can be repeated: the same seed gives the same draws. */
export interface Seeded {
  /** 0 ≤ x < 1. */
  next(): number
  /** 0 ≤ n < below. */
  int(below: number): number
  /** Whether something of this probability happens now. */
  chance(probability: number): boolean
  pick<Value>(values: readonly Value[]): Value
  /** Another stream: what is drawn from it moves nothing here. */
  fork(name: string): Seeded
}

/** Mulberry32: 32 bits of state, a period of 2^32, and good enough for choosing moments. */
export function createSeeded(seed: number): Seeded {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const int = (below: number) => Math.floor(next() * below)
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick: (values) => {
      if (values.length === 0) throw new RangeError('nothing to pick from')
      return values[int(values.length)]!
    },
    fork: (name) =>
      createSeeded([...name].reduce((hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 16_777_619), seed)),
  }
}
