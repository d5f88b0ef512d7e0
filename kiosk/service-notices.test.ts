import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createServiceNotices } from './service-notices.ts'

const play = (env: Record<string, string>) => {
  const told: string[][] = []
  const notices = createServiceNotices(env, async (fields) => void told.push([...fields]))
  return { told, notices }
}

describe('what a service tells its manager', () => {
  afterEach(() => void vi.useRealTimers())

  test('nobody listens: nothing is told', async () => {
    const { told, notices } = play({})
    notices.ready('x')
    notices.status('y')
    await notices.stopping()
    expect(told).toEqual([])
  })

  test('ready, each new status as one line, and the end, in that order', async () => {
    const { told, notices } = play({ NOTIFY_SOCKET: '/run/x' })
    notices.ready('bắt đầu')
    notices.status('bắt đầu')
    notices.status('còn chờ\n3')
    notices.status('còn chờ 3')
    await notices.stopping()
    expect(told).toEqual([['READY=1', 'STATUS=bắt đầu'], ['STATUS=còn chờ 3'], ['STOPPING=1']])
  })

  test.each<[string, Record<string, string>, number]>([
    ['twice in the time allowed', { WATCHDOG_USEC: '20000000' }, 6],
    ['for this process', { WATCHDOG_USEC: '20000000', WATCHDOG_PID: String(process.pid) }, 6],
    ['for the launcher before it', { WATCHDOG_USEC: '20000000', WATCHDOG_PID: String(process.ppid) }, 6],
    ['for another process', { WATCHDOG_USEC: '20000000', WATCHDOG_PID: '1' }, process.ppid === 1 ? 6 : 0],
    ['without a watchdog', {}, 0],
    ['with a time that is none', { WATCHDOG_USEC: 'soon' }, 0],
  ])('signs of life: %s', async (_what, env, expected) => {
    vi.useFakeTimers()
    const { told, notices } = play({ NOTIFY_SOCKET: '/run/x', ...env })
    notices.ready('x')
    await vi.advanceTimersByTimeAsync(60_500)
    await notices.stopping()
    await vi.advanceTimersByTimeAsync(60_500)
    expect(told.filter(([field]) => field === 'WATCHDOG=1')).toHaveLength(expected)
  })
})

const RECEIVER = `
import socket, sys
s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
s.bind(sys.argv[1])
print('bound', flush=True)
while True:
    for line in s.recv(4096).decode().splitlines():
        print(line, flush=True)
`
const has = (command: string) => spawnSync(command, ['--version']).status === 0
const peers = has('systemd-notify') && has('python3')

describe.skipIf(!peers)('over a real datagram socket (needs systemd-notify and python3)', () => {
  test('everything arrives, in order', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'notify-'))
    const socket = join(dir, 'notify')
    const receiver = spawn('python3', ['-c', RECEIVER, socket], { stdio: ['ignore', 'pipe', 'inherit'] })
    const lines: string[] = []
    createInterface({ input: receiver.stdout }).on('line', (line) => lines.push(line))
    try {
      await expect.poll(() => lines, { timeout: 10_000 }).toEqual(['bound'])
      vi.stubEnv('NOTIFY_SOCKET', socket)
      const notices = createServiceNotices({ NOTIFY_SOCKET: socket, WATCHDOG_USEC: '400000' })
      notices.ready('Đường truyền: thông')
      await expect.poll(() => lines, { timeout: 10_000 }).toContain('WATCHDOG=1')
      await notices.stopping()
      const told = lines.filter((line) => /^(READY|STATUS|STOPPING)=/.test(line))
      expect(told).toEqual(['READY=1', 'STATUS=Đường truyền: thông', 'STOPPING=1'])
    } finally {
      vi.unstubAllEnvs()
      receiver.kill()
      rmSync(dir, { recursive: true, force: true })
    }
  }, 30_000)
})
