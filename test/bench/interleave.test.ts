import { expect, test } from 'vitest'
import { interleave } from './interleave.ts'

test('takes turns, and throws the warm-up away', async () => {
  const order: string[] = []
  const run = (name: string) => async () => {
    order.push(name)
    return order.length
  }
  const results = await interleave({ product: run('product'), floor: run('floor') }, 2, 1)
  expect(order).toEqual(['product', 'floor', 'product', 'floor', 'product', 'floor'])
  expect(results).toEqual({ product: [3, 5], floor: [4, 6] })
})
