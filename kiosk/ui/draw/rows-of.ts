/** Rows that texts take one under the other, as they are already wrapped; null takes none. */
export function rowsOf(...texts: readonly (string | null)[]): number {
  return texts.reduce((sum, text) => sum + (text === null ? 0 : text.split('\n').length), 0)
}
