import { describe, expect, test } from 'vitest'
import { blamesARow, joinWaiting } from './join-waiting.ts'

/** A database that answers when it is told to, and remembers what it was asked together. */
function slowDatabase() {
  const asked: (readonly string[])[] = []
  const answers: (() => void)[] = []
  const run = (items: readonly string[]) => {
    asked.push(items)
    return new Promise<string[]>((resolve, reject) =>
      answers.push(() => {
        const poison = items.find((item) => item.startsWith('bad'))
        if (poison) reject(Object.assign(new Error(poison), { code: poison.slice(3) }))
        else resolve(items.map((item) => item.toUpperCase()))
      }),
    )
  }
  const settle = async () => {
    for (let turn = 0; turn < 20; turn++) {
      for (const answer of answers.splice(0)) answer()
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  return { asked, run, settle }
}

describe('requests that wait', () => {
  test('a free lane takes at once; who comes meanwhile goes together, and each gets its own outcome', async () => {
    const { asked, run, settle } = slowDatabase()
    const ask = joinWaiting({ run, lanes: 2, most: 3 })
    const outcomes = Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map(ask))
    expect(asked).toEqual([['a'], ['b']])
    await settle()
    expect(await outcomes).toEqual(['A', 'B', 'C', 'D', 'E', 'F'])
    expect(asked).toEqual([['a'], ['b'], ['c', 'd', 'e'], ['f']])
  })

  test('what must not be twice in one statement goes in the next', async () => {
    const { asked, run, settle } = slowDatabase()
    const ask = joinWaiting({ run, lanes: 1, most: 9, keysOf: (item: string) => [item] })
    const outcomes = Promise.all(['x', 'a', 'a', 'b'].map(ask))
    await settle()
    expect(await outcomes).toEqual(['X', 'A', 'A', 'B'])
    expect(asked).toEqual([['x'], ['a', 'b'], ['a']])
  })

  test('one that the database blames fails alone; its neighbours go through', async () => {
    const { run, settle } = slowDatabase()
    const ask = joinWaiting({ run, lanes: 1, most: 9, mayBlameOne: blamesARow })
    const outcomes = Promise.allSettled(['x', 'a', 'bad22P02', 'b'].map(ask))
    await settle()
    expect((await outcomes).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
  })

  test('a database that is away is away for all, and asked once', async () => {
    const { asked, run, settle } = slowDatabase()
    const ask = joinWaiting({ run, lanes: 1, most: 9, mayBlameOne: blamesARow })
    const outcomes = Promise.allSettled(['x', 'a', 'bad57P01', 'b'].map(ask))
    await settle()
    expect((await outcomes).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'rejected'])
    expect(asked).toHaveLength(2)
    const after = ask('z')
    await settle()
    expect(await after).toBe('Z')
  })
})
