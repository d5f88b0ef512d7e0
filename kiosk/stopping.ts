/** How often a process looks whether its wrapper is still there; a second is soon enough not to be called an orphan. */
const PARENT_CHECK_MS = 1_000

/**
 * Resolves when this process is asked to stop: SIGINT, SIGTERM, SIGHUP, the end of standard input when `stdinIsLeash`,
 * or the death of the process that started it. Repeated signals are the same wish.
 */
export function untilStopped(options: { readonly stdinIsLeash: boolean }): Promise<NodeJS.Signals | 'leash'> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(signal))
    if (options.stdinIsLeash) {
      process.stdin.on('end', () => resolve('leash'))
      process.stdin.on('error', () => resolve('leash'))
      process.stdin.resume()
    }
    const parent = process.ppid
    const check = setInterval(() => {
      if (process.ppid !== parent) resolve('leash')
    }, PARENT_CHECK_MS)
    check.unref()
  })
}
