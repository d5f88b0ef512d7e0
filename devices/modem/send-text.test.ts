import { expect, test } from 'vitest'
import { createManualScheduler } from '../port/manual-scheduler.ts'
import { createReportDesk } from './report-desk.ts'
import { awaitReports } from './send-text.ts'

const TO = '+84821234088'

/** How a message in two parts ends, by the status of each report; null for a report that never comes. */
async function endOf(...statuses: readonly (number | null)[]) {
  const scheduler = createManualScheduler()
  const desk = createReportDesk(scheduler)
  const ended = awaitReports([1, 2], TO, 1_000, desk)
  const recipient = { kind: 'number', digits: TO } as const
  for (const [at, status] of statuses.entries()) {
    if (status !== null) desk.take({ kind: 'status-report', reference: at + 1, recipient, sentAtMs: null, status })
  }
  await scheduler.advance(1_000)
  return (await ended).kind
}

test.each([
  ['delivered', 0x00, 0x00],
  ['undelivered', 0x00, 0x46],
  ['undelivered', null, 0x46],
  ['unconfirmed', 0x00, null],
  ['unconfirmed', 0x00, 0x01],
  ['unconfirmed', null, null],
])('%s: reports %s and %s', async (kind, first, second) => {
  expect(await endOf(first, second)).toBe(kind)
})
