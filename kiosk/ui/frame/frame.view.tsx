import { Box, Text } from 'ink'
import { memo, type ReactNode } from 'react'
import type { Look } from '../theme.ts'

export interface FrameProps {
  readonly columns: number
  readonly rows: number
  readonly look: Look
  /** The borders as drawn, and as a screen reader says them. */
  readonly top: string
  readonly topSpoken: string
  readonly bottom: string
  readonly bottomSpoken: string
  readonly hidden: boolean
  readonly children: ReactNode
}

/** The box around every screen: it fills the window, its borders carry title, line, time and keys. */
export function Frame(props: FrameProps) {
  const { vertical } = props.look.glyphs
  return (
    <Box flexDirection="column" width={props.columns} height={props.rows} display={props.hidden ? 'none' : 'flex'}>
      <Border line={props.top} spoken={props.topSpoken} />
      <Box
        height={props.rows - 2}
        borderStyle={{ ...NO_BORDER, left: vertical, right: vertical }}
        borderTop={false}
        borderBottom={false}
      >
        {props.children}
      </Box>
      <Border line={props.bottom} spoken={props.bottomSpoken} />
    </Box>
  )
}

/** Drawn again only when its words change. */
const Border = memo(function Border({ line, spoken }: { readonly line: string; readonly spoken: string }) {
  return (
    <Text wrap="truncate" aria-label={spoken}>
      {line}
    </Text>
  )
})

const NO_BORDER = {
  top: '',
  topLeft: '',
  topRight: '',
  bottom: '',
  bottomLeft: '',
  bottomRight: '',
  left: '',
  right: '',
}
