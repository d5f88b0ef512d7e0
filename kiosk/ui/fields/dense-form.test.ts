import { describe, expect, test } from 'vitest'
import type { FieldName } from '../../../flows/base/events.ts'
import { EMPTY_DRAFT, firstOpenField } from '../../../flows/form/fields.ts'
import { readScan } from '../../../flows/rules/read-scan.ts'
import type { KeyInput, KeyName } from '../keyboard/key-input.ts'
import { createLiveStore } from '../live-store.ts'
import { startComposing } from './composing.ts'
import { takeFormKey } from './dense-form.keys.ts'
import {
  answerIn,
  denseFormReducer,
  draftIn,
  type FormKnown,
  focusOf,
  startDenseForm,
  withScan,
} from './dense-form.reducer.ts'

const TODAY = '2026-11-22'
const FIELDS: readonly FieldName[] = ['idNumber', 'fullName', 'birthDate', 'phone', 'email']
const CARD_QR = '046204001234||Lê Văn Mẫu|29022004|Nam|Tổ dân phố 3, Phường Mẫu, Huế|05072024||||'

function known(changes: Partial<FormKnown> = {}): FormKnown {
  return { fields: FIELDS, draft: EMPTY_DRAFT, field: 'idNumber', card: null, mrz: null, ...changes }
}

function scanned(before: FormKnown): FormKnown {
  const read = readScan(CARD_QR, TODAY)
  if (read.kind !== 'card') throw new Error('the sample card is none')
  const draft = { ...before.draft, idNumber: '046204001234', fullName: 'Lê Văn Mẫu', birthDate: '29/02/2004' }
  return { ...before, draft, card: read.card, field: 'phone' }
}

function form(first = known()) {
  let current = first
  const store = createLiveStore(denseFormReducer, startDenseForm(first, startComposing('telex', 'old')))
  const told: string[] = []
  const ends = {
    onAnswered: (field: FieldName, text: string) => {
      told.push(`${field}=${text}`)
      current = { ...current, draft: { ...current.draft, [field]: text } }
    },
    onSubmit: () => void told.push('submit'),
    firstOpen: (draft: typeof EMPTY_DRAFT) => firstOpenField(first.fields, draft, TODAY),
    onTyping: (choice: string) => void told.push(`typing ${choice}`),
  }
  const take = (key: KeyInput) => takeFormKey(key, store, current, ends)
  return {
    told,
    take,
    state: () => withScan(store.read(), current),
    focus: () => focusOf(withScan(store.read(), current)),
    type: (text: string) => [...text].every((letter) => take({ kind: 'text', text: letter })),
    press: (...names: KeyName[]) => names.map((name) => take({ kind: 'key', name })),
    scan() {
      current = scanned(current)
    },
  }
}

describe('moving', () => {
  test.each([
    ['tab', 'fullName'],
    ['down', 'fullName'],
    ['shift-tab', 'email'],
    ['up', 'email'],
  ] as const)('%s goes to %s, in a ring', (key, field) => {
    const run = form()
    run.press(key)
    expect(run.focus()).toBe(field)
    run.press(key, key, key, key)
    expect(run.focus()).toBe('idNumber')
  })

  test('starts where the flow says', () => {
    expect(form(known({ field: 'phone' })).focus()).toBe('phone')
  })

  test('hands over the field that is left, once, and none that nobody touched', () => {
    const run = form()
    run.type('046204001234')
    run.press('tab', 'tab', 'shift-tab', 'shift-tab')
    expect(run.told).toEqual(['idNumber=046204001234'])
    run.press('backspace', 'down')
    expect(run.told).toEqual(['idNumber=046204001234', 'idNumber=04620400123'])
  })
})

describe('Enter', () => {
  test('from any field hands over everything and sends the form off', () => {
    const run = form()
    run.type('046204001234')
    run.press('tab')
    run.type('Lee Vawn Maaux')
    run.press('tab')
    run.type('29022004')
    run.press('tab')
    run.type('0912345678')
    run.press('enter')
    expect(run.told).toEqual([
      'idNumber=046204001234',
      'fullName=Lê Văn Mẫu',
      'birthDate=29/02/2004',
      'phone=0912345678',
      'submit',
    ])
  })

  test('goes to the first field that is open', () => {
    const run = form()
    run.press('tab', 'tab', 'tab', 'enter')
    expect(run.told).toEqual(['submit'])
    expect(run.focus()).toBe('idNumber')
    run.type('046204001234')
    run.press('enter')
    expect(run.focus()).toBe('fullName')
  })
})

describe('a scan', () => {
  test('fills what the card knows and goes to the first open field', () => {
    const run = form()
    run.scan()
    expect(run.focus()).toBe('phone')
    expect(draftIn(run.state())).toMatchObject({ idNumber: '046204001234', fullName: 'Lê Văn Mẫu' })
    run.type('0912345678')
    run.press('enter')
    expect(run.told).toEqual(['phone=0912345678', 'submit'])
  })

  test('takes the place of what is half typed in a field of the card; other fields keep theirs', () => {
    const run = form()
    run.press('up', 'up')
    run.type('0912')
    run.press('up', 'up')
    run.type('Tr')
    run.scan()
    expect(answerIn(run.state(), 'fullName')).toBe('Lê Văn Mẫu')
    run.press('tab')
    expect(answerIn(run.state(), 'phone')).toBe('0912')
  })

  test('of the same card again puts back what was changed by hand', () => {
    const run = form()
    run.scan()
    run.press('up', 'up')
    run.type(' A')
    run.scan()
    expect(answerIn(run.state(), 'fullName')).toBe('Lê Văn Mẫu')
  })

  test('that a wedge typed into a field is taken out again', () => {
    const run = form()
    run.type('12')
    run.take({ kind: 'scan-began' })
    expect(answerIn(run.state(), 'idNumber')).toBe('')
  })
})

describe('typing', () => {
  test('Vietnamese is composed in names alone, by the way that F6 chooses for every field', () => {
    const fields: readonly FieldName[] = ['fullName', 'organisation', 'email']
    const run = form(known({ fields, field: 'fullName' }))
    run.press('f6')
    run.press('tab')
    run.type('Co6ng ty')
    run.press('tab')
    run.type('a6@b.vn')
    run.press('enter')
    expect(run.told).toEqual(['typing vni', 'organisation=Công ty', 'email=a6@b.vn', 'submit'])
  })

  test('keys of no field are left to the screen', () => {
    const run = form()
    expect(run.press('escape', 'f3', 'f5')).toEqual([false, false, false])
  })
})

describe('a choice', () => {
  const choices = () => form(known({ fields: ['carrier', 'phone'], field: 'carrier' }))

  test('takes digits with silence after them, and nothing of a burst', () => {
    const run = choices()
    run.take({ kind: 'text', text: '3' })
    expect(answerIn(run.state(), 'carrier')).toBe('')
    run.take({ kind: 'choice', digit: 3 })
    expect(answerIn(run.state(), 'carrier')).toBe('MobiFone')
    run.press('up')
    run.take({ kind: 'choice', digit: 9 })
    expect(answerIn(run.state(), 'carrier')).toBe('MobiFone')
    expect(run.focus()).toBe('carrier')
  })

  test('trap: what is typed after the digit goes into the next field, and chooses nothing', () => {
    const run = choices()
    run.take({ kind: 'choice', digit: 3 })
    expect([run.focus(), run.told]).toEqual(['phone', ['carrier=MobiFone']])
    run.type('0')
    run.take({ kind: 'choice', digit: 0 })
    run.type('982000041')
    expect(answerIn(run.state(), 'carrier')).toBe('MobiFone')
    expect(answerIn(run.state(), 'phone')).toBe('0982000041')
  })

  test('the last field keeps the cursor', () => {
    const run = form(known({ fields: ['phone', 'carrier'], field: 'carrier' }))
    run.take({ kind: 'choice', digit: 2 })
    expect(run.focus()).toBe('carrier')
  })

  test('left and right go round; Backspace takes it away; leaving hands it over', () => {
    const run = choices()
    run.press('right')
    expect(answerIn(run.state(), 'carrier')).toBe('Viettel')
    run.press('left')
    expect(answerIn(run.state(), 'carrier')).toBe('Wintel')
    run.press('backspace')
    expect(answerIn(run.state(), 'carrier')).toBe('')
    run.press('left')
    expect(answerIn(run.state(), 'carrier')).toBe('Wintel')
    run.press('right', 'tab')
    expect(run.told).toEqual(['carrier=Viettel'])
  })

  test('a digit in a line is text', () => {
    const run = choices()
    run.press('tab')
    run.type('0')
    expect(run.take({ kind: 'choice', digit: 0 })).toBe(false)
    expect(answerIn(run.state(), 'phone')).toBe('0')
  })
})
