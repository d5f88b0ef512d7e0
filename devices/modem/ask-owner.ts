import { Fault } from '../../flows/base/fault.ts'
import type { Scheduler } from '../port/scheduler.ts'
import type { SmsAddress } from './pdu/address.ts'
import type { ReceivedText } from './receive.ts'

/** Asks for the owner of the sending SIM; the same for every carrier, and free (domain.md §2.4). */
export const OWNER_NUMBER = '1414'
export const OWNER_QUESTION = 'TTTB'
/** Some carriers answer in several messages; when this long none has come after one, that was all. */
export const REPLY_SILENCE_MS = 4_000

export interface ReplyCollector {
  /** Offers every message that comes; others than the carrier's are not kept. */
  take(message: ReceivedText): void
  /** The messages joined by line ends, as they came. Raises OWNERSHIP_NO_REPLY, CANCELLED. */
  readonly reply: Promise<string>
  /** Gives up; `reply` raises the fault. */
  fail(fault: Fault): void
}

/** Collects the answer, from before the question is sent: some networks are quicker than the modem's OK. */
export function collectReply(
  { limitMs, silenceMs }: { readonly limitMs: number; readonly silenceMs: number },
  scheduler: Scheduler,
  signal?: AbortSignal,
): ReplyCollector {
  const texts: string[] = []
  let cancelSilence = () => {}
  let take: ReplyCollector['take'] = () => {}
  let fail: ReplyCollector['fail'] = () => {}
  const reply = new Promise<string>((resolve, reject) => {
    const cancelLimit = scheduler.after(limitMs, () => end())
    const stop = () => fail(new Fault('CANCELLED'))
    const tidy = () => {
      cancelLimit()
      cancelSilence()
      signal?.removeEventListener('abort', stop)
      take = () => {}
    }
    const end = () => {
      tidy()
      if (texts.length > 0) resolve(texts.join('\n'))
      else reject(new Fault('OWNERSHIP_NO_REPLY', { limitMs }))
    }
    take = (message) => {
      if (!isCarrier(message.from)) return
      texts.push(message.text)
      cancelSilence()
      cancelSilence = scheduler.after(silenceMs, end)
    }
    fail = (fault) => {
      tidy()
      reject(fault)
    }
    if (signal?.aborted) stop()
    else signal?.addEventListener('abort', stop)
  })
  // Whoever asked may have given up before it is awaited.
  reply.catch(() => {})
  return { take: (message) => take(message), reply, fail: (fault) => fail(fault) }
}

/** The short code, or a brandname: carriers answer under either (domain.md §2.4). A person's number never counts. */
function isCarrier(from: SmsAddress): boolean {
  return from.kind === 'name' || from.digits.replace(/^\+?(84)?/, '') === OWNER_NUMBER
}
