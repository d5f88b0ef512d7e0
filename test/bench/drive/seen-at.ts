import type { Terminal } from '../../harness/terminal.ts'

/** Longer than any screen takes on a machine that works; a bench that hangs says nothing. */
const SEEN_WITHIN_MS = 30_000

/**
 * Resolves with the time (clock of performance.now(), ms) at which the piece of output arrived that made the screen fit. Looks after each piece
 * from now on, not at what is there already. Rejects with the screen when the program ends or stays silent.
 */
export function seenAt(terminal: Terminal, fits: (screen: string) => boolean): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const fail = (why: string) => reject(new Error(`${why}; the screen:\n${terminal.text()}`))
  const timer = setTimeout(() => fail(`not seen in ${SEEN_WITHIN_MS} ms`), SEEN_WITHIN_MS)
  const stop = terminal.onOutput((chunk) => {
    if (fits(terminal.text())) resolve(chunk.atMs)
  })
  void terminal.exit.then(() => fail('the program ended'))
  return promise.finally(() => {
    clearTimeout(timer)
    stop()
  })
}
