import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { vi } from '../../kiosk/ui/text/vi.ts'
import { leaveResult, walkKiosk } from '../harness/kiosk-walk.ts'
import { motcua, motcuaJson, motcuaTerminal, type Person, sandboxPeople } from '../harness/product.ts'
import { createTempFolder, type TempFolder } from '../harness/temp.ts'
import type { Terminal } from '../harness/terminal.ts'

let folder: TempFolder
let terminal: Terminal | null = null

beforeEach(async () => {
  folder = await createTempFolder()
})

afterEach(async () => {
  await terminal?.close()
  await folder.remove()
})

/** Somebody who is accepted, with a phone whose last digit tells that story in practice. */
async function trainee(lastDigit: string): Promise<Person> {
  const person = (await sandboxPeople()).find(({ expected }) => expected.mobile === 'accepted')
  if (!person) throw new Error('nobody lives in the sandbox')
  return { ...person, phone: `${person.phone.slice(0, -1)}${lastDigit}` }
}

test('practice goes from welcome to a watermarked receipt on paper, and no sync job can take it', async () => {
  terminal = motcuaTerminal(['kiosk', '--training', '--data', folder.path], { cols: 80, rows: 24 })
  await walkKiosk(terminal, await trainee('8'), 'result')
  const result = await terminal.waitFor(vi.result.paper.printed.slice(0, 12))
  expect(result).toContain(vi.frame.training)
  expect(result).toContain(vi.result.accepted.title)
  const papers = join(folder.path, 'training', 'papers')
  await expect.poll(() => readdirSync(papers).length).toBe(1)
  terminal.press('F3')
  await terminal.waitFor(vi.result.paper.printedCopy)
  await expect.poll(() => readdirSync(papers).length).toBe(2)
  await leaveResult(terminal)
  await terminal.waitFor(vi.welcome.question)
  terminal.press('Ctrl-C')
  expect((await terminal.exit).code).toBe(0)

  const practice = join(folder.path, 'training')
  const sync = await motcuaJson<{ fault: string }>(
    'sync',
    '--once',
    '--data',
    practice,
    '--central',
    'http://127.0.0.1:9',
  )
  expect(sync).toMatchObject({ value: { fault: 'TRAINING_STATION' }, code: 1 })
  const outbox = await motcuaJson<{ waiting: number }>('outbox', '--data', practice)
  expect(outbox.value.waiting).toBe(0)
})

test('a trainer can show a refusal, and F5 reads a sample card', async () => {
  terminal = motcuaTerminal(['kiosk', '--training', '--data', folder.path], { cols: 100, rows: 30 })
  await terminal.waitFor(vi.hints.demoScan)
  terminal.press('F5')
  await terminal.waitFor(vi.subject.cardKept)
  await walkKiosk(terminal, await trainee('1'), 'otp')
  expect(terminal.text()).toContain(vi.frame.training)
  terminal.press('F10')
  await terminal.waitFor(vi.welcome.question)
})

test('the doctor looks at the practice devices and prints what it found', async () => {
  const run = motcua('doctor', '--training', '--data', folder.path, '--json', '--print')
  const { findings, ready, printed } = await run.firstJson<{
    findings: { part: string; state: string }[]
    ready: boolean
    printed: boolean
  }>()
  expect({ ready, printed, code: (await run.exit).code }).toEqual({ ready: true, printed: true, code: 0 })
  for (const part of ['scanner', 'token', 'readers', 'chip', 'sim', 'modem', 'printer']) {
    expect(
      findings.filter((finding) => finding.part === part).every(({ state }) => state === 'ready'),
      part,
    ).toBe(true)
    expect(
      findings.some((finding) => finding.part === part),
      part,
    ).toBe(true)
  }
})

test("the doctor's scan test of practice needs no card: the simulated scanner is given one", async () => {
  terminal = motcuaTerminal(['doctor', '--training', '--data', folder.path], { cols: 80, rows: 24 })
  await terminal.waitFor('Máy quét mô phỏng sẵn sàng')
  // Before any key the doctor chooses by itself, and may choose another line while devices come up.
  terminal.press('End')
  await terminal.waitFor(/▸.*Máy in phiếu/)
  for (let line = await chosen(terminal); !line.includes('Máy quét'); line = await chosen(terminal)) {
    terminal.press('Up')
    await terminal.waitFor((lines) => !lines.includes(line))
  }
  terminal.press('Enter')
  await terminal.waitFor('Máy quét đọc được mã QR')
  terminal.press('Ctrl-C')
  expect((await terminal.exit).code).toBe(0)
})

/** The line of the list that is chosen, once it is drawn. */
async function chosen(terminal: Terminal): Promise<string> {
  const text = await terminal.waitFor(/▸/)
  return text.split('\n').find((line) => line.includes('▸')) ?? ''
}
