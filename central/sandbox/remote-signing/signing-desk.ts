import { createHash, randomUUID } from 'node:crypto'
import type { PhoneAnswer, PhoneRequests } from '../phone/requests.ts'
import { controlCodeIn } from './control-code.ts'
import type { HeldKey } from './keys.ts'
import { signHash } from './raw-sign.ts'

/** A request in the app: what was asked, and what has come of it. */
export interface SigningCase {
  readonly id: string
  readonly held: HeldKey
  readonly hash: Uint8Array
  /** The client's own short name of what is signed. */
  readonly label: string
  readonly openedAtMs: number
  readonly state: 'waiting' | PhoneAnswer
}

export interface SigningDesk {
  /** Shows the request in the app of the key's holder. `id` must be free. */
  open(request: {
    readonly id?: string
    readonly held: HeldKey
    readonly hash: Uint8Array
    readonly text: string
    /** Shown as the code where the text names none. */
    readonly label?: string
  }): SigningCase
  /** Null for a name that was never given, or long ago. */
  find(id: string): SigningCase | null
  /** The signature over the hash of a case that was confirmed, always the same one. */
  sign(found: SigningCase): Uint8Array
}

/** Cases remembered. */
const KEPT = 1_000
const OTHER_HASH = createHash('sha256').update('một văn bản khác').digest()

/** Where a provider's requests wait for their holders. In memory: gone when the sandbox stops. */
export function createSigningDesk(parts: {
  readonly phones: PhoneRequests
  readonly now: () => number
  readonly lifetimeMs: number
}): SigningDesk {
  const { phones, now, lifetimeMs } = parts
  const cases = new Map<string, { opened: SigningCase; signature?: Uint8Array }>()
  return {
    open({ id = randomUUID(), held, hash, text, label = '' }) {
      const opened: SigningCase = { id, held, hash, label, openedAtMs: now(), state: 'waiting' }
      const entry: { opened: SigningCase; signature?: Uint8Array } = { opened }
      cases.set(id, entry)
      const [oldest] = cases.keys()
      if (cases.size > KEPT && oldest !== undefined) cases.delete(oldest)
      const code = controlCodeIn(text) ?? label
      const { answered } = phones.ask(held.key.phone, { kind: 'app-sign', text, code, lifetimeMs })
      void answered.then((state) => {
        entry.opened = { ...opened, state }
      })
      return opened
    },
    find: (id) => cases.get(id)?.opened ?? null,
    sign({ id, held, hash }) {
      const entry = cases.get(id)
      const signature =
        entry?.signature ?? signHash(held.privateKey, held.key.behaviour === 'other-text' ? OTHER_HASH : hash)
      if (entry) entry.signature = signature
      return signature
    },
  }
}
