/** Which row of a long list the pointer is on; its page is the one that is shown. */
export interface ListState {
  readonly at: number
}

/** `by`: rows down, or up where it is below 0; a page is as many rows as it shows. */
export interface ListAction {
  readonly type: 'moved'
  readonly by: number
  readonly count: number
}

/** Moves the pointer, not beyond the first row or the last. */
export function listReducer(state: ListState, { by, count }: ListAction): ListState {
  return { at: Math.min(Math.max(0, count - 1), Math.max(0, state.at + by)) }
}

/** How many pages so many rows take; one where there are none. */
export function pagesFor(rows: number, rowsEach: number): number {
  return Math.max(1, Math.ceil(rows / Math.max(1, rowsEach)))
}
