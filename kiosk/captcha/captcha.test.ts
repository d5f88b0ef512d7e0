import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CAPTCHA_LENGTH, createCaptcha } from './captcha.ts'

const counter = () => {
  let next = 0
  return () => `id-${++next}`
}
const seeded = (seed: number) => {
  let state = seed >>> 0
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

describe('captcha', () => {
  test('every picture has even, equal rows that fit beside the phone of the demo', () => {
    fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const { pixels } = await createCaptcha(counter(), seeded(seed)).issue()
        expect(pixels.length % 2).toBe(0)
        expect(new Set(pixels.map((row) => row.length)).size).toBe(1)
        expect(pixels[0]?.length).toBeLessThanOrEqual(64)
        expect(pixels.join('')).toMatch(/^[#.]+$/)
      }),
      { seed: 7, numRuns: 200 },
    )
  })

  test('the right answer passes once, in any case and with blanks', async () => {
    const captcha = createCaptcha(counter(), seeded(1))
    const { captchaId } = await captcha.issue()
    const text = captcha.peek(captchaId) ?? ''
    expect(text).toHaveLength(CAPTCHA_LENGTH)
    expect(await captcha.check(captchaId, ` ${text.toLowerCase()} `)).toBe(true)
    await expect(captcha.check(captchaId, text)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('a wrong answer spends the picture', async () => {
    const captcha = createCaptcha(counter(), seeded(2))
    const { captchaId } = await captcha.issue()
    expect(await captcha.check(captchaId, 'nope')).toBe(false)
    expect(captcha.peek(captchaId)).toBeNull()
  })

  test('two pictures of one letter differ', async () => {
    const captcha = createCaptcha(counter(), seeded(3))
    const first = await captcha.issue()
    const second = await captcha.issue()
    expect(first.pixels).not.toEqual(second.pixels)
  })
})
