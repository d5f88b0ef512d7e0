import { cellsOf, cutTo } from '../draw/cells.ts'
import type { FooterHints } from '../frame/bottom-line.ts'
import { TEXTS } from '../text/texts.ts'
import type { Look } from '../theme.ts'
import { type DoctorCommand, doctorCapOf } from './doctor-keys.ts'
import { DOCTOR_WORDS } from './words.ts'

/** A key that works now, with what it does. */
export type DoctorHint = readonly [command: DoctorCommand, does: string]

const { hints } = DOCTOR_WORDS

/** On the list; Enter is named where the chosen finding has a live test. */
export function listHints(hasTest: boolean): readonly DoctorHint[] {
  return LIST_HINTS.filter(([command]) => hasTest || command !== 'test')
}

export const LIST_HINTS: readonly DoctorHint[] = [
  ['up', hints.choose],
  ['test', hints.test],
  ['look', hints.look],
  ['slip', hints.slip],
  ['help', hints.help],
  ['leave', hints.leave],
]

/** On the screen of a test without a flow. */
export function plainTestHints(isOver: boolean): readonly DoctorHint[] {
  return isOver
    ? [
        ['test', hints.toList],
        ['help', hints.help],
      ]
    : [
        ['leave', hints.stop],
        ['help', hints.help],
      ]
}

/** On the screens of a test's flow. */
export function flowTestHints({ next, back }: FooterHints): readonly DoctorHint[] {
  const { vi } = TEXTS
  return [
    ...(next ? [['test', vi.hints[next]] as const] : []),
    ...(back ? [['leave', vi.hints[back]] as const] : []),
    ['help', hints.help],
    ['stop', hints.stop],
  ]
}

/** The top border: what this is, which station, the time. A long name of a station is cut. */
export function doctorTopLine(columns: number, look: Look, stationName: string, time: string): string {
  const { glyphs, paint } = look
  const [left, right] = glyphs.corners
  const before = `${left} ${DOCTOR_WORDS.title} ${glyphs.horizontal} `
  const after = ` ${time} ${right}`
  const room = columns - cellsOf(before) - cellsOf(after) - 2
  const name = cutTo(stationName, room, glyphs.more)
  const fill = glyphs.horizontal.repeat(Math.max(0, room + 1 - cellsOf(name)))
  return `${left} ${paint.question(DOCTOR_WORDS.title)} ${glyphs.horizontal} ${name} ${fill}${after}`
}

/** The bottom border: the keys that work now. */
export function doctorBottomLine(columns: number, look: Look, keys: readonly DoctorHint[]): string {
  const [, , left, right] = look.glyphs.corners
  const { glyphs } = look.display
  const slots = keys.map(([command, does]) => `${look.paint.key(doctorCapOf(command, glyphs))} ${does}`).join('  ')
  const fill = look.glyphs.horizontal.repeat(Math.max(0, columns - 4 - cellsOf(slots)))
  return `${left} ${slots} ${fill}${right}`
}

/** The same for a screen reader. */
export function doctorBottomLineSpoken(look: Look, keys: readonly DoctorHint[]): string {
  return keys.map(([command, does]) => `${doctorCapOf(command, look.display.glyphs)} ${does}`).join(', ')
}
