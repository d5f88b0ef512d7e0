import { describe, expect, test } from 'vitest'
import { CARD_QR } from '../testing/test-views.ts'
import type { KeyInput, RawKey } from './key-input.ts'
import { settleWedge, stepWedge, WEDGE_GAP_MS, WEDGE_START } from './wedge.ts'

/** Types keys with so much time before each, then lets silence come. */
function hear(gapMs: number, ...keys: (RawKey | string)[]): readonly KeyInput[] {
  let state = WEDGE_START
  let now = 1_000
  const heard: KeyInput[] = []
  for (const each of keys) {
    now += gapMs
    const step = stepWedge(state, typeof each === 'string' ? { kind: 'text', text: each } : each, now)
    state = step.state
    heard.push(...step.out)
  }
  heard.push(...settleWedge(state).out)
  return heard
}

const ENTER: RawKey = { kind: 'key', name: 'enter' }
const scansIn = (heard: readonly KeyInput[]) => heard.flatMap((key) => (key.kind === 'scan' ? [key.text] : []))

describe('a card typed by a wedge', () => {
  test.each([1, 10, 40, 200])('with %d ms between keys is one scan, ended by Enter', (gapMs) => {
    const heard = hear(gapMs, ...CARD_QR, ENTER)
    expect(scansIn(heard)).toEqual([CARD_QR])
    expect(heard.filter((key) => key.kind === 'key')).toEqual([])
    expect(heard.filter((key) => key.kind === 'text')).toHaveLength(12)
    expect(heard.filter((key) => key.kind === 'scan-began')).toHaveLength(1)
  })

  test('in one burst is a scan of which no field hears a letter', () => {
    expect(hear(1, CARD_QR, ENTER)).toEqual([{ kind: 'scan-began' }, { kind: 'scan', text: CARD_QR }])
  })

  test('split anywhere is the same scan', () => {
    for (let at = 1; at < CARD_QR.length; at++) {
      expect(scansIn(hear(5, CARD_QR.slice(0, at), CARD_QR.slice(at), ENTER))).toEqual([CARD_QR])
    }
  })

  test('without an Enter ends with silence', () => {
    expect(scansIn(hear(5, ...CARD_QR))).toEqual([CARD_QR])
  })

  test.each([1, 40, 200])('of a receipt, with %d ms between keys, is one scan', (gapMs) => {
    const receipt = 'MOTCUA:K0007-000123:0193f5a2-7c1e-7b3a-9d44-5f0e8a6b1c2d'
    expect(scansIn(hear(gapMs, ...receipt, ENTER))).toEqual([receipt])
    expect(scansIn(hear(1, { kind: 'paste', text: `${receipt}\n` }))).toEqual([receipt])
  })

  test('after typed digits is the card alone', () => {
    expect(scansIn(hear(5, '12', CARD_QR, ENTER))).toEqual([CARD_QR])
  })

  test('that never ends is cut off and refused as too long', () => {
    const [scan = ''] = scansIn(hear(1, `${CARD_QR}${'x'.repeat(2_000)}`, 'y', ENTER))
    expect(scan.length).toBeGreaterThan(1_024)
  })

  test('of another kind, with two bars in a burst, is a scan too', () => {
    expect(scansIn(hear(5, ...'DN4011|4cc3aa|01/01', ENTER))).toEqual(['DN4011|4cc3aa|01/01'])
  })
})

describe('pastes', () => {
  test('of a card are a scan', () => {
    expect(hear(5, { kind: 'paste', text: ` ${CARD_QR}\n` })).toEqual([{ kind: 'scan', text: CARD_QR }])
  })

  test('of anything else stay pastes', () => {
    expect(hear(5, { kind: 'paste', text: 'Lê Văn Mẫu' })).toEqual([{ kind: 'paste', text: 'Lê Văn Mẫu' }])
  })
})

describe('a choice', () => {
  test('is a digit with silence after it', () => {
    expect(hear(500, '1')).toContainEqual({ kind: 'choice', digit: 1 })
  })

  test('is heard before the key that follows it', () => {
    expect(hear(500, '2', ENTER)).toEqual([{ kind: 'text', text: '2' }, { kind: 'choice', digit: 2 }, ENTER])
  })

  test('is never the first digit of a scan', () => {
    expect(hear(10, ...CARD_QR, ENTER).filter((key) => key.kind === 'choice')).toEqual([])
  })

  test('is not made of digits typed as fast as a scanner', () => {
    expect(hear(WEDGE_GAP_MS, '1', '2').filter((key) => key.kind === 'choice')).toEqual([])
  })
})

test('a password with bars typed by hand is typed, not scanned', () => {
  const heard = hear(150, ...'Aa|1|b|', ENTER)
  expect(scansIn(heard)).toEqual([])
  expect(heard.at(-1)).toEqual(ENTER)
})
