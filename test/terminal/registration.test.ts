import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createScannerSimulator, type ScannerSimulator } from '../../devices/scanner/simulator.ts'
import { vi } from '../../kiosk/ui/text/vi.ts'
import { fieldOf, leaveResult, walkKiosk } from '../harness/kiosk-walk.ts'
import type { RunningProcess } from '../harness/processes.ts'
import { motcuaTerminal, PASSWORD, type Person, sandboxPeople, startUp, type Up } from '../harness/product.ts'
import { createTempFolder, type TempFolder } from '../harness/temp.ts'
import type { Terminal } from '../harness/terminal.ts'

let folder: TempFolder
let up: Up
let servers: RunningProcess
let scanner: ScannerSimulator
let accepted: readonly Person[]
let terminal: Terminal | null = null

beforeAll(async () => {
  folder = await createTempFolder()
  const people = await sandboxPeople()
  accepted = people.filter(({ expected, scan }) => expected.mobile === 'accepted' && scan !== null)
  scanner = await createScannerSimulator({ simulate: true, linkPath: join(folder.path, 'scanner') })
  ;({ up, process: servers } = await startUp(join(folder.path, 'data')))
})

afterEach(async () => {
  await terminal?.close()
})

afterAll(async () => {
  await servers?.stop('SIGTERM')
  await scanner?.stop()
  await folder?.remove()
})

function openKiosk(cols: number, rows: number): Terminal {
  terminal = motcuaTerminal(['kiosk', '--data', up.data, '--scanner', join(folder.path, 'scanner')], { cols, rows })
  return terminal
}

function personAt(index: number): Person {
  const person = accepted[index]
  if (!person) throw new Error('not enough people')
  return person
}

describe('a registration read off the screen', () => {
  test.each([
    [80, 24, 0],
    [100, 30, 1],
  ])('typed by hand at %i×%i, to the receipt and the wipe', async (cols, rows, index) => {
    const person = personAt(index)
    const kiosk = openKiosk(cols, rows)
    await walkKiosk(kiosk, person, 'result')
    const receipt = await kiosk.waitFor('Đã đăng ký xong tài khoản')
    expect(receipt).not.toContain(person.idNumber)
    expect(receipt).not.toContain(PASSWORD)
    await leaveResult(kiosk)
    const welcome = await kiosk.waitFor('Kính chào Quý khách')
    expect(welcome).not.toContain(person.fullName)
    expect(kiosk.scrollback().join('')).toBe('')
    kiosk.press('Ctrl-C')
    expect((await kiosk.exit).code).toBe(0)
    expect(kiosk.alternateBuffer()).toBe(false)
  })

  test('with a scanned card the form is filled, and only the phone is asked for', async () => {
    const person = personAt(2)
    const kiosk = openKiosk(80, 24)
    await kiosk.waitFor(vi.welcome.startOrScan.slice(0, 30))
    await scanner.scan(person.scan ?? '')
    await kiosk.waitFor(vi.subject.cardKept)
    await walkKiosk(kiosk, person, 'field')
    expect(fieldOf(kiosk.text())).toBe('phone')
    await walkKiosk(kiosk, person, 'review')
    expect(kiosk.text()).toContain(person.idNumber)
    expect(kiosk.text()).toContain('(từ thẻ)')
    await walkKiosk(kiosk, person, 'result')
    await kiosk.waitFor('Đã đăng ký xong tài khoản')
  })

  test('a scan that is no card is answered, wherever the person stands, and harms nothing', async () => {
    const kiosk = openKiosk(80, 24)
    await walkKiosk(kiosk, personAt(3), 'review')
    await scanner.fault('truncated', personAt(3).scan ?? '')
    await kiosk.waitFor(vi.faults.SCAN_DAMAGED.what)
    kiosk.press('Left')
    await kiosk.waitGone(vi.faults.SCAN_DAMAGED.what)
    await scanner.scan('https://example.vn/khong-phai-the')
    await kiosk.waitFor(vi.faults.SCAN_NOT_A_CARD.what)
    expect(kiosk.text()).toContain(personAt(3).idNumber)
    kiosk.press('F10')
    await kiosk.waitFor('Kính chào Quý khách')
  })

  test.each(['SIGTERM', 'SIGHUP', 'SIGINT'] as const)('%s gives the terminal back', async (signal) => {
    const kiosk = openKiosk(80, 24)
    await kiosk.waitFor('Kính chào Quý khách')
    kiosk.kill(signal)
    await kiosk.exit
    expect(kiosk.alternateBuffer()).toBe(false)
    expect(kiosk.cursor().visible).toBe(true)
  })

  test('a window that is too small is told kindly, and a larger one goes on', async () => {
    const kiosk = openKiosk(60, 20)
    await kiosk.waitFor(/80/)
    kiosk.resize(80, 24)
    await kiosk.waitFor('Kính chào Quý khách')
  })
})
