/** What a phone is asked: by the SIM's applet, by a signing app, by an identity provider. */
export interface PhoneRequest {
  readonly id: number
  readonly kind: 'sim-sign' | 'app-sign'
  /** As the phone shows it. */
  readonly text: string
  /** The control code on both screens. */
  readonly code: string
  readonly state: 'open' | 'confirmed' | 'cancelled' | 'expired'
}

export type PhoneAnswer = 'confirmed' | 'cancelled' | 'expired'

/** Requests kept for each phone. */
const KEPT = 20

/** The requests that wait on the sandbox's phones, in memory. Somebody must answer: a test, the demo's key, or a person with curl. */
export interface PhoneRequests {
  /** Shows a request on the phone (E.164) until it is answered or its time runs out. `answered` always settles. */
  ask(
    phone: string,
    request: Pick<PhoneRequest, 'kind' | 'text' | 'code'> & { readonly lifetimeMs: number },
  ): { readonly id: number; readonly answered: Promise<PhoneAnswer> }
  list(phone: string): readonly PhoneRequest[]
  /** Answers the phone's oldest open request with this code, or with any when no code is given. False when there is none. */
  answer(phone: string, answer: 'confirmed' | 'cancelled', code?: string): boolean
  /** Expires all; for closing. */
  close(): void
}

export function createPhoneRequests(): PhoneRequests {
  const phones = new Map<string, { request: PhoneRequest; settle: (answer: PhoneAnswer) => void }[]>()
  let lastId = 0
  return {
    ask(phone, { lifetimeMs, ...shown }) {
      const id = ++lastId
      const answered = new Promise<PhoneAnswer>((resolve) => {
        const entry = {
          request: { id, ...shown, state: 'open' } as PhoneRequest,
          settle(answer: PhoneAnswer) {
            if (entry.request.state !== 'open') return
            clearTimeout(timer)
            entry.request = { ...entry.request, state: answer }
            resolve(answer)
          },
        }
        const timer = setTimeout(() => entry.settle('expired'), lifetimeMs).unref()
        phones.set(phone, [...(phones.get(phone) ?? []), entry].slice(-KEPT))
      })
      return { id, answered }
    },
    list: (phone) => (phones.get(phone) ?? []).map(({ request }) => request),
    answer(phone, answer, code) {
      const found = (phones.get(phone) ?? []).find(
        ({ request }) => request.state === 'open' && (code === undefined || request.code === code),
      )
      found?.settle(answer)
      return found !== undefined
    },
    close() {
      for (const entries of phones.values()) for (const { settle } of entries) settle('expired')
    },
  }
}
