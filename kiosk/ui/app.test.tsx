import { afterEach, describe, expect, test } from 'vitest'
import { EMPTY_DRAFT } from '../../flows/form/fields.ts'
import { inLanguage, openTerminal, type TestTerminalOptions } from './testing/test-terminal.tsx'
import { adviser, CARD, CARD_QR, DRAFT, form, otp, viewAt, visit } from './testing/test-views.ts'

const open: { close: () => void }[] = []
afterEach(() => {
  for (const terminal of open.splice(0)) terminal.close()
})

async function show(view: Parameters<typeof openTerminal>[0], options: TestTerminalOptions = {}) {
  const terminal = openTerminal(view, options)
  open.push(terminal)
  await terminal.settle()
  return terminal
}

const emptyField = (field: 'idNumber' | 'fullName' | 'birthDate' | 'phone' | 'email', changes = {}) =>
  viewAt('field', {
    form: form({ field, draft: EMPTY_DRAFT, ...changes }),
  })

describe('fields', () => {
  test('show what is typed as it is typed and hand it over', async () => {
    const terminal = await show(emptyField('idNumber'))
    await terminal.type('0462')
    expect(terminal.text()).toContain('▸ 0 4 6 2 ')
    expect(terminal.text()).toContain('○ 4/12')
    await terminal.type('04001234\r')
    expect(terminal.acts()).toEqual([{ type: 'user.answered', field: 'idNumber', text: '046204001234' }])
  })

  test('take letters whose bytes and marks come apart', async () => {
    const terminal = await show(emptyField('fullName'))
    const bytes = Buffer.from('Nguyễn Thị Mẫu'.normalize('NFD'))
    for (const byte of bytes) await terminal.type(Buffer.of(byte))
    await terminal.type('\r')
    expect(terminal.acts()).toEqual([{ type: 'user.answered', field: 'fullName', text: 'Nguyễn Thị Mẫu' }])
  })

  test('put the slashes into dates', async () => {
    const terminal = await show(emptyField('birthDate'))
    await terminal.type('2902')
    expect(terminal.text()).toContain('▸ 29/02/yyyy')
    await terminal.type('2004')
    expect(terminal.text()).toMatch(/▸ 29\/02\/2004 .*✓/)
  })

  test('say the problem beside the answer and in the title', async () => {
    const terminal = await show(
      emptyField('phone', { problem: { field: 'phone', code: 'PHONE_OLD_NUMBER' }, draft: DRAFT }),
    )
    expect(terminal.lines()[0]).toContain('Có chỗ cần sửa')
    expect(terminal.text()).toContain('Số 11 chữ số đã đổi sang 10 chữ số')
  })

  test('e-mail may be left out with Enter', async () => {
    const terminal = await show(emptyField('email'))
    expect(terminal.lines().at(-1)).toContain('Enter bỏ qua')
    await terminal.type('\r')
    expect(terminal.acts()).toEqual([{ type: 'user.answered', field: 'email', text: '' }])
  })

  test('keep nothing of another field or another visit', async () => {
    const terminal = await show(emptyField('fullName'))
    await terminal.type('Lê Văn')
    await terminal.show(emptyField('phone'))
    expect(terminal.text()).not.toContain('Lê Văn')
    await terminal.type('0912')
    const next = viewAt('field', { form: emptyField('phone').form })
    const opening = next.visit.opening
    await terminal.show({ ...next, visit: { ...next.visit, opening: opening && { ...opening, visitId: 'visit-2' } } })
    expect(terminal.text()).not.toContain('0912')
  })

  test('mark what came from the card until it is changed', async () => {
    const terminal = await show(viewAt('field', { form: form({ field: 'idNumber', card: CARD }) }))
    expect(terminal.text()).toContain('(từ thẻ)')
    await terminal.type('\u007f')
    expect(terminal.text()).not.toContain('(từ thẻ)')
  })
})

describe('a keyboard-wedge scanner', () => {
  test('fills the form from any field and leaves no garbage in it', async () => {
    const terminal = await show(emptyField('fullName'))
    for (const letter of CARD_QR) await terminal.type(letter)
    await terminal.type('\r')
    expect(terminal.acts()).toMatchObject([{ type: 'scanner.scanned', card: { fullName: 'Lê Văn Mẫu' } }])
    expect(terminal.text()).not.toContain('046204')
    expect(terminal.text()).not.toContain('0 4 6')
  })

  test('chooses nothing in a menu', async () => {
    const terminal = await show(viewAt('subject'))
    await terminal.type(`${CARD_QR}\r`)
    expect(terminal.acts()).toMatchObject([{ type: 'scanner.scanned' }])
  })

  test('pasted is a scan too', async () => {
    const terminal = await show(emptyField('idNumber'))
    await terminal.type(`\u001b[200~${CARD_QR}\u001b[201~`)
    expect(terminal.acts()).toMatchObject([{ type: 'scanner.scanned', card: { idNumber: '046204001234' } }])
  })

  test('rings once for a card and once for a refusal, not again for the same', async () => {
    const terminal = await show(emptyField('idNumber'))
    const withCard = viewAt('field', { form: form({ field: 'phone', card: CARD }) })
    await terminal.show(withCard)
    await terminal.show({ ...withCard, inactivityWarned: true })
    expect(terminal.calls.bell).toBe(1)
    const notice = { code: 'SCAN_DAMAGED' } as const
    await terminal.show({ ...withCard, visit: visit('field', { notice }) })
    expect(terminal.text()).toContain('Mã trên thẻ bị mờ hoặc đọc sai.')
    await terminal.show(withCard)
    expect(terminal.calls.bell).toBe(2)
  })
})

describe('menus', () => {
  test('digits choose; a shut method is asked for too, so that the flow can say why', async () => {
    const terminal = await show(viewAt('method'))
    await terminal.type('5\r')
    expect(terminal.acts()).toEqual([
      { type: 'user.choseMethod', method: 'usb-token' },
      { type: 'user.choseMethod', method: 'mobile' },
    ])
  })

  test('the line below the methods asks the adviser', async () => {
    const terminal = await show(viewAt('method'))
    expect(terminal.text()).toContain('9  Chưa rõ nên chọn cách nào? Để máy gợi ý')
    await terminal.type('9\r')
    expect(terminal.acts()).toEqual([{ type: 'user.askedAdvice' }, { type: 'user.choseMethod', method: 'mobile' }])
  })

  test('the adviser’s questions are answered by their digits, the pointer starts anew on each', async () => {
    const terminal = await show(viewAt('adviser-question', { adviser: adviser([]) }))
    await terminal.type('\u001b[B')
    await terminal.type('4\r')
    expect(terminal.acts()).toEqual([
      { type: 'user.adviserAnswered', question: 'phone', choice: 'unknown' },
      { type: 'user.adviserAnswered', question: 'phone', choice: 'other-sim' },
    ])
    await terminal.show(viewAt('adviser-question', { adviser: adviser(['own-sim']) }))
    expect(terminal.text()).toContain('Ông/Bà có mang thẻ căn cước gắn chip không?')
    await terminal.type('\r')
    expect(terminal.acts().at(-1)).toEqual({ type: 'user.adviserAnswered', question: 'card', choice: 'yes' })
  })

  test('advice is chosen by its line, with level and time; a shut line says in full why and what to do', async () => {
    const terminal = await show(
      viewAt('adviser-advice', { adviser: adviser(['own-sim', 'yes', 'no', 'vnpost-account', 'yes', 'none']) }),
    )
    expect(terminal.text()).toMatch(/▸ 1 {2}Đăng ký trực tiếp +Mức 3 +10 phút +✓ Đã có đủ/)
    expect(terminal.text()).toMatch(/ 2 {2}Thuê bao di động +Mức 2 +6 phút +✓ Đã có đủ/)
    expect(terminal.text()).toMatch(/3 {2}Bảo hiểm xã hội +· Chưa có số bảo hiểm xã hội/)
    expect(terminal.text()).toMatch(/4 {2}Bưu điện Việt Nam +· Không dành cho cán bộ nhà nước/)
    expect(terminal.text()).toContain('· Dòng 1 cần có: cán bộ tại quầy, thẻ căn cước gắn chip.')
    await terminal.type('3\r')
    expect(terminal.acts()).toEqual([
      { type: 'user.choseMethod', method: 'social-insurance' },
      { type: 'user.choseMethod', method: 'in-person' },
    ])
    await terminal.show(viewAt('adviser-advice', { adviser: adviser(['other-sim'], { built: ['mobile'] }, 'mobile') }))
    expect(terminal.text()).toContain('Lúc này chưa có cách nào làm được ngay')
    expect(terminal.text()).toContain('· Thuê bao di động. SIM chưa chính chủ. Mời Ông/Bà mang căn cước đến')
  })

  test('the review changes a line by its digit and sends with Enter', async () => {
    const terminal = await show(viewAt('review'))
    await terminal.type('3\r')
    expect(terminal.acts()).toEqual([{ type: 'user.edited', field: 'birthDate' }, { type: 'user.confirmed' }])
  })

  test('a line that is down offers two ways', async () => {
    const terminal = await show(viewAt('line-down'))
    await terminal.type('2\u001b')
    await terminal.type('[A\r')
    expect(terminal.acts()).toEqual([{ type: 'user.deferred' }, { type: 'user.deferred' }])
  })
})

describe('secrets', () => {
  test('a code leaves as a handle and is gone from the screen', async () => {
    const terminal = await show(viewAt('otp-entry'))
    await terminal.type('48291')
    await terminal.type('\r')
    expect(terminal.acts()).toEqual([{ type: 'user.codeIncomplete' }])
    await terminal.type('3\r')
    const event = terminal.acts().at(-1)
    expect(event?.type).toBe('user.codeEntered')
    expect(JSON.stringify(terminal.sent)).not.toContain('482913')
    expect(event?.type === 'user.codeEntered' && terminal.secrets.redeem(event.code)).toBe('482913')
    await terminal.show(viewAt('otp-checking'))
    await terminal.show(viewAt('otp-entry', { otp: otp({ problem: 'OTP_WRONG', triesLeft: 4 }) }))
    expect(terminal.text()).toContain('○ 0/6'.replace('○', '✗'))
  })

  test('a password is never drawn, leaves as a handle and is wiped', async () => {
    const terminal = await show(viewAt('password'))
    await terminal.type('Sông Hương-7\r')
    expect(terminal.text()).not.toContain('Hương')
    await terminal.type('Sông Hương-8\r')
    expect(terminal.lines()[0]).toContain('Có chỗ cần sửa')
    expect(terminal.text()).toContain('Hai lần gõ chưa giống nhau.')
    await terminal.type('Sông Hương-7\r')
    const [event] = terminal.acts()
    expect(event?.type === 'user.passwordEntered' && terminal.secrets.redeem(event.password)).toBe('Sông Hương-7')
    expect(terminal.text()).not.toContain('•')
    expect(JSON.stringify(terminal.sent)).not.toContain('Hương')
  })

  test('F4 shows the password while it is wanted', async () => {
    const terminal = await show(viewAt('password'))
    await terminal.type('Sông')
    await terminal.type('\u001bOS')
    expect(terminal.text()).toContain('Sông')
    await terminal.type('\u001bOS')
    expect(terminal.text()).not.toContain('Sông')
  })
})

describe('captcha and code', () => {
  test('F3 asks for another picture and another code', async () => {
    const captcha = await show(viewAt('captcha'))
    await captcha.type('\u001bOR')
    await captcha.type('ab7x\r')
    expect(captcha.acts()).toEqual([{ type: 'user.refreshed' }, { type: 'user.captchaAnswered', text: 'AB7X' }])
    const code = await show(viewAt('otp-entry'))
    await code.type('\u001bOR')
    expect(code.acts()).toEqual([{ type: 'user.resent' }])
  })

  test('the countdown goes on while a code is being typed', async () => {
    const terminal = await show(viewAt('otp-entry'))
    await terminal.type('48')
    await terminal.show(viewAt('otp-entry', { otp: otp({ elapsedMs: 29_000 }) }))
    expect(terminal.text()).toContain('[ 4 ] [ 8 ]')
    expect(terminal.text()).toContain('04:31')
  })
})

describe('what lies over a screen', () => {
  test('the warning hides what was typed, and what was typed is still there after it', async () => {
    const terminal = await show(emptyField('fullName'))
    await terminal.type('Lê Văn')
    await terminal.show({ ...emptyField('fullName'), inactivityWarned: true })
    expect(terminal.text()).toContain('Quý khách còn ở đó không?')
    expect(terminal.text()).not.toContain('Lê Văn')
    await terminal.type('x')
    await terminal.show(emptyField('fullName'))
    expect(terminal.text()).toContain('▸ Lê Văn ')
  })

  test('help tells of this screen and of the keys, and closes with any key', async () => {
    const terminal = await show(viewAt('otp-entry'))
    await terminal.type('\u001bOP')
    expect(terminal.text()).toContain('Nhân viên không bao giờ hỏi mã này.')
    expect(terminal.text()).toMatch(/Esc +quay lại/)
    await terminal.type(' ')
    expect(terminal.text()).toContain('Mã xác nhận 6 chữ số trong tin nhắn?')
  })

  test('a shut method is explained above the keys', async () => {
    const notice = { code: 'METHOD_NOT_BUILT', method: 'usb-token', since: null, instead: null } as const
    const terminal = await show(viewAt('method', { visit: visit('method', { notice }) }))
    expect(terminal.text()).toContain('! USB ký số: máy này chưa làm được cách đó. Mời Quý khách chọn cách')
  })
})

describe('the window', () => {
  test('below 80x24 says so kindly in both languages and recovers with what was typed', async () => {
    const terminal = await show(emptyField('fullName'))
    await terminal.type('Lê Văn')
    await terminal.resize(60, 20)
    expect(terminal.text()).toContain('đang có 60 x 20')
    expect(terminal.text()).toContain('Please widen it')
    expect(terminal.lines().length).toBeLessThanOrEqual(20)
    await terminal.resize(100, 30)
    expect(terminal.text()).toContain('▸ Lê Văn ')
    expect(terminal.lines()).toHaveLength(30)
  })

  test('from 100 columns on has the demo phone beside it, below as a strip', async () => {
    const phone = { number: '0912345678', messages: [{ id: '1', from: 'DVC', text: 'Ma: 482913' }] }
    const terminal = await show(viewAt('otp-entry'), { columns: 100, rows: 30, status: { phone } })
    expect(terminal.text()).toContain('│ ĐIỆN THOẠI (mô phỏng)')
    await terminal.resize(80, 24)
    expect(terminal.lines()[21]).toContain('ĐIỆN THOẠI (mô phỏng) DVC: Ma: 482913')
  })

  test('shows line and time, and marks a time that is not proven', async () => {
    const terminal = await show(viewAt('welcome'))
    expect(terminal.lines()[0]).toContain('● Trực tuyến · 09:41')
    await terminal.setStatus({ line: 'offline', time: '09:42', clockProven: false })
    expect(terminal.lines()[0]).toContain('○ Ngoại tuyến · ≈09:42')
  })

  test('speaks the visit’s language', async () => {
    const terminal = await show(viewAt('welcome'))
    await terminal.type('\u001bOQ')
    expect(terminal.acts()).toEqual([{ type: 'user.choseLanguage', language: 'en' }])
    await terminal.show(inLanguage(viewAt('welcome'), 'en'))
    expect(terminal.text()).toContain('Welcome')
  })
})
