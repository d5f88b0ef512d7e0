import { Box, Text } from 'ink'
import { useCallback } from 'react'
import type { OtpChallenge } from '../../../flows/ports/central.port.ts'
import { minutesOf } from '../draw/dates.ts'
import { OTP_DIGITS } from '../fields/field-shape.ts'
import { LARGE_ROWS } from '../fields/large-answer.view.tsx'
import type { AfterSubmit } from '../fields/text-field.keys.ts'
import { TextField } from '../fields/text-field.view.tsx'
import { Page } from '../frame/page.view.tsx'
import { Problem } from '../frame/problem.view.tsx'
import { isExpired } from '../frame/screen-frames.ts'
import { stepOf } from '../frame/steps.ts'
import type { ScreenProps } from '../ui.ts'

/** Six digits out of a message; how long they live, how many tries are left, when a new code can be had. */
export function OtpEntryScreen({ view, ui }: ScreenProps) {
  const { texts, look, area, send, keep } = ui
  const { otp } = view
  const isAlive = otp !== null && !isExpired(otp)
  const onSubmit = useCallback(
    (code: string): AfterSubmit => {
      if (!isAlive) return 'keep'
      // An unfinished code would spend a try for nothing; Enter without an answer would look frozen (traps.md).
      if (code.length !== OTP_DIGITS) {
        send({ type: 'user.codeIncomplete' })
        return 'keep'
      }
      send({ type: 'user.codeEntered', code: keep(code) })
      return 'wipe'
    },
    [send, keep, isAlive],
  )
  const onRenew = useCallback(() => send({ type: 'user.resent' }), [send])
  const elapsedMs = otp?.elapsedMs ?? 0
  const lifeMs = (otp?.challenge?.lifetimeMs ?? 0) - elapsedMs
  const resendMs = (otp?.challenge?.resendAfterMs ?? 0) - elapsedMs
  const problem = otp?.problem ?? (isAlive ? null : 'OTP_EXPIRED')
  const life = isAlive ? `${texts.otp.life(minutesOf(lifeMs))}  ${look.glyphs.dot}  ` : ''
  return (
    <Page
      ui={ui}
      step={stepOf(view)}
      question={texts.otp.question}
      why={whyOf(texts.otp, otp?.challenge ?? null)}
      extras={resendMs <= 0 ? [['renew', 'newCode']] : []}
    >
      <TextField
        ui={ui}
        kind="otp"
        label={texts.otp.label}
        answer=""
        row={area.contentRow}
        isGood={isWhole}
        hasProblem={problem !== null}
        largeRows={LARGE_ROWS}
        onSubmit={onSubmit}
        onRenew={onRenew}
      />
      <Box marginTop={1} minHeight={2}>
        <Problem ui={ui} code={problem} />
      </Box>
      <Box flexDirection="column" aria-role="timer">
        <Text>{`${life}${texts.otp.tries(otp?.triesLeft ?? 0)}`}</Text>
        <Text>{resendMs > 0 ? texts.otp.resendAfter(minutesOf(resendMs)) : texts.otp.resendNow}</Text>
      </Box>
      <Text> </Text>
      <Text>{look.paint.attention(`${look.glyphs.warning} ${texts.otp.secrecy}`)}</Text>
    </Page>
  )
}

/** Which way the code went, and what the network said of it where it said anything. */
function whyOf(words: ScreenProps['ui']['texts']['otp'], challenge: OtpChallenge | null): string {
  const phone = challenge?.maskedPhone ?? ''
  return challenge?.report ? words.whyByModem[challenge.report](phone) : words.why(phone)
}

function isWhole(code: string): boolean {
  return code.length === OTP_DIGITS
}
