import { expect, test } from 'vitest'
import type { Transport } from '../central-client/transport.ts'
import { createFilterClient } from './filter.client.ts'

/** A line on which whoever answers gives these bytes and says that they begin there. */
const lineThat = (from: number, length: number) => {
  const ranges: (string | undefined)[] = []
  const transport = {
    sendForBytes: async ({ headers }: { headers?: Readonly<Record<string, string>> }) => {
      ranges.push(headers?.range)
      return { from, bytes: new Uint8Array(length) }
    },
  } as unknown as Transport
  return { client: createFilterClient(transport), ranges }
}

test('asks for the bytes wanted and no more', async () => {
  const { client, ranges } = lineThat(64, 16)
  expect(await client.read(3, 64, 16)).toHaveLength(16)
  expect(ranges).toEqual(['bytes=64-79'])
})

test('fewer than asked for are taken: the next piece goes on behind them', async () => {
  expect(await lineThat(64, 5).client.read(3, 64, 16)).toHaveLength(5)
})

test.each<[string, number, number]>([
  ['from another place', 0, 16],
  ['none at all', 64, 0],
  ['more than asked for', 64, 17],
])('%s is no answer', async (_what, from, length) => {
  await expect(lineThat(from, length).client.read(3, 64, 16)).rejects.toMatchObject({
    code: 'CENTRAL_ANSWER_INVALID',
    details: { reason: 'range' },
  })
})
