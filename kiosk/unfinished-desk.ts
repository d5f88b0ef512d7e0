import type { Logger } from 'pino'
import type { UnfinishedRegistrations } from '../data/unfinished/unfinished.ts'
import { toFault } from '../flows/base/fault.ts'
import type { Receipt } from '../flows/base/outcome.ts'
import { dayInVietnam, wallTimeInVietnam } from '../flows/base/vietnam-time.ts'
import type { Officer } from '../flows/ports/staff.port.ts'
import { isKeepable, noteOf } from '../flows/visit/unfinished.ts'
import type { VisitView } from '../flows/visit/visit-view.ts'
import { createListeners } from './listeners.ts'
import type { UnfinishedOffer } from './ui/counter-mode.ts'
import { type Aside, createAsideRegistrations, type Kept } from './unfinished-aside.ts'
import type { SealedReceipts } from './unfinished-receipt.ts'
import type { KeepableVisit } from './visit-store.ts'

/** A letter more or less is soon typed again; each keeping is a flush to the disk. */
const KEEP_AFTER_MS = 300

export interface UnfinishedDesk {
  /** What the officer is to decide on before the next citizen; null when nothing stands. */
  getSnapshot(): UnfinishedOffer | null
  subscribe: ReturnType<typeof createListeners<UnfinishedOffer | null>>['subscribe']
  /** True until it is known whether anything was left: a visit begun meanwhile would be kept in its place. */
  isLooking(): boolean
  /** How many this officer put aside. */
  asideCount(): number
  /** Looks for what this officer had not finished. Never raises. */
  officerCame(officer: Officer): void
  officerLeft(): void
  /** Goes on with it; or, where there is nothing to go on with, puts the notice away. */
  takeUp(): void
  /** Wipes it. */
  drop(): void
  /** Leaves it for later: it stays kept as long as it would have been, and is asked after at the next sign-in. */
  putAside(): void
  /** Shows the oldest that was put aside. The visit is to stand on its welcome. */
  openAside(): void
  /** Puts the receipt of a packet that was sealed on paper. */
  print(): void
  /** Resolves when all that is to be written is. */
  settled(): Promise<void>
}

/** What is offered, and where it is kept: in the officer's place, or among what was put aside. */
interface Found extends Aside {
  readonly isAside: boolean
  readonly receipt: Receipt | null
}

/**
 * Keeps the registration under way for after a power cut (product.md §4: assisted only, enciphered, never a secret), and offers it to its officer alone. It is forgotten when the visit
 * is wiped, has a result without a receipt, or its result was left: until then nobody knows that the citizen has the number. A packet that was sealed before the power went has nothing
 * to go on with, but a number to tell and a slip to print.
 */
export function createUnfinishedDesk(parts: {
  readonly visit: KeepableVisit
  readonly unfinished: UnfinishedRegistrations
  readonly receipts: SealedReceipts
  /** The station's best time, milliseconds since 1970. */
  readonly nowMs: () => number
  readonly log: Logger
  readonly keepAfterMs?: number
}): UnfinishedDesk {
  const { visit, unfinished, receipts, nowMs, log } = parts
  const asides = createAsideRegistrations(unfinished, nowMs)
  const listeners = createListeners<UnfinishedOffer | null>()
  let offer: UnfinishedOffer | null = null
  let found: Found | null = null
  let aside: readonly Aside[] = []
  /** What was put aside could not be read; it goes when its officer has been told. */
  let asideIsLost = false
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
  const keepAside = (staffId: string, next: readonly Aside[]) => {
    aside = next
    write(() => asides.keep(staffId, next))
  }
  const keepNow = () => {
    timer = undefined
    const view = visit.getSnapshot()
    const who = view.visit.opening?.officer
    const text = visit.asText()
    if (!who || text === lastText || !isKeepable(view, text)) return
    lastText = text
    keptFor = who.staffId
    const kept = keptOf(view, who, text)
    write(() => unfinished.keep(who.staffId, JSON.stringify(kept)))
  }
  visit.subscribe((view) => {
    const over = isOver(view)
    if (over && keptFor !== null) forget(keptFor)
    if (!over) timer ??= setTimeout(keepNow, parts.keepAfterMs ?? KEEP_AFTER_MS).unref()
  })

  const look = async (who: Officer) => {
    const next = await lookFor(who).catch((thrown: unknown): UnfinishedOffer => {
      const { code, details } = toFault(thrown)
      log.warn({ fault: code }, 'unfinished registration')
      if (code === 'UNFINISHED_EARLIER') return earlierOf(who, Number(details.savedAtMs))
      return { kind: 'unreadable', code }
    })
    if (officer !== who) return
    isLooking = false
    become(next)
  }
  const lookFor = async (who: Officer): Promise<UnfinishedOffer | null> => {
    const row = await unfinished.of(who.staffId)
    const own = row ? { savedAtMs: row.savedAtMs, kept: JSON.parse(row.text) as Kept } : null
    const list = await asides.of(who.staffId).catch((thrown: unknown) => {
      asideIsLost = true
      if (!own) throw thrown
      log.warn({ fault: toFault(thrown).code }, 'unfinished registration')
      return []
    })
    if (officer !== who) return null
    // The power may go while one is moved from the one place to the other.
    aside = list.filter(({ kept }) => kept.note.packetId !== own?.kept.note.packetId)
    const [first] = aside
    return own ? offerOf(who, own, false) : first ? offerOf(who, first, true) : null
  }
  const offerOf = (who: Officer, one: Aside, isAside: boolean): UnfinishedOffer => {
    const { note, role } = one.kept
    const at = wallTimeInVietnam(one.savedAtMs)
    const receipt = receipts.of(note.packetId)
    found = { ...one, isAside, receipt }
    if (receipt)
      return { kind: 'sealed', at, note, receiptNumber: receipt.receiptNumber, paper: receipts.paperOf(note.packetId) }
    if (role === who.role) return { kind: 'open', at, note }
    remove(who)
    return { kind: 'unreadable', code: 'UNFINISHED_UNREADABLE' }
  }
  /** Forgets what is offered, wherever it is kept. */
  const remove = ({ staffId }: Officer) => {
    const gone = found
    found = null
    if (gone?.isAside) return keepAside(staffId, others(gone))
    forget(staffId)
    if (gone || !asideIsLost) return
    asideIsLost = false
    keepAside(staffId, [])
  }
  const others = (gone: Found) => aside.filter(({ kept }) => kept.note.packetId !== gone.kept.note.packetId)
  const end = (who: Officer | null) => {
    if (who && offer) remove(who)
    become(null)
  }
  return {
    getSnapshot: () => offer,
    subscribe: listeners.subscribe,
    isLooking: () => isLooking,
    asideCount: () => aside.length,
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
      aside = []
      asideIsLost = false
      become(null)
    },
    takeUp() {
      if (!offer) return
      if (offer.kind !== 'open' || !found || !officer) return end(officer)
      const taken = found
      const { staffId } = officer
      try {
        keptFor = staffId
        visit.takeUp(taken.kept.visit)
        found = null
        if (taken.isAside) {
          const { kept, savedAtMs } = taken
          // In its place before it leaves the other: a power cut between the two loses nothing.
          if (keptFor !== null) write(() => unfinished.keep(staffId, JSON.stringify(kept), savedAtMs))
          keepAside(staffId, others(taken))
        }
        become(null)
      } catch (thrown) {
        keptFor = null
        remove(officer)
        become({ kind: 'unreadable', code: toFault(thrown).code })
      }
    },
    drop: () => end(officer),
    putAside() {
      if (offer?.kind !== 'open' || !found || !officer) return
      const { savedAtMs, kept, isAside } = found
      keepAside(officer.staffId, [...others(found), { savedAtMs, kept }])
      if (!isAside) forget(officer.staffId)
      found = null
      become(null)
    },
    openAside() {
      const [first] = aside
      if (offer || isLooking || !officer || !first) return
      become(offerOf(officer, first, true))
    },
    print() {
      if (offer?.kind !== 'sealed' || !found?.receipt || offer.paper === 'printing') return
      const asked = found
      if (offer.paper === 'no-printer') return
      become({ ...offer, paper: 'printing' })
      void receipts.print(found.receipt, found.kept.about).then((paper) => {
        if (found === asked && offer?.kind === 'sealed') become({ ...offer, paper })
      })
    },
    async settled() {
      clearTimeout(timer)
      if (timer) keepNow()
      await writing
    },
  }
}

/** Whether nothing is left to lose: a result stands for its receipt until somebody has left it. */
function isOver({ screen, visit: { opening, outcome } }: VisitView): boolean {
  if (screen === 'wiping' || screen === 'welcome') return true
  if (screen !== 'result') return false
  // A request of an earlier visit that was taken up again is kept under the packet it was made for.
  return !(outcome && 'receipt' in outcome && outcome.receipt?.packetId === opening?.packetId)
}

function keptOf(view: VisitView, { role }: Officer, text: string): Kept {
  const { language, method, subject } = view.visit
  const isDeferred = view.mobile?.deferred ?? false
  return { note: noteOf(view), role, about: { language, method, subject, isDeferred }, visit: text }
}

function earlierOf(officer: Officer, savedAtMs: number): UnfinishedOffer {
  return { kind: 'earlier', at: wallTimeInVietnam(savedAtMs), day: dayInVietnam(savedAtMs), officer }
}
