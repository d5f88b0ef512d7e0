import { test } from 'vitest'
import { onEveryServer } from './suites.ts'
onEveryServer('t', (open) => {
  test('x', async () => {
    let a = performance.now()
    const world = await open()
    console.log('open', performance.now() - a); a = performance.now()
    await world.central.close()
    console.log('close', performance.now() - a)
  })
})
