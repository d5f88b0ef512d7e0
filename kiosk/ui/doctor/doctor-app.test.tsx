import { afterEach, describe, expect, test } from 'vitest'
import { DEVICE_SCREENS } from '../../../flows/base/device-screens.ts'
import type { DisplaySettings } from '../kiosk-props.ts'
import { allDeviceViews, deviceViewAt } from '../testing/test-device-views.ts'
import { type DoctorTerminalOptions, finding, openDoctor } from '../testing/test-doctor.tsx'
import { CARD_QR } from '../testing/test-views.ts'
import type { DoctorFinding } from './doctor-finding.ts'
import { DOCTOR_WORDS } from './words.ts'

const open: { close: () => void }[] = []
afterEach(() => {
  for (const terminal of open.splice(0)) terminal.close()
})

async function show(findings: readonly DoctorFinding[], options: DoctorTerminalOptions = {}) {
  const terminal = openDoctor(findings, options)
  open.push(terminal)
  await terminal.settle()
  return terminal
}

const [UP, DOWN, HOME, END] = ['\u001b[A', '\u001b[B', '\u001b[H', '\u001b[F']
const [F1, F5, F6, F10] = ['\u001bOP', '\u001b[15~', '\u001b[17~', '\u001b[21~']
const styles = /\u001b\[[\d;]*m/g
const ASCII: DisplaySettings = { colours: '16', glyphs: 'ascii' }

const PAPER_OUT = finding('printer', 'Máy in phiếu (192.168.1.87:9100, giấy 80 mm): đang hỏng.', {
  state: 'faulted',
  code: 'PRINTER_PAPER_OUT',
  nextStep: 'Thay cuộn giấy.',
})
const NO_DRIVER = finding('token', 'Thư viện token vnptca_p11.so không dùng được.', {
  state: 'needs-driver',
  code: 'TOKEN_MODULE_ARCHITECTURE',
  nextStep: 'Cài đúng bản phần mềm của hãng cho loại máy này (64 bit).',
})
const NO_CENTRAL = finding('central', 'Chưa khai báo địa chỉ trung tâm.', {
  state: 'missing',
  code: 'CONFIG_INVALID',
  nextStep: 'Đặt --central URL, biến MOTCUA_CENTRAL, hoặc chạy motcua up.',
})
const NO_MODEM = finding('modem', 'Modem: chưa cắm.', { state: 'missing', code: 'MODEM_ABSENT', needed: false })
const NO_PCSC = finding('readers', 'Đầu đọc thẻ: dịch vụ PC/SC của máy chưa chạy hoặc chưa cài.', {
  state: 'needs-driver',
  code: 'PCSC_UNAVAILABLE',
  nextStep: 'Bật dịch vụ đầu đọc thẻ: systemctl enable --now pcscd.socket.',
  needed: false,
})
const NO_SCANNER = finding('scanner', 'Máy quét: không dùng.', { state: 'off' })
const STORE = finding('store', 'Kho dữ liệu của máy mở được (/var/lib/motcua).')
const TOKEN = finding('token', 'USB token “Token mẫu” (opensc-pkcs11.so): 1 chứng thư số, mã PIN bình thường.', {
  test: 'sign',
})
const ALL = [STORE, NO_CENTRAL, NO_SCANNER, TOKEN, NO_DRIVER, NO_PCSC, NO_MODEM, PAPER_OUT]
const MANY = Array.from({ length: 30 }, (_, at) =>
  finding('readers', `Đầu đọc “Mẫu ${String(at + 1).padStart(2, '0')}”: chưa có thẻ.`, { test: 'read-chip' }),
)
const LONG = finding('store', `Kho dữ liệu của máy không mở được (/${'thu-muc-rat-dai/'.repeat(20)}).`, {
  state: 'faulted',
  code: 'STORE_DAMAGED',
  nextStep: 'Gọi kỹ thuật viên; đừng xoá thư mục dữ liệu, vì trong đó còn những hồ sơ chưa gửi về trung tâm. '
    .repeat(2)
    .trim(),
  test: 'print',
})

describe.each([
  ['80x24', { columns: 80, rows: 24 }],
  ['80x24 ASCII', { columns: 80, rows: 24, display: ASCII }],
  ['100x30', { columns: 100, rows: 30, display: { colours: 'true', glyphs: 'unicode' } }],
  ['160x50', { columns: 160, rows: 50 }],
] as readonly (readonly [string, DoctorTerminalOptions & { columns: number; rows: number }])[])(
  'at %s',
  (_, options) => {
    const whole = (terminal: { lines(): readonly string[] }) => {
      const lines = terminal.lines().map((line) => line.replace(styles, ''))
      expect(lines).toHaveLength(options.rows)
      for (const line of lines) expect([...line].length, line).toBe(options.columns)
      expect(lines[0]).toContain('KIỂM TRA MÁY VÀ THIẾT BỊ')
      expect(lines[0]).toContain('Bưu điện Phường Mẫu')
      expect(lines[0]).toContain('09:41')
      const isAscii = options.display === ASCII
      expect(lines[0]?.endsWith(isAscii ? '+' : '┐')).toBe(true)
      expect(lines.at(-1)?.endsWith(isAscii ? '+' : '┘')).toBe(true)
      if (isAscii) {
        expect(lines.join('\n')).not.toMatch(/[^\p{Script=Latin}\p{N}\p{M}\p{ASCII}“”\n]/u)
      }
      return lines
    }

    test.each([
      ['all kinds', ALL],
      ['thirty', MANY],
      ['one too long', [LONG]],
      ['none yet', []],
    ])('the list of %s fills the window', async (_name, findings) => {
      whole(await show(findings, options))
    })

    test.each(allDeviceViews(DEVICE_SCREENS))('%s fills it too, and names the ways out', async (_name, view) => {
      const terminal = await show(ALL, { ...options, test: { kind: 'flow', view } })
      const lines = whole(terminal)
      expect(lines.at(-1)).toContain(`F10 ${DOCTOR_WORDS.hints.stop}`)
    })

    test.each(['running', 'done', 'failed'] as const)('a plain test that is %s fills it', async (state) => {
      const lines = Array.from({ length: 30 }, (_each, at) =>
        `Dòng ${at + 1} của kết quả, dài hơn một dòng. `.repeat(3),
      )
      const plain = { kind: 'plain', title: 'Đọc thử SIM trong modem', lines, state } as const
      const shown = whole(await show(ALL, { ...options, test: plain })).join('\n')
      expect(shown).toContain(DOCTOR_WORDS[state])
      if (state !== 'running') expect(shown).toContain(DOCTOR_WORDS.closeTest)
    })

    test('the help fits', async () => {
      for (const one of [undefined, { kind: 'flow', view: deviceViewAt('token-pin') } as const]) {
        const terminal = await show(ALL, { ...options, ...(one ? { test: one } : {}) })
        await terminal.type(F1)
        expect(whole(terminal).join('\n')).toContain(DOCTOR_WORDS.help.close)
      }
    })
  },
)

describe('the list', () => {
  test('marks every state with a sign of its own, whatever the colours', async () => {
    const text = (await show(ALL)).text()
    for (const line of [
      '✓ Kho dữ liệu',
      '! Chưa khai báo',
      '– Máy quét: không dùng',
      '! Thư viện token',
      '– Modem: chưa cắm',
      '– Đầu đọc thẻ: dịch vụ PC/SC',
      '✗ Máy in phiếu',
    ])
      expect(text).toContain(line)
    expect(text).toContain('! 3 chỗ cần xem.')
    expect((await show([STORE, NO_MODEM, NO_PCSC, NO_SCANNER])).text()).toContain(`✓ ${DOCTOR_WORDS.ready}`)
  })

  test('starts on the first that needs a hand and tells it in full', async () => {
    const terminal = await show([STORE, PAPER_OUT, NO_DRIVER])
    expect(terminal.text()).toContain('▸ ✗ Máy in phiếu')
    expect(terminal.text()).toContain('✗ Đang hỏng · PRINTER_PAPER_OUT')
    expect(terminal.text()).toContain('Nguyên nhân: Máy in hết giấy.')
    expect(terminal.text()).toContain('Cần làm: Thay cuộn giấy.')
    await terminal.type(UP)
    expect(terminal.text()).toContain('✓ Sẵn sàng')
    expect(terminal.text()).not.toContain('Cần làm:')
  })

  test('cuts a long one in the list and keeps state and next step below', async () => {
    const text = (await show([LONG])).text()
    expect(text).toContain('Đang hỏng · STORE_DAMAGED')
    expect(text).toContain('Cần làm: Gọi kỹ thuật viên')
    expect(text).toContain(`Enter: ${DOCTOR_WORDS.tests.print}`)
    expect(text.match(/…/g)).toHaveLength(2)
  })

  test('longer than its room it moves under the pointer, to both ends', async () => {
    const terminal = await show(MANY)
    expect(terminal.text()).toContain('▸ ✓ Đầu đọc “Mẫu 01”')
    expect(terminal.text()).not.toContain('Mẫu 30')
    expect(terminal.text()).toContain('1 / 30')
    for (let at = 1; at < 30; at++) {
      await terminal.type(DOWN)
      expect(terminal.text()).toContain(`▸ ✓ Đầu đọc “Mẫu ${String(at + 1).padStart(2, '0')}”`)
    }
    await terminal.type(DOWN)
    expect(terminal.text()).toContain('30 / 30')
    await terminal.type(HOME)
    expect(terminal.text()).toContain('▸ ✓ Đầu đọc “Mẫu 01”')
    await terminal.type(END)
    expect(terminal.text()).toContain('▸ ✓ Đầu đọc “Mẫu 30”')
  })

  test('keeps the chosen device while others come, go and change', async () => {
    const reader = (name: string, state: string) => finding('readers', `Đầu đọc “${name}”: ${state}.`)
    const terminal = await show([STORE, reader('A', 'chưa có thẻ'), reader('B', 'chưa có thẻ')])
    await terminal.type(END)
    await terminal.setFindings([reader('A', 'có thẻ'), reader('AB', 'có thẻ'), reader('B', 'có thẻ'), STORE])
    expect(terminal.text()).toContain('▸ ✓ Đầu đọc “B”: có thẻ')
    await terminal.setFindings([STORE, NO_MODEM])
    expect(terminal.text()).toContain('▸ – Modem: chưa cắm')
  })

  test('says that it looks and stays usable meanwhile', async () => {
    const terminal = await show([], { isLooking: true })
    expect(terminal.text()).toContain(DOCTOR_WORDS.nothingYet)
    expect(terminal.text()).toContain(DOCTOR_WORDS.looking)
    await terminal.setFindings(ALL, true)
    await terminal.type(END)
    expect(terminal.text()).toContain('▸ ✗ Máy in phiếu')
    expect(terminal.text()).toContain(DOCTOR_WORDS.looking)
    await terminal.setFindings(ALL)
    expect(terminal.text()).not.toContain(DOCTOR_WORDS.looking)
  })
})

describe('keys', () => {
  test('Enter starts the live test of the chosen one, and nothing where there is none', async () => {
    const terminal = await show([STORE, TOKEN])
    await terminal.type('\r')
    expect(terminal.calls).toEqual([])
    expect(terminal.text()).not.toContain('Enter')
    await terminal.type(DOWN)
    expect(terminal.text()).toContain(`Enter: ${DOCTOR_WORDS.tests.sign}`)
    expect(terminal.lines().at(-1)).toContain('Enter thử')
    await terminal.type('\r')
    expect(terminal.calls).toEqual([`startTest sign: ${TOKEN.says}`])
  })

  test('F5 looks again, F6 prints, Esc and Ctrl-C leave', async () => {
    const terminal = await show(ALL)
    for (const key of [F5, F6, '\u0003']) await terminal.type(key)
    await terminal.type('\u001b')
    await expect.poll(() => terminal.calls).toEqual(['look', 'printSlip', 'quit', 'quit'])
  })

  test('the help is closed by any key, which does nothing else', async () => {
    const terminal = await show(ALL)
    await terminal.type(F1)
    expect(terminal.text()).toContain(DOCTOR_WORDS.help.title)
    await terminal.type(F5)
    expect(terminal.text()).not.toContain(DOCTOR_WORDS.help.close)
    expect(terminal.calls).toEqual([])
  })

  test('in a test the help names the keys of the test, not those of the list behind it', async () => {
    const terminal = await show(ALL, { test: { kind: 'flow', view: deviceViewAt('card-read') } })
    await terminal.type(F1)
    const { help, hints } = DOCTOR_WORDS
    for (const word of [help.close, hints.stop, 'đọc lại']) expect(terminal.text()).toContain(word)
    for (const word of [help.leave, help.look, help.slip]) expect(terminal.text()).not.toContain(word)
  })

  test('in a test Enter and Esc go to its flow, F10 stops it, Ctrl-C leaves', async () => {
    const terminal = await show(ALL, { test: { kind: 'flow', view: deviceViewAt('token-confirm') } })
    await terminal.type('\r')
    await terminal.type('\u001b')
    await expect.poll(() => terminal.sent).toEqual([{ type: 'user.confirmed' }, { type: 'user.wentBack' }])
    await terminal.type(`${F5}${F10}`)
    await terminal.type('\u0003')
    expect(terminal.calls).toEqual(['endTest', 'quit'])
  })

  test('a card scanned by a keyboard wedge goes to the test, and starts none', async () => {
    const terminal = await show([TOKEN], { test: { kind: 'flow', view: deviceViewAt('card-key') } })
    await terminal.type(`${CARD_QR}\r`)
    expect(terminal.sent).toMatchObject([{ type: 'scanner.scanned', card: { idNumber: '046204001234' } }])
    expect(terminal.text()).not.toContain('0 4 6')
    await terminal.setTest(null)
    await terminal.type(`${CARD_QR}\r`)
    expect(terminal.calls).toEqual([])
    expect(terminal.sent).toHaveLength(1)
  })

  test('a plain test is stopped while it runs and put away when it is over', async () => {
    const plain = { kind: 'plain', title: 'In thử', lines: [] } as const
    const terminal = await show(ALL, { test: { ...plain, state: 'running' } })
    await terminal.type('\r')
    expect(terminal.calls).toEqual([])
    await terminal.type('\u001b')
    await expect.poll(() => terminal.calls).toEqual(['endTest'])
    await terminal.setTest({ ...plain, lines: ['Máy in hết giấy.'], state: 'failed' })
    expect(terminal.text()).toContain('✗ Thử chưa được.')
    await terminal.type('\r')
    expect(terminal.calls).toEqual(['endTest', 'endTest'])
    await terminal.setTest(null)
    expect(terminal.text()).toContain('Máy in phiếu')
  })
})

test('a PIN is in no frame of the doctor', async () => {
  const pin = 'Zq7#kW9x'
  const terminal = await show([TOKEN], { test: { kind: 'flow', view: deviceViewAt('token-pin') } })
  for (const letter of pin) await terminal.type(letter)
  await terminal.type('\r')
  const [event] = terminal.sent
  expect(event?.type === 'user.pinEntered' && terminal.secrets.redeem(event.pin)).toBe(pin)
  for (let length = 2; length <= pin.length; length++)
    expect(terminal.written.join('')).not.toContain(pin.slice(0, length))
})

test('a screen reader hears state, what it says and what to do', async () => {
  const terminal = await show([STORE, PAPER_OUT], { screenReader: true })
  const said = terminal.text()
  expect(said).toContain('KIỂM TRA MÁY VÀ THIẾT BỊ. Bưu điện Phường Mẫu. 09:41')
  expect(said).toContain(`listitem: (selected) Đang hỏng: ${PAPER_OUT.says}`)
  expect(said).toContain('Sẵn sàng: Kho dữ liệu')
  expect(said).toContain('Cần làm: Thay cuộn giấy.')
  expect(said).toContain('F6 in phiếu')
  expect(said).not.toMatch(/[│┌└─]/)
})

test('a window too small says so and comes back', async () => {
  const terminal = await show(ALL)
  await terminal.resize(60, 20)
  expect(terminal.text()).toContain('80 cột, 24 dòng')
  await terminal.resize(80, 24)
  expect(terminal.text()).toContain('Máy in phiếu')
})
