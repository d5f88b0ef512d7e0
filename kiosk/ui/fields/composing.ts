import { KEYINGS, type ToneStyle, TYPING_CHOICES, type TypingChoice } from '../../../flows/rules/typing/choices.ts'
import { createTyping, type Typing } from '../../../flows/rules/typing/typing.ts'
import type { Word } from '../../../flows/rules/typing/word.ts'
import { type FieldShape, TEXT_MAX_LENGTH } from './field-shape.ts'

/** How a field composes Vietnamese from plain keys (domain.md §9). */
export interface Composing {
  readonly choice: TypingChoice
  readonly tones: ToneStyle
  /** A letter that no plain keyboard has came as a key: another input method is at work, and what it sends is not composed a second time. */
  readonly yields: boolean
  /** The word the cursor is in, or null when it has to be read from the text first: after a paste, a move of the cursor, a letter not composed. */
  readonly word: Word | null
}

/** A line of text with its cursor, an index into it. */
export interface ComposedLine {
  readonly text: string
  readonly cursor: number
  readonly composing: Composing
}

/** A field in which nothing was typed yet. */
export function startComposing(choice: TypingChoice, tones: ToneStyle): Composing {
  return { choice, tones, yields: false, word: null }
}

/** What the toggle key chooses next; where another input method had taken over, first the same again. */
export function nextChoice({ choice, yields }: Composing): TypingChoice {
  if (yields) return choice
  return TYPING_CHOICES[(TYPING_CHOICES.indexOf(choice) + 1) % TYPING_CHOICES.length] ?? choice
}

/** Takes typed text character by character, so that it comes out the same however a terminal splits it. */
export function composeTyped(line: ComposedLine, typed: string, shape: FieldShape): ComposedLine {
  if (BEYOND_KEYBOARD.test(typed)) {
    return literal({ ...line, composing: { ...line.composing, yields: true } }, typed, shape)
  }
  const typing = typingOf(line.composing)
  if (!typing) return literal(line, typed, shape)
  return [...typed].reduce((before, key) => composeKey(before, key, typing, shape), line)
}

/** Backspace in a word that is composed, or null when the field takes a plain character away. */
export function composeErased(line: ComposedLine): ComposedLine | null {
  const typing = typingOf(line.composing)
  const word = typing && wordAt(line, typing)
  return typing && word && word.at > 0 ? withWord(line, word, typing.eraseLast(word), typing) : null
}

/** The word under the cursor as its keys were pressed. */
export function keysGivenBack(line: ComposedLine): ComposedLine {
  const typing = typingOf(line.composing)
  const { word } = line.composing
  return typing && word ? withWord(line, word, typing.restore(word), typing) : line
}

/** Any letter or mark beyond ASCII: the plain keys of a keyboard send none. */
const BEYOND_KEYBOARD = /(?=[^\0-\x7f])[\p{L}\p{M}]/u
const LETTERS_BEFORE = /[\p{L}\p{M}]*$/u
const LETTERS_AFTER = /^[\p{L}\p{M}]*/u

function typingOf({ choice, tones, yields }: Composing): Typing | null {
  const keying = KEYINGS.find((one) => one === choice)
  return keying && !yields ? createTyping(keying, tones) : null
}

function composeKey(line: ComposedLine, key: string, typing: Typing, shape: FieldShape): ComposedLine {
  const word = wordAt(line, typing)
  if (!word || !typing.takes(word, key)) return literal(line, key, shape)
  const next = withWord(line, word, typing.typeKey(word, key), typing)
  return next.text.length > TEXT_MAX_LENGTH ? line : next
}

function literal(line: ComposedLine, typed: string, shape: FieldShape): ComposedLine {
  return {
    ...shape.insert(line.text, line.cursor, typed),
    composing: { ...line.composing, word: null },
  }
}

/** The word the cursor stands in, typed here or found there; null when it is none to compose in. */
function wordAt({ text, cursor, composing }: ComposedLine, typing: Typing): Word | null {
  if (composing.word) return composing.word
  const before = LETTERS_BEFORE.exec(text.slice(0, cursor))?.[0] ?? ''
  const after = LETTERS_AFTER.exec(text.slice(cursor))?.[0] ?? ''
  return typing.wordOf(before + after, before.length)
}

/** The line with one state of the word in place of another. Words are shown with one UTF-16 unit a letter. */
function withWord(line: ComposedLine, from: Word, word: Word, typing: Typing): ComposedLine {
  const start = line.cursor - from.at
  const rest = line.text.slice(start + from.letters.length)
  return {
    text: line.text.slice(0, start) + typing.textOf(word) + rest,
    cursor: start + word.at,
    composing: { ...line.composing, word },
  }
}
