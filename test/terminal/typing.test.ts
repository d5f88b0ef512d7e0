import { afterEach, beforeEach, expect, test } from 'vitest'
import { vi } from '../../kiosk/ui/text/vi.ts'
import { walkKiosk } from '../harness/kiosk-walk.ts'
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

const NAME = 'Nguyễn Thị Huyền Trang'
const ERASE = '\x7f'

/** Goes from wherever the screen stands to the empty name field. */
async function toTheName(kiosk: Terminal): Promise<void> {
  const [person] = await sandboxPeople()
  if (!person) throw new Error('nobody lives in the sandbox')
  await walkKiosk(kiosk, person, 'field')
  await kiosk.type(person.idNumber)
  kiosk.press('Enter')
  await kiosk.waitFor(vi.fields.fullName.question)
}

test('a name is typed on a bare keyboard in Telex, in VNI, and as an input method sends it; the choice goes with the visit', async () => {
  const kiosk = motcuaTerminal(['kiosk', '--training', '--data', folder.path], { cols: 80, rows: 24 })
  terminal = kiosk
  await toTheName(kiosk)
  await kiosk.waitFor('[Telex]')
  await kiosk.type('Nguyeenx Thij Huyeenf Trang')
  await kiosk.waitFor(`▸ ${NAME} `)
  expect(kiosk.cursor()).toMatchObject({ column: '│   ▸ '.length + NAME.length, visible: true })

  kiosk.press('F6')
  await kiosk.waitFor('[VNI]')
  kiosk.write(ERASE.repeat(NAME.length))
  await kiosk.waitGone('Nguy')
  await kiosk.type('Nguye64n Thi5 Huye62n Trang')
  await kiosk.waitFor(`▸ ${NAME} `)

  kiosk.write(ERASE.repeat(NAME.length))
  await kiosk.waitGone('Nguy')
  await kiosk.type(`Nguye${ERASE}ên${ERASE}${ERASE}ễn Thi${ERASE}ị Huye${ERASE}ên${ERASE}${ERASE}ền Trang`)
  await kiosk.waitFor(`▸ ${NAME} `)
  await kiosk.waitFor(`[${vi.typing.states.other}]`)
  kiosk.press('Enter')
  await kiosk.waitFor(vi.fields.birthDate.question)
  kiosk.press('F10')
  await kiosk.waitFor(vi.welcome.question)

  await toTheName(kiosk)
  await kiosk.waitFor('[Telex]')
  kiosk.press('F10')
  await kiosk.waitFor(vi.welcome.question)
  kiosk.press('Ctrl-C')
  expect((await kiosk.exit).code).toBe(0)
})

test('the console of a station may be set to VNI and to plain ASCII signs', async () => {
  terminal = motcuaTerminal(
    ['kiosk', '--training', '--data', folder.path, '--typing', 'vni', '--tones', 'new', '--glyphs', 'ascii'],
    { cols: 80, rows: 24, dialect: 'linux' },
  )
  await terminal.waitFor(vi.welcome.question)
  for (const [key, question] of [
    ['Enter', vi.subject.question],
    ['1', vi.method.question],
    ['1', vi.conditions.question],
    ['Enter', vi.fields.idNumber.question],
  ] as const) {
    terminal.press(key)
    await terminal.waitFor(question)
  }
  await terminal.type('046204001234')
  terminal.press('Enter')
  await terminal.waitFor('[VNI]')
  await terminal.type('Hoa2 Thuy1')
  await terminal.waitFor('> Hoà Thuý ')
  await terminal.waitFor('= Hoa2 Thuy1')
  terminal.press('F10')
  await terminal.waitFor(vi.welcome.question)
})
