import { Box, Text } from 'ink'
import type { VisitView } from '../../../flows/visit/visit-view.ts'
import { minutesOf } from '../draw/dates.ts'
import { Page } from '../frame/page.view.tsx'
import { Problem } from '../frame/problem.view.tsx'
import { isExpired } from '../frame/screen-frames.ts'
import { stepOf } from '../frame/steps.ts'
import { Menu } from '../menu/menu.view.tsx'
import type { ScreenProps } from '../ui.ts'

/** A problem with its margin. */
const BELOW_ROWS = 3
/** How long the code that was typed is good. */
const LIFE_ROWS = 1

/** No code can be sent or checked now: try again, with what was typed where something was, or keep the registration and bring the code later. */
export function LineDownScreen({ view, ui }: ScreenProps) {
  const { texts, area, send } = ui
  const { otp } = view
  const words = wordsOf(view, ui)
  const choices = [
    { type: 'user.retried', line: words.again },
    ...(mayLeave(view) ? [{ type: 'user.deferred', line: words.later } as const] : []),
  ] as const
  // Trying again ends on this same page: without the count it would look as if the key had not been taken.
  const tries = otp?.code ? otp.unanswered : (otp?.requests ?? 1)
  const why = tries > 1 ? `${texts.lineDown.tried(tries)} ${words.why}` : words.why
  const below = BELOW_ROWS + (words.life === null ? 0 : LIFE_ROWS)
  return (
    <Page ui={ui} step={stepOf(view)} question={words.question} why={why}>
      <Menu
        ui={ui}
        options={choices.map(({ type, line }) => ({ id: type, line, spoken: line }))}
        row={area.contentRow}
        enterChooses
        startAt={choices.length > 1 && isRetryVain(view) ? 1 : 0}
        roomRows={area.contentRows - below}
        onChoose={(at) => {
          const type = choices[at]?.type
          if (type) send({ type })
        }}
      />
      <Box marginTop={1} flexDirection="column">
        {words.life === null ? null : <Text aria-role="timer">{words.life}</Text>}
        {isJustSent(view) ? null : <Problem ui={ui} code={otp?.problem ?? 'LINE_DOWN'} />}
      </Box>
    </Page>
  )
}

interface LineDownWords {
  readonly question: string
  readonly why: string
  readonly again: string
  readonly later: string
  /** How long what was typed can still be sent; null where nothing was. */
  readonly life: string | null
}

function wordsOf({ visit, otp }: VisitView, { texts }: ScreenProps['ui']): LineDownWords {
  const { cutOff, notAgain, justSent } = texts.lineDown
  // Whoever came back with a receipt has nothing to keep: the packet is at central.
  const words = visit.errand === 'return' ? texts.returns.lineDown : texts.lineDown
  const [again = '', later = ''] = words.options
  const plain = { question: words.question, why: words.why, again, later, life: null }
  if (!otp) return plain
  if (otp.problem === 'OTP_RESEND_TOO_SOON') return { ...plain, ...justSent }
  if (!otp.challenge || (otp.code === null && isExpired(otp))) return plain
  if (otp.code === null) return { ...plain, question: notAgain.question, why: notAgain.why(otp.challenge.maskedPhone) }
  const life = isExpired(otp) ? cutOff.over : cutOff.life(minutesOf(otp.challenge.lifetimeMs - otp.elapsedMs))
  return { ...plain, question: cutOff.question, why: cutOff.why, again: isExpired(otp) ? again : cutOff.again, life }
}

/** No code got out, and none can: there is no line, and no modem that carries one to whoever came back with a receipt. Enter then takes the way that works. */
function isRetryVain({ visit: { opening, errand }, otp }: VisitView): boolean {
  if (!opening || opening.isOnline || otp?.challenge || otp?.code) return false
  return errand === 'return' || !opening.canText
}

function isJustSent({ otp }: VisitView): boolean {
  return otp?.problem === 'OTP_RESEND_TOO_SOON'
}

/** With the line up a minute's wait is all there is to it. */
function mayLeave(view: VisitView): boolean {
  const isWaitAlone = isJustSent(view) && view.visit.opening?.isOnline === true
  return view.otp?.mayDefer !== false && !isWaitAlone
}
