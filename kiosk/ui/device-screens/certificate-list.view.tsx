import { Box, Text, useCursor } from 'ink'
import type { TokenChoice } from '../../../flows/token/token-choice.ts'
import { cutTo } from '../draw/cells.ts'
import { windowOnLines } from '../draw/window-on.ts'
import { TEXT_LEFT } from '../frame/layout.ts'
import { useLiveStore } from '../live-store.ts'
import { useMenuKeys } from '../menu/menu.keys.ts'
import { menuReducer } from '../menu/menu.reducer.ts'
import type { Ui } from '../ui.ts'
import { holderOf, standingOfCertificate } from './certificates.ts'

export interface CertificateListProps {
  readonly ui: Ui
  readonly choices: readonly TokenChoice[]
  /** The certificate that was looked at and refused: its dates stand without a sign of their own beside the reason below. */
  readonly refusedId: string | null
  /** The line the pointer starts on; null where Enter means something else. */
  readonly startAt: number | null
  /** Screen row of the first line, and how many rows there are. */
  readonly row: number
  readonly rows: number
  readonly onChoose: (choice: TokenChoice) => void
}

const ROWS_EACH = 2
const INDENT = 5

/** Numbered certificates, two rows each: whose, and until when or why not. A digit chooses. */
export function CertificateList({ ui, choices, refusedId, startAt, row, rows, onChoose }: CertificateListProps) {
  const [state, store] = useLiveStore(menuReducer, () => ({ at: startAt }))
  useMenuKeys(store, choices.length, (line) => {
    const choice = choices[line]
    if (choice) onChoose(choice)
  })
  const { setCursorPosition } = useCursor()
  const fits = choices.length * ROWS_EACH <= rows
  const { from, to } = windowOnLines(choices.length, state.at ?? 0, Math.floor((fits ? rows : rows - 1) / ROWS_EACH))
  const y = row + ((state.at ?? 0) - from) * ROWS_EACH
  setCursorPosition(ui.uncovered ? { x: TEXT_LEFT + 2, y } : undefined)

  const { paint, glyphs } = ui.look
  const cells = ui.area.textColumns - INDENT
  return (
    <Box flexDirection="column" flexShrink={0} aria-role="menu">
      {choices.slice(from, to).map((choice, place) => {
        const at = from + place
        const standing = standingOfCertificate(ui, choice)
        const sign = choice.blocked
          ? paint.bad(glyphs.cross)
          : choice.certificateId === refusedId
            ? ' '
            : choice.doubt
              ? paint.attention(glyphs.warning)
              : paint.good(glyphs.check)
        return (
          <Box
            key={`${choice.tokenId} ${choice.certificateId}`}
            flexDirection="column"
            aria-role="menuitem"
            aria-state={{ selected: at === state.at, disabled: choice.blocked !== null }}
            aria-label={`${at + 1}. ${holderOf(ui, choice)}. ${standing}`}
          >
            <Text wrap="truncate">
              {`${at === state.at ? paint.key(glyphs.pointer) : ' '} ${paint.key(String(at + 1).padEnd(2))} ${paint.answer(cutTo(holderOf(ui, choice), cells, glyphs.more))}`}
            </Text>
            <Text wrap="truncate">{`${' '.repeat(INDENT)}${sign} ${cutTo(standing, cells - 2, glyphs.more)}`}</Text>
          </Box>
        )
      })}
      {fits ? null : <Text>{paint.quiet(ui.texts.devices.token.choose.more(choices.length - (to - from)))}</Text>}
    </Box>
  )
}
