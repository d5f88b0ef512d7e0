/** The lines of a list that fit into a room of so many, with the one at `at` among them, kept away from the edges where it can be. */
export function windowOnLines(count: number, at: number, room: number): { readonly from: number; readonly to: number } {
  const size = Math.max(1, Math.min(count, room))
  const from = Math.max(0, Math.min(count - size, at - Math.floor(size / 2)))
  return { from, to: Math.min(count, from + size) }
}
