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

/**
 * Who is signed in; at the right end how devices, line and outbox are (product.md §8). Where both do not fit, the right end is shortened part by part, what is told elsewhere or is well
 * first: whose counter this is stands in every line.
 */
export function statusBar(
  { status, desk, columns }: { readonly status: KioskStatus; readonly desk: DeskState; readonly columns: number },
  words: StatusBarWords,
  { paint, glyphs }: Look,
): string {
  const { devices, line, outbox, aside, pressing } = partsOf(status, desk, words)
  const { bar } = words.counter
  const isWell = status.troubles.length === 0
  const isUp = status.line === 'online'
  const rightAt = (cuts: number): string => {
    const isCut = (cut: Cut) => CUTS.indexOf(cut) < cuts
    const [first, ...others] = pressing
    const told = isCut('pressing') && first ? [first] : pressing
    const more = others.length > 0 && isCut('pressing') ? [bar.more(others.length)] : []
    const [device, ...devicesLeft] = devices
    const ill =
      isCut('troubles') && devicesLeft.length > 0 ? `${device} ${bar.more(devicesLeft.length)}` : devices.join(', ')
    return [
      ...(isWell
        ? isCut('devices')
          ? []
          : [paint.good(`${glyphs.check} ${bar.devices}`)]
        : [paint.attention(`${glyphs.warning} ${ill}`)]),
      ...(isCut('line')
        ? []
        : [(isUp ? paint.good : paint.attention)(`${isUp ? glyphs.online : glyphs.offline} ${line}`)]),
      isCut('age') ? bar.outbox(status.outboxCount) : outbox,
      ...aside,
      ...told.map((text) => paint.attention(`${glyphs.warning} ${text}`)),
      ...more,
    ].join(GAP)
  }
  const code = desk.officer?.code ?? ''
  const fitting = [0, 1, 2, 3, 4, 5].find((cuts) => roomBeside(rightAt(cuts), columns) >= cellsOf(code))
  const right = rightAt(fitting ?? CUTS.length)
  const who = whoIn(Math.max(cellsOf(code), roomBeside(right, columns)), desk, words.counter, glyphs.more)
  return spread(paint.question(who), right, columns)
}

/** What is shortened, in this order: devices that are well; the line, which the top border tells; the age of the queue; further things that press; further devices. */
const CUTS = ['devices', 'line', 'age', 'pressing', 'troubles'] as const
type Cut = (typeof CUTS)[number]

const GAP = '  '
/** A name cut to less says nothing. */
const NAME_LEAST_CELLS = 4

function roomBeside(right: string, columns: number): number {
  return columns - cellsOf(right) - GAP.length
}

/** The role goes first: half a name reads worse. Then the name; the code stays. */
function whoIn(room: number, desk: DeskState, counter: CounterTexts, more: string): string {
  const { officer } = desk
  const whole = whoOf(desk, counter)
  if (cellsOf(whole) <= room) return whole
  if (!officer) return cutTo(whole, room, more)
  const named = `${officer.code} ${officer.name}`
  return room >= cellsOf(officer.code) + 1 + NAME_LEAST_CELLS ? cutTo(named, room, more) : officer.code
}

/** The same for a screen reader. */
export function statusBarSpoken(status: KioskStatus, desk: DeskState, words: StatusBarWords): string {
  const { devices, line, outbox, aside, pressing } = partsOf(status, desk, words)
  return `${words.counter.bar.label}: ${whoOf(desk, words.counter)}. ${[...devices, line, outbox, ...aside, ...pressing].join(', ')}.`
}

/** How long the oldest packet waits, in the largest unit that is whole. */
export function ageText(ageMs: number, bar: CounterTexts['bar']): string {
  if (ageMs >= DAY_MS) return bar.days(Math.floor(ageMs / DAY_MS))
  return ageMs >= HOUR_MS
    ? bar.hours(Math.floor(ageMs / HOUR_MS))
    : bar.minutes(Math.max(0, Math.floor(ageMs / MINUTE_MS)))
}

function partsOf(status: KioskStatus, { asideCount }: DeskState, { counter: { bar }, troubles }: StatusBarWords) {
  const { outboxCount, outboxAgeMs } = status
  const age = outboxAgeMs === null ? '' : `, ${bar.age(ageText(outboxAgeMs, bar))}`
  return {
    devices: status.troubles.length === 0 ? [bar.devicesGood] : status.troubles.map(({ device }) => troubles[device]),
    line: bar.line[status.line],
    outbox: `${bar.outbox(outboxCount)}${age}`,
    aside: asideCount > 0 ? [bar.aside(asideCount)] : [],
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
