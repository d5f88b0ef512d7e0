import { Box, Text } from 'ink'
import { useEffect } from 'react'
import type { PortraitFacts } from '../../../flows/rules/chip-facts.ts'
import { wrapTo } from '../draw/cells.ts'
import { drawPicture } from '../draw/colour-blocks.ts'
import type { CounterTexts } from '../text/counter-texts.ts'
import type { Ui } from '../ui.ts'
import { useSnapshot } from '../use-snapshot.ts'
import type { PortraitPictures } from './portrait-pictures.ts'

/** Cells between the words and the picture. */
export const PORTRAIT_GAP = 2
const PORTRAIT_MAX_LINES = 20
/** A portrait is three wide by four high (ISO/IEC 19794-5 §8.3), a cell one wide by two high. */
const CELLS_A_LINE = 1.5
/** The verdicts of a chip need this much beside it. */
const WORDS_CELLS = 62

/** Cells of a portrait beside the words of a page with so many lines of content; null where it would take their room or the terminal cannot draw it. */
export function portraitRoom({ area, look: { display } }: Ui, lines: number): PortraitRoom | null {
  if (display.colours === 'none' || display.glyphs === 'ascii') return null
  const high = Math.min(lines, PORTRAIT_MAX_LINES)
  const columns = Math.floor(high * CELLS_A_LINE)
  return area.textColumns - columns - PORTRAIT_GAP < WORDS_CELLS ? null : { columns, lines: high }
}

export interface PortraitRoom {
  readonly columns: number
  readonly lines: number
}

export interface PortraitProps {
  readonly ui: Ui
  readonly words: CounterTexts['attest']
  readonly portrait: PortraitFacts
  readonly pictures: PortraitPictures
  readonly room: PortraitRoom
}

/** The face as the chip has it, for the officer to compare; drawn while this stands and forgotten with it. */
export function Portrait({ ui, words, portrait, pictures, room: { columns, lines } }: PortraitProps) {
  const { handle, mediaType } = portrait
  const canDraw = mediaType === 'image/jpeg'
  useEffect(() => {
    if (canDraw) pictures.show(handle, { columns, rows: 2 * lines })
    return () => pictures.forget()
  }, [pictures, handle, columns, lines, canDraw])
  const picture = useSnapshot(pictures)
  const drawn = picture.kind === 'drawn' ? drawPicture(picture, ui.look.display) : null
  const isMissing = !canDraw || picture.kind === 'not-drawn'
  return (
    <Box width={columns} height={lines} flexShrink={0} overflow="hidden" aria-label={words.portrait}>
      {drawn ? <Text>{drawn.join('\n')}</Text> : null}
      {isMissing ? <Text>{ui.look.paint.attention(wrapTo(words.portraitNotDrawn, columns).join('\n'))}</Text> : null}
    </Box>
  )
}
