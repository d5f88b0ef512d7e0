/** One text message on a citizen's phone. `id` grows by one for each message that the sandbox delivered. */
export interface PhoneMessage {
  readonly id: number
  /** The sender as the phone shows it. */
  readonly from: string
  readonly text: string
  /** ISO 8601, UTC. */
  readonly receivedAt: string
}

/** Messages kept for each phone: a demo shows the last few. */
export const MESSAGES_PER_PHONE = 50
/** Phones kept: load tests send to many thousands of numbers, and the sandbox runs for days. */
export const PHONES_KEPT = 20_000

/** All phones of the sandbox, by E.164 number, in memory. */
export interface Inbox {
  deliver(phone: string, message: { from: string; text: string }): PhoneMessage
  /** Messages with an id above `after`, oldest first. */
  list(phone: string, after: number): readonly PhoneMessage[]
}

/** `now` gives milliseconds since 1970. The oldest messages go first, and then the phone whose last message is oldest. */
export function createInbox(now: () => number, limits = { messages: MESSAGES_PER_PHONE, phones: PHONES_KEPT }): Inbox {
  const phones = new Map<string, PhoneMessage[]>()
  let lastId = 0
  return {
    deliver(phone, { from, text }) {
      const message = { id: ++lastId, from, text, receivedAt: new Date(now()).toISOString() }
      const messages = [...(phones.get(phone) ?? []), message].slice(-limits.messages)
      // Set anew, so that the map stays ordered by last message.
      phones.delete(phone)
      phones.set(phone, messages)
      for (const oldest of phones.keys()) {
        if (phones.size <= limits.phones) break
        phones.delete(oldest)
      }
      return message
    },
    list: (phone, after) => (phones.get(phone) ?? []).filter(({ id }) => id > after),
  }
}
