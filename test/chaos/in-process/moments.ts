/** Thrown out of the station at the moment it is killed, and at every moment after: nothing it does then reaches anybody. */
export class Killed extends Error {
  constructor() {
    super('killed')
  }
}

/** Where in its work a station was when it was killed. */
export type MomentKind =
  | 'clock'
  | 'identifier'
  | 'secret'
  | 'statement'
  | 'before-commit'
  | 'inside-commit'
  | 'after-commit'
  | 'file'
  | 'central'
  | 'idle'

/** Which moment: the `at`-th, from 1, of all or of those of one sort. Commits are few among many, and it is they that count. */
export interface KillPlan {
  readonly among: 'all' | 'commit' | 'file' | 'central'
  readonly at: number
}

const SORTS: Readonly<Record<MomentKind, KillPlan['among'] | null>> = {
  clock: null,
  identifier: null,
  secret: null,
  statement: null,
  'before-commit': 'commit',
  'inside-commit': 'commit',
  'after-commit': 'commit',
  file: 'file',
  central: 'central',
  idle: null,
}

/** The moments of one life, counted; at one of them it is killed. */
export interface Moments {
  /** Called from every seam of the station. Raises Killed at the chosen moment and ever after. */
  pass(kind: MomentKind): void
  /** Around a commit: before it, after it, or with only a part of its bytes in the file. `commit` writes, `tear` gives the part back. */
  passCommit<T>(commit: () => T, tear: (write: () => T) => void): T
  /** Ends the life now, where it was not ended yet. */
  killNow(): void
  /** Work of the harness itself on the station's files: not counted. */
  unseen<T>(work: () => T): T
  readonly killedAt: MomentKind | null
}

/**
 * `onKill` runs at that instant, before anything else can: it copies the files as they are.
 * `tearCommit` says whether a kill that falls on a commit comes in the middle of its writing.
 */
export function createMoments(options: {
  readonly plan: KillPlan
  readonly tearCommit: boolean
  readonly onKill: () => void
}): Moments {
  let passed = 0
  let hidden = 0
  let killedAt: MomentKind | null = null
  const kill = (kind: MomentKind) => {
    killedAt = kind
    moments.unseen(options.onKill)
  }
  const isNow = (kind: MomentKind) => {
    if (options.plan.among === 'all' || options.plan.among === SORTS[kind]) passed += 1
    return passed >= options.plan.at
  }
  const moments: Moments = {
    pass(kind) {
      if (hidden > 0) return
      if (killedAt === null && isNow(kind)) kill(kind)
      if (killedAt !== null) throw new Killed()
    },
    passCommit(commit, tear) {
      if (hidden > 0) return commit()
      if (killedAt !== null) throw new Killed()
      if (isNow('before-commit')) {
        if (options.tearCommit) {
          tear(commit)
          kill('inside-commit')
        } else kill('before-commit')
        throw new Killed()
      }
      const result = commit()
      moments.pass('after-commit')
      return result
    },
    killNow() {
      if (killedAt === null) kill('idle')
    },
    unseen(work) {
      hidden += 1
      try {
        return work()
      } finally {
        hidden -= 1
      }
    },
    get killedAt() {
      return killedAt
    },
  }
  return moments
}
