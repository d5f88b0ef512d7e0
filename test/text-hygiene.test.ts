import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const ROOMS = ['flows', 'devices', 'data', 'kiosk', 'central', 'test']
const LINES_MAX = 400

const files = ROOMS.flatMap((room) => filesBelow(join(ROOT, room))).map((path) => path.slice(ROOT.length))
const sources = files
  .filter((file) => /\.(tsx?|mjs|cjs|sql)$/.test(file))
  .map((file) => ({ file, text: readFileSync(join(ROOT, file), 'utf8') }))

describe('every source file', () => {
  test('holds no note of work left undone', () => {
    // Written in two halves, so that this file does not find itself.
    const notes = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'HA' + 'CK'].join('|')})\\b`)
    expect(sources.filter(({ text }) => notes.test(text)).map(({ file }) => file)).toEqual([])
  })

  test(`has at most ${LINES_MAX} lines`, () => {
    const long = sources.filter(({ text }) => text.split('\n').length - 1 > LINES_MAX)
    expect(long.map(({ file, text }) => `${file}: ${text.split('\n').length - 1}`)).toEqual([])
  })

  test('is named in kebab-case, with its role after a dot, and not after nothing in particular', () => {
    const named = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+(-[a-z]+)*)*\.(tsx?|mjs|cjs)$/
    const vague = /(^|[-.])(manager|helpers?|utils?|misc|common)([-.]|$)/
    const names = sources.map(({ file }) => file).filter((file) => !file.endsWith('.sql'))
    expect(names.filter((file) => !named.test(basename(file)) || vague.test(basename(file)))).toEqual([])
  })

  test('of the product keeps no state in the module itself', () => {
    const state = /^(export )?(let|var) /m
    const product = sources.filter(({ file }) => !file.startsWith('test/') && !/\.test\.tsx?$/.test(file))
    expect(product.filter(({ text }) => state.test(text)).map(({ file }) => file)).toEqual([])
  })
})

describe('every test', () => {
  const tests = sources.filter(({ file }) => /\.test\.(tsx?|mjs)$/.test(file))

  test('there are tests at all', () => {
    expect(tests.length).toBeGreaterThan(20)
  })

  test('runs: none is picked out from the others', () => {
    expect(tests.filter(({ text }) => /\b(test|it|describe)\.only\b/.test(text)).map(({ file }) => file)).toEqual([])
  })

  test('that may be skipped says why in its name: "because …" or "needs …"', () => {
    const unexplained = tests.flatMap(({ file, text }) =>
      [...text.matchAll(/\b(?:test|it|describe)\.(?:skip|skipIf|runIf|todo|fails)\b[\s\S]{0,300}/g)]
        .filter(([use]) => !/because|needs/.test(use))
        .map(([use]) => `${file}: ${use.split('\n')[0]}`),
    )
    expect(unexplained).toEqual([])
  })
})

describe('migrations', () => {
  const folders = Map.groupBy(
    files.filter((file) => file.includes('/migrations/') && !file.endsWith('.ts')),
    (file) => dirname(file),
  )

  test('both databases have some', () => {
    expect([...folders.keys()].sort()).toEqual(['central/db/migrations', 'data/store/migrations'])
  })

  test.each([...folders])('%s are named NNNN_name.sql and numbered from 0001 without gaps', (_folder, scripts) => {
    const names = scripts.map((script) => basename(script)).sort()
    expect(names.filter((name) => !/^\d{4}_[a-z0-9-]+\.sql$/.test(name))).toEqual([])
    expect(names.map((name) => Number(name.slice(0, 4)))).toEqual(names.map((_, index) => index + 1))
  })
})

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}
