import { Box, Text, useCursor } from 'ink'
import { TEXT_LEFT } from '../frame/layout.ts'
import { useLiveStore } from '../live-store.ts'
import { isLarge } from '../theme.ts'
import type { Ui } from '../ui.ts'
import { useMenuKeys } from './menu.keys.ts'
import { menuReducer } from './menu.reducer.ts'

export interface MenuOption {
  readonly id: string
  /** One line without its number, already as wide as it should be. */
  readonly line: string
  readonly spoken: string
  readonly disabled?: boolean
}

export interface MenuProps {
  readonly ui: Ui
  readonly options: readonly MenuOption[]
  /** Screen row of the first line. */
  readonly row: number
  /** False where Enter means something else than the pointed line. */
  readonly enterChooses: boolean
  /** The line the pointer starts on, the first without it. */
  readonly startAt?: number
  /** Rows there are for the lines alone: large text takes a blank one between two where all fit. None are taken without it. */
  readonly roomRows?: number
  readonly onChoose: (line: number) => void
}

/** Numbered lines; a digit chooses. */
export function Menu({ ui, options, row, enterChooses, startAt = 0, roomRows = 0, onChoose }: MenuProps) {
  const [state, store] = useLiveStore(menuReducer, () => ({ at: enterChooses ? startAt : null }))
  useMenuKeys(store, options.length, onChoose)
  const { setCursorPosition } = useCursor()
  const gap = isLarge(ui.look) && 2 * options.length - 1 <= roomRows ? 1 : 0
  setCursorPosition(ui.uncovered ? { x: TEXT_LEFT + 2, y: row + (state.at ?? 0) * (1 + gap) } : undefined)
  const { paint, glyphs } = ui.look
  return (
    <Box flexDirection="column" aria-role="menu" gap={gap}>
      {options.map((option, at) => (
        <Box
          key={option.id}
          aria-role="menuitem"
          aria-state={{ selected: at === state.at, disabled: option.disabled ?? false }}
          aria-label={`${at + 1}. ${option.spoken}`}
        >
          <Text wrap="truncate">
            {at === state.at
              ? paint.focus(`${paint.key(glyphs.pointer)} ${paint.key(String(at + 1))}  ${option.line}`)
              : `  ${paint.key(String(at + 1))}  ${option.line}`}
          </Text>
        </Box>
      ))}
    </Box>
  )
}
