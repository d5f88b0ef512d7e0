import { afterEach, beforeEach, expect, test } from 'vitest'
import { ASSISTED_TEXTS } from '../../kiosk/ui/text/assisted-texts.ts'
import { viCounter } from '../../kiosk/ui/text/vi-counter.ts'
import { startProcess } from '../harness/processes.ts'
import { checkout, motcuaProgram, motcuaTerminal } from '../harness/product.ts'
import { createTempFolder, type TempFolder } from '../harness/temp.ts'
import type { Terminal } from '../harness/terminal.ts'

const { vi } = ASSISTED_TEXTS
const SUPERVISOR_PIN = '284917'
const TELLER_PIN = '730518'
/** In practice the last digit of a phone tells what becomes of it; 8 is somebody without trouble. */
const PHONE = '0912345678'

let folder: TempFolder
let terminal: Terminal | null = null

beforeEach(async () => {
  folder = await createTempFolder()
})

afterEach(async () => {
  await terminal?.close()
  await folder.remove()
})

/** Makes one account of the practice station. */
async function addStaff(code: string, role: string, pins: readonly string[], ...more: string[]): Promise<void> {
  const args = ['staff', 'add', '--data', folder.path, '--code', code, '--name', 'Phạm Thị Mẫu', '--role', role]
  const run = startProcess({
    command: process.execPath,
    args: [motcuaProgram, ...args, '--pin-from-stdin', ...more],
    cwd: checkout,
    env: { MOTCUA_TRAINING: '1' },
    input: pins.map((pin) => `${pin}\n`).join(''),
  })
  expect((await run.exit).code).toBe(0)
}

async function signIn(screen: Terminal, code: string, pin: string): Promise<void> {
  await screen.waitFor(viCounter.signIn.question)
  await screen.type(`${code}\t${pin}\r`, { perKeyMs: 5 })
  await screen.waitFor(viCounter.home.question)
}

test('a teller signs in, takes a scanned registration to its code in three key presses beside the phone, and hands over', async () => {
  await addStaff('ks01', 'supervisor', [SUPERVISOR_PIN])
  await addStaff('gdv01', 'teller', [TELLER_PIN, SUPERVISOR_PIN], '--by', 'ks01')
  terminal = motcuaTerminal(['counter', '--training', '--data', folder.path], { cols: 100, rows: 30 })
  await signIn(terminal, 'gdv01', TELLER_PIN)
  expect(terminal.text()).toContain('gdv01 Phạm Thị Mẫu')
  await terminal.waitFor(viCounter.home.scan.slice(0, 20))

  // The simulated scanner of practice.
  terminal.press('F5')
  await terminal.waitFor(vi.subject.question)
  terminal.press('1')
  await terminal.waitFor(vi.method.question)
  terminal.press('1')
  await terminal.waitFor(viCounter.form.why.slice(0, 30))
  expect(terminal.text().match(/\(từ thẻ\)/g)).toHaveLength(3)
  expect(terminal.text()).toMatch(new RegExp(`▸ ${viCounter.labels.phone}`))
  await terminal.type(PHONE, { perKeyMs: 5 })
  terminal.press('Enter')
  await terminal.waitFor(vi.otp.question)

  terminal.press('F9')
  await terminal.waitFor(viCounter.asking.title)
  terminal.press('F9')
  await signIn(terminal, 'ks01', SUPERVISOR_PIN)
  terminal.press('Enter')
  await terminal.waitFor(vi.subject.question)
  expect(terminal.text()).not.toContain(vi.subject.cardKept)
  terminal.press('Ctrl-C')
  expect((await terminal.exit).code).toBe(0)
})

test('without an account it says which command makes one', async () => {
  terminal = motcuaTerminal(['counter', '--training', '--data', folder.path], { cols: 80, rows: 24 })
  await terminal.waitFor(viCounter.none.command)
  await addStaff('ks01', 'supervisor', [SUPERVISOR_PIN])
  terminal.press('Enter')
  await signIn(terminal, 'ks01', SUPERVISOR_PIN)
})
