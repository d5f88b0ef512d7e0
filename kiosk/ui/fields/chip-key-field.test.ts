import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chipKeyFieldReducer, EMPTY_CHIP_KEY, readChipKey } from './chip-key-field.reducer.ts'

const SEED = 20261122
const TODAY = '2026-11-22'
const MRZ = 'IDVNM2040012346046204001234<<40402291M2902289VNM<<<<<<<<<<<2LE<<VAN<MAU<<<<<<<<<<<<<<<<<<<'

describe('the entry of what opens a chip', () => {
  test('holds the same however the text is split between keys', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 90 }), { maxLength: 5 }), (cuts) => {
        const at = [0, ...cuts.toSorted((a, b) => a - b), 90]
        const runs = at.slice(1).map((end, place) => MRZ.slice(at[place], end))
        const state = runs.reduce((held, text) => chipKeyFieldReducer(held, { type: 'typed', text }), EMPTY_CHIP_KEY)
        expect(state.text).toBe(MRZ)
      }),
      { seed: SEED },
    )
  })

  test('takes digits of any number but makes a key only of six or twelve', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{0,20}$/), (typed) => {
        const { text } = chipKeyFieldReducer(EMPTY_CHIP_KEY, { type: 'typed', text: typed })
        expect(text).toBe(typed.slice(0, 12))
        const reading = readChipKey(text, TODAY)
        const isKey = text.length === 6 || text.length === 12
        expect(reading.kind).toBe(isKey ? 'key' : text === '' ? 'empty' : 'digits')
      }),
      { seed: SEED },
    )
  })

  test('of one character changed in the zone makes no key, or another only where no check digit stands', () => {
    fc.assert(
      fc.property(fc.nat({ max: 59 }), fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<'), (at, character) => {
        fc.pre(MRZ[at] !== character)
        const text = MRZ.slice(0, at) + character + MRZ.slice(at + 1)
        const reading = readChipKey(text, TODAY)
        // Column 8 of line 2 is the sex, which is under no check digit and in no key.
        if (at === 37 && /[MF]/.test(character)) expect(reading.kind).toBe('key')
        else expect(reading.kind).toBe('refused')
      }),
      { seed: SEED },
    )
  })

  test('waits for the next line where one is done', () => {
    expect(readChipKey(MRZ.slice(0, 30), TODAY)).toEqual({ kind: 'unfinished' })
    expect(readChipKey(MRZ.slice(0, 60), TODAY)).toEqual({ kind: 'unfinished' })
    expect(readChipKey(MRZ.slice(0, 31), TODAY)).toMatchObject({ kind: 'refused', code: 'MRZ_FORMAT' })
  })
})
