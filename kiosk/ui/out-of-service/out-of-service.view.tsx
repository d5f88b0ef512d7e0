import { Box, Text, useWindowSize } from 'ink'
import { useCallback } from 'react'
import type { Language } from '../../../flows/base/terms.ts'
import { cellsOf, hang, wrapTo } from '../draw/cells.ts'
import { Frame } from '../frame/frame.view.tsx'
import { areaOf, MIN_COLUMNS, MIN_ROWS } from '../frame/layout.ts'
import type { KeyInput } from '../keyboard/key-input.ts'
import { commandOf } from '../keys.ts'
import type { DisplaySettings } from '../kiosk-props.ts'
import { type LiveStore, useStored } from '../live-store.ts'
import { TEXTS } from '../text/texts.ts'
import type { OutOfServiceCode } from '../text/vi-store.ts'
import { lookOf } from '../theme.ts'
import { useKeyboard } from '../use-keyboard.ts'

/** Why the machine rests; null while it is only being opened anew. */
export type OutOfServiceState = OutOfServiceCode | null

export interface OutOfServiceProps {
  readonly state: LiveStore<OutOfServiceState, OutOfServiceState>
  /** The one that stands above. */
  readonly language: Language
  readonly display: DisplaySettings
  /** Which machine: its name, and where its data lies. */
  readonly stationName: string
  readonly dataDir: string
  readonly training: boolean
  readonly quit: () => void
}

/** Spaces and corners of the borders. */
const BORDER_CELLS = 4

/** The whole screen of a machine without its store: what is wrong, what to do, whom to call, in both languages, since nobody can choose one here. No key but the technician's does anything. */
export function OutOfService(props: OutOfServiceProps) {
  const { language, quit } = props
  const code = useStored(props.state)
  const { columns, rows } = useWindowSize()
  useKeyboard(
    useCallback(
      (key: KeyInput) => {
        if (commandOf(key) === 'quit') quit()
      },
      [quit],
    ),
  )
  const look = lookOf(props.display)
  const { paint, glyphs } = look
  const { frame, store } = TEXTS[language]
  const area = areaOf(Math.max(MIN_COLUMNS, columns), Math.max(MIN_ROWS, rows), 0)
  const [topLeft, topRight, bottomLeft, bottomRight] = glyphs.corners
  const name = props.training ? frame.training : frame.title
  const title = `${name} ${glyphs.horizontal} ${store.outOfService.subtitle}`
  const line = (cells: number) => glyphs.horizontal.repeat(Math.max(0, columns - BORDER_CELLS - cells))
  const languages = [language, language === 'vi' ? 'en' : 'vi'] as const
  return (
    <Frame
      columns={columns}
      rows={rows}
      look={look}
      top={`${topLeft} ${paint.attention(title)} ${line(cellsOf(title))}${topRight}`}
      topSpoken={title}
      bottom={`${bottomLeft}${line(-2)}${bottomRight}`}
      bottomSpoken=""
      hidden={false}
    >
      <Box flexDirection="column" width={area.columns} paddingLeft={3} paddingTop={1} flexShrink={0}>
        {languages.map((each) => (
          <Said key={each} words={TEXTS[each].store.outOfService} {...{ code, paint, columns: area.textColumns }} />
        ))}
        {code === null
          ? null
          : languages.map((each) => {
              const words = TEXTS[each].store.outOfService
              const staff = words.staff(words.faults[code].staff)
              return <Text key={each}>{paint.attention(hang(glyphs.warning, staff, area.textColumns))}</Text>
            })}
        <Text> </Text>
        <Text wrap="truncate">{paint.quiet(store.outOfService.machine(props.stationName, props.dataDir))}</Text>
        {code === null ? null : <Text>{paint.quiet(store.outOfService.code(code))}</Text>}
      </Box>
    </Frame>
  )
}

/** One language's part. */
function Said({
  words,
  code,
  paint,
  columns,
}: {
  readonly words: (typeof TEXTS)['vi']['store']['outOfService']
  readonly code: OutOfServiceState
  readonly paint: ReturnType<typeof lookOf>['paint']
  readonly columns: number
}) {
  const title = code === null ? words.reopening.title : words.title
  const sentences = code === null ? [words.reopening.what] : [words.faults[code].what, words.now, words.byItself]
  return (
    <Box flexDirection="column" flexShrink={0} marginBottom={1}>
      <Text>{paint.question(title)}</Text>
      {sentences.map((sentence) => (
        <Text key={sentence}>{wrapTo(sentence, columns).join('\n')}</Text>
      ))}
    </Box>
  )
}
