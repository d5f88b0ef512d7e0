import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawBar } from './bar.ts'
import { windowOnLines } from './window-on.ts'

const SEED = 20261122

test('a bar has its width, grows with its share and is full only at the end', () => {
  const look = { display: { colours: 'none', glyphs: 'ascii' } } as const
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 80 }), (share, cells) => {
      const bar = drawBar(share, cells, look)
      expect(bar).toHaveLength(cells)
      expect(bar === '#'.repeat(cells)).toBe(share === 1)
      expect(drawBar(Math.min(1, share + 0.1), cells, look).indexOf('.')).not.toBe(bar.indexOf('.') - 1)
    }),
    { seed: SEED },
  )
})

test('a window holds the pointed line, is as large as can be, and stays inside the list', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.nat(), fc.integer({ min: 1, max: 30 }), (count, pick, room) => {
      const at = pick % count
      const { from, to } = windowOnLines(count, at, room)
      expect(from).toBeGreaterThanOrEqual(0)
      expect(to).toBeLessThanOrEqual(count)
      expect(to - from).toBe(Math.min(count, room))
      expect(from <= at && at < to).toBe(true)
    }),
    { seed: SEED },
  )
})
