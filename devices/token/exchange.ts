import type { Scheduler } from '../port/scheduler.ts'
import { ANSWER_KINDS, type ChildAnswer, type ChildAnswers, type ChildRequest } from './messages.ts'

/** Requests to one child and their answers, in order. Several may be under way; the time of each runs from when it is the first. */
export interface Exchange {
  /** Settles with the answer; raises what `end` was given. The limit passed is told once, to `onLate`, and ends nothing by itself. */
  request<Kind extends keyof ChildAnswers>(
    request: Extract<ChildRequest, { kind: Kind }>,
    limitMs: number,
  ): Promise<ChildAnswers[Kind]>
  /** The next answer came. Gives false when it answers nothing that was asked. */
  answered(message: unknown): boolean
  /** Nothing more will come: whoever waits, and asks later, is told why. */
  end(fault: Error): void
}

export interface ExchangeOptions {
  readonly scheduler: Scheduler
  write(request: ChildRequest): void
  onLate(request: ChildRequest['kind']): void
}

interface Waiting {
  readonly kind: ChildRequest['kind']
  readonly limitMs: number
  settle(answer: ChildAnswer): void
  fail(fault: Error): void
}

export function createExchange({ scheduler, write, onLate }: ExchangeOptions): Exchange {
  const waiting: Waiting[] = []
  let ended: Error | null = null
  let cancelLimit = () => {}

  const timeFirst = () => {
    cancelLimit()
    const first = waiting[0]
    cancelLimit = first ? scheduler.after(first.limitMs, () => onLate(first.kind)) : () => {}
  }
  return {
    request(request, limitMs) {
      return new Promise((resolve, reject) => {
        if (ended) return reject(ended)
        waiting.push({
          kind: request.kind,
          limitMs,
          settle: (answer) => resolve(answer as never),
          fail: reject,
        })
        write(request)
        if (waiting.length === 1) timeFirst()
      })
    },
    answered(message) {
      const first = waiting[0]
      if (!first || !isAnswer(message, first.kind)) return false
      waiting.shift()
      timeFirst()
      first.settle(message)
      return true
    },
    end(fault) {
      ended ??= fault
      cancelLimit()
      for (const { fail } of waiting.splice(0)) fail(ended)
    },
  }
}

function isAnswer(message: unknown, kind: ChildRequest['kind']): message is ChildAnswer {
  if (typeof message !== 'object' || message === null || !('kind' in message)) return false
  return (ANSWER_KINDS[kind] as readonly unknown[]).includes(message.kind)
}
