import { expect, test } from 'vitest'
import { Fault } from '../../flows/base/fault.ts'
import { createSentTexts } from './sent-texts.ts'

/** A modem that fails, and takes no notice of what it was asked before. */
function failing() {
  const sent = createSentTexts()
  let calls = 0
  const send = (isWritten: boolean) =>
    sent.once('message', async (onWritten) => {
      calls += 1
      if (isWritten) onWritten()
      throw new Fault(calls === 1 ? 'MODEM_LOST' : 'MODEM_ABSENT')
    })
  return { send, calls: () => calls }
}

test('what failed before anything was written may be sent again under its id', async () => {
  const { send, calls } = failing()
  await expect(send(false)).rejects.toMatchObject({ code: 'MODEM_LOST' })
  await expect(send(false)).rejects.toMatchObject({ code: 'MODEM_ABSENT' })
  expect(calls()).toBe(2)
})

test('what failed after the first byte went is never sent again under its id', async () => {
  const { send, calls } = failing()
  await expect(send(true)).rejects.toMatchObject({ code: 'MODEM_LOST' })
  await expect(send(true)).rejects.toMatchObject({ code: 'MODEM_LOST' })
  expect(calls()).toBe(1)
})
