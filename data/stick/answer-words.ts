import type { StickAnswer } from '../wire/stick.wire.ts'

/** One of central's words on a packet, as its text has it: read, not trusted. */
export interface AnswerWord {
  readonly packetId: string
  readonly state: string
}

/** Central's words on packets in an answer, in the order they were said. They name packets inside their signature alone; whoever acts on one verifies it. */
export function wordsIn(answer: StickAnswer): readonly AnswerWord[] {
  return answer.pages.flatMap((page) => page.decisions).map(({ acknowledgement }) => wordOf(acknowledgement))
}

/** How many packets an answer says are decided, and how many wait for their citizen: the last word on each counts. */
export function countWords(answer: StickAnswer): { readonly decided: number; readonly waiting: number } {
  const last = [...new Map(wordsIn(answer).map(({ packetId, state }) => [packetId, state])).values()]
  return {
    decided: last.filter((state) => state === 'accepted' || state === 'refused').length,
    waiting: last.filter((state) => state === 'waiting-for-citizen').length,
  }
}

function wordOf(jws: string): AnswerWord {
  const { packetId, state } = payloadOf(jws)
  return { packetId: String(packetId ?? ''), state: String(state ?? '') }
}

function payloadOf(jws: string): { readonly packetId?: unknown; readonly state?: unknown } {
  try {
    const value: unknown = JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}
