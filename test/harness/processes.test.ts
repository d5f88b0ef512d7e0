import { readdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { freePort } from './free-port.ts'
import { startProcess } from './processes.ts'
import { createTempFolder, withTempFolder } from './temp.ts'

const node = (script: string, input?: string) =>
  startProcess({ command: process.execPath, args: ['-e', script], ...(input === undefined ? {} : { input }) })

const WAITS = 'setInterval(() => {}, 1000)'

describe('a process that speaks JSON on stdout', () => {
  test('its first line is read, the signal ends it', async () => {
    const running = node(`console.log(JSON.stringify({ port: 80 })); ${WAITS}`)
    expect(await running.firstJson()).toEqual({ port: 80 })
    expect(await running.stop('SIGTERM')).toEqual({ code: null, signal: 'SIGTERM' })
    expect(running.lines).toEqual(['{"port":80}'])
  })

  test('standard input reaches it, its exit code comes back', async () => {
    const running = node(
      'process.stdin.on("data", (d) => console.log(JSON.stringify(String(d)))).on("end", () => process.exit(3))',
      'xin chào',
    )
    expect(await running.firstJson()).toBe('xin chào')
    expect(await running.exit).toEqual({ code: 3, signal: null })
  })

  test('one that dies before its first line tells why', async () => {
    const running = node('console.error("no disk"); process.exit(1)')
    await expect(running.firstJson()).rejects.toThrow(/ended without a line[\s\S]*no disk/)
  })

  test('one that ignores the signal is killed, and the test is told', async () => {
    const running = node(`process.on("SIGTERM", () => {}); console.log("{}"); ${WAITS}`)
    await running.firstJson()
    await expect(running.stop('SIGTERM', { timeoutMs: 100 })).rejects.toThrow('still running 100 ms after SIGTERM')
    expect((await running.exit).signal).toBe('SIGKILL')
  })

  test('a program that does not exist rejects', async () => {
    await expect(startProcess({ command: '/no/such/program' }).exit).rejects.toThrow('ENOENT')
  })
})

describe('proving that no orphan stays', () => {
  const PARENT = `
    const child = require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(WAITS)}], { detached: true, stdio: 'ignore' })
    child.on('spawn', () => console.log(JSON.stringify({ child: child.pid })))
    ${WAITS}`

  test('lists children while their parent runs, and finds the orphan after it was killed', async () => {
    const running = node(PARENT)
    const { child } = await running.firstJson<{ child: number }>()
    expect((await running.descendants()).map((process) => process.pid)).toEqual([child])
    await running.stop('SIGKILL')
    expect((await running.leftovers()).map((process) => process.pid)).toEqual([child])
    process.kill(child, 'SIGKILL')
    await expect.poll(() => running.leftovers()).toEqual([])
  })

  test('a program that ends with all it started leaves nothing', async () => {
    const running = node('console.log("{}")')
    await running.exit
    expect(await running.leftovers()).toEqual([])
  })
})

describe('folders and ports', () => {
  test('a temporary folder is gone afterwards, also when the work throws', async () => {
    const left: string[] = []
    const work = withTempFolder(async (path) => {
      left.push(path)
      await writeFile(join(path, 'a'), 'b')
      throw new Error('work failed')
    })
    await expect(work).rejects.toThrow('work failed')
    expect(await readdir(dirname(left[0]!))).not.toContain(left[0]!.split('/').at(-1))
  })

  test('two folders are two', async () => {
    const [one, two] = await Promise.all([createTempFolder(), createTempFolder()])
    expect(one.path).not.toBe(two.path)
    await Promise.all([one.remove(), two.remove()])
  })

  test('a free port can be listened on', async () => {
    const port = await freePort()
    const server = createServer()
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve))
    await new Promise((resolve) => server.close(resolve))
  })
})
