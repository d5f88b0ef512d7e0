import type { Logger } from 'pino'
import type { UnfinishedRegistrations } from '../data/unfinished/unfinished.ts'
import { toFault } from '../flows/base/fault.ts'
import { wallTimeInVietnam } from '../flows/base/vietnam-time.ts'
import type { Officer } from '../flows/ports/staff.port.ts'
import { isKeepable, noteOf, type UnfinishedNote } from '../flows/visit/unfinished.ts'
import { createListeners } from './listeners.ts'
import type { UnfinishedOffer } from './ui/counter-mode.ts'
import type { KeepableVisit } from './visit-store.ts'

/** A letter more or less is soon typed again; each keeping is a flush to the disk. */
const KEEP_AFTER_MS = 300

export interface UnfinishedDesk {
  /** What the officer is to decide on before the next citizen; null when nothing stands. */
  getSnapshot(): UnfinishedOffer | null
  subscribe: ReturnType<typeof createListeners<UnfinishedOffer | null>>['subscribe']
  /** True until it is known whether anything was left: a visit begun meanwhile would be kept in its place. */
  isLooking(): boolean
  /** Looks for what this officer had not finished. Never raises. */
  officerCame(officer: Officer): void
  officerLeft(): void
  /** Goes on with it; or, where there is nothing to go on with, puts the notice away. */
  takeUp(): void
  /** Wipes it. */
  drop(): void
  /** Resolves when all that is to be written is. */
  settled(): Promise<void>
}

interface Kept {
  readonly note: UnfinishedNote
  /** What its officer was: an officer stands in the snapshot with it, and attests with it. */
  readonly role: Officer['role']
  readonly visit: string
}

/**
 * Keeps the registration under way for after a power cut (product.md §4: assisted only, enciphered, never a secret), and offers it to its officer alone. It is forgotten when the visit
 * is wiped or has its result. `receiptOf` gives the receipt number of a packet that was sealed before the power went: there is nothing to go on with then, but a number to tell.
 */
export function createUnfinishedDesk(parts: {
  readonly visit: KeepableVisit
  readonly unfinished: UnfinishedRegistrations
  readonly receiptOf: (packetId: string) => string | null
  readonly log: Logger
  readonly keepAfterMs?: number
}): UnfinishedDesk {
  const { visit, unfinished, log } = parts
  const listeners = createListeners<UnfinishedOffer | null>()
  let offer: UnfinishedOffer | null = null
  let found: Kept | null = null
  let officer: Officer | null = null
  /** Whose registration is kept; null when none is. */
  let keptFor: string | null = null
  let lastText = ''
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> = Promise.resolve()
  let isLooking = false

  /** One after the other, so that what is forgotten does not come back by a slower keeping. */
  const write = (work: () => Promise<void> | void) => {
    writing = writing.then(work).catch((thrown: unknown) => {
      log.warn({ fault: toFault(thrown).code }, 'unfinished registration')
    })
  }
  const become = (next: UnfinishedOffer | null) => {
    offer = next
    listeners.tell(next)
  }
  const forget = (staffId: string) => {
    clearTimeout(timer)
    timer = undefined
    lastText = ''
    keptFor = null
    write(() => unfinished.forget(staffId))
  }
  const keepNow = () => {
    timer = undefined
    const view = visit.getSnapshot()
    const who = view.visit.opening?.officer
    const text = visit.asText()
    if (!who || text === lastText || !isKeepable(view, text)) return
    lastText = text
    const { staffId, role } = who
    keptFor = staffId
    const kept: Kept = { note: noteOf(view), role, visit: text }
    write(() => unfinished.keep(staffId, JSON.stringify(kept)))
  }
  visit.subscribe(({ screen }) => {
    const isOver = screen === 'wiping' || screen === 'welcome' || screen === 'result'
    if (isOver && keptFor !== null) forget(keptFor)
    if (!isOver) timer ??= setTimeout(keepNow, parts.keepAfterMs ?? KEEP_AFTER_MS).unref()
  })

  const look = async (who: Officer) => {
    const next = await offerTo(who).catch((thrown: unknown): UnfinishedOffer => {
      const { code } = toFault(thrown)
      log.warn({ fault: code }, 'unfinished registration')
      return { kind: 'unreadable', code }
    })
    if (officer !== who) return
    isLooking = false
    if (next) become(next)
  }
  const offerTo = async (who: Officer): Promise<UnfinishedOffer | null> => {
    const kept = await unfinished.of(who.staffId)
    if (!kept) return null
    found = JSON.parse(kept.text) as Kept
    const { note, role } = found
    const at = wallTimeInVietnam(kept.savedAtMs)
    const receiptNumber = parts.receiptOf(note.packetId)
    if (receiptNumber === null && role !== who.role) {
      unfinished.forget(who.staffId)
      return { kind: 'unreadable', code: 'UNFINISHED_UNREADABLE' }
    }
    return receiptNumber === null ? { kind: 'open', at, note } : { kind: 'sealed', at, note, receiptNumber }
  }
  const end = (who: Officer | null) => {
    found = null
    become(null)
    if (who) forget(who.staffId)
  }
  return {
    getSnapshot: () => offer,
    subscribe: listeners.subscribe,
    isLooking: () => isLooking,
    officerCame(who) {
      officer = who
      isLooking = true
      // A hand-over may still be forgetting the last one.
      write(() => look(who))
    },
    officerLeft() {
      officer = null
      isLooking = false
      found = null
      if (offer) become(null)
    },
    takeUp() {
      if (!offer) return
      if (offer.kind !== 'open' || !found || !officer) return end(officer)
      const { visit: text } = found
      try {
        keptFor = officer.staffId
        visit.takeUp(text)
        found = null
        become(null)
      } catch (thrown) {
        forget(officer.staffId)
        become({ kind: 'unreadable', code: toFault(thrown).code })
      }
    },
    drop: () => end(officer),
    async settled() {
      clearTimeout(timer)
      if (timer) keepNow()
      await writing
    },
  }
}
