/** One piece of work at a time, in the order of asking. What one raises does not hold up the next. */
export interface Turns {
  take<Result>(work: () => Promise<Result>): Promise<Result>
}

export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve()
  return {
    take(work) {
      const mine = last.then(work)
      last = mine.catch(() => {})
      return mine
    },
  }
}
