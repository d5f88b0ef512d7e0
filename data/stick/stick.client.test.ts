import { expect, test } from 'vitest'
import type { StickAnswer } from '../wire/stick.wire.ts'
import { createStickClient } from './stick.client.ts'

const decision = (cursor: number) => ({ cursor, acknowledgement: `jws ${cursor}` })
const ANSWER = {
  pages: [
    { decisions: [decision(6), decision(7)], next: 7, serverTimeMs: 1 },
    { decisions: [decision(9)], next: 9, serverTimeMs: 1 },
  ],
  references: [],
} as unknown as StickAnswer
const client = createStickClient(ANSWER, 5)

test('decisions come after the cursor asked for, page by page, and none is left out', async () => {
  expect(await client.decisions(5, 2)).toMatchObject({ decisions: [decision(6), decision(7)], next: 7 })
  expect(await client.decisions(7, 2)).toMatchObject({ decisions: [decision(9)], next: 9 })
})

test('one that does not reach back to the cursor gives none, and moves nothing: what lies between would be skipped', async () => {
  expect(await client.decisions(4, 10)).toMatchObject({ decisions: [], next: 4 })
})

test('what the line brought meanwhile does not come again, and the cursor stays', async () => {
  expect(await client.decisions(9, 10)).toMatchObject({ decisions: [], next: 9 })
})

test('a document that was not brought is as good as unchanged', async () => {
  expect(await client.reference('policy', null)).toBeNull()
})
