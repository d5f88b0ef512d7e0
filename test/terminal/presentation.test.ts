import { afterEach, beforeEach, expect, test } from 'vitest'
import { plainLetters } from '../../kiosk/ui/presentation/plain-letters.ts'
import { vi } from '../../kiosk/ui/text/vi.ts'
import { motcuaTerminal } from '../harness/product.ts'
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

/** What stands there without the ends of lines: a screen reader's text is wrapped anywhere. */
const heard = (kiosk: Terminal) => kiosk.screen().join(' ').replace(/\s+/g, ' ')

test('a screen reader hears pages as text with roles, a wrong answer before the field, and its letters with their marks', async () => {
  const kiosk = motcuaTerminal(
    ['kiosk', '--training', '--data', folder.path, '--screen-reader', '--letters', 'plain'],
    {
      cols: 80,
      rows: 40,
    },
  )
  terminal = kiosk
  await kiosk.waitFor(vi.welcome.question)
  expect(kiosk.text()).not.toMatch(/[│┌└─]/)
  kiosk.press('Enter')
  await kiosk.waitFor(`menuitem: (selected) 1. ${vi.subjects.citizen}`)
  kiosk.press('1')
  await kiosk.waitFor(`1. ${vi.methods.mobile}`)
  kiosk.press('1')
  await kiosk.waitFor(vi.conditions.question)
  kiosk.press('Enter')
  await kiosk.waitFor(`textbox: (required) ${vi.fields.idNumber.name}`)
  await kiosk.type('0462')
  await kiosk.waitFor('0 4 6 2 ')
  kiosk.press('Enter')
  const summary = `${vi.frame.subtitleProblem}: ${vi.faults.ID_NUMBER_FORMAT.what}`
  await kiosk.waitFor(() => heard(kiosk).includes(summary))
  expect(heard(kiosk).indexOf(summary)).toBeLessThan(heard(kiosk).indexOf(vi.fields.idNumber.question))
  kiosk.press('F10')
  await kiosk.waitFor(vi.welcome.question)
  expect(kiosk.text()).not.toContain('0 4 6 2')
  kiosk.press('Ctrl-C')
  expect((await kiosk.exit).code).toBe(0)
})

test('a bare console may be set to plain letters, high contrast and large text; the look a person chose is gone with that person', async () => {
  const kiosk = motcuaTerminal(
    [
      ...['kiosk', '--training', '--data', folder.path],
      ...['--glyphs', 'ascii', '--letters', 'plain', '--contrast', 'high', '--colours', '16'],
    ],
    { cols: 80, rows: 24, dialect: 'linux' },
  )
  terminal = kiosk
  await kiosk.waitFor(plainLetters(vi.welcome.question))
  expect(kiosk.text()).toMatch(/^[\n\x20-\x7e]*$/)
  for (const [key, question] of [
    ['Enter', vi.subject.question],
    ['1', vi.method.question],
    ['1', vi.conditions.question],
    ['Enter', vi.fields.idNumber.question],
  ] as const) {
    kiosk.press(key)
    await kiosk.waitFor(plainLetters(question))
  }
  kiosk.press('F12')
  kiosk.press('F12')
  await kiosk.type('046204001234')
  await kiosk.waitFor('> 0 4 6 2 0 4 0 0 1 2 3 4 ')
  await kiosk.waitFor(/ ## {3}# {2}# {3}## {3}###/)
  kiosk.press('Enter')
  await kiosk.waitFor('[Telex]')
  await kiosk.type('Nguyeenx Thij')
  await kiosk.waitFor('> Nguyen Thi ')
  await kiosk.waitFor('= Nguyeenx Thij')
  expect(kiosk.text()).toMatch(/^[\n\x20-\x7e]*$/)
  kiosk.press('F10')
  await kiosk.waitFor(plainLetters(vi.welcome.question))
  kiosk.press('Ctrl-C')
  expect((await kiosk.exit).code).toBe(0)
})
