import { scannerInput } from '../../flows/visit/scanner-input.ts'
import type { VisitStore } from '../visit-store.ts'
import type { KeyInput } from './keyboard/key-input.ts'
import { commandOf } from './keys.ts'
import type { LiveStore } from './live-store.ts'
import { screenKeyOf } from './screen-key.ts'
import type { KeyTarget } from './screen-keys.ts'

export interface KeyRouterParts {
  readonly visit: VisitStore
  /** The screen whose help is open, or null. */
  readonly help: LiveStore<string | null, string | null>
  readonly target: KeyTarget
  readonly demoScan: (() => void) | null
  readonly quit: () => void
  /** The station's date, YYYY-MM-DD, for a card scanned before the visit has one. */
  readonly today: () => string
}

/**
 * Decides what a key does: every key says that somebody is there; the key that answers the inactivity warning or closes the help does nothing
 * else, but for the one that ends and wipes; then the keys of every screen; then the component of this screen; then Enter and Esc.
 */
export function createKeyRouter(parts: KeyRouterParts): (key: KeyInput) => void {
  const { visit, help, target } = parts
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
    choiceIsSpent = view.inactivityWarned || helpIsOpen
    visit.send({ type: 'user.active' })
    // Whoever answers the warning may be somebody new: neither the key nor the card goes into the last person's form.
    if (view.inactivityWarned && command !== 'end') return
    if (key.kind === 'scan') return visit.send(scannerInput(key.text, view.visit.opening?.today ?? parts.today()))
    if (command === 'end') return visit.send({ type: 'user.ended' })
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
