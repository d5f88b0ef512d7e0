import { describe, expect, test } from 'vitest'
import { readEndpoints } from '../../kiosk/endpoints.ts'
import { startUp } from '../harness/product.ts'
import { withTempFolder } from '../harness/temp.ts'

describe('motcua up', () => {
  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('%s: stops cleanly, with no process left behind', (signal) =>
    withTempFolder(async (dir) => {
      const { process } = await startUp(dir)
      const known = await process.descendants()
      expect(known.map(({ name }) => name)).toContain('postgres')
      const { code } = await process.stop(signal)
      expect(code).toBe(0)
      expect(await process.leftovers(known)).toEqual([])
      expect(readEndpoints(dir)).toBeNull()
    }),
  )

  test('killed with -9: the database stops too, and the next start finds everything', () =>
    withTempFolder(async (dir) => {
      const first = await startUp(dir)
      const known = await first.process.descendants()
      await first.process.stop('SIGKILL')
      await expect.poll(() => first.process.leftovers(known), { timeout: 20_000 }).toEqual([])
      const second = await startUp(dir)
      const health = await fetch(`${second.up.central}/ready`)
      expect(health.status).toBe(200)
      await second.process.stop('SIGTERM')
    }))

  test('a second one on the same folder is refused and disturbs nothing', () =>
    withTempFolder(async (dir) => {
      const first = await startUp(dir)
      const second = await startUp(dir).then(({ up }) => up as unknown as { fault?: string })
      expect(second.fault).toBe('NOT_ALLOWED')
      expect((await fetch(`${first.up.central}/ready`)).status).toBe(200)
      await first.process.stop('SIGTERM')
    }))
})
