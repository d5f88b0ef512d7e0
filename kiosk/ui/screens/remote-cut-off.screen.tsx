import { Box, Text } from 'ink'
import { useCallback } from 'react'
import { wrapTo } from '../draw/cells.ts'
import { Page } from '../frame/page.view.tsx'
import { Problem } from '../frame/problem.view.tsx'
import { stepOf } from '../frame/steps.ts'
import { commandOf } from '../keys.ts'
import { useScreenKeys } from '../screen-keys.ts'
import type { ScreenProps } from '../ui.ts'
import { namesWithoutLine } from './method-lines.ts'

/** The request did not get out: why, that nothing is lost, and which ways need no line. */
export function RemoteCutOffScreen({ view, ui }: ScreenProps) {
  const { texts, send, area } = ui
  const { cutOff } = texts.remote
  const { opening, subject, method } = view.visit
  const others = opening && subject && !opening.isOnline ? namesWithoutLine(ui, opening, subject) : ''
  const mayUseReader = method === 'sim-pki' && opening?.takesKeys === true
  useScreenKeys(
    useCallback(
      (key) => {
        if (!mayUseReader || commandOf(key) !== 'renew') return false
        send({ type: 'user.choseReader' })
        return true
      },
      [send, mayUseReader],
    ),
  )
  return (
    <Page
      ui={ui}
      step={stepOf(view)}
      question={cutOff.question}
      why={cutOff.why}
      extras={mayUseReader ? [['renew', 'simInReader']] : []}
    >
      <Problem ui={ui} code={view.remote?.trouble ?? 'LINE_DOWN'} />
      <Box marginTop={1} flexDirection="column">
        <Text>{wrapTo(cutOff.kept, area.textColumns).join('\n')}</Text>
        {others === '' ? null : <Text>{wrapTo(texts.offline.others(others), area.textColumns).join('\n')}</Text>}
      </Box>
    </Page>
  )
}
