import type { TextOutcome } from '../../flows/ports/modem.port.ts'

/** So many messages are remembered: a station sends a few hundred a day, and a repetition comes within minutes. */
export const REMEMBERED_TEXTS = 1_000

/** Remembers which messages were sent, in memory, so that a repeated id never sends twice. */
export interface SentTexts {
  /**
   * Gives the outcome of the first call with this id, or makes that call. What failed before any part was taken is forgotten: it was not sent, and a
   * repetition may send it. `send` calls `onTaken` when a part is on its way; when that is not certain it does not fail.
   */
  once(messageId: string, send: (onTaken: () => void) => Promise<TextOutcome>): Promise<TextOutcome>
}

export function createSentTexts(): SentTexts {
  const outcomes = new Map<string, Promise<TextOutcome>>()
  return {
    once(messageId, send) {
      const known = outcomes.get(messageId)
      if (known) return known
      let taken = false
      const outcome = send(() => {
        taken = true
      })
      outcomes.set(messageId, outcome)
      outcome.catch(() => {
        if (!taken) outcomes.delete(messageId)
      })
      const oldest = outcomes.keys().next().value
      if (outcomes.size > REMEMBERED_TEXTS && oldest !== undefined) outcomes.delete(oldest)
      return outcome
    },
  }
}
