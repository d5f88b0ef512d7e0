import { expect, test } from 'vitest'
import { GROUPS } from '../bench/arguments.ts'
import type { FigureLine } from '../bench/figure.ts'
import { startProcess } from '../harness/processes.ts'

/** All groups with small counts, and PouchDB and RxDB installed the first time; a loaded machine is several times slower. */
const BENCH_WITHIN_MS = 600_000

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
  // Other people's packages cannot be had everywhere: then they are named.
  const compared = lines.filter(({ figure }) => /-over-(pouchdb|rxdb)$/.test(figure))
  expect(compared.length > 0 || /left out: .*pouchdb.*rxdb/.test(bench.stderr()), bench.stderr()).toBe(true)
  expect(new Set(lines.map(({ figure }) => figure)).size).toBe(lines.length)
  expect(await bench.leftovers()).toEqual([])
})
