import { Box, Text } from 'ink'
import type { Officer } from '../../../flows/ports/staff.port.ts'
import { worstLimit } from '../../../flows/rules/limits.ts'
import { mayDo } from '../../../flows/rules/roles.ts'
import type { CounterDesk } from '../counter-mode.ts'
import { hang } from '../draw/cells.ts'
import { Page } from '../frame/page.view.tsx'
import { commandOf } from '../keys.ts'
import { useScreenKeys } from '../screen-keys.ts'
import { COUNTER_TEXTS } from '../text/counter-texts.ts'
import { wordsForOfficer } from '../text/texts.ts'
import type { ScreenProps } from '../ui.ts'
import { useSnapshot } from '../use-snapshot.ts'
import { UnfinishedView } from './unfinished.view.tsx'

/** Between two citizens: what was not finished, or how the next registration begins. */
export function HomeScreen({ view, ui, desk }: ScreenProps & { readonly desk: CounterDesk }) {
  const { officer, unfinished, asideCount } = useSnapshot(desk)
  if (!officer) return null
  return unfinished ? (
    <UnfinishedView view={view} ui={ui} desk={desk} offer={unfinished} />
  ) : (
    <ReadyView view={view} ui={ui} officer={officer} asideCount={asideCount} onOpenAside={desk.openAside} />
  )
}

/** Who is signed in, and how the next registration begins; for somebody whose role takes none, that it does not. */
function ReadyView({
  view,
  ui,
  officer,
  asideCount,
  onOpenAside,
}: ScreenProps & { readonly officer: Officer; readonly asideCount: number; readonly onOpenAside: () => void }) {
  const words = COUNTER_TEXTS[view.visit.language]
  const { paint, glyphs } = ui.look
  const isOnDuty = mayDo(officer.role, 'register')
  const { send, limits } = ui
  const worst = worstLimit(limits)
  useScreenKeys((key) => {
    const command = commandOf(key)
    if (isOnDuty && asideCount > 0 && command === 'asPressed') {
      onOpenAside()
      return true
    }
    if (!isOnDuty || (command !== 'renew' && command !== 'reveal')) return false
    send({ type: command === 'renew' ? 'user.choseReturn' : 'user.askedCallBacks' })
    return true
  })
  const { what, now } = wordsForOfficer(ui.texts, 'STAFF_ROLE')
  return (
    <Page
      ui={ui}
      step={null}
      question={isOnDuty ? words.home.question : words.home.noDuty}
      why={words.home.officer(officer.name, words.roles[officer.role])}
      extras={
        isOnDuty
          ? [
              ['renew', 'haveReceipt'],
              ['reveal', 'callBacks'],
              ...(asideCount > 0 ? [['asPressed', 'openAside'] as const] : []),
            ]
          : []
      }
    >
      {isOnDuty ? (
        <Box flexDirection="column" flexShrink={0}>
          <Text>{hang(paint.key(glyphs.pointer), words.home.start, ui.area.textColumns)}</Text>
          {ui.scanner === 'ready' ? <Text>{hang(' ', words.home.scan, ui.area.textColumns)}</Text> : null}
          {asideCount > 0 ? <Text>{hang(' ', words.home.aside(asideCount), ui.area.textColumns)}</Text> : null}
          {worst ? (
            <>
              <Text> </Text>
              <Text>{paint.attention(hang(glyphs.warning, words.limits[worst.code], ui.area.textColumns))}</Text>
            </>
          ) : null}
        </Box>
      ) : (
        <Text>{paint.attention(hang(glyphs.warning, `${what} ${now}`, ui.area.textColumns))}</Text>
      )}
    </Page>
  )
}
