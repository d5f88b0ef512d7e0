import { generateKeyPairSync } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createStationKeys } from '../../data/keys/station-keys.ts'
import { mountSmallDisk } from '../../data/safety/testing/small-disk.ts'
import { startProcess } from '../../test/harness/processes.ts'
import { createTempFolder, type TempFolder } from '../../test/harness/temp.ts'
import { doctorLog } from '../doctor/doctor-log.ts'
import { acknowledgeRecovery, stationFindings } from '../doctor/station-findings.ts'
import { readSettings, stationDir } from '../settings.ts'
import { openWiredStation } from '../wire-station.ts'

const PROGRAM = join(import.meta.dirname, '../testing/program-child.ts')
const ANSWERS = '{ "subject": "citizen", "method": "mobile" }'
const { x = '', y = '' } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' })
const CENTRAL_KEY = { kty: 'EC', crv: 'P-256', x, y } as const

let folder: TempFolder
beforeAll(async () => {
  folder = await createTempFolder()
  writeFileSync(join(folder.path, 'answers.json'), ANSWERS)
  const wired = openWiredStation(readSettings({ data: paired() }, {}, ''), 'outbox')
  wired.station.repos.station.insert({
    stationId: '01890a5d-ac96-774b-bcce-b302099a8057',
    stationCode: 'K0001',
    keyId: 'k'.repeat(43),
    name: 'Quầy 1',
    kind: 'assisted',
    centralUrl: 'http://127.0.0.1:9',
    centralKeys: { sealing: CENTRAL_KEY, signing: CENTRAL_KEY },
    enrolledAtMs: 1,
    training: false,
  })
  wired.close()
  createStationKeys(join(stationDir(paired()), 'station-key.json')).loadOrCreate()
})
afterAll(() => folder.remove())

const paired = () => join(folder.path, 'paired')

/** The command itself, in a process of its own. */
async function motcua(...args: readonly string[]) {
  const running = startProcess({ command: process.execPath, args: [PROGRAM, ...args] })
  const { code } = await running.exit
  return { code, text: running.lines.join('\n'), stderr: running.stderr() }
}

describe('a data folder without a station is a fault that names the path, and nothing is made there', () => {
  test.each([
    ['outbox'],
    ['outbox K0001-000001'],
    ['outbox release K0001-000001'],
    ['outbox seen'],
    ['outbox callbacks'],
    ['outbox export .'],
    ['outbox import .'],
    ['sync'],
    ['return K0001-000001 --answers ANSWERS'],
    ['register --answers ANSWERS'],
  ])('motcua %s', async (line) => {
    const wrong = join(folder.path, 'mistyped')
    const args = line.replace('ANSWERS', join(folder.path, 'answers.json')).split(' ')
    const { code, stderr } = await motcua(...args, '--data', wrong)
    expect(code).toBe(1)
    expect(stderr).toContain(wrong)
    expect(stderr).toContain('\nSTATION_NOT_ENROLLED')
    expect(existsSync(wrong)).toBe(false)
  })

  test('a path that is a file is told as one', async () => {
    const { code, stderr } = await motcua('outbox', '--data', join(folder.path, 'answers.json'))
    expect(code).toBe(2)
    expect(stderr).toContain('đó là một tệp')
  })
})

describe('what was typed wrong', () => {
  test.each([
    ['outbox frobnicate', 2, 'callbacks'],
    ['outbox release frobnicate', 2, 'số biên nhận'],
    ['outbox release', 2, 'số biên nhận'],
    ['outbox seen K0001-000001', 2, '--help'],
    ['outbox K0001-999999', 1, 'K0001-999999'],
    ['outbox 0001-999999', 1, 'K0001-999999'],
    ['outbox export', 2, '/media/usb'],
    ['outbox import /nowhere/usb', 1, '/nowhere/usb'],
    ['outbox carry /nowhere/usb', 2, '--central'],
    ['sync --once --watch', 2, '--once, --watch'],
    ['outbox --frob', 2, 'Lệnh gõ chưa đúng'],
  ])('motcua %s ends with %i', async (line, expected, words) => {
    const { code, stderr } = await motcua(...line.split(' '), '--data', paired())
    expect(code).toBe(expected)
    expect(stderr).toContain(words)
  })

  test('with --json the code alone is told, on stdout', async () => {
    const { code, text, stderr } = await motcua('outbox', 'frobnicate', '--data', paired(), '--json')
    expect(code).toBe(2)
    expect(JSON.parse(text)).toMatchObject({ fault: 'USAGE', details: { action: 'frobnicate' } })
    expect(stderr).toBe('')
  })
})

test('--version gives what package.json says', async () => {
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'))
  expect(await motcua('--version')).toMatchObject({ code: 0, text: version })
})

test('a folder that was never a stick of ours is no work done, for carry and for import', async () => {
  for (const args of [['import'], ['carry', '--central', 'http://127.0.0.1:9']]) {
    const { code, text } = await motcua('outbox', ...args, folder.path, '--data', paired())
    expect(code).toBe(1)
    expect(text).toContain('không có thư mục motcua')
  }
})

test.each([
  ['carry', 'out'],
  ['import', 'in'],
])('%s names what it cannot read on a damaged stick, and does not call the stick empty', async (action, kind) => {
  const stick = join(folder.path, `damaged-${kind}`)
  mkdirSync(join(stick, 'motcua', 'K0001'), { recursive: true })
  for (const name of ['a', 'b']) writeFileSync(join(stick, 'motcua', 'K0001', `${name}.${kind}.gz`), 'spoilt')
  const central = action === 'carry' ? ['--central', 'http://127.0.0.1:9'] : []
  const { code, text } = await motcua('outbox', action, stick, ...central, '--data', paired())
  expect(code).toBe(1)
  expect(text).not.toMatch(/không (có|còn)/)
  expect(text.split('\n')).toEqual([
    expect.stringMatching(/^(Không|Chưa) tệp nào trên USB/),
    expect.stringContaining(`a.${kind}.gz`),
    expect.stringContaining(`b.${kind}.gz`),
  ])
})

const disk = mountSmallDisk(16)

describe.runIf(disk)('a data folder on a disk that takes no writing (needs the right to mount one)', () => {
  const inUse = () => join(disk?.dir ?? '', 'in-use')
  const closed = () => join(disk?.dir ?? '', 'closed')

  beforeAll(() => {
    cpSync(paired(), closed(), { recursive: true })
    // As a disk error finds it: with the write-ahead log of a program that runs.
    const wired = openWiredStation(readSettings({ data: paired() }, {}, ''), 'outbox')
    cpSync(paired(), inUse(), { recursive: true })
    wired.close()
    disk?.readOnly(true)
  })
  afterAll(() => disk?.remove())

  test('motcua outbox tells what waits all the same, without a log', async () => {
    const { code, text, stderr } = await motcua('outbox', '--data', inUse())
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(text).toContain('Không có hồ sơ nào đang chờ.')
  })

  test.each(['outbox seen', 'sync', 'outbox'])('motcua %s says so in words, without a stack', async (line) => {
    const { code, stderr } = await motcua(...line.split(' '), '--data', closed())
    expect(code).toBe(1)
    expect(stderr).toContain('chỉ đọc')
    expect(stderr).toContain('\nSTORE_READ_ONLY')
    expect(stderr).not.toMatch(/\n {4}at /)
  })

  test('the doctor looks all the same, and says what it is', () => {
    const settings = readSettings({ data: closed() }, {}, '')
    doctorLog(settings).info('goes nowhere')
    expect(stationFindings(settings)).toMatchObject([{ part: 'store', code: 'STORE_READ_ONLY' }])
  })
})

test('the doctor makes no station where none is, and names the folder', () => {
  const wrong = join(folder.path, 'mistyped')
  const settings = readSettings({ data: wrong }, {}, '')
  doctorLog(settings).info('goes nowhere')
  expect(stationFindings(settings)).toMatchObject([
    { part: 'station', code: 'STATION_NOT_ENROLLED', says: expect.stringContaining(wrong) },
  ])
  acknowledgeRecovery(settings)
  expect(existsSync(wrong)).toBe(false)
})
