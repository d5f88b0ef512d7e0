/** For what is asked though it may well be refused, as the logout from a token that was pulled. */
export function quietly<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
