import {
  BrokenCircuitError,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleWhen,
  isTaskCancelledError,
  retry,
  TimeoutStrategy,
  timeout,
  wrap,
} from 'cockatiel'
import { Fault } from '../../flows/base/fault.ts'
import type { FaultCode } from '../../flows/base/fault-codes.ts'

/** How one outside party is treated. */
export interface PartyOptions {
  /** The fault told when it does not answer. */
  readonly unavailable: FaultCode
  /** Wait for one answer. */
  readonly timeoutMs: number
  /** Tries after the first, for questions that may be asked twice. Default 1. */
  readonly retries?: number
  /** Failures in a row after which it is left alone. Default 5. */
  readonly failuresToOpen?: number
  /** How long it is left alone before one question tries it again. Default 10 s. */
  readonly restMs?: number
}

export interface Party {
  /**
   * Asks, with time-out and circuit breaker. `safe` questions, which may be asked twice, are asked again after a failure; others never are.
   * A Fault the question raises goes through untouched and does not count against the party; anything else, a time-out and a party left alone become the
   * fault named in the options, with details.reason `failed`, `timeout` or `resting`.
   */
  ask<T>(kind: 'safe' | 'once', question: (signal: AbortSignal) => Promise<T>): Promise<T>
  /** False while it is left alone after failures in a row. */
  readonly isResting: boolean
}

const RETRIES = 1
const FIRST_BACKOFF_MS = 150
const FAILURES_TO_OPEN = 5
const REST_MS = 10_000

/** One outside party behind time-out, retry and circuit breaker, so that no connector writes its own. */
export function createParty(options: PartyOptions): Party {
  const { unavailable, timeoutMs, retries = RETRIES, failuresToOpen = FAILURES_TO_OPEN, restMs = REST_MS } = options
  // What the party said clearly, be it a refusal, is an answer: only silence and nonsense count against it.
  const breaker = circuitBreaker(
    handleWhen((error) => !(error instanceof Fault)),
    {
      halfOpenAfter: restMs,
      breaker: new ConsecutiveBreaker(failuresToOpen),
    },
  )
  const limited = wrap(breaker, timeout(timeoutMs, TimeoutStrategy.Aggressive))
  const again = retry(
    handleWhen((error) => !(error instanceof Fault) && !(error instanceof BrokenCircuitError)),
    { maxAttempts: retries, backoff: new ExponentialBackoff({ initialDelay: FIRST_BACKOFF_MS }) },
  )
  const repeated = retries > 0 ? wrap(again, limited) : limited
  return {
    async ask(kind, question) {
      const policy = kind === 'safe' ? repeated : limited
      try {
        return await policy.execute(({ signal }) => question(signal))
      } catch (error) {
        if (error instanceof Fault) throw error
        throw new Fault(unavailable, { reason: reasonOf(error) }, error)
      }
    },
    get isResting() {
      return breaker.state === CircuitState.Open
    },
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof BrokenCircuitError) return 'resting'
  return isTaskCancelledError(error) ? 'timeout' : 'failed'
}
