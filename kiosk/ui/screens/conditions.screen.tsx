import { Box, Text } from 'ink'
import { useCallback } from 'react'
import { fieldsOf } from '../../../flows/form/method-fields.ts'
import { prospectOf } from '../../../flows/rules/offline.ts'
import { hang, wrapTo } from '../draw/cells.ts'
import { demoExtras, Page } from '../frame/page.view.tsx'
import { stepOf } from '../frame/steps.ts'
import { commandOf } from '../keys.ts'
import { useScreenKeys } from '../screen-keys.ts'
import type { ScreenProps } from '../ui.ts'
import { cardOf } from './card-of-view.ts'
import { prospectWords } from './prospect-words.ts'

/** What the chosen method needs of this person, how to find out, and what to do where something is missing. */
export function ConditionsScreen({ view, ui }: ScreenProps) {
  const { texts, look, send } = ui
  const { conditions, subject: subjectWords } = texts
  const { method, subject } = view.visit
  const isInReader = method === 'sim-pki' && view.tokenRegistration !== null
  const mayUseReader = method === 'sim-pki' && !isInReader
  const words = isInReader ? conditions.simInReader : conditions.methods[method ?? 'mobile'][subject ?? 'citizen']
  const columns = ui.area.textColumns
  const canFill = method !== null && subject !== null && fieldsOf(method, subject).before.includes('idNumber')
  // Without the line the phone is asked in vain, and the reader is the way that works.
  const { opening } = view.visit
  const isReaderTheWay = mayUseReader && opening !== null && prospectOf('sim-pki', opening) === 'now-in-reader'
  useScreenKeys(
    useCallback(
      (key) => {
        const command = commandOf(key)
        const asksForReader = command === 'renew' || (command === 'next' && isReaderTheWay)
        if (!mayUseReader || !asksForReader) return false
        send({ type: 'user.choseReader' })
        return true
      },
      [send, mayUseReader, isReaderTheWay],
    ),
  )
  return (
    <Page
      ui={ui}
      step={stepOf(view)}
      question={conditions.question}
      why={prospectWords(view, ui) ?? words.why}
      extras={mayUseReader ? [['renew', 'simInReader'], ...demoExtras(ui)] : demoExtras(ui)}
    >
      <Box flexDirection="column" aria-role="list">
        {words.items.map((item) => (
          <Text key={item}>{hang(look.glyphs.dot, item, columns)}</Text>
        ))}
      </Box>
      <Text> </Text>
      {words.checks.map((check) => (
        <Text key={check}>{wrapTo(check, columns).join('\n')}</Text>
      ))}
      <Text> </Text>
      {cardOf(view) ? (
        <Text>{look.paint.good(`${look.glyphs.check} ${canFill ? subjectWords.cardKept : conditions.cardRead}`)}</Text>
      ) : canFill && ui.scanner === 'ready' ? (
        <Text>{conditions.scan}</Text>
      ) : null}
    </Page>
  )
}
