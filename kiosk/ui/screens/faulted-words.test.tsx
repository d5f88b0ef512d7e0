import { describe, expect, test } from 'vitest'
import { openCounter } from '../testing/test-counter.tsx'
import { inLanguage, openTerminal } from '../testing/test-terminal.tsx'
import { viewAt, visit } from '../testing/test-views.ts'
import { TEXTS } from '../text/texts.ts'
import { wordsForOutcome } from './outcome-words.ts'

const CODES = ['STORE_FULL', 'STORE_READ_ONLY', 'STORE_DAMAGED', 'STORE_BUSY', 'INTERNAL'] as const

describe.each(['vi', 'en'] as const)('a registration that could not be kept, %s', (language) => {
  const texts = TEXTS[language]

  test.each(CODES)('%s: what stands under "please" is to be done, what happened stands above', (code) => {
    const { what, steps } = wordsForOutcome(texts, { kind: 'faulted', code })
    expect(what).toContain(texts.result.faulted.nothingSent)
    expect(steps.length).toBeGreaterThan(1)
    for (const step of steps) {
      expect(step).toMatch(/^\p{Lu}/u)
      expect(step).not.toMatch(/^(Mời|Please|Hồ sơ|Dữ liệu|Nothing|Your data)/)
    }
  })

  test.each([
    [80, 24],
    [100, 30],
  ])('stands whole in %i × %i, for the citizen and for an officer', async (columns, rows) => {
    const outcome = { kind: 'faulted', code: 'STORE_FULL' } as const
    const view = inLanguage(viewAt('result', { visit: visit('result', { outcome }) }), language)
    const { steps } = wordsForOutcome(texts, outcome)
    const citizen = openTerminal(view, { columns, rows })
    await citizen.settle()
    const said = citizen.text().replaceAll(/[│\s]+/g, ' ')
    for (const step of steps) expect(said).toContain(step)
    expect(said).toContain('STORE_FULL')
    citizen.close()
    const officer = openCounter(view, { columns, rows, language })
    await officer.settle()
    expect(officer.text()).toContain('STORE_FULL')
    officer.close()
  })
})
