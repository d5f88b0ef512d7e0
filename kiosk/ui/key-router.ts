import { scannerInput } from '../../flows/visit/scanner-input.ts'
import type { VisitStore } from '../visit-store.ts'
import type { CounterDesk } from './counter-mode.ts'
import type { KeyInput } from './keyboard/key-input.ts'
import { type Command, commandOf } from './keys.ts'
import type { LiveStore } from './live-store.ts'
import { asksToReopen } from './reopen.ts'
import { screenKeyOf } from './screen-key.ts'
import type { KeyTarget } from './screen-keys.ts'
import type { StoreTrouble } from './status.ts'

export interface KeyRouterParts {
  readonly visit: VisitStore
  /** The screen whose help is open, or null. */
  readonly help: LiveStore<string | null, string | null>
  readonly target: KeyTarget
  readonly demoScan: (() => void) | null
  readonly quit: () => void
  /** Opens the store anew, where an officer decides that. */
  readonly reopen?: (() => void) | undefined
  /** What is the matter with the store now. */
  readonly store?: () => StoreTrouble | null
  /** The desk of an assisted counter. */
  readonly desk?: CounterDesk | undefined
  /** Turns the screen to another look, and back to the station's. */
  readonly look: { next(): void; reset(): void }
  /** The station's date, YYYY-MM-DD, for a card scanned before the visit has one. */
  readonly today: () => string
}

/**
 * Decides what a key does: every key says that somebody is there; the key that answers the inactivity warning or closes the help does nothing
 * else, but for the one that ends and wipes; then the keys of every screen; then the component of this screen; then Enter and Esc.
 */
export function createKeyRouter(parts: KeyRouterParts): (key: KeyInput) => void {
  const { visit, help, target, desk } = parts
  let choiceIsSpent = false
  return (key) => {
    if (key.kind === 'choice') {
      if (!choiceIsSpent) target.current?.(key)
      return
    }
    const view = visit.getSnapshot()
    const command = commandOf(key)
    if (command === 'quit') return parts.quit()
    const helpIsOpen = help.read() === screenKeyOf(view)
    choiceIsSpent = view.inactivityWarned || helpIsOpen || desk?.getSnapshot().isAsking === true
    visit.send({ type: 'user.active' })
    // Whoever answers the warning may be somebody new: neither the key nor the card goes into the last person's form.
    if (view.inactivityWarned && command !== 'end') return
    if (desk && takeDeskKey(desk, command)) return
    if (command === 'typing' && desk && asksToReopen(view, desk.getSnapshot(), parts.store?.() ?? null))
      return parts.reopen?.()
    if (key.kind === 'scan') return visit.send(scannerInput(key.text, view.visit.opening?.today ?? parts.today()))
    if (command === 'end') {
      parts.look.reset()
      return visit.send({ type: 'user.ended' })
    }
    // The help that tells of it stays.
    if (command === 'look') return parts.look.next()
    if (helpIsOpen) return help.dispatch(null)
    if (command === 'help') return help.dispatch(screenKeyOf(view))
    if (command === 'language') {
      return visit.send({ type: 'user.choseLanguage', language: view.visit.language === 'vi' ? 'en' : 'vi' })
    }
    if (command === 'demoScan') return parts.demoScan?.()
    if (target.current?.(key)) return
    if (command === 'next') visit.send({ type: 'user.confirmed' })
    if (command === 'back') visit.send({ type: 'user.wentBack' })
  }
}

/** The counter's own keys. While a hand-over waits for a yes every key answers it, and does nothing else. */
function takeDeskKey(desk: CounterDesk, command: Command | null): boolean {
  if (desk.getSnapshot().isAsking) {
    if (command === 'handOver' || command === 'next') desk.handOver()
    else desk.stay()
    return true
  }
  if (command === 'handOver') desk.handOver()
  else if (command === 'nextCitizen') desk.nextCitizen()
  else return false
  return true
}
