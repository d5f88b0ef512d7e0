import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Fault } from '../../flows/base/fault.ts'
import { createParty, type PartyOptions } from './party.ts'

const LIMIT_MS = 1_000
const REST_MS = 5_000

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const party = (options: Partial<PartyOptions> = {}) =>
  createParty({
    unavailable: 'INSURANCE_UNAVAILABLE',
    timeoutMs: LIMIT_MS,
    failuresToOpen: 3,
    restMs: REST_MS,
    retries: 0,
    ...options,
  })

/** Questions a test counts and answers as it likes. */
function counted<T>(answer: (call: number, signal: AbortSignal) => Promise<T> | T) {
  const asked = { calls: 0 }
  const question = async (signal: AbortSignal) => answer(++asked.calls, signal)
  return { asked, question }
}
const broken = () => counted(() => Promise.reject(new Error('broken')))
const told = (reason: string) => ({ code: 'INSURANCE_UNAVAILABLE', details: { reason } })
/** Lets every timer run while the promise is waited for. */
async function settled<T>(promise: Promise<T>): Promise<T> {
  const outcome = promise.then(
    (value) => () => value,
    (error: unknown) => () => {
      throw error
    },
  )
  await vi.runAllTimersAsync()
  return (await outcome)()
}

describe('one question', () => {
  test('its answer comes through', async () => {
    expect(await party().ask('once', async () => 'yes')).toBe('yes')
  })

  test('a failure becomes the fault of the options, with its cause', async () => {
    const cause = new Error('ECONNREFUSED')
    await expect(party().ask('once', () => Promise.reject(cause))).rejects.toMatchObject({ ...told('failed'), cause })
  })

  test('a silent party is left after the limit, and the question is told by its signal', async () => {
    let aborted = false
    const { question } = counted((_, signal) => {
      signal.addEventListener('abort', () => {
        aborted = true
      })
      return new Promise<never>(() => undefined)
    })
    const asked = party().ask('once', question)
    const outcome = expect(asked).rejects.toMatchObject(told('timeout'))
    await vi.advanceTimersByTimeAsync(LIMIT_MS - 1)
    expect(aborted).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    await outcome
    expect(aborted).toBe(true)
  })

  test('a Fault goes through as it is', async () => {
    const fault = new Fault('SIGN_IN_DENIED')
    await expect(party().ask('safe', () => Promise.reject(fault))).rejects.toBe(fault)
  })
})

describe('asking again', () => {
  test('a safe question is asked again and its second answer counts', async () => {
    const { asked, question } = counted((call) => (call === 1 ? Promise.reject(new Error('lost')) : call))
    expect(await settled(party({ retries: 1 }).ask('safe', question))).toBe(2)
    expect(asked.calls).toBe(2)
  })

  test('after silence too', async () => {
    const { asked, question } = counted((call) => (call === 1 ? new Promise<never>(() => undefined) : call))
    expect(await settled(party({ retries: 1 }).ask('safe', question))).toBe(2)
    expect(asked.calls).toBe(2)
  })

  test('no more often than told', async () => {
    const { asked, question } = broken()
    await expect(settled(party({ retries: 1 }).ask('safe', question))).rejects.toMatchObject(told('failed'))
    expect(asked.calls).toBe(2)
  })

  test('never one that may be asked once alone', async () => {
    const { asked, question } = broken()
    await expect(settled(party({ retries: 3 }).ask('once', question))).rejects.toMatchObject(told('failed'))
    expect(asked.calls).toBe(1)
  })

  test('never after a Fault: that is an answer', async () => {
    const { asked, question } = counted(() => Promise.reject(new Fault('SIGN_IN_DENIED')))
    await expect(settled(party({ retries: 3 }).ask('safe', question))).rejects.toMatchObject({ code: 'SIGN_IN_DENIED' })
    expect(asked.calls).toBe(1)
  })
})

describe('circuit breaker', () => {
  async function fail(one: ReturnType<typeof party>, times: number) {
    const { asked, question } = broken()
    for (let at = 0; at < times; at++) await one.ask('once', question).catch(() => undefined)
    return asked.calls
  }

  test('after failures in a row the party is left alone, and nothing is asked', async () => {
    const one = party()
    expect(await fail(one, 3)).toBe(3)
    expect(one.isResting).toBe(true)
    const { asked, question } = counted(() => 'yes')
    await expect(settled(one.ask('safe', question))).rejects.toMatchObject(told('resting'))
    expect(asked.calls).toBe(0)
  })

  test('a party left alone is told at once, without the wait before another try', async () => {
    const one = party({ retries: 3 })
    await fail(one, 3)
    let isTold = false
    const told = one
      .ask('safe', async () => 'yes')
      .catch(() => {
        isTold = true
      })
    await vi.advanceTimersByTimeAsync(0)
    expect(isTold).toBe(true)
    await told
  })

  test('one failure fewer, or an answer in between, leaves it open for questions', async () => {
    const one = party()
    await fail(one, 2)
    expect(await one.ask('once', async () => 'yes')).toBe('yes')
    await fail(one, 2)
    expect(one.isResting).toBe(false)
    expect(await one.ask('once', async () => 'yes')).toBe('yes')
  })

  test('refusals are answers and do not count', async () => {
    const one = party()
    for (let at = 0; at < 10; at++)
      await one.ask('once', () => Promise.reject(new Fault('SIGN_IN_DENIED'))).catch(() => undefined)
    expect(one.isResting).toBe(false)
  })

  test('silence counts', async () => {
    const one = party()
    for (let at = 0; at < 3; at++)
      await settled(one.ask('once', () => new Promise<never>(() => undefined))).catch(() => undefined)
    expect(one.isResting).toBe(true)
  })

  test('after the rest one answer makes all well, and one failure sends it back', async () => {
    const one = party()
    await fail(one, 3)
    await vi.advanceTimersByTimeAsync(REST_MS - 1)
    await expect(one.ask('once', async () => 'early')).rejects.toMatchObject(told('resting'))
    await vi.advanceTimersByTimeAsync(1)
    expect(await fail(one, 1)).toBe(1)
    await expect(one.ask('once', async () => 'again')).rejects.toMatchObject(told('resting'))
    await vi.advanceTimersByTimeAsync(REST_MS)
    expect(await one.ask('once', async () => 'well')).toBe('well')
    expect(one.isResting).toBe(false)
    expect(await fail(one, 2)).toBe(2)
    expect(one.isResting).toBe(false)
  })

  test('a Fault after the rest is an answer: the party is back', async () => {
    const one = party()
    await fail(one, 3)
    await vi.advanceTimersByTimeAsync(REST_MS)
    await expect(one.ask('once', () => Promise.reject(new Fault('SIGN_IN_DENIED')))).rejects.toMatchObject({
      code: 'SIGN_IN_DENIED',
    })
    expect(await one.ask('once', async () => 'yes')).toBe('yes')
  })

  test('two parties do not share it', async () => {
    const one = party()
    const other = party()
    await fail(one, 3)
    expect(await other.ask('once', async () => 'yes')).toBe('yes')
  })
})
