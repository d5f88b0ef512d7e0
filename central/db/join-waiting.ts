/** How requests that wait are joined. */
export interface JoinOptions<In, Out> {
  /** Runs several in one statement; one outcome each, in their order. */
  readonly run: (items: readonly In[]) => Promise<readonly Out[]>
  /** Statements under way at once; whoever comes meanwhile waits and is joined. */
  readonly lanes: number
  /** Most items of one statement. */
  readonly most: number
  /** What may not be twice in one statement; default none. */
  readonly keysOf?: (item: In) => readonly string[]
  /** Whether a failure may be the fault of one item; then each is run alone. */
  readonly mayBlameOne?: (error: unknown) => boolean
}

interface Waiting<In, Out> {
  readonly item: In
  readonly resolve: (outcome: Out) => void
  readonly reject: (error: unknown) => void
}

/**
 * Joins requests that wait for the database into one statement: with 32 clients of one packet each 1.4 times as many go through (shared figures of the project), since a flush of the
 * disk and a round trip serve several. Nobody waits for company: a free lane takes at once whatever is there. Each asker gets its own outcome.
 */
export function joinWaiting<In, Out>(options: JoinOptions<In, Out>): (item: In) => Promise<Out> {
  const { run, lanes, most, keysOf = () => [], mayBlameOne = () => false } = options
  let queue: Waiting<In, Out>[] = []
  let busy = 0

  const takeGroup = (): Waiting<In, Out>[] => {
    const keys = new Set<string>()
    const group: Waiting<In, Out>[] = []
    const left: Waiting<In, Out>[] = []
    for (const waiting of queue) {
      const own = keysOf(waiting.item)
      if (group.length >= most || own.some((key) => keys.has(key))) left.push(waiting)
      else {
        group.push(waiting)
        for (const key of own) keys.add(key)
      }
    }
    queue = left
    return group
  }
  const runGroup = async (group: readonly Waiting<In, Out>[]): Promise<void> => {
    try {
      const outcomes = await run(group.map(({ item }) => item))
      for (const [at, { resolve }] of group.entries()) resolve(outcomes[at] as Out)
    } catch (error) {
      if (group.length > 1 && mayBlameOne(error)) for (const one of group) await runGroup([one])
      else for (const { reject } of group) reject(error)
    }
  }
  const lane = async () => {
    busy += 1
    while (queue.length > 0) await runGroup(takeGroup())
    busy -= 1
  }
  return (item) =>
    new Promise<Out>((resolve, reject) => {
      queue.push({ item, resolve, reject })
      if (busy < lanes) void lane()
    })
}

/** SQLSTATE classes 22 (data exception) and 23 (integrity), PostgreSQL appendix A: what one row can do to its neighbours. */
export function blamesARow(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' && /^2[23]...$/.test(code)
}
