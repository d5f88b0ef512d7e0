import { Fault } from '../../flows/base/fault.ts'

/** Gives what `work` gives, or raises CANCELLED as soon as the signal says so; `work` itself goes on. */
export function abortable<T>(work: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (!signal) return work
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(new Fault('CANCELLED'))
    if (signal.aborted) giveUp()
    signal.addEventListener('abort', giveUp)
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp))
  })
}
