import type { Look } from '../theme.ts'

/** A bar of so many cells, filled to a share between 0 and 1; full only when all is done. */
export function drawBar(share: number, cells: number, { display }: Pick<Look, 'display'>): string {
  const [done, open] = display.glyphs === 'unicode' ? ['█', '░'] : ['#', '.']
  const whole = share >= 1 ? cells : Math.min(cells - 1, Math.max(0, Math.floor(share * cells)))
  return done.repeat(whole) + open.repeat(cells - whole)
}
