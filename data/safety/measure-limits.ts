import { statfsSync } from 'node:fs'
import type { LimitMeasures } from '../../flows/rules/limits.ts'
import type { Repos } from '../store/create-repos.ts'
import { confirmedAtMs } from './reference-confirmed.ts'

/**
 * Measures what may run full or old at this station. Ages are by central's time where it is known. Reference data that never came has no
 * age. Revocation answers are fetched when they are needed: they are as old as the newest of them, but no older than the last word of central,
 * for then there was a line to fetch them.
 */
export function measureLimits(dir: string, repos: Repos, nowMs: number): LimitMeasures {
  const { waiting, held, oldestSealedAtMs } = repos.outbox.counts()
  const ageOf = (atMs: number | null | undefined) => (atMs === null || atMs === undefined ? null : nowMs - atMs)
  const documentAge = (name: string) => {
    const received = repos.references.get(name)?.receivedAtMs
    return received === undefined ? null : ageOf(Math.max(received, confirmedAtMs(name, repos.cursors) ?? 0))
  }
  const policyAge = documentAge('policy')
  const revocationAge = ageOf(repos.revocations.newestKeptAtMs())
  return {
    diskFreeBytes: freeBytes(dir),
    queueAgeMs: ageOf(oldestSealedAtMs),
    queueCount: waiting + held,
    references: {
      policy: policyAge,
      trust: documentAge('trust'),
      revocation: revocationAge === null ? null : Math.min(revocationAge, policyAge ?? revocationAge),
    },
  }
}

function freeBytes(dir: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(dir)
    return bavail * bsize
  } catch {
    return null
  }
}
