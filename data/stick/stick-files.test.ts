import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openStick } from './stick-files.ts'

let stick: string
let elsewhere: string

beforeEach(() => {
  stick = mkdtempSync(join(tmpdir(), 'stick-'))
  elsewhere = mkdtempSync(join(tmpdir(), 'elsewhere-'))
  mkdirSync(join(stick, 'motcua', 'K0001'), { recursive: true })
})
afterEach(() => {
  for (const dir of [stick, elsewhere]) rmSync(dir, { recursive: true, force: true })
})

const at = (...names: string[]) => join(stick, 'motcua', ...names)
const good = gzipSync('{"a":1}')
const namesOf = (kind: 'in' | 'out') =>
  openStick(stick)
    .list(kind)
    .map(({ stationCode, name }) => `${stationCode}/${name}`)

/** A stick may come from anybody, and from a file system that knows links and pipes. */
describe('a hostile stick', () => {
  test('leads nowhere else: a folder that is a link is not gone into, a file that is one is not read', async () => {
    writeFileSync(join(elsewhere, 'x.out.gz'), good)
    symlinkSync(elsewhere, at('K0002'))
    expect(namesOf('out')).toEqual([])
    symlinkSync(join(elsewhere, 'x.out.gz'), at('K0001', 'y.out.gz'))
    const [link] = openStick(stick).list('out')
    await expect(openStick(stick).read(link!)).rejects.toMatchObject({ code: 'STICK_UNREADABLE' })
    openStick(stick).remove(link!)
    expect(readdirSync(elsewhere)).toEqual(['x.out.gz'])
  })

  test.each<[string, (path: string) => void]>([
    ['a pipe', (path) => execFileSync('mkfifo', [path])],
    ['a folder', (path) => mkdirSync(path)],
    ['a device', (path) => symlinkSync('/dev/zero', path)],
    ['more than any bundle', (path) => writeFileSync(path, Buffer.alloc(9 * 1_048_576))],
    ['little that becomes much', (path) => writeFileSync(path, gzipSync(Buffer.alloc(64 * 1_048_576, 0x20)))],
    ['no JSON', (path) => writeFileSync(path, gzipSync('{'))],
  ])('%s in the place of a reply is named, and holds up nothing', async (_what, make) => {
    make(at('K0001', 'a.in.gz'))
    writeFileSync(at('K0001', 'b.in.gz'), good)
    const files = openStick(stick)
    const [bad, next] = files.list('in')
    await expect(files.read(bad!)).rejects.toMatchObject({
      code: 'STICK_UNREADABLE',
      details: { file: at('K0001', 'a.in.gz') },
    })
    expect(await files.read(next!)).toEqual({ a: 1 })
  })

  test('keeps nobody from the folder beside a file that is named like one', () => {
    writeFileSync(at('K0003'), 'no folder')
    writeFileSync(at('K0001', 'a.out.gz'), good)
    expect(namesOf('out')).toEqual(['K0001/a'])
  })

  test('puts nothing on the screen that steers it; what copying makes of a name is read', () => {
    for (const name of [
      '\u001b[2Ja',
      'a\nb',
      '.hidden',
      '\u202ea',
      'K0001-000001_3.ab (1)',
      'Bản sao của K0001-000002_9',
    ])
      writeFileSync(at('K0001', `${name}.out.gz`), good)
    expect(namesOf('out')).toEqual(['K0001/Bản sao của K0001-000002_9', 'K0001/K0001-000001_3.ab (1)'])
  })
})
