import { toFault } from '../../flows/base/fault.ts'
import type { Scheduler } from '../port/scheduler.ts'
import { abortable } from './abortable.ts'
import { collectReply, OWNER_NUMBER, OWNER_QUESTION, type ReplyCollector } from './ask-owner.ts'
import { partsOf, type Sending, sendParts } from './send-text.ts'
import type { ModemSession } from './session.ts'

export type Collector = Pick<ReplyCollector, 'take' | 'fail'>

export interface AskingOptions {
  readonly scheduler: Scheduler
  readonly silenceMs: number
  ready(signal?: AbortSignal): Promise<ModemSession>
  sending(session: ModemSession, signal?: AbortSignal): Sending
  /** From now on this one hears of every message; null: nobody does. */
  collect(collector: Collector | null): void
}

/**
 * Asks the carrier who owns the SIM: ModemPort.askOwner for one modem. One question at a time: the answers bear no number to tell them apart.
 */
export function createAsking({ scheduler, silenceMs, ready, sending, collect }: AskingOptions) {
  let turn: Promise<unknown> = Promise.resolve()
  const ask = async (replyWithinMs: number, signal?: AbortSignal): Promise<string> => {
    const session = await ready(signal)
    const collector = collectReply({ limitMs: replyWithinMs, silenceMs }, scheduler, signal)
    collect(collector)
    try {
      // Whether the question went out is not certain when the line broke: the answer would tell, and none comes on a broken line.
      await sendParts(partsOf(OWNER_NUMBER, OWNER_QUESTION, 0, false), sending(session, signal))
      return await collector.reply
    } catch (thrown) {
      collector.fail(toFault(thrown))
      throw thrown
    } finally {
      collect(null)
    }
  }
  return ({ replyWithinMs }: { readonly replyWithinMs: number }, signal?: AbortSignal): Promise<string> => {
    const mine = turn.then(() => ask(replyWithinMs, signal))
    turn = mine.catch(() => {})
    return abortable(mine, signal)
  }
}
