import type { Seeded } from '../seeded.ts'

/** What happens to one request and its answer on the way. */
export type MessageFault =
  /** Delivered twice, one after the other, as a retrying box in between does; the client gets one of the two answers. */
  | { readonly kind: 'duplicate'; readonly answer: 'first' | 'last' }
  /** Held until another request has been answered, at most for so long. */
  | { readonly kind: 'reorder'; readonly holdMs: number }
  /** The connection is reset before central has the request. */
  | { readonly kind: 'drop-request' }
  /** Central did the work; the connection is reset instead of the answer. */
  | { readonly kind: 'drop-answer' }
  /** The answer ends after so many bytes of its body. */
  | { readonly kind: 'truncate-answer'; readonly bytes: number }
  /** Somebody else answers: a login page, or the way to it. Central never sees the request. */
  | { readonly kind: 'portal'; readonly how: 'page' | 'redirect' }

export type MessageFaultKind = MessageFault['kind']

/** Something that happens elsewhere in the middle of an exchange: before central has the request, or once it has answered. Then it goes on. */
export interface Interlude {
  readonly kind: 'interlude'
  readonly when: 'request-came' | 'answer-came'
  readonly run: () => Promise<void>
}

/** How likely each fault is, by kind; what is not named does not happen. Together at most 1. */
export type Weather = Readonly<Partial<Record<MessageFaultKind, number>>>

const HOLD_MS = 50
const TRUNCATED_MOST_BYTES = 200

/** Draws what happens to the next request, or null. */
export function drawFault(weather: Weather, chance: Seeded): MessageFault | null {
  let left = chance.next()
  for (const [kind, probability] of Object.entries(weather) as [MessageFaultKind, number][]) {
    if (left < probability) return faultOf(kind, chance)
    left -= probability
  }
  return null
}

function faultOf(kind: MessageFaultKind, chance: Seeded): MessageFault {
  switch (kind) {
    case 'duplicate':
      return { kind, answer: chance.pick(['first', 'last']) }
    case 'reorder':
      return { kind, holdMs: HOLD_MS }
    case 'truncate-answer':
      return { kind, bytes: chance.int(TRUNCATED_MOST_BYTES) }
    case 'portal':
      return { kind, how: chance.pick(['page', 'redirect']) }
    default:
      return { kind }
  }
}

/** What a captive portal says to a plain request (RFC 8910 §1: it redirects, or serves its page in place of the answer). */
export const PORTAL_PAGE = '<!doctype html><title>Đăng nhập Wi-Fi</title><form><input name="phone"></form>'
export const PORTAL_URL = 'http://wifi.example/login'
