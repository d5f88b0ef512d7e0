import { afterEach, beforeEach, expect, test } from 'vitest'
import { vi } from '../../kiosk/ui/text/vi.ts'
import { isWhole, walkKiosk } from '../harness/kiosk-walk.ts'
import { motcuaTerminal, sandboxPeople } from '../harness/product.ts'
import { createTempFolder, type TempFolder } from '../harness/temp.ts'
import type { Terminal } from '../harness/terminal.ts'

let folder: TempFolder
let terminal: Terminal | null = null

beforeEach(async () => {
  folder = await createTempFolder()
})

afterEach(async () => {
  await terminal?.close()
  await folder.remove()
})

test('somebody who does not know which way to take asks the machine, and lands where the registration begins', async () => {
  const [person] = await sandboxPeople()
  if (!person) throw new Error('nobody lives in the sandbox')
  const kiosk = motcuaTerminal(['kiosk', '--training', '--data', folder.path], { cols: 80, rows: 24 })
  terminal = kiosk
  const shows = (...words: readonly string[]) =>
    kiosk.waitFor((lines) => isWhole(lines) && words.every((word) => lines.join('\n').includes(word)))
  const { offer, questions, choices, advice } = vi.adviser

  await walkKiosk(kiosk, person, 'method')
  await shows(offer)
  kiosk.press('9')
  await shows(questions.phone.question, choices['own-sim'], choices.unknown)

  kiosk.press('1')
  // Whatever else is asked, the person does not know; at most six questions in all (issue: "at most six questions").
  const known = [advice.question, ...Object.values(questions).map(({ question }) => question)]
  let told = questions.phone.question
  for (let asked = 1; told !== advice.question; asked += 1) {
    expect(asked).toBeLessThanOrEqual(6)
    const before = told
    const screen = await kiosk.waitFor(
      (lines) => isWhole(lines) && known.some((words) => words !== before && lines.join('\n').includes(words)),
    )
    told = known.find((words) => words !== before && screen.includes(words)) ?? ''
    const unknown = new RegExp(`(\\d) +${choices.unknown}`).exec(screen)?.[1]
    if (told !== advice.question) kiosk.press(unknown ?? '')
  }
  const advised = await shows(advice.question, advice.atHand)
  expect(advised).toMatch(new RegExp(`1 +${vi.methods.mobile} +${vi.method.level('2')} +${advice.minutes('6')} `))
  kiosk.press('Enter')
  await shows(vi.conditions.question, vi.conditions.methods.mobile.citizen.checks[0] ?? '')
  kiosk.press('Esc')
  await shows(vi.method.question, offer)
})
