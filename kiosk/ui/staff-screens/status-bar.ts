import { type Limit, worstLimit } from '../../../flows/rules/limits.ts'
import type { DeskState } from '../counter-mode.ts'
import { cellsOf, cutTo, spread } from '../draw/cells.ts'
import type { KioskStatus } from '../status.ts'
import type { CounterTexts } from '../text/counter-texts.ts'
import type { Texts } from '../text/texts.ts'
import type { Look } from '../theme.ts'

const MEBIBYTE = 1_048_576
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

export interface StatusBarWords {
  readonly counter: CounterTexts
  readonly troubles: Texts['troubles']['device']
}

/** Who is signed in; at the right end how devices, line and outbox are (product.md §8). */
export function statusBar(
  { status, desk, columns }: { readonly status: KioskStatus; readonly desk: DeskState; readonly columns: number },
  words: StatusBarWords,
  { paint, glyphs }: Look,
): string {
  const { devices, line, outbox, pressing } = partsOf(status, words)
  const isWell = status.troubles.length === 0
  const isUp = status.line === 'online'
  const right = [
    (isWell ? paint.good : paint.attention)(
      isWell ? `${glyphs.check} ${words.counter.bar.devices}` : `${glyphs.warning} ${devices}`,
    ),
    (isUp ? paint.good : paint.attention)(`${isUp ? glyphs.online : glyphs.offline} ${line}`),
    outbox,
    ...pressing.map((text) => paint.attention(`${glyphs.warning} ${text}`)),
  ].join('  ')
  const room = columns - cellsOf(right) - 2
  const who = whoOf(desk, words.counter)
  // The role goes first: half a name reads worse.
  const fits = cellsOf(who) <= room || !desk.officer ? who : `${desk.officer.code} ${desk.officer.name}`
  return spread(paint.question(cutTo(fits, room, glyphs.more)), right, columns)
}

/** The same for a screen reader. */
export function statusBarSpoken(status: KioskStatus, desk: DeskState, words: StatusBarWords): string {
  const { devices, line, outbox, pressing } = partsOf(status, words)
  return `${words.counter.bar.label}: ${whoOf(desk, words.counter)}. ${[devices, line, outbox, ...pressing].join(', ')}.`
}

/** How long the oldest packet waits, in the largest unit that is whole. */
export function ageText(ageMs: number, bar: CounterTexts['bar']): string {
  if (ageMs >= DAY_MS) return bar.days(Math.floor(ageMs / DAY_MS))
  return ageMs >= HOUR_MS
    ? bar.hours(Math.floor(ageMs / HOUR_MS))
    : bar.minutes(Math.max(0, Math.floor(ageMs / MINUTE_MS)))
}

function partsOf(status: KioskStatus, { counter: { bar }, troubles }: StatusBarWords) {
  const { outboxCount, outboxAgeMs } = status
  const age = outboxAgeMs === null ? '' : `, ${bar.age(ageText(outboxAgeMs, bar))}`
  return {
    devices:
      status.troubles.length === 0 ? bar.devicesGood : status.troubles.map(({ device }) => troubles[device]).join(', '),
    line: bar.line[status.line],
    outbox: `${bar.outbox(outboxCount)}${age}`,
    pressing: pressingOf(status, bar),
  }
}

/** What staff should see to before it stops anybody: the store, the limit that is nearest, and what central noticed. */
function pressingOf({ store, limits, noticeCount }: KioskStatus, bar: CounterTexts['bar']): readonly string[] {
  const worst = worstLimit(limits)
  return [
    ...(store ? [bar.store[store]] : []),
    ...(worst ? [limitText(worst, bar)] : []),
    ...(noticeCount > 0 ? [bar.notices(noticeCount)] : []),
  ]
}

/** One limit with its number; count and age of the queue stand beside it already. */
function limitText({ code, measured, percent }: Limit, bar: CounterTexts['bar']): string {
  switch (code) {
    case 'LIMIT_DISK':
      return bar.limit.disk(Math.floor(measured / MEBIBYTE))
    case 'LIMIT_REFERENCE_AGE':
      return bar.limit.reference(ageText(measured, bar))
    case 'LIMIT_QUEUE_AGE':
    case 'LIMIT_QUEUE_COUNT':
      return bar.limit.queue(percent)
  }
}

function whoOf({ officer }: DeskState, { roles, bar }: CounterTexts): string {
  return officer ? `${officer.code} ${officer.name}, ${roles[officer.role]}` : bar.nobody
}
