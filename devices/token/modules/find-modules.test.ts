import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createTempFolder, type TempFolder } from '../../../test/harness/temp.ts'
import { createModuleFinder, type ModuleSearch } from './find-modules.ts'
import { KNOWN_MODULES } from './known-modules.ts'
import { libraryFolders } from './library-folders.ts'
import { libraryTarget } from './library-header.ts'

const ENTRY = 'C_GetFunctionList\0'

function elf(machine: number, text = ENTRY, bits = 64) {
  const header = Buffer.alloc(64)
  header.write('\x7fELF', 'latin1')
  header[4] = bits === 64 ? 2 : 1
  header[5] = 1
  header.writeUInt16LE(machine, 18)
  return Buffer.concat([header, Buffer.from(text)])
}
function pe(machine: number) {
  const header = Buffer.alloc(128)
  header.write('MZ', 'latin1')
  header.writeUInt32LE(64, 0x3c)
  header.write('PE\0\0', 64, 'latin1')
  header.writeUInt16LE(machine, 68)
  return header
}
function mach(cpu: number) {
  const header = Buffer.alloc(32)
  header.writeUInt32LE(0xfeedfacf, 0)
  header.writeUInt32LE(cpu, 4)
  return header
}
function fatMach(...cpus: number[]) {
  const header = Buffer.alloc(8 + cpus.length * 20)
  header.writeUInt32BE(0xcafebabe, 0)
  header.writeUInt32BE(cpus.length, 4)
  for (const [index, cpu] of cpus.entries()) header.writeUInt32BE(cpu, 8 + index * 20)
  return header
}

describe('what a library was built for', () => {
  test.each([
    [elf(62), 'linux', ['x64']],
    [elf(62, '', 32), 'linux', ['x32']],
    [elf(3, '', 32), 'linux', ['ia32']],
    [elf(183), 'linux', ['arm64']],
    [elf(4711), 'linux', ['4711']],
    [pe(0x8664), 'win32', ['x64']],
    [pe(0x14c), 'win32', ['ia32']],
    [mach(0x01000007), 'darwin', ['x64']],
    [fatMach(0x01000007, 0x0100000c), 'darwin', ['x64', 'arm64']],
  ] as const)('%#: is read off its header', (header, platform, architectures) => {
    expect(libraryTarget(header)).toEqual({ platform, architectures })
  })

  test('anything else is no library, and nothing is raised', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 80 }),
          fc.uint8Array({ maxLength: 80 }).map((tail) => Uint8Array.from([...Buffer.from('MZ'), ...tail])),
          fc
            .uint8Array({ maxLength: 15 })
            .map((tail) => Uint8Array.from([...Buffer.from('\x7fELF', 'latin1'), ...tail])),
        ),
        (bytes) => {
          expect(libraryTarget(bytes)).toBeNull()
        },
      ),
      { seed: 20_261_122, numRuns: 300 },
    )
  })
})

describe('finding modules', () => {
  let folder: TempFolder
  beforeEach(async () => {
    folder = await createTempFolder()
    mkdirSync(join(folder.path, 'a'))
    mkdirSync(join(folder.path, 'b'))
  })
  afterEach(() => folder.remove())

  const put = (name: string, bytes: Uint8Array = elf(62)) => {
    const path = join(folder.path, name)
    writeFileSync(path, bytes)
    return path
  }
  const finder = (search: ModuleSearch = {}) =>
    createModuleFinder({
      platform: 'linux',
      arch: 'x64',
      folders: [join(folder.path, 'a'), join(folder.path, 'b'), join(folder.path, 'not-there')],
      ...search,
    })
  const found = async (search?: ModuleSearch) => {
    const { modules, troubles } = await finder(search)()
    return { names: modules.map(({ path }) => path.slice(folder.path.length + 1)), troubles }
  }

  test('configured first, then the known list in its order, then patterns', async () => {
    put('a/opensc-pkcs11.so')
    put('b/libeToken.so')
    put('a/some_csp11_v2.so')
    put('a/libz.so')
    const own = put('own-name.so')
    expect(await found({ configured: [own] })).toEqual({
      names: ['own-name.so', 'b/libeToken.so', 'a/opensc-pkcs11.so', 'a/some_csp11_v2.so'],
      troubles: [],
    })
  })

  test("of one vendor's versions the newest that is usable", async () => {
    put('a/libcastle.so')
    put('a/libcastle_v2.so', elf(183))
    put('b/libcastle.so.1.0.0')
    expect(await found()).toEqual({
      names: ['a/libcastle.so'],
      troubles: [{ module: 'libcastle_v2.so', code: 'TOKEN_MODULE_ARCHITECTURE' }],
    })
  })

  test('one file under several names is loaded once', async () => {
    const real = put('b/vendor-p11.so.2')
    symlinkSync(real, join(folder.path, 'a', 'vendor-p11.so'))
    symlinkSync(real, join(folder.path, 'a', 'libeToken.so'))
    expect((await found({ configured: [real] })).names).toEqual(['b/vendor-p11.so.2'])
    expect((await found()).names).toEqual(['a/libeToken.so'])
  })

  test.each([
    'p11-kit-proxy.so',
    'p11-kit-trust.so',
    'libp11.so.3',
    'pkcs11-spy.so',
    'onepin-opensc-pkcs11.so',
    'gnome-keyring-pkcs11.so',
    'libpkcs11-helper.so.1',
    'softhsm2-p11.so',
  ])('%s is loaded only where it is configured', async (name) => {
    const path = put(`a/${name}`)
    expect((await found()).names).toEqual([])
    expect((await found({ configured: [path] })).names).toEqual([`a/${name}`])
  })

  test('SoftHSM2 is on no list: only the configuration brings it', () => {
    expect(JSON.stringify(KNOWN_MODULES).toLowerCase()).not.toContain('softhsm')
  })

  test('what is configured and cannot be used is named; by pattern only another architecture is', async () => {
    const missing = join(folder.path, 'gone.so')
    const foreign = put('foreign.so', elf(40))
    const noEntry = put('no-entry.so', elf(62, ''))
    const text = put('text.so', Buffer.from('hello'))
    put('a/uses-p11.so', elf(62, ''))
    put('a/arm-p11.so', elf(40))
    put('a/both-p11.so', elf(40))
    put('b/both-p11.so')
    expect(await found({ configured: [missing, foreign, noEntry, text] })).toEqual({
      names: ['b/both-p11.so'],
      troubles: [
        { module: 'gone.so', code: 'TOKEN_MODULE_MISSING' },
        { module: 'foreign.so', code: 'TOKEN_MODULE_ARCHITECTURE' },
        { module: 'no-entry.so', code: 'TOKEN_MODULE_INVALID' },
        { module: 'text.so', code: 'TOKEN_MODULE_INVALID' },
        { module: 'arm-p11.so', code: 'TOKEN_MODULE_ARCHITECTURE' },
      ],
    })
  })

  test('a driver installed or replaced while the program runs is another module', async () => {
    const find = finder()
    expect((await find()).modules).toEqual([])
    put('a/vendor_csp11.so')
    const [before] = (await find()).modules
    put('a/vendor_csp11.so', elf(62, `${ENTRY}newer`))
    const [after] = (await find()).modules
    expect(before?.path).toBe(after?.path)
    expect(before?.version).not.toBe(after?.version)
  })

  test('nothing is looked for that the configuration does not name, where it says so', async () => {
    put('a/opensc-pkcs11.so')
    expect(await found({ discover: false })).toEqual({ names: [], troubles: [] })
  })

  test('Windows: names in any case, known vendors of the domain list', async () => {
    put('a/VIETTEL-CA_V6.DLL', Buffer.concat([pe(0x8664), Buffer.from(ENTRY)]))
    put('b/wdpkcs.dll', pe(0x14c))
    expect(await found({ platform: 'win32' })).toEqual({
      names: ['a/VIETTEL-CA_V6.DLL'],
      troubles: [{ module: 'wdpkcs.dll', code: 'TOKEN_MODULE_ARCHITECTURE' }],
    })
  })

  test.each(['linux', 'darwin', 'win32'] as const)('%s has folders to look in, each once', (platform) => {
    const folders = libraryFolders(platform, 'x64', { SystemRoot: 'D:\\Windows' })
    expect(folders.length).toBeGreaterThan(2)
    expect(new Set(folders).size).toBe(folders.length)
  })
})
