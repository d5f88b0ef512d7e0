import type { Keying } from './choices.ts'
import type { Tone } from './letter.ts'

/** What a key does to a word, where it can do it. */
export type KeyWork =
  | { readonly kind: 'tone'; readonly tone: Exclude<Tone, 'level'> }
  | { readonly kind: 'level' }
  /** The hat on one of these vowels. */
  | { readonly kind: 'circumflex'; readonly bases: string }
  /** `marks` says which of the two the key can set; `alone` that it stands for ư where there is no vowel yet. */
  | { readonly kind: 'horn'; readonly marks: readonly ('horn' | 'breve')[]; readonly alone: boolean }
  | { readonly kind: 'stroke' }

/** What the key (lower case) does in this keying, or null when it is a letter and nothing else. Source: domain.md §9.3. */
export function workOf(keying: Keying, key: string): KeyWork | null {
  return WORKS[keying][key] ?? null
}

/** Every key of the keying that does something, for a word in which none shall. */
export function workingKeys(keying: Keying): string {
  return Object.keys(WORKS[keying]).join('')
}

const WORKS: Readonly<Record<Keying, Readonly<Record<string, KeyWork>>>> = {
  telex: {
    s: { kind: 'tone', tone: 'acute' },
    f: { kind: 'tone', tone: 'grave' },
    r: { kind: 'tone', tone: 'hook' },
    x: { kind: 'tone', tone: 'tilde' },
    j: { kind: 'tone', tone: 'dot' },
    z: { kind: 'level' },
    a: { kind: 'circumflex', bases: 'a' },
    e: { kind: 'circumflex', bases: 'e' },
    o: { kind: 'circumflex', bases: 'o' },
    w: { kind: 'horn', marks: ['horn', 'breve'], alone: true },
    d: { kind: 'stroke' },
  },
  vni: {
    '1': { kind: 'tone', tone: 'acute' },
    '2': { kind: 'tone', tone: 'grave' },
    '3': { kind: 'tone', tone: 'hook' },
    '4': { kind: 'tone', tone: 'tilde' },
    '5': { kind: 'tone', tone: 'dot' },
    '0': { kind: 'level' },
    '6': { kind: 'circumflex', bases: 'aeo' },
    '7': { kind: 'horn', marks: ['horn'], alone: false },
    '8': { kind: 'horn', marks: ['breve'], alone: false },
    '9': { kind: 'stroke' },
  },
}
