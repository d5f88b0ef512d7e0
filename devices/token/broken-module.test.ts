import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, openSync, readFileSync, writeSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createSoftHsm, type SoftHsm, softHsmModule } from '../../test/harness/softhsm.ts'
import { createTempFolder, type TempFolder } from '../../test/harness/temp.ts'
import { LOAD_LIMIT_MS, RESTART_DELAYS_MS } from './module-keeper.ts'
import { createModuleFinder } from './modules/find-modules.ts'
import { LOGIN_LIMIT_MS, SIGN_LIMIT_MS } from './signer.ts'
import { hastyScheduler, openTestDriver, type TestDriver } from './testing/open-driver.ts'

const PIN = '246810'
const DATA = Buffer.from('data')
const HASTY = hastyScheduler({ [LOAD_LIMIT_MS]: 2_500, [SIGN_LIMIT_MS]: 1_000, [LOGIN_LIMIT_MS]: 5_000 })
const compiles = softHsmModule !== null && spawnSync('gcc', ['--version']).status === 0

describe.skipIf(!compiles)('a module that is broken (needs gcc and the packages softhsm2 and opensc)', () => {
  let hsm: SoftHsm
  let folder: TempFolder
  let token: TestDriver

  beforeAll(async () => {
    hsm = await createSoftHsm()
    await hsm.addToken({ label: 'citizen', key: 'p-256', pin: PIN })
    folder = await createTempFolder()
  })
  afterEach(() => token.driver.stop())
  afterAll(async () => {
    await folder.remove()
    await hsm.remove()
  })

  const built = (what: string) => {
    const path = join(folder.path, `${what.toLowerCase()}-p11.so`)
    const includes = join(dirname(createRequire(import.meta.url).resolve('pkcs11js')), 'includes', 'pkcs11')
    const source = fileURLToPath(new URL('./testing/broken-module.c', import.meta.url))
    if (!existsSync(path)) {
      execFileSync('gcc', ['-shared', '-fPIC', '-w', `-D${what}`, `-I${includes}`, '-o', path, source, '-ldl'])
    }
    return path
  }
  const open = async (path: string, scheduler = HASTY) => {
    const environment = {
      ...hsm.environment,
      MOTCUA_TEST_REAL_MODULE: hsm.modulePath,
      MOTCUA_TEST_COUNTS: join(folder.path, 'counts'),
    }
    token = openTestDriver({
      find: createModuleFinder({ configured: [path], discover: false }),
      environment,
      scheduler,
    })
    await token.driver.start()
  }

  test.each([
    ['CRASH_INITIALIZE', 'faulted', 'TOKEN_MODULE_CRASHED'],
    ['HANG_INITIALIZE', 'faulted', 'TOKEN_MODULE_HUNG'],
    ['NULL_LIST', 'faulted', 'TOKEN_MODULE_CRASHED'],
    ['HUGE_SLOTS', 'faulted', 'TOKEN_MODULE_CRASHED'],
    ['GARBAGE_SLOTS', 'faulted', 'TOKEN_FAILED'],
    ['ENDLESS_OBJECTS', 'faulted', 'TOKEN_NO_CERTIFICATE'],
    ['NO_ENTRY', 'needs-driver', 'TOKEN_MODULE_INVALID'],
  ] as const)('%s: %s, %s; this process goes on', async (what, state, code) => {
    const path = built(what)
    await open(path)
    await token.standingUntil((standing) => standing.code === code)
    expect(token.driver.standing).toEqual({ state, code, name: `${what.toLowerCase()}-p11.so` })
  })

  test.each([
    ['CRASH_SIGN', 'TOKEN_MODULE_CRASHED'],
    ['HANG_SIGN', 'TOKEN_MODULE_HUNG'],
  ])('%s: %s, and the module is there again', async (what, code) => {
    await open(built(what))
    await expect(token.sign('citizen', PIN, DATA)).rejects.toMatchObject({ code })
    expect(token.driver.troubles).toMatchObject([{ code }])
    await token.standingUntil(({ state }) => state === 'ready')
    expect(token.tokenOf('citizen').pin).toBe('fine')
  })

  test('for another machine: named without being loaded', async () => {
    const path = join(folder.path, 'foreign-p11.so')
    copyFileSync(built('NOISY'), path)
    // e_machine: s390x, whatever runs this.
    writeSync(openSync(path, 'r+'), Uint8Array.from([22, 0]), 0, 2, 18)
    await open(path)
    expect(token.driver.standing).toMatchObject({ state: 'needs-driver', code: 'TOKEN_MODULE_ARCHITECTURE' })
    expect(token.driver.troubles).toEqual([{ module: 'foreign-p11.so', code: 'TOKEN_MODULE_ARCHITECTURE' }])
  })

  test('a file that is not there is missing', async () => {
    await open(join(folder.path, 'gone.so'))
    expect(token.driver.standing).toMatchObject({ state: 'needs-driver', code: 'TOKEN_MODULE_MISSING' })
  })

  test('one that prints the PIN prints it to nobody', async () => {
    await open(built('NOISY'))
    expect(await token.sign('citizen', PIN, DATA)).toMatchObject({ kind: 'signed' })
    expect(token.logged()).not.toContain(PIN)
  })

  test('it is initialised once and finalised once, however often it is used', async () => {
    await open(built('COUNTS'))
    for (let count = 0; count < 5; count += 1) await token.sign('citizen', PIN, DATA)
    await token.driver.stop()
    expect(readFileSync(join(folder.path, 'counts'), 'utf8')).toBe('IF')
  })

  test('one that always falls is started more and more seldom', async () => {
    const waits: number[] = []
    const delays = new Set(RESTART_DELAYS_MS)
    const fallen = Promise.withResolvers<void>()
    await open(built('CRASH_INITIALIZE'), {
      after(delayMs, run) {
        if (!delays.has(delayMs)) return HASTY.after(delayMs, run)
        waits.push(delayMs)
        if (waits.length > RESTART_DELAYS_MS.length) fallen.resolve()
        return HASTY.after(1, run)
      },
    })
    await fallen.promise
    expect(waits.slice(0, RESTART_DELAYS_MS.length + 1)).toEqual([...RESTART_DELAYS_MS, RESTART_DELAYS_MS.at(-1)])
  })
})
