import type { TextOutcome } from '../../flows/ports/modem.port.ts'

/** So many messages are remembered: a station sends a few hundred a day, and a repetition comes within minutes. */
export const REMEMBERED_TEXTS = 1_000

/** Remembers which messages were sent, in memory, so that a repeated id never sends twice. */
export interface SentTexts {
  /**
   * Gives the outcome of the first call with this id, or makes that call. What failed before anything was written is forgotten: it was not sent, and a
   * repetition may send it. `send` calls `onWritten` before the first byte of the message goes.
   */
  once(messageId: string, send: (onWritten: () => void) => Promise<TextOutcome>): Promise<TextOutcome>
}

export function createSentTexts(): SentTexts {
  const outcomes = new Map<string, Promise<TextOutcome>>()
  return {
    once(messageId, send) {
      const known = outcomes.get(messageId)
      if (known) return known
      let written = false
      const outcome = send(() => {
        written = true
      })
      outcomes.set(messageId, outcome)
      outcome.catch(() => {
        if (!written) outcomes.delete(messageId)
      })
      const oldest = outcomes.keys().next().value
      if (outcomes.size > REMEMBERED_TEXTS && oldest !== undefined) outcomes.delete(oldest)
      return outcome
    },
  }
}
