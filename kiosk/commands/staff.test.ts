import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { caSigner, leaf } from '../../data/pki/testing/ca.ts'
import { startProcess } from '../../test/harness/processes.ts'
import { createTempFolder, type TempFolder } from '../../test/harness/temp.ts'
import { startTerminal } from '../../test/harness/terminal.ts'

const PROGRAM = join(import.meta.dirname, '../testing/program-child.ts')
const PIN = { supervisor: '284917', teller: '730518', other: '481926' } as const

let folder: TempFolder
beforeEach(async () => {
  folder = await createTempFolder()
})
afterEach(() => folder.remove())

const argsOf = (args: readonly string[]) => [PROGRAM, 'staff', ...args, '--data', folder.path]

/** Runs the command with these lines on standard input. */
async function staff(args: readonly string[], ...lines: readonly string[]) {
  const running = startProcess({
    command: process.execPath,
    args: argsOf([...args, '--json', ...(lines.length > 0 ? ['--pin-from-stdin'] : [])]),
    input: lines.map((line) => `${line}\n`).join(''),
  })
  const { code } = await running.exit
  const [line] = running.lines
  return { code, value: line === undefined ? null : JSON.parse(line), stderr: running.stderr() }
}

const add = (code: string, role: string, ...rest: readonly string[]) => [
  'add',
  ...['--code', code, '--name', 'Nguyễn Văn Mẫu', '--role', role],
  ...rest,
]
const addSupervisor = () => staff(add('ks01', 'supervisor'), PIN.supervisor)
const addTeller = () => staff(add('gdv01', 'teller', '--by', 'ks01'), PIN.teller, PIN.supervisor)

describe('motcua staff, by lines of standard input', () => {
  test('the first account is a supervisor, who adds the others; the list tells them; a disabled one stays on it', async () => {
    expect(await staff(['list'])).toMatchObject({ code: 0, value: { staff: [] } })
    expect(await addSupervisor()).toMatchObject({ code: 0, value: { code: 'ks01', role: 'supervisor' } })
    expect(await addTeller()).toMatchObject({ code: 0, value: { code: 'gdv01', role: 'teller' } })
    expect(await staff(['disable', 'gdv01', '--by', 'ks01'], PIN.supervisor)).toMatchObject({
      code: 0,
      value: { code: 'gdv01', disabled: true },
    })
    const { value } = await staff(['list'])
    expect(value.staff).toMatchObject([
      { code: 'gdv01', name: 'Nguyễn Văn Mẫu', role: 'teller', hasPin: true, disabledAt: expect.any(String) },
      { code: 'ks01', disabledAt: null, wrong: 0, opensInSeconds: null },
    ])
  })

  test('a wrong PIN of a supervisor counts over processes and locks; another supervisor opens it', async () => {
    await addSupervisor()
    await staff(add('ks02', 'supervisor', '--by', 'ks01'), PIN.other, PIN.supervisor)
    const spend = () => staff(['disable', 'ks01', '--by', 'ks02'], '905273')
    for (const triesLeft of [4, 3, 2, 1])
      expect(await spend()).toMatchObject({ code: 1, value: { fault: 'STAFF_PIN_WRONG', details: { triesLeft } } })
    expect(await spend()).toMatchObject({ code: 1, value: { fault: 'STAFF_LOCKED', details: { opensInMinutes: 15 } } })
    const right = () => staff(['pin', 'ks02'], '617305', PIN.other)
    expect(await right()).toMatchObject({ code: 1, value: { fault: 'STAFF_LOCKED' } })
    expect(await staff(['unlock', 'ks02', '--by', 'ks01'], PIN.supervisor)).toMatchObject({ code: 0 })
    expect(await right()).toMatchObject({ code: 0, value: { code: 'ks02', pinSet: true } })
  })

  test('an officer whose token alone signs in', async () => {
    await addSupervisor()
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const key = createPrivateKey(privateKey.export({ format: 'pem', type: 'pkcs8' }))
    const year = 365 * 86_400_000
    const der = leaf(caSigner, { key, notBefore: Date.now() - year, notAfter: Date.now() + year })
    const file = join(folder.path, 'gdv02.pem')
    const base64 = Buffer.from(der).toString('base64').replace(/.{64}/g, '$&\n')
    writeFileSync(file, `Bag Attributes\n-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`)
    const args = add('gdv02', 'teller', '--no-pin', '--certificate', file, '--by', 'ks01')
    expect(await staff(args, PIN.supervisor)).toMatchObject({ code: 0, value: { code: 'gdv02' } })
    expect((await staff(['list'])).value.staff[0]).toMatchObject({ hasPin: false, hasCertificate: true })
  })

  test.each<[string, () => Promise<{ code: number | null; value: unknown }>, number, string]>([
    ['nothing to do', () => staff(['']), 2, 'USAGE'],
    ['no such action', () => staff(['constructor']), 2, 'USAGE'],
    ['no code', () => staff(['disable', '--by', 'ks01'], PIN.supervisor), 2, 'USAGE'],
    ['too few lines', () => staff(add('gdv02', 'teller', '--by', 'ks01'), PIN.teller), 2, 'USAGE'],
    ['no terminal to ask at', () => staff(['unlock', 'ks01', '--by', 'ks01']), 2, 'TERMINAL_MISSING'],
    ['no officer', () => staff(add('gdv02', 'teller'), PIN.teller), 1, 'OFFICER_REQUIRED'],
    ['a weak PIN', () => staff(add('gdv02', 'teller', '--by', 'ks01'), '123456', PIN.supervisor), 1, 'STAFF_PIN_WEAK'],
    [
      'a code that is taken',
      () => staff(add('KS01', 'teller', '--by', 'ks01'), PIN.teller, PIN.supervisor),
      1,
      'STAFF_EXISTS',
    ],
    ['a code nobody has', () => staff(['unlock', 'gdv09', '--by', 'ks01'], PIN.supervisor), 1, 'STAFF_UNKNOWN'],
    ['the own lock', () => staff(['unlock', 'ks01', '--by', 'ks01'], PIN.supervisor), 1, 'STAFF_SAME_OFFICER'],
    ['the last supervisor', () => staff(['disable', 'ks01', '--by', 'ks01'], PIN.supervisor), 1, 'NOT_ALLOWED'],
    [
      'no such file',
      () =>
        staff(add('gdv02', 'teller', '--by', 'ks01', '--certificate', '/nowhere/x.pem'), PIN.teller, PIN.supervisor),
      2,
      'USAGE',
    ],
    [
      'a file that is no certificate',
      () => staff(add('gdv02', 'teller', '--by', 'ks01', '--certificate', PROGRAM), PIN.teller, PIN.supervisor),
      1,
      'CERTIFICATE_CHAIN',
    ],
  ])('%s: exit and fault code', async (_, run, code, fault) => {
    await addSupervisor()
    expect(await run()).toMatchObject({ code, value: { fault } })
  })

  test('before there is an account: only a supervisor can be added, and nothing else done', async () => {
    expect(await staff(add('gdv01', 'teller'), PIN.teller)).toMatchObject({ code: 1, value: { fault: 'STAFF_NONE' } })
    expect(await staff(['unlock', 'gdv01', '--by', 'ks01'], PIN.supervisor)).toMatchObject({
      code: 1,
      value: { fault: 'STAFF_NONE' },
    })
  })

  test('a PIN is taken from no argument', async () => {
    expect(await staff(add('ks01', 'supervisor', '--pin', PIN.supervisor))).toMatchObject({ code: 2, value: null })
    expect((await staff(['list'])).value).toEqual({ staff: [] })
  })

  test('no PIN stands in the data folder, and no name in a log', async () => {
    await addSupervisor()
    await addTeller()
    const names = await readdir(folder.path, { recursive: true, withFileTypes: true })
    const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
    expect(files.length).toBeGreaterThan(0)
    for (const file of files) {
      const text = (await readFile(file)).toString('utf8')
      for (const pin of Object.values(PIN)) expect(text).not.toContain(pin)
      if (file.endsWith('.log')) expect(text).not.toContain('Nguyễn Văn Mẫu')
    }
  })
})

describe('motcua staff, at a terminal', () => {
  const open = (...args: readonly string[]) => startTerminal({ command: process.execPath, args: argsOf(args) })

  test('asks twice, shows nothing of what is typed, and makes the account', async () => {
    const terminal = open(...add('ks01', 'supervisor'))
    try {
      await terminal.waitFor('PIN mới cho ks01')
      terminal.write(`${PIN.supervisor}\r`)
      await terminal.waitFor('Gõ lại lần nữa')
      terminal.write(`${PIN.other}\r`)
      await terminal.waitFor('Hai lần gõ khác nhau')
      terminal.write(`${PIN.supervisor}\r`)
      await terminal.waitFor(/Gõ lại[\s\S]*Gõ lại/)
      terminal.write(`${PIN.supervisor}x\u007f\r`)
      await terminal.waitFor('Đã tạo tài khoản ks01')
      expect((await terminal.exit).code).toBe(0)
      for (const pin of Object.values(PIN)) expect(terminal.text()).not.toContain(pin)
      expect(terminal.text()).not.toContain('x')
    } finally {
      await terminal.close()
    }
    expect(await addTeller()).toMatchObject({ code: 0 })
  })

  test.each([
    ['Ctrl+C', '\u0003'],
    ['Ctrl+D', '\u0004'],
  ])('%s gives up and leaves nothing', async (_, key) => {
    const terminal = open(...add('ks01', 'supervisor'))
    try {
      await terminal.waitFor('PIN mới cho ks01')
      terminal.write(key)
      expect((await terminal.exit).code).toBe(1)
      expect(terminal.text()).toContain('CANCELLED')
    } finally {
      await terminal.close()
    }
    expect((await staff(['list'])).value).toEqual({ staff: [] })
  })
})
