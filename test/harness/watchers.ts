/** What a test waits to see: a text on the screen, a pattern over the whole screen, or a predicate over its lines. */
export type Expectation = string | RegExp | ((lines: readonly string[]) => boolean)

export interface Watchers {
  /** Resolves with the screen once the expectation holds; rejects with the screen in the message. */
  expect(expectation: Expectation, timeoutMs: number, description?: string): Promise<string>
  /** Looks at the screen again; called after each piece of output. */
  look(): void
  /** Nothing more will come: rejects all who still wait, and whoever asks later in vain. */
  end(reason: string): void
}

/** Waits over a screen that is read by `read`, driven by events alone: nothing here polls. */
export function createWatchers(read: () => string[]): Watchers {
  const waiting = new Set<() => void>()
  let endedBy: string | null = null

  return {
    expect(expectation, timeoutMs, description = describe(expectation)) {
      return new Promise((resolve, reject) => {
        const settle = (failure: string | null) => {
          waiting.delete(look)
          clearTimeout(timer)
          const screen = read().join('\n')
          if (failure === null) resolve(screen)
          else reject(new Error(`${failure}; waited for ${description}. The screen:\n${frame(read())}`))
        }
        const look = () => {
          if (holds(expectation, read())) settle(null)
          else if (endedBy !== null) settle(endedBy)
        }
        const timer = setTimeout(() => settle(`not seen in ${timeoutMs} ms`), timeoutMs)
        waiting.add(look)
        look()
      })
    },
    look() {
      for (const look of [...waiting]) look()
    },
    end(reason) {
      endedBy = reason
      this.look()
    },
  }
}

function holds(expectation: Expectation, lines: readonly string[]): boolean {
  if (typeof expectation === 'function') return expectation(lines)
  const screen = lines.join('\n')
  return typeof expectation === 'string' ? screen.includes(expectation) : expectation.test(screen)
}

function describe(expectation: Expectation): string {
  return typeof expectation === 'string' ? `"${expectation}"` : String(expectation)
}

function frame(lines: readonly string[]): string {
  return lines.map((line) => `  | ${line}`).join('\n')
}
