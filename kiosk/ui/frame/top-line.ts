import { worstLimit } from '../../../flows/rules/limits.ts'
import { cellsOf } from '../draw/cells.ts'
import { capOf } from '../keys.ts'
import type { KioskStatus } from '../status.ts'
import type { Texts } from '../text/texts.ts'
import type { Look } from '../theme.ts'

/** The top border: whose screen this is, that something must be corrected, the other language, line and time. */
export function topLine(
  columns: number,
  look: Look,
  texts: Texts,
  status: Pick<KioskStatus, 'line' | 'time' | 'clockProven' | 'training'> &
    Partial<Pick<KioskStatus, 'limits' | 'store'>>,
  problem: boolean,
): string {
  const { glyphs, paint } = look
  const [left, right] = glyphs.corners
  const name = status.training ? texts.frame.training : texts.frame.title
  const whole = {
    title: `${name} ${glyphs.horizontal} `,
    subtitle: problem ? `${glyphs.warning} ${texts.frame.subtitleProblem}` : texts.frame.subtitle,
  }
  const language = `${capOf('language')} ${texts.hints.language}`
  const online = status.line === 'online'
  const state = `${online ? glyphs.online : glyphs.offline} ${texts.frame.line[status.line]}`
  const time = `${glyphs.dot} ${status.clockProven ? '' : glyphs.about}${status.time}${isForStaff(status) ? FOR_STAFF : ''}`
  const widthOf = (parts: readonly string[]) => parts.reduce((sum, part) => sum + cellsOf(part), SPACES_AND_CORNERS)
  const others = [language, state, time]
  const isTight = widthOf([whole.title, whole.subtitle, ...others]) > columns
  // Where not all fits, what has to be corrected stays, and else whose screen it is.
  const { title, subtitle } = !isTight ? whole : problem ? { ...whole, title: '' } : { title: name, subtitle: '' }
  const fill = glyphs.horizontal.repeat(Math.max(0, columns - widthOf([title, subtitle, ...others])))
  return [
    `${left} `,
    status.training ? paint.attention(title) : title,
    problem ? paint.bad(subtitle) : subtitle,
    ` ${fill} `,
    paint.key(language),
    ` ${glyphs.horizontal} `,
    (online ? paint.good : paint.attention)(state),
    ` ${time} ${right}`,
  ].join('')
}

/** A mark on the time, which says nothing to a citizen: whoever looks after the machine runs the doctor. A lone dot would look like text that was cut off. */
const FOR_STAFF = '*'

function isForStaff({ limits = [], store = null }: Partial<Pick<KioskStatus, 'limits' | 'store'>>): boolean {
  const level = worstLimit(limits)?.level
  return store === 'STORE_DAMAGED' || level === 'high' || level === 'over'
}

/** Cells of the top line beside its five parts. */
const SPACES_AND_CORNERS = 10

/** The same for a screen reader. */
export function topLineSpoken(
  texts: Texts,
  status: Pick<KioskStatus, 'line' | 'time' | 'clockProven' | 'training'>,
  problem: boolean,
): string {
  const proven = status.clockProven ? '' : ` (${texts.frame.clockUnproven})`
  const subtitle = problem ? texts.frame.subtitleProblem : texts.frame.subtitle
  return `${status.training ? texts.frame.training : texts.frame.title}. ${subtitle}. ${texts.frame.line[status.line]}, ${status.time}${proven}. ${capOf('language')} ${texts.hints.language}.`
}
