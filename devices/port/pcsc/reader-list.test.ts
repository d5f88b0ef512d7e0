import { pino } from 'pino'
import { expect, test } from 'vitest'
import type { ReaderView } from './card-readers.ts'
import { createReaderList } from './reader-list.ts'

const log = pino({ level: 'silent' })
const views = (presence: ReaderView['presence']): readonly ReaderView[] => [{ name: 'reader', presence, atr: null }]

test('changes are told once, to whoever listens and has not ended it', () => {
  const list = createReaderList(log)
  const heard: string[] = []
  const end = list.subscribe(([reader]) => heard.push(`first ${reader?.presence}`))
  list.subscribe(([reader]) => heard.push(`second ${reader?.presence}`))
  list.set(views('empty'), null)
  list.set(views('empty'), null)
  end()
  list.set(views('present'), null)
  expect(heard).toEqual(['first empty', 'second empty', 'second present'])
})

test('a listener that breaks does not silence the others', () => {
  const list = createReaderList(log)
  let heard = 0
  list.subscribe(() => {
    throw new Error('broken')
  })
  list.subscribe(() => {
    heard += 1
  })
  list.set([], 'PCSC_UNAVAILABLE')
  expect([heard, list.code]).toEqual([1, 'PCSC_UNAVAILABLE'])
})
