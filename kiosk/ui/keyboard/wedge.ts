import { CARD_QR_MAX_LENGTH } from '../../../flows/rules/card-qr.ts'
import { isReceiptScan } from '../../../flows/rules/receipt-code.ts'
import type { KeyInput, RawKey } from './key-input.ts'

/** Tells a card scan typed by a keyboard-wedge scanner from a person's typing. Pure: time comes in as milliseconds of a monotonic clock. */
export interface WedgeState {
  /** Text since the last key that was no text, its tail only. */
  readonly recent: string
  /** Text that came with less than WEDGE_GAP_MS between keys. */
  readonly burst: string
  readonly lastAtMs: number
  /** A lone digit that becomes a choice if silence follows. */
  readonly choice: number | null
  /** The scan being typed, or null. */
  readonly scan: string | null
}

export const WEDGE_START: WedgeState = {
  recent: '',
  burst: '',
  lastAtMs: Number.NEGATIVE_INFINITY,
  choice: null,
  scan: null,
}

/** Scanners type with 1 to 40 ms between keys; a person seldom goes below 80. */
export const WEDGE_GAP_MS = 60

/** Takes one key and gives what screens hear of it. traps.md: a barcode typed into whatever field has the focus. */
export function stepWedge(
  state: WedgeState,
  key: RawKey,
  atMs: number,
): { out: readonly KeyInput[]; state: WedgeState } {
  if (key.kind === 'paste') return takePaste(state, key.text, atMs)
  if (key.kind === 'text') return takeText(state, key.text, atMs)
  return takeKey(state, key, atMs)
}

/** Called when nothing has come for a while: the choice stands, the scan is whole. */
export function settleWedge(state: WedgeState): { out: readonly KeyInput[]; state: WedgeState } {
  if (state.scan !== null) return { out: [{ kind: 'scan', text: state.scan }], state: WEDGE_START }
  if (state.choice !== null) {
    return { out: [{ kind: 'choice', digit: state.choice }], state: { ...state, choice: null, burst: '' } }
  }
  return { out: [], state }
}

/** A card's payload starts with its 12-digit number and a bar (domain.md §1.3), a receipt's with our name; no field has an answer like that. */
const CARD_START = /\d{12}\||MOTCUA:/i
const RECENT_MAX_LENGTH = 64

function takeText(state: WedgeState, text: string, atMs: number): { out: readonly KeyInput[]; state: WedgeState } {
  if (state.scan !== null) {
    const scan = state.scan + text
    if (scan.length > CARD_QR_MAX_LENGTH) return { out: [{ kind: 'scan', text: scan }], state: WEDGE_START }
    return { out: [], state: { ...state, scan, lastAtMs: atMs } }
  }
  const rapid = atMs - state.lastAtMs <= WEDGE_GAP_MS
  const recent = state.recent + text
  const burst = (rapid ? state.burst : '') + text
  const start = CARD_START.exec(recent)
  const scan = start ? recent.slice(start.index) : barsIn(burst) >= 2 ? burst : null
  if (scan !== null) {
    return { out: [{ kind: 'scan-began' }], state: { ...WEDGE_START, lastAtMs: atMs, scan } }
  }
  const alone = burst.length === 1 && /\d/.test(text)
  return {
    out: [{ kind: 'text', text }],
    state: {
      recent: recent.slice(-RECENT_MAX_LENGTH),
      burst,
      lastAtMs: atMs,
      choice: alone ? Number(text) : null,
      scan: null,
    },
  }
}

function takeKey(state: WedgeState, key: RawKey, atMs: number): { out: readonly KeyInput[]; state: WedgeState } {
  const fresh = { ...WEDGE_START, lastAtMs: atMs }
  if (state.scan !== null && key.kind === 'key') {
    if (key.name === 'enter' || key.name === 'tab') return { out: [{ kind: 'scan', text: state.scan }], state: fresh }
    // Input methods rewrite what the scanner types with bursts of backspace (domain.md §9.1).
    if (key.name === 'backspace') return { out: [], state: { ...state, scan: state.scan.slice(0, -1), lastAtMs: atMs } }
    return { out: [key], state: fresh }
  }
  const settled = settleWedge(state)
  return { out: [...settled.out, key], state: fresh }
}

function takePaste(state: WedgeState, text: string, atMs: number): { out: readonly KeyInput[]; state: WedgeState } {
  const settled = settleWedge(state)
  const pasted: KeyInput =
    barsIn(text) >= 2 || isReceiptScan(text) ? { kind: 'scan', text: text.trim() } : { kind: 'paste', text }
  return { out: [...settled.out, pasted], state: { ...WEDGE_START, lastAtMs: atMs } }
}

function barsIn(text: string): number {
  return text.split('|').length - 1
}
