import { Box, Text } from 'ink'
import type { DeviceScreen } from '../../../flows/base/device-screens.ts'
import { padTo, wrapTo } from '../draw/cells.ts'
import { TEXTS } from '../text/texts.ts'
import type { Look } from '../theme.ts'
import { type DoctorCommand, doctorCapOf } from './doctor-keys.ts'
import type { DoctorHint } from './doctor-lines.ts'
import { DOCTOR_WORDS } from './words.ts'

const CAP_CELLS = 12

const KEY_HELP = ['test', 'look', 'slip', 'stop', 'leave'] as const satisfies readonly DoctorCommand[]

const LIST_KEYS: readonly DoctorHint[] = [
  ['up', DOCTOR_WORDS.help.choose],
  ...KEY_HELP.map((command) => [command, DOCTOR_WORDS.help[command]] as const),
]

export interface DoctorHelpProps {
  readonly look: Look
  readonly columns: number
  /** The screen of the running test, for its own help. */
  readonly screen: DeviceScreen | null
  /** The keys of the running test; null on the list. */
  readonly testKeys: readonly DoctorHint[] | null
}

/** Short help: what the list says and what the keys do; on a test's screen what that screen asks, and the keys that work there. */
export function DoctorHelp({ look, columns, screen, testKeys }: DoctorHelpProps) {
  const { help } = DOCTOR_WORDS
  const { paint, glyphs, display } = look
  const sentences = screen ? TEXTS.vi.devices.help[screen] : help.sentences
  return (
    <Box flexDirection="column" width={columns} marginTop={1}>
      <Text>{paint.question(help.title)}</Text>
      <Text> </Text>
      {sentences.map((sentence) => (
        <Text key={sentence}>{wrapTo(sentence, columns).join('\n')}</Text>
      ))}
      <Text> </Text>
      <Box flexDirection="column" aria-role="list">
        {(testKeys?.filter(([command]) => command !== 'help') ?? LIST_KEYS).map(([command, does]) => (
          <Text key={command}>{`${paint.key(padTo(doctorCapOf(command, display.glyphs), CAP_CELLS))}${does}`}</Text>
        ))}
      </Box>
      <Text> </Text>
      <Text>{`${paint.key(glyphs.pointer)} ${help.close}`}</Text>
    </Box>
  )
}
