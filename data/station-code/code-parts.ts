import type { NewId } from '../../flows/base/id.ts'
import type { Secrets } from '../../flows/base/secret.ts'
import type { OtpSettings } from '../../flows/rules/otp-limits.ts'
import type { CentralTime } from '../central-time.ts'
import type { StationKey } from '../keys/station-keys.ts'
import type { LogEvent, LogRepo } from '../store/log.repo.ts'
import type { Store } from '../store/open-store.ts'
import { type CountedTime, countOn, type RunningTime } from './running-clock.ts'
import type { StationCodeRepo } from './station-code.repo.ts'

/** What making and judging a code of the station's own takes. */
export interface CodeParts {
  readonly store: Store
  readonly codes: StationCodeRepo
  readonly log: LogRepo
  readonly secrets: Secrets
  readonly stationId: string
  /** Signs the proof. */
  readonly stationKey: StationKey
  /** Under which codes and phones are marked (code-key.ts). */
  readonly codeKey: Uint8Array
  readonly settings: OtpSettings
  /** For the proof and the log; no limit depends on it. */
  readonly time: Pick<CentralTime, 'now' | 'proven'>
  readonly running: () => RunningTime
  readonly newId: NewId
}

/** What happens to codes, as the append-only log names it. Never with a phone or a code. */
export type CodeEventKind = 'code.made' | 'code.settled' | 'code.proved' | 'code.wrong' | 'code.locked'

export function logCode({ log, time }: CodeParts, kind: CodeEventKind, details: LogEvent['details']): void {
  log.append({ atMs: time.now(), kind, sequence: null, details })
}

/** The counted clock moved on to now and kept; within a transaction. */
export function countedNow({ codes, running }: CodeParts): CountedTime {
  const counted = countOn(codes.clock(), running())
  codes.saveClock(counted)
  return counted
}
