import { EventEmitter } from 'node:events'
import xterm from '@xterm/headless'
import { afterEach, expect, test } from 'vitest'
import { deviceViewAt } from '../testing/test-device-views.ts'
import { doctorProps, finding } from '../testing/test-doctor.tsx'
import { fakeStdin } from '../testing/test-terminal.tsx'
import { type DoctorRendering, renderDoctor } from './render-doctor.tsx'

const open: DoctorRendering[] = []
afterEach(() => {
  for (const rendering of open.splice(0)) rendering.unmount()
})

/** No frame takes longer, even on a busy machine. */
const PATIENCE_MS = 5_000

test('the doctor takes the terminal over, has the cursor where the input is, and gives the terminal back', async () => {
  const screen = new xterm.Terminal({ cols: 80, rows: 24, allowProposedApi: true, convertEol: true })
  const stdout = Object.assign(new EventEmitter(), {
    isTTY: true,
    columns: 80,
    rows: 24,
    write(text: string, done?: () => void) {
      if (text === '') done?.()
      else screen.write(text, done)
      return true
    },
  })
  const { stdin, modes } = fakeStdin()
  const { props, test: running } = doctorProps([
    finding('store', 'Kho dữ liệu mở được.'),
    finding('disk', 'Đĩa còn 9 MB.'),
  ])
  const rendering = renderDoctor(props, {
    stdin: stdin as unknown as NodeJS.ReadStream,
    stdout: stdout as unknown as NodeJS.WriteStream,
  })
  open.push(rendering)
  const lines = () =>
    Array.from({ length: 24 }, (_, row) => screen.buffer.active.getLine(row)?.translateToString(true) ?? '')
  const until = async (isThere: () => boolean) => {
    const deadline = performance.now() + PATIENCE_MS
    while (!isThere()) {
      if (performance.now() > deadline) throw new Error(`never shown; the screen is\n${lines().join('\n')}`)
      await new Promise((done) => setImmediate(done))
    }
  }
  const cursor = () => ({ x: screen.buffer.active.cursorX, y: screen.buffer.active.cursorY })

  await until(() => lines().join('\n').includes('Đĩa còn 9 MB.'))
  expect(screen.buffer.active.type).toBe('alternate')
  expect(lines()[0]).toBe('┌ KIỂM TRA MÁY VÀ THIẾT BỊ ─ Bưu điện Phường Mẫu ─────────────────────── 09:41 ┐')
  expect(lines()[23]).toBe('└ ↑ ↓ chọn  F5 kiểm tra lại  F6 in phiếu  F1 trợ giúp  Esc thoát ──────────────┘')
  const row = () => lines().findIndex((line) => line.includes('▸'))
  expect(cursor()).toEqual({ x: 4, y: row() })
  stdin.write('\u001b[B')
  await until(() => lines()[row()]?.includes('Đĩa') === true && cursor().y === row())

  running.set({ kind: 'flow', view: deviceViewAt('token-pin') })
  await until(() => lines().join('\n').includes('Mã PIN của USB ký số?'))
  stdin.write('1234')
  await until(() => lines().join('\n').includes('••••'))
  const entry = lines().findIndex((line) => line.includes('••••'))
  await until(() => cursor().y === entry && cursor().x === (lines()[entry]?.lastIndexOf('•') ?? 0) + 1)

  rendering.unmount()
  await rendering.waitUntilExit()
  await until(() => screen.buffer.active.type === 'normal')
  expect(lines().join('')).toBe('')
  expect(modes).toEqual([true, false])
})
