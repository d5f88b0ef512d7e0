import { describe, expect, test } from 'vitest'
import type { DisplaySettings } from '../kiosk-props.ts'
import { settable } from '../testing/test-terminal.tsx'
import { viewAt } from '../testing/test-views.ts'
import { createPresentation, MODES } from './presentation.ts'

const STATION: DisplaySettings = { colours: '16', glyphs: 'ascii', letters: 'plain' }

/** The same view in another person's visit. */
function inVisit(visitId: string) {
  const view = viewAt('subject')
  const { opening } = view.visit
  return { ...view, visit: { ...view.visit, opening: opening && { ...opening, visitId } } }
}

const mode = ({ text = 'normal', contrast = 'normal' }: DisplaySettings) => ({ text, contrast })

describe('looks', () => {
  test('go round: large, large in high contrast, high contrast, and as the station is set', () => {
    const presentation = createPresentation(STATION, settable(viewAt('welcome')))
    const seen = MODES.map(() => {
      presentation.dispatch({ type: 'turned' })
      return presentation.read().display
    })
    expect(seen.map(mode)).toEqual([...MODES.slice(1), MODES[0]])
    for (const display of seen) expect(display).toMatchObject(STATION)
  })

  test('begin where the station is set', () => {
    const presentation = createPresentation({ ...STATION, text: 'large' }, settable(viewAt('welcome')))
    presentation.dispatch({ type: 'turned' })
    expect(mode(presentation.read().display)).toEqual({ text: 'large', contrast: 'high' })
  })

  test('chosen on the welcome screen go into the visit, and end with it', () => {
    const visit = settable(viewAt('welcome'))
    const presentation = createPresentation(STATION, visit)
    presentation.dispatch({ type: 'turned' })
    visit.set(inVisit('visit-1'))
    expect(presentation.read().display.text).toBe('large')
    visit.set(viewAt('welcome'))
    expect(presentation.read().display).toEqual(STATION)
  })

  test('of one visit are not those of the next, even with no welcome between', () => {
    const visit = settable(inVisit('visit-1'))
    const presentation = createPresentation(STATION, visit)
    presentation.dispatch({ type: 'turned' })
    visit.set({ ...inVisit('visit-1'), inactivityWarned: true })
    expect(presentation.read().display.text).toBe('large')
    visit.set(inVisit('visit-2'))
    expect(presentation.read().display).toEqual(STATION)
  })

  test('are given back by whoever ends', () => {
    const presentation = createPresentation(STATION, settable(viewAt('welcome')))
    presentation.dispatch({ type: 'turned' })
    presentation.dispatch({ type: 'left' })
    expect(presentation.read().display).toBe(STATION)
  })
})
