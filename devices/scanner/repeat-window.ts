import type { Scheduler } from '../port/scheduler.ts'

/** Tells a thing said again from a thing said anew. */
export interface RepeatWindow {
  /** True when the same was said less than the window ago; a repeat opens the window anew, so a card held in the beam counts once. */
  repeats(said: string): boolean
  /** What was said is forgotten now. It is a card's text: it is not kept longer than the window either. */
  forget(): void
}

/** The window is counted by the scheduler and not by the clock, which may be set while it is open. */
export function createRepeatWindow(windowMs: number, scheduler: Scheduler): RepeatWindow {
  let last: string | null = null
  let cancel = () => {}
  const forget = () => {
    cancel()
    last = null
  }
  return {
    repeats(said) {
      const again = said === last
      cancel()
      last = said
      cancel = scheduler.after(windowMs, forget)
      return again
    },
    forget,
  }
}
