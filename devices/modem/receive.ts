import { createHash } from 'node:crypto'
import type { Scheduler } from '../port/scheduler.ts'
import type { SmsAddress } from './pdu/address.ts'
import type { Deliver } from './pdu/deliver.ts'

/** Where the modem keeps a message; it is deleted there once it was handed on. */
export interface StoredAt {
  readonly storage: string
  readonly index: number
}

/** One whole message. Its text has no control characters but line ends: a screen may show it. */
export interface ReceivedText {
  readonly from: SmsAddress
  readonly text: string
}

export interface Received {
  /** Null while parts are missing, for a duplicate, and for data that is no text. */
  readonly message: ReceivedText | null
  /** What may be deleted after `message` was handed on. */
  readonly spent: readonly StoredAt[]
}

/** Parts of one message follow each other within seconds; a part whose others never came is let go after this. */
export const PARTS_EXPIRE_MS = 10 * 60_000
/** A message read twice (told of, then listed again after a loss) is one; the same words sent again have another time in them. */
export const DUPLICATE_WINDOW_MS = 10 * 60_000
/** More unfinished messages than this are a flood; the oldest is let go. */
export const MAX_UNFINISHED = 32

/** Puts long messages together and drops duplicates. Knows nothing of modems; time comes from the scheduler. */
export interface Inbox {
  /** `storedAt` is null for a message that was given at once. */
  take(part: Deliver, storedAt: StoredAt | null): Received
  /** Forgets everything. */
  forget(): void
}

export function createInbox(scheduler: Scheduler): Inbox {
  const unfinished = new Map<string, Unfinished>()
  const seen = new Map<string, () => void>()

  const drop = (key: string) => {
    unfinished.get(key)?.cancelExpiry()
    unfinished.delete(key)
  }
  const isRepeat = (part: Deliver): boolean => {
    const mark = createHash('sha256').update(JSON.stringify(part)).digest('base64')
    if (seen.has(mark)) return true
    seen.set(
      mark,
      scheduler.after(DUPLICATE_WINDOW_MS, () => seen.delete(mark)),
    )
    return false
  }
  const take = (part: Deliver, storedAt: StoredAt | null): Received => {
    const spent = storedAt ? [storedAt] : []
    if (isRepeat(part) || part.data.text === null) return { message: null, spent }
    const { concatenation } = part.data
    if (!concatenation) return { message: whole(part.from, [part.data.text]), spent }
    const key = JSON.stringify([part.from, concatenation.referenceBits, concatenation.reference, concatenation.total])
    const message = unfinished.get(key) ?? begin(key)
    message.texts.set(concatenation.sequence, part.data.text)
    message.stored.push(...spent)
    if (message.texts.size < concatenation.total) return { message: null, spent: [] }
    drop(key)
    const inOrder = [...message.texts].sort(([a], [b]) => a - b).map(([, text]) => text)
    return { message: whole(part.from, inOrder), spent: message.stored }
  }
  const begin = (key: string): Unfinished => {
    const oldest = unfinished.keys().next().value
    if (unfinished.size >= MAX_UNFINISHED && oldest !== undefined) drop(oldest)
    const cancelExpiry = scheduler.after(PARTS_EXPIRE_MS, () => unfinished.delete(key))
    const message = { texts: new Map<number, string>(), stored: [], cancelExpiry }
    unfinished.set(key, message)
    return message
  }
  return {
    take,
    forget() {
      for (const key of [...unfinished.keys()]) drop(key)
      for (const cancel of seen.values()) cancel()
      seen.clear()
    },
  }
}

interface Unfinished {
  readonly texts: Map<number, string>
  readonly stored: StoredAt[]
  readonly cancelExpiry: () => void
}

function whole(from: SmsAddress, texts: readonly string[]): ReceivedText {
  const text = texts
    .join('')
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/g, ' ')
  return { from, text }
}
