import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { startPcscProcess } from './pcsc-process.ts'

/** A binding each of whose contexts knows one reader, named by its number; the third finds no daemon at its first question. */
const BINDING = `
  let made = 0
  let closed = 0
  export class Context {
    number = ++made
    asked = 0
    listReaders() {
      if (this.number === 3 && ++this.asked === 1) throw new Error('PC/SC service stopped')
      return [{ name: 'context ' + this.number + ', closed ' + closed, state: 0, atr: null }]
    }
    close() {
      closed += 1
    }
  }`

test('one context serves until it is wanted afresh or fails; then it is closed and another is made', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-binding-'))
  const file = join(folder, 'binding.mjs')
  await writeFile(file, BINDING)
  const child = startPcscProcess(pathToFileURL(file).href)
  const list = async (fresh: boolean) => {
    const outcome = await child.request({ kind: 'list', fresh })
    return outcome.kind === 'done' ? outcome.value[0]?.name : outcome.kind
  }
  expect(await list(false)).toBe('context 1, closed 0')
  expect(await list(false)).toBe('context 1, closed 0')
  expect(await list(true)).toBe('context 2, closed 1')
  expect(await list(true)).toBe('refused')
  expect(await list(false)).toBe('context 4, closed 3')
  child.kill()
  await child.gone
  await rm(folder, { recursive: true })
})
