import { afterEach, describe, expect, test } from 'vitest'
import { SIGNING_PROVIDERS } from '../../../flows/ports/remote.port.ts'
import { CARRIERS } from '../../../flows/rules/carrier.ts'
import type { VisitView } from '../../../flows/visit/visit-view.ts'
import { deviceViewAt, tokenSign } from '../testing/test-device-views.ts'
import { PREPARED } from '../testing/test-holders.ts'
import { methodForm, methodViewAt, proof, proved, remote, tokenRegistration } from '../testing/test-method-views.ts'
import { openTerminal, type TestTerminalOptions } from '../testing/test-terminal.tsx'
import { CARD, viewAt } from '../testing/test-views.ts'
import { TEXTS } from '../text/texts.ts'

const [F3, UP, DOWN] = ['\u001bOR', '\u001b[A', '\u001b[B']

const open: { close: () => void }[] = []
afterEach(() => {
  for (const terminal of open.splice(0)) terminal.close()
})

async function show(view: VisitView, options: TestTerminalOptions = {}) {
  const terminal = openTerminal(view, options)
  open.push(terminal)
  await terminal.settle()
  return terminal
}

describe('a field with few answers', () => {
  const field = (name: 'carrier' | 'signingProvider', draft = {}) => {
    const form = methodForm(name === 'carrier' ? 'sim-pki' : 'remote-signing', 'citizen', 'before')
    return methodViewAt('field', 'sim-pki', { form: { ...form, field: name, draft: { ...form.draft, ...draft } } })
  }

  test.each(CARRIERS.map((carrier, at) => [carrier, at] as const))('%s is chosen by its digit', async (carrier, at) => {
    const terminal = await show(field('carrier'))
    // The key behind a digit shows that no scanner typed it.
    await terminal.type(`${at + 1}${F3}`)
    expect(terminal.acts()).toEqual([{ type: 'user.answered', field: 'carrier', text: carrier }])
  })

  test('Enter chooses the line the pointer is on, which is the one chosen before', async () => {
    const terminal = await show(field('carrier', { carrier: 'MobiFone' }))
    expect(terminal.text()).toContain('▸ 3  MobiFone')
    await terminal.type('\r')
    expect(terminal.acts()).toEqual([{ type: 'user.answered', field: 'carrier', text: 'MobiFone' }])
  })

  test('providers stand in words and are answered by their key', async () => {
    const terminal = await show(field('signingProvider', { signingProvider: '' }))
    expect(terminal.text()).toContain('▸ 1  VNPT SmartCA')
    expect(terminal.text()).toContain('2  Dịch vụ ký số từ xa khác (chuẩn CSC)')
    await terminal.type('2\r')
    expect(terminal.acts()).toEqual([
      { type: 'user.answered', field: 'signingProvider', text: SIGNING_PROVIDERS[1] },
      { type: 'user.answered', field: 'signingProvider', text: SIGNING_PROVIDERS[0] },
    ])
  })
})

describe('fields of other methods', () => {
  const empty = (
    method: 'social-insurance' | 'remote-signing' | 'in-person',
    name: 'insuranceNumber' | 'taxCode' | 'organisation',
  ) => {
    const form = methodForm(method, 'enterprise', 'before')
    return methodViewAt('field', method, { form: { ...form, field: name, draft: { ...form.draft, [name]: '' } } })
  }

  test('an insurance number is counted to ten, to twelve, and as a whole card', async () => {
    const terminal = await show(empty('social-insurance', 'insuranceNumber'))
    await terminal.type('0123456789')
    expect(terminal.text()).toMatch(/0 1 2 3 4 5 6 7 8 9 .*✓ 10\/10/)
    await terminal.type('01')
    expect(terminal.text()).toContain('✓ 12/12')
    const card = await show(empty('social-insurance', 'insuranceNumber'))
    await card.type('dn4460123456789\r')
    expect(card.text()).toContain('✓ 15/15')
    expect(card.acts()).toEqual([{ type: 'user.answered', field: 'insuranceNumber', text: 'DN4460123456789' }])
  })

  test('a tax code of a dependent unit gets its dash; a check digit that is not right is a hint only', async () => {
    const terminal = await show(empty('remote-signing', 'taxCode'))
    await terminal.type('0100233489')
    expect(terminal.text()).toContain('Mời xem lại từng chữ số.')
    await terminal.type('\u007f8001\r')
    expect(terminal.text()).toContain('▸ 0100233488-001 ')
    expect(terminal.acts()).toEqual([{ type: 'user.answered', field: 'taxCode', text: '0100233488-001' }])
  })

  test('the name of an organisation is composed from plain keys', async () => {
    const terminal = await show(empty('in-person', 'organisation'))
    await terminal.type('Cty Maaux Hueej\r')
    expect(terminal.acts()).toEqual([{ type: 'user.answered', field: 'organisation', text: 'Cty Mẫu Huệ' }])
  })
})

describe('a review after a proof', () => {
  test('counts the lines that can be changed alone, and Enter goes on', async () => {
    const form = methodForm('vnpost', 'citizen', 'after', { fixed: proof('vnpost').fixed })
    const terminal = await show(methodViewAt('review', 'vnpost', { form, proved: proved('vnpost', 'citizen') }))
    expect(terminal.text()).toMatch(/ {7}Họ và tên +Lê Văn Mẫu/)
    expect(terminal.text()).toMatch(/1 {2}Số điện thoại +0912345678/)
    expect(terminal.lines().at(-1)).toContain('Enter tiếp tục')
    await terminal.type('2\r')
    expect(terminal.acts()).toEqual([{ type: 'user.edited', field: 'email' }, { type: 'user.confirmed' }])
  })

  test('says what Enter does where a request goes out', async () => {
    const form = methodForm('sim-pki', 'citizen', 'before')
    const terminal = await show(methodViewAt('review', 'sim-pki', { form }))
    expect(terminal.lines().at(-1)).toContain('Enter đúng, gửi yêu cầu')
  })

  test('lays the card and the changed name letter under letter', async () => {
    const form = methodForm('social-insurance', 'citizen', 'before')
    const draft = { ...form.draft, fullName: 'Lê Văn Mậu' }
    const terminal = await show(methodViewAt('review', 'social-insurance', { form: { ...form, card: CARD, draft } }))
    const at = terminal.lines().findIndex((line) => line.includes('Họ và tên: chỉ khác dấu'))
    expect(terminal.lines()[at + 1]).toContain('Mã QR      LÊ VĂN MẪU')
    expect(terminal.lines()[at + 2]).toContain('Đã điền    LÊ VĂN MẬU')
    expect(terminal.lines()[at + 3]?.indexOf('^')).toBe(terminal.lines()[at + 1]?.indexOf('Ẫ'))
  })
})

describe('the conditions of a signing SIM', () => {
  test('F3 says that it lies in this machine’s reader', async () => {
    const terminal = await show(methodViewAt('conditions', 'sim-pki'))
    await terminal.type(F3)
    expect(terminal.acts()).toEqual([{ type: 'user.choseReader' }])
  })

  test.each([
    [
      'in the reader already',
      methodViewAt('conditions', 'sim-pki', { tokenRegistration: tokenRegistration('sim-pki') }),
    ],
    ['of another method', methodViewAt('conditions', 'usb-token')],
  ])('not %s', async (_, view) => {
    const terminal = await show(view)
    expect(terminal.text()).not.toContain('F3')
    await terminal.type(F3)
    expect(terminal.acts()).toEqual([])
  })
})

describe('while somebody signs elsewhere', () => {
  test.each(['vneid', 'sim-pki', 'remote-signing'] as const)(
    'the demo tells that F5 answers the phone (%s)',
    async (method) => {
      const view = methodViewAt('remote-waiting', method, { remote: remote(method) })
      for (const [columns, rows] of [
        [80, 24],
        [100, 30],
      ] as const) {
        const demo = await show(view, { columns, rows, demoScan: () => {} })
        expect(
          demo
            .text()
            .replace(/[│█▀▄]|\s+/g, ' ')
            .replace(/ +/g, ' '),
        ).toContain(`F5 ${TEXTS.vi.hints.demoAnswer.split(' ')[0]}`)
        const real = await show(view, { columns, rows })
        expect(real.text()).not.toContain('F5')
      }
    },
  )

  test('F3 opens what will be signed, arrows read it, F3 closes it; Enter asks at once', async () => {
    const terminal = await show(methodViewAt('remote-waiting', 'sim-pki', { remote: remote('sim-pki') }))
    expect(terminal.text()).not.toContain('Nội dung sẽ ký')
    await terminal.type(F3)
    expect(terminal.text()).toContain('Đối tượng: Doanh nghiệp')
    expect(terminal.text()).not.toContain('Tôi yêu cầu mở tài khoản')
    for (let press = 0; press < 30; press++) await terminal.type(DOWN)
    expect(terminal.text()).toContain('Tôi yêu cầu mở tài khoản nêu trên')
    expect(terminal.text()).toContain('điều khoản sử dụng.')
    await terminal.type(F3)
    expect(terminal.text()).toContain('Mã đối chiếu: K7Q2')
    await terminal.type('\r')
    expect(terminal.acts()).toEqual([{ type: 'user.confirmed' }])
  })

  test('a sign-in has nothing to sign', async () => {
    const terminal = await show(methodViewAt('remote-waiting', 'vneid', { remote: remote('vneid') }))
    await terminal.type(F3)
    expect(terminal.text()).not.toContain('Nội dung sẽ ký')
    expect(terminal.text()).toContain('WDJB-MJHT')
  })

  test('the time goes on while the statement is read', async () => {
    const terminal = await show(methodViewAt('remote-waiting', 'sim-pki', { remote: remote('sim-pki') }))
    await terminal.type(F3)
    await terminal.show(methodViewAt('remote-waiting', 'sim-pki', { remote: remote('sim-pki', { elapsedMs: 29_000 }) }))
    expect(terminal.text()).toContain('Nội dung sẽ ký')
    await terminal.type(F3)
    expect(terminal.text()).toContain('Còn 09:31')
  })

  test('what comes from outside obeys nobody: escapes in code and statement are blanks', async () => {
    const { transaction } = remote('sim-pki')
    const hostile = transaction && { ...transaction, controlCode: 'K7\u001b[2JQ2', statement: 'A\u001b[2JB\u202eC\n' }
    const terminal = await show(
      methodViewAt('remote-waiting', 'sim-pki', { remote: remote('sim-pki', { transaction: hostile }) }),
    )
    expect(terminal.text()).toContain('K7 [2JQ2')
    await terminal.type(F3)
    expect(terminal.text()).toContain('A [2JB C')
  })
})

describe('before the PIN', () => {
  test('all of the statement can be read, the certificate stays above it', async () => {
    const device = deviceViewAt('token-confirm', { tokenSign: tokenSign({ prepared: PREPARED }) })
    const terminal = await show(methodViewAt('token-confirm', 'usb-token', { device }))
    const seen = new Set<string>()
    for (let press = 0; press < 30; press++) {
      for (const line of terminal.lines()) seen.add(line.replace(/[│ ]+/g, ' ').trim())
      expect(terminal.text()).toContain('LÊ VĂN MẪU')
      await terminal.type(DOWN)
    }
    for (const line of PREPARED.text.split('\n').filter((text) => text !== '' && text.length < 60))
      expect(
        [...seen].some((row) => row.includes(line)),
        line,
      ).toBe(true)
    await terminal.type(UP)
    await terminal.type('\r')
    expect(terminal.acts()).toEqual([{ type: 'user.confirmed' }])
  })
})

describe('an account that is there', () => {
  test('is raised by 1 and by Enter, left by 2', async () => {
    const account = { state: 'exists', ial: 2 } as const
    const given = proved('usb-token', 'citizen', proof('usb-token', { account }))
    const terminal = await show(methodViewAt('raise-level', 'usb-token', { proved: given }))
    await terminal.type('1\r')
    await terminal.type('2\r')
    expect(terminal.acts().map(({ type }) => type)).toEqual([
      'user.raised',
      'user.raised',
      'user.declined',
      'user.raised',
    ])
  })

  test('has three ways on', async () => {
    const terminal = await show(viewAt('account-ways'))
    await terminal.type('3\r')
    await terminal.type(`2${F3}`)
    expect(terminal.acts()).toEqual([
      { type: 'user.choseWay', way: 'complain' },
      { type: 'user.choseWay', way: 'recover' },
      { type: 'user.choseWay', way: 'carrier-counter' },
    ])
  })
})

test('a request that was cut off is tried again with Enter', async () => {
  const cut = remote('vnpost', { transaction: null, trouble: 'SIGN_IN_UNAVAILABLE' })
  const terminal = await show(methodViewAt('remote-cut-off', 'vnpost', { remote: cut }))
  expect(terminal.lines().at(-1)).toContain('Enter thử lại')
  expect(terminal.text()).toContain('Nơi cấp tài khoản chưa trả lời.')
  await terminal.type('\r')
  expect(terminal.acts()).toEqual([{ type: 'user.confirmed' }])
})

test('a card scanned before a key rings once', async () => {
  const at = (card: typeof CARD | null) =>
    methodViewAt('token-choose', 'usb-token', {
      device: deviceViewAt('token-choose', { tokenSign: tokenSign({ card }) }),
    })
  const terminal = await show(at(null))
  await terminal.show(at(CARD))
  await terminal.show(at(CARD))
  expect(terminal.calls.bell).toBe(1)
  expect(terminal.text()).toContain('Đã đọc thẻ căn cước.')
})
