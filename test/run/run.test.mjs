import { spawnSync } from 'node:child_process'
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { runningProcesses } from '../harness/process-list.ts'
import { withTempFolder } from '../harness/temp.ts'
import { runCommand } from './command.mjs'
import { needsInstall } from './packages.mjs'
import { installSystemPackages } from './system-packages.mjs'
import { countTests } from './vitest.mjs'
import { stageLine, totals } from './words.mjs'

const node = (script, options) => runCommand(process.execPath, ['-e', script], options)
const file = (status, ...tests) => ({
  status,
  assertionResults: tests.map((test) => ({ status: test, fullName: `a ${test} test` })),
})

describe('the numbers of a vitest run', () => {
  test('passed, failed and skipped tests are counted, and the skipped are named', () => {
    const report = { testResults: [file('passed', 'passed', 'pending'), file('failed', 'passed', 'failed')] }
    expect(countTests(report, 1)).toEqual({ passed: 2, failed: 1, skipped: 1, untested: ['a pending test'] })
  })

  test('a file that could not be loaded counts as one failure', () => {
    expect(countTests({ testResults: [file('failed'), file('passed', 'passed')] }, 1)).toMatchObject({
      passed: 1,
      failed: 1,
    })
  })

  test('an error outside of every test, or no report at all, is never green', () => {
    expect(countTests({ testResults: [file('passed', 'passed')] }, 1)).toMatchObject({ passed: 1, failed: 1 })
    expect(countTests(null, 137)).toMatchObject({ passed: 0, failed: 1 })
    expect(countTests(null, 0)).toMatchObject({ failed: 1 })
  })
})

describe('running a command', () => {
  test('gives its code and all it wrote, in order', async () => {
    const result = await node('console.log("one"); console.error("two"); process.exit(4)')
    expect(result).toMatchObject({ code: 4, output: 'one\ntwo\n', timedOut: false })
  })

  test('a command that does not exist is a failure, not an exception', async () => {
    expect(await runCommand('no-such-command-here', [])).toMatchObject({ code: 127 })
  })

  test('one that hangs is ended with everything it started', async () => {
    const script = `const c = require('node:child_process').spawn('sleep', ['600']); console.log(c.pid); setInterval(() => {}, 1000)`
    const result = await node(script, { limitMinutes: 1 / 60 })
    expect(result).toMatchObject({ code: 1, timedOut: true })
    const running = async () => (await runningProcesses()).map((one) => one.pid)
    await expect.poll(running).not.toContain(Number(result.output))
  })
})

describe('what is installed before the tests', () => {
  const long = new Date('2022-12-09')

  /** A checkout with its packages installed long ago, and a system header that came just now. */
  const checkout = (work) =>
    withTempFolder(async (folder) => {
      const write = (path, at) => {
        mkdirSync(dirname(join(folder, path)), { recursive: true })
        writeFileSync(join(folder, path), '')
        if (at) utimesSync(join(folder, path), at, at)
      }
      for (const path of ['package-lock.json', 'node_modules/.package-lock.json', 'node_modules/.bin/node']) {
        write(path, long)
      }
      work({ folder, write, compiled: [{ built: 'reader/reader.node', from: join(folder, 'header.h') }] })
    })

  test('packages that are there, and as new as their list, are left alone', () =>
    checkout(({ folder, write, compiled }) => {
      expect(needsInstall(folder, compiled)).toBe(false)
      write('package-lock.json')
      expect(needsInstall(folder, compiled)).toBe(true)
    }))

  test('a package that could not be compiled is installed again when what it needs has come, and not at every run', () =>
    checkout(({ folder, write, compiled }) => {
      write('header.h')
      expect(needsInstall(folder, compiled)).toBe(true)
      write('node_modules/.package-lock.json', new Date(Date.now() + 1_000))
      expect(needsInstall(folder, compiled)).toBe(false)
    }))

  test('one that is compiled is not', () =>
    checkout(({ folder, write, compiled }) => {
      write('header.h')
      write('node_modules/reader/reader.node')
      expect(needsInstall(folder, compiled)).toBe(false)
    }))

  test('system packages that are there are not asked for again', async () => {
    expect(await installSystemPackages([{ present: () => true }])).toEqual([])
  })
})

describe('the words of a run', () => {
  test('the closing line is what tools look for', () => {
    expect(totals({ passed: 3, failed: 0, skipped: 1 })).toBe('3 passed, 0 failed, 1 skipped')
  })

  test('a stage has one line with its seconds', () => {
    expect(stageLine('types', 'passed', 3.14)).toBe('✓ types                 3.1 s')
    expect(stageLine('terminal', 'skipped', null, 'build failed')).toBe('– terminal             build failed')
  })

  test('an unknown stage is a wrong use, and names those there are', () => {
    const runner = fileURLToPath(new URL('../run.mjs', import.meta.url))
    const result = spawnSync(process.execPath, [runner, 'nonsense'], { encoding: 'utf8' })
    expect(result.status).toBe(2)
    expect(result.stdout).toContain('stages are: format and lint, types')
  })
})
