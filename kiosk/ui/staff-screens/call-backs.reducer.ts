/** Which page of a long list is shown. */
export interface PageState {
  readonly page: number
}

export type PageAction = { readonly type: 'turned'; readonly by: 1 | -1; readonly pages: number }

/** Turns a page, not beyond the first or the last. */
export function pageReducer(state: PageState, { by, pages }: PageAction): PageState {
  return { page: Math.min(Math.max(0, pages - 1), Math.max(0, state.page + by)) }
}

/** How many pages so many rows take; one where there are none. */
export function pagesFor(rows: number, rowsEach: number): number {
  return Math.max(1, Math.ceil(rows / Math.max(1, rowsEach)))
}
