import { Fault } from '../base/fault.ts'
import type { FaultCode } from '../base/fault-codes.ts'

/** How one call of a fake device shall go: an answer, a fault, or silence until `release` or the caller's signal. */
export type FakeStep<T> = { readonly give: T } | { readonly raise: FaultCode } | 'hang'

/** One call of a fake device. Steps are taken in their order; without one the fallback answers. */
export interface FakeCall<T> {
  /** Lines up what the next calls shall do. */
  next(...steps: readonly FakeStep<T>[]): void
  /** Lets every call that hangs go on to the fallback's answer: the device was only slow. */
  release(): void
  /** Ends every call that hangs: the device was pulled, or sent garbage. */
  end(step: Exclude<FakeStep<T>, 'hang'>): void
  /** How many calls hang. */
  readonly hanging: number
  run(fallback: () => T, signal?: AbortSignal): Promise<T>
}

export function createFakeCall<T>(): FakeCall<T> {
  const steps: FakeStep<T>[] = []
  const held = new Set<(step?: Exclude<FakeStep<T>, 'hang'>) => void>()
  const silence = (fallback: () => T, signal: AbortSignal | undefined) =>
    new Promise<T>((resolve, reject) => {
      const goOn = (step?: Exclude<FakeStep<T>, 'hang'>) => {
        held.delete(goOn)
        settleBy(step, fallback).then(resolve, reject)
      }
      held.add(goOn)
      signal?.addEventListener('abort', () => goOn({ raise: 'CANCELLED' }))
    })
  return {
    next: (...more) => void steps.push(...more),
    release() {
      for (const goOn of [...held]) goOn()
    },
    end(step) {
      for (const goOn of [...held]) goOn(step)
    },
    get hanging() {
      return held.size
    },
    async run(fallback, signal) {
      const step = steps.shift()
      return step === 'hang' ? silence(fallback, signal) : settleBy(step, fallback)
    },
  }
}

async function settleBy<T>(step: Exclude<FakeStep<T>, 'hang'> | undefined, fallback: () => T): Promise<T> {
  if (step === undefined) return fallback()
  if ('raise' in step) throw new Fault(step.raise)
  return step.give
}
