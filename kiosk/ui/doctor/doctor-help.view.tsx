import { Box, Text } from 'ink'
import type { DeviceScreen } from '../../../flows/base/device-screens.ts'
import { padTo, wrapTo } from '../draw/cells.ts'
import { TEXTS } from '../text/texts.ts'
import type { Look } from '../theme.ts'
import { type DoctorCommand, doctorCapOf } from './doctor-keys.ts'
import { DOCTOR_WORDS } from './words.ts'

const CAP_CELLS = 12

const KEY_HELP = ['up', 'test', 'look', 'slip', 'stop', 'leave'] as const satisfies readonly DoctorCommand[]

export interface DoctorHelpProps {
  readonly look: Look
  readonly columns: number
  /** The screen of the running test, for its own help. */
  readonly screen: DeviceScreen | null
}

/** Short help: what the list says and what the keys do; on a test's screen what that screen asks. */
export function DoctorHelp({ look, columns, screen }: DoctorHelpProps) {
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
        {KEY_HELP.map((command) => (
          <Text key={command}>
            {`${paint.key(padTo(doctorCapOf(command, display.glyphs), CAP_CELLS))}${command === 'up' ? help.choose : help[command]}`}
          </Text>
        ))}
      </Box>
      <Text> </Text>
      <Text>{`${paint.key(glyphs.pointer)} ${help.close}`}</Text>
    </Box>
  )
}
