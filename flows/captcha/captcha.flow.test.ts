import { expect, test } from 'vitest'
import { fromPromise } from 'xstate'
import type { CaptchaChallenge } from '../ports/captcha.port.ts'
import { driveFlow } from '../testing/flow-driver.ts'
import { captchaFlow } from './captcha.flow.ts'

function drive() {
  const seen = { issued: 0, checked: [] as string[] }
  const machine = captchaFlow.provide({
    actors: {
      issueCaptcha: fromPromise<CaptchaChallenge>(async () => ({ captchaId: `c${++seen.issued}`, pixels: ['#.'] })),
      checkCaptcha: fromPromise<boolean, { captchaId: string; answer: string }>(async ({ input }) => {
        seen.checked.push(input.answer)
        return input.answer === 'ACE34'
      }),
    },
  })
  return { seen, driver: driveFlow(machine, undefined as never) }
}

test.each(['', '  ', '\t'])('Enter on %j says that nothing was typed, and the picture stays', async (text) => {
  const { seen, driver } = drive()
  await driver.reach('captcha')
  driver.send({ type: 'user.captchaAnswered', text })
  expect(driver.screen()).toBe('captcha')
  expect(driver.context()).toMatchObject({ problem: 'FIELD_REQUIRED', challenge: { captchaId: 'c1' } })
  expect(seen).toEqual({ issued: 1, checked: [] })
  driver.send({ type: 'user.captchaAnswered', text: 'ACE34' })
  await driver.reach(null)
  expect(driver.output()).toEqual({ kind: 'passed' })
})

test('letters that are others bring another picture', async () => {
  const { seen, driver } = drive()
  await driver.reach('captcha')
  driver.send({ type: 'user.captchaAnswered', text: 'XXXXX' })
  await driver.reach('captcha')
  expect(driver.context()).toMatchObject({ problem: 'CAPTCHA_WRONG', challenge: { captchaId: 'c2' } })
  expect(seen.issued).toBe(2)
})
