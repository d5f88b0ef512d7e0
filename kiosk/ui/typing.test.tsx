import { afterEach, describe, expect, test } from 'vitest'
import type { FieldName } from '../../flows/base/events.ts'
import { EMPTY_DRAFT } from '../../flows/form/fields.ts'
import { inLanguage, openTerminal, type TestTerminalOptions } from './testing/test-terminal.tsx'
import { form, viewAt } from './testing/test-views.ts'
import { TEXTS } from './text/texts.ts'

const open: { close: () => void }[] = []
afterEach(() => {
  for (const terminal of open.splice(0)) terminal.close()
})

const [F6, F7] = ['\u001b[17~', '\u001b[18~']
const emptyField = (field: FieldName) => viewAt('field', { form: form({ field, draft: EMPTY_DRAFT }) })

async function show(view: Parameters<typeof openTerminal>[0], options: TestTerminalOptions = {}) {
  const terminal = openTerminal(view, options)
  open.push(terminal)
  await terminal.settle()
  return terminal
}

const answered = (text: string, field: FieldName = 'fullName') => [{ type: 'user.answered', field, text }]

describe('a name is typed on plain keys', () => {
  test.each([
    ['telex', 'Nguyeenx Thij Huyeenf Trang'],
    ['vni', 'Nguye64n Thi5 Huye62n Trang'],
  ] as const)('in %s, key by key and in one read', async (choice, keys) => {
    for (const reads of [[...keys], [keys]]) {
      const terminal = await show(emptyField('fullName'), { typing: { choice, tones: 'old' } })
      for (const read of reads) await terminal.type(read)
      expect(terminal.text()).toContain('▸ Nguyễn Thị Huyền Trang ')
      await terminal.type('\r')
      expect(terminal.acts()).toEqual(answered('Nguyễn Thị Huyền Trang'))
    }
  })

  test('composed letters from elsewhere arrive as they are, and the screen says why nothing is added', async () => {
    const terminal = await show(emptyField('fullName'))
    await terminal.type('Nguye')
    await terminal.type('\u007fê')
    await terminal.type('n\u007f\u007fễn')
    await terminal.type(' as')
    expect(terminal.text()).toContain(`[${TEXTS.vi.typing.states.other}]`)
    await terminal.type('\r')
    expect(terminal.acts()).toEqual(answered('Nguyễn as'))
  })

  test('a paste is literal', async () => {
    const terminal = await show(emptyField('fullName'))
    await terminal.type('\u001b[200~Hoaf Thij\u001b[201~')
    await terminal.type('\r')
    expect(terminal.acts()).toEqual(answered('Hoaf Thij'))
  })

  test('a wedge scan is literal and whole, whatever was being typed', async () => {
    const terminal = await show(emptyField('fullName'), { typing: { choice: 'vni', tones: 'old' } })
    await terminal.type('Le6')
    const scan = '046204001234|191234567|Ksor Niê|29022004|Nam|Buôn 3, Đắk Lắk|05072024'
    for (const letter of scan) await terminal.type(letter)
    await terminal.type('\r')
    expect(terminal.acts()).toMatchObject([
      {
        type: 'scanner.scanned',
        card: { fullName: 'Ksor Niê', idNumber: '046204001234', residence: 'Buôn 3, Đắk Lắk' },
      },
    ])
    expect(terminal.text()).not.toContain('046')
  })

  test('F7 takes back marks that were not meant', async () => {
    const terminal = await show(emptyField('fullName'))
    await terminal.type(`A Ksor${F7}`)
    expect(terminal.text()).toContain('▸ A Ksor ')
  })
})

test('an e-mail address is literal, and has no toggle', async () => {
  const terminal = await show(emptyField('email'))
  await terminal.type(`vieejt.hoaf@mau.vn${F6}`)
  expect(terminal.text()).not.toContain('F6')
  expect(terminal.text()).not.toContain('[Telex]')
  await terminal.type('\r')
  expect(terminal.acts()).toEqual(answered('vieejt.hoaf@mau.vn', 'email'))
})

describe('the way of typing', () => {
  test.each(['vi', 'en'] as const)('stands below the name with its keys and toggle, in %s', async (language) => {
    const { states, how } = TEXTS[language].typing
    const terminal = await show(inLanguage(emptyField('fullName'), language))
    for (const choice of ['telex', 'vni', 'off'] as const) {
      expect(terminal.text()).toContain(`[${states[choice]}] ${how[choice][0]}`)
      expect(terminal.text()).toContain(`F6 ${TEXTS[language].hints.typing}`)
      await terminal.type(F6)
    }
    expect(terminal.text()).toContain('[Telex]')
  })

  test('is said to a screen reader in short', async () => {
    const terminal = await show(emptyField('fullName'), { screenReader: true })
    expect(terminal.text()).toContain('Kiểu gõ dấu: Telex\n')
    await terminal.type(F6)
    expect(terminal.text()).toContain('Kiểu gõ dấu: VNI\n')
    expect(terminal.text()).not.toContain('huyền')
  })

  test('chosen by a person holds for the visit, and the next person has the station’s', async () => {
    const terminal = await show(emptyField('fullName'))
    await terminal.type(`Thi${F6}`)
    await terminal.show(emptyField('phone'))
    await terminal.show(emptyField('fullName'))
    expect(terminal.text()).toContain('[VNI]')
    const next = emptyField('fullName')
    const { opening } = next.visit
    await terminal.show(viewAt('welcome'))
    await terminal.show({ ...next, visit: { ...next.visit, opening: opening && { ...opening, visitId: 'visit-2' } } })
    expect(terminal.text()).toContain('[Telex]')
  })

  test('on a console without the letters the answer is spelled in plain ones too', async () => {
    const display = { colours: 'none', glyphs: 'ascii' } as const
    const telex = await show(emptyField('fullName'), { display })
    await telex.type('Nguyeenx Thi')
    expect(telex.text()).toContain('= Nguyeenx Thi ')
    const vni = await show(emptyField('fullName'), { display, typing: { choice: 'vni', tones: 'old' } })
    await vni.type('D9o64')
    expect(vni.text()).toContain('= D9o64 ')
    await vni.type('\u007f\u007f')
    expect(vni.text()).not.toContain(' = ')
  })
})
