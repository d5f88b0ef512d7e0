import { describe, expect, test } from 'vitest'
import { wrapTo } from '../draw/cells.ts'
import { METHOD_FAULTS } from './method-faults.ts'
import { STAFF_FAULTS } from './staff-faults.ts'
import { TEXTS, wordsForFault, wordsForOfficer } from './texts.ts'

/** What a problem may take under an answer at 80 x 24. */
const ROOM = { columns: 70, lines: 3 }

describe.each(['vi', 'en'] as const)('in %s', (language) => {
  const texts = TEXTS[language]

  test.each(METHOD_FAULTS)('the words for %s fit under an answer', (code) => {
    const { what, now } = wordsForFault(texts, code)
    expect(wrapTo(`${what} ${now}`, ROOM.columns).length).toBeLessThanOrEqual(ROOM.lines)
  })

  test.each(STAFF_FAULTS)('an officer has words of their own for %s, and they fit', (code) => {
    const { what, now } = wordsForOfficer(texts, code)
    expect(wrapTo(`${what} ${now}`, ROOM.columns).length).toBeLessThanOrEqual(ROOM.lines)
    expect(`${what} ${now}`).not.toMatch(/Quý khách|STAFF_/)
  })

  test('an officer hears of everything else what the citizen hears', () => {
    expect(wordsForOfficer(texts, 'OTP_WRONG')).toEqual(wordsForFault(texts, 'OTP_WRONG'))
  })

  test('a citizen is never told which details differ from the insurance record', () => {
    const page = texts.result.refusals.INSURANCE_MISMATCH(null)
    const words = [...Object.values(wordsForFault(texts, 'INSURANCE_MISMATCH')), page.title, page.what, ...page.steps]
    expect(words.join(' ')).not.toMatch(/họ tên|họ và tên|ngày sinh|điện thoại|name|birth|phone/i)
  })
})
