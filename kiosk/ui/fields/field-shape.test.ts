import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FIELD_SHAPES, type FieldKind } from './field-shape.ts'

const SEED = 20_261_122

/** Types letter by letter, as fingers do, and gives what goes to the flow. */
function typed(kind: FieldKind, text: string): string {
  const shape = FIELD_SHAPES[kind]
  let state = { text: '', cursor: 0 }
  for (const letter of text) state = shape.insert(state.text, state.cursor, letter)
  return shape.toAnswer(state.text)
}

const pasted = (kind: FieldKind, text: string) => {
  const shape = FIELD_SHAPES[kind]
  return shape.toAnswer(shape.insert('', 0, text).text)
}

describe('ID number', () => {
  test('takes twelve digits and leaves out what people write between them', () => {
    expect(typed('idNumber', '046 204-001.2345')).toBe('046204001234')
  })

  test('stands spaced, the cursor after the last digit', () => {
    const { shown, cursorCell } = FIELD_SHAPES.idNumber.show('046204001234')
    expect(shown).toBe('0 4 6 2 0 4 0 0 1 2 3 4')
    expect(cursorCell(12)).toBe(24)
  })

  test('counts to nine for a CMND and to twelve otherwise', () => {
    expect(FIELD_SHAPES.idNumber.count('172345678')).toEqual({ have: 9, of: 9 })
    expect(FIELD_SHAPES.idNumber.count('1723456780')).toEqual({ have: 10, of: 12 })
  })
})

describe('insurance number', () => {
  test.each([
    ['0123456789', '0123456789'],
    ['012 345-6789', '0123456789'],
    ['0462040012345', '046204001234'],
    ['DN 4 46 0123456789', 'DN4460123456789'],
    ['dn44601234567891', 'DN4460123456789'],
    ['01234X56789', '0123456789'],
  ])('%j typed is %j', (keys, answer) => {
    expect(typed('insuranceNumber', keys)).toBe(answer)
    expect(pasted('insuranceNumber', keys)).toBe(answer)
  })

  test('counts to ten, beyond them to twelve, behind letters to the whole card', () => {
    const { count } = FIELD_SHAPES.insuranceNumber
    expect(count('012345')).toEqual({ have: 6, of: 10 })
    expect(count('01234567890')).toEqual({ have: 11, of: 12 })
    expect(count('DN446')).toEqual({ have: 5, of: 15 })
  })
})

describe('tax code', () => {
  test.each([
    ['0100233488', '0100233488'],
    ['0100233488001', '0100233488-001'],
    ['0100233488-001', '0100233488-001'],
    ['0100233488-0019', '0100233488-001'],
    ['046204001234', '046204001234'],
  ])('%j typed is %j', (keys, answer) => {
    expect(typed('taxCode', keys)).toBe(answer)
    expect(pasted('taxCode', keys)).toBe(answer)
  })

  test('stands as it is written on papers, the cursor behind the last digit', () => {
    const { show } = FIELD_SHAPES.taxCode
    expect(show('0100233488001').shown).toBe('0100233488-001')
    expect(show('0100233488001').cursorCell(13)).toBe(14)
    expect(show('046204001234').cursorCell(12)).toBe(12)
  })

  test('counts to the next length that a tax code may have', () => {
    const { count } = FIELD_SHAPES.taxCode
    expect([4, 10, 11, 12, 13].map((have) => count('0'.repeat(have))?.of)).toEqual([10, 10, 12, 12, 13])
  })
})

describe('birth date', () => {
  test.each([
    ['29022004', '29/02/2004'],
    ['29/02/2004', '29/02/2004'],
    ['5/9/1960', '05/09/1960'],
    ['5-9-1960', '05/09/1960'],
    ['5 9 1960', '05/09/1960'],
    ['00001955', '00/00/1955'],
    ['1955', '1955'],
    ['2902200412', '29/02/2004'],
  ])('%j typed is %j', (keys, answer) => {
    expect(typed('birthDate', keys)).toBe(answer)
    expect(pasted('birthDate', keys)).toBe(answer)
  })

  test('puts the slashes in while typing and shows what is to come', () => {
    expect(FIELD_SHAPES.birthDate.show('')).toMatchObject({ shown: '', placeholder: 'dd/mm/yyyy' })
    expect(FIELD_SHAPES.birthDate.show('2')).toMatchObject({ shown: '2', placeholder: 'd/mm/yyyy' })
    expect(FIELD_SHAPES.birthDate.show('29')).toMatchObject({ shown: '29/', placeholder: 'mm/yyyy' })
    expect(FIELD_SHAPES.birthDate.show('2902')).toMatchObject({ shown: '29/02/', placeholder: 'yyyy' })
  })

  test.each([
    ['1955', '00/00/1955'],
    ['05/1955', '00/05/1955'],
    ['29/02/2004', '29/02/2004'],
    ['', ''],
  ])('an answer %j comes back as %j', (answer, again) => {
    const shape = FIELD_SHAPES.birthDate
    expect(shape.toAnswer(shape.fromAnswer(answer))).toBe(again)
  })
})

describe('phone', () => {
  test.each([
    ['0912345678', '0912345678'],
    ['+84912345678', '0912345678'],
    ['84 912 345 678', '0912345678'],
    ['0084912345678', '0912345678'],
    ['01234567890', '01234567890'],
  ])('%j pasted is %j', (text, answer) => {
    expect(pasted('phone', text)).toBe(answer)
  })

  test('stands in groups as people say it', () => {
    expect(FIELD_SHAPES.phone.show('0912345678').shown).toBe('0912 345 678')
    expect(FIELD_SHAPES.phone.show('0912345678').cursorCell(10)).toBe(12)
  })
})

describe('name', () => {
  test('is precomposed at once, in whatever form the marks come', () => {
    const decomposed = 'Nguyễn Thị Hoà'.normalize('NFD')
    expect(typed('fullName', decomposed)).toBe('Nguyễn Thị Hoà')
    expect(typed('fullName', 'Nguyê\u0303n')).toBe('Nguyễn')
  })

  test('keeps no bar, no line end, no control character', () => {
    expect(pasted('fullName', 'Lê|Văn\r\nMẫu\u0007')).toBe('LêVăn Mẫu')
  })
})

test('a captcha is letters and digits, capital', () => {
  expect(typed('captcha', 'a b-7x')).toBe('AB7X')
})

test('a code has six digits, and its cursor stays in the last box', () => {
  expect(typed('otp', '12345678')).toBe('123456')
  expect(FIELD_SHAPES.otp.show('123').shown).toBe('[ 1 ] [ 2 ] [ 3 ] [   ] [   ] [   ]')
  expect(FIELD_SHAPES.otp.show('123456').cursorCell(6)).toBe(32)
})

test('every field takes any text, keeps it in NFC and its cursor inside', () => {
  const kinds = fc.constantFrom(...(Object.keys(FIELD_SHAPES) as FieldKind[]))
  fc.assert(
    fc.property(kinds, fc.array(fc.string({ unit: 'binary', maxLength: 12 }), { maxLength: 6 }), (kind, chunks) => {
      const shape = FIELD_SHAPES[kind]
      let state = { text: '', cursor: 0 }
      for (const chunk of chunks) state = shape.insert(state.text, state.cursor, chunk)
      expect(state.text).toBe(state.text.normalize('NFC'))
      expect(state.cursor).toBeLessThanOrEqual(state.text.length)
      expect(state.text).not.toMatch(/[|\u0000-\u001f]/)
    }),
    { seed: SEED, numRuns: 150 },
  )
})
