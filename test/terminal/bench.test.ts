import { expect, test } from 'vitest'
import { GROUPS } from '../bench/arguments.ts'
import type { FigureLine } from '../bench/figure.ts'
import { startProcess } from '../harness/processes.ts'

/** All groups with small counts; a loaded machine is several times slower. */
const BENCH_WITHIN_MS = 300_000

test('the bench measures every group beside its floor, one JSON line a figure', {
  timeout: BENCH_WITHIN_MS,
}, async () => {
  const bench = startProcess({ command: process.execPath, args: ['test/bench/main.ts', '--quick'] })
  const { code } = await bench.exit
  expect(code, bench.stderr()).toBe(0)
  const lines = bench.lines.map((line) => JSON.parse(line) as FigureLine)
  expect([...new Set(lines.map(({ figure }) => figure.split('.')[0]))]).toEqual(GROUPS)
  for (const line of lines) {
    expect(Object.keys(line)).toEqual(['figure', 'value', 'unit', 'floor', 'floorName', 'ratio', 'goal', 'ok'])
    expect(line).toEqual({
      figure: expect.stringMatching(/^[a-z]+\.[a-z0-9-]+$/),
      value: expect.any(Number),
      unit: expect.stringMatching(/./),
      floor: expect.any(Number),
      floorName: expect.stringMatching(/./),
      ratio: expect.any(Number),
      goal: expect.stringMatching(/^(value|ratio|difference) [<>]= [0-9.]+$/),
      ok: expect.any(Boolean),
    })
  }
  expect(new Set(lines.map(({ figure }) => figure)).size).toBe(lines.length)
  expect(await bench.leftovers()).toEqual([])
})
