import { afterEach, describe, expect, test } from 'vitest'
import { DEVICE_SCREENS } from '../../../flows/base/device-screens.ts'
import type { Language } from '../../../flows/base/terms.ts'
import type { DeviceView } from '../../../flows/device-view.ts'
import { type DeviceTerminalOptions, openDeviceTerminal } from '../testing/test-device-terminal.tsx'
import {
  allDeviceViews,
  BLOCKS,
  CHIP_CARD,
  choice,
  deviceViewAt,
  readCard,
  reading,
  sendCode,
  tokenSign,
} from '../testing/test-device-views.ts'
import { TEXTS, wordsForFault } from '../text/texts.ts'
import { deviceFrameOf, deviceProblemOf } from './device-frames.ts'

const open: { close: () => void }[] = []
afterEach(() => {
  for (const terminal of open.splice(0)) terminal.close()
})

async function show(view: DeviceView, language: Language = 'vi', options: DeviceTerminalOptions = {}) {
  const terminal = openDeviceTerminal(view, language, options)
  open.push(terminal)
  await terminal.settle()
  return terminal
}

const styles = /\u001b\[[\d;]*m/g
const views = allDeviceViews(DEVICE_SCREENS)

describe('the list of certificates', () => {
  const choices = [choice(1), choice(2, { blocked: 'TOKEN_PIN_LOCKED' }), choice(3)]
  const view = deviceViewAt('token-choose', {
    tokenSign: tokenSign({ choices, selectedId: choices[2]?.certificateId ?? null }),
  })

  test('a digit chooses, also one that cannot be used: the flow says why', async () => {
    const terminal = await show(view)
    await terminal.type('2')
    await expect
      .poll(() => terminal.sent)
      .toEqual([{ type: 'user.certificateChosen', certificateId: choices[1]?.certificateId }])
  })

  test('Enter takes the pointed one, which is what the flow stands on', async () => {
    const terminal = await show(view)
    await terminal.type('\r')
    await terminal.type('\u001b[B\r')
    expect(terminal.sent).toEqual([
      { type: 'user.certificateChosen', certificateId: choices[2]?.certificateId },
      { type: 'user.certificateChosen', certificateId: choices[0]?.certificateId },
    ])
  })

  test('where none can be used Enter ends it', async () => {
    const blocked = [choice(1, { blocked: 'CERTIFICATE_EXPIRED' })]
    const none = deviceViewAt('token-choose', { tokenSign: tokenSign({ choices: blocked, selectedId: null }) })
    const terminal = await show(none)
    expect(deviceFrameOf(none).next).toBe('done')
    await terminal.type('\r')
    expect(terminal.sent).toEqual([{ type: 'user.confirmed' }])
  })

  test.each(['vi', 'en'] as const)('a check that took too long says so, and how to go on, in %s', async (language) => {
    const timedOut = deviceViewAt('token-choose', { tokenSign: tokenSign({ problem: 'TIMED_OUT' }) })
    const terminal = await show(timedOut, language)
    const said = terminal.text().replace(/[│\s]+/g, ' ')
    expect(said).toContain(TEXTS[language].devices.token.choose.timedOut)
    expect(said).not.toContain(TEXTS[language].faults.TIMED_OUT.what)
  })

  test('longer than its room it moves under the pointer', async () => {
    const many = Array.from({ length: 12 }, (_, at) => choice(at + 1, { commonName: `NGƯỜI MẪU ${at + 1}` }))
    const terminal = await show(deviceViewAt('token-choose', { tokenSign: tokenSign({ choices: many }) }))
    expect(terminal.text()).toContain('▸ 1  NGƯỜI MẪU 1 ')
    expect(terminal.text()).not.toContain('NGƯỜI MẪU 12')
    for (let at = 1; at < 12; at++) await terminal.type('\u001b[B')
    expect(terminal.text()).toContain('▸ 12 NGƯỜI MẪU 12')
    await terminal.type('\r')
    expect(terminal.sent).toEqual([{ type: 'user.certificateChosen', certificateId: many[11]?.certificateId }])
  })

  test.each(['vi', 'en'] as const)('has room for every reason in %s', async (language) => {
    const blocked = BLOCKS.map((code, at) => choice(at + 1, { blocked: code }))
    for (const one of blocked) {
      const terminal = await show(deviceViewAt('token-choose', { tokenSign: tokenSign({ choices: [one] }) }), language)
      expect(terminal.text()).toContain(one.blocked && wordsForFault(TEXTS[language], one.blocked).what)
      expect(terminal.text()).not.toContain('…')
    }
  })

  test('a token that is plugged in meanwhile joins the list', async () => {
    const terminal = await show(deviceViewAt('token-choose', { tokenSign: tokenSign({ choices: [choice(1)] }) }))
    await terminal.show(
      deviceViewAt('token-choose', {
        tokenSign: tokenSign({ choices: [choice(1), choice(2, { commonName: 'TRẦN THỊ THỬ' })] }),
      }),
    )
    expect(terminal.text()).toContain('2  TRẦN THỊ THỬ')
  })
})

describe('the PIN', () => {
  const PIN = 'Zq7#kW9x'

  test.each(['unicode', 'ascii'] as const)(
    'is in no frame ever drawn, with %s signs, nor told to a screen reader',
    async (glyphs) => {
      for (const screenReader of [false, true]) {
        const terminal = await show(deviceViewAt('token-pin'), 'vi', {
          display: { colours: 'true', glyphs },
          screenReader,
        })
        for (const letter of PIN) await terminal.type(letter)
        expect(terminal.text()).toContain('8 ký tự')
        await terminal.type('\r')
        expect(terminal.sent).toMatchObject([{ type: 'user.pinEntered' }])
        const [event] = terminal.sent
        expect(event?.type === 'user.pinEntered' && terminal.secrets.redeem(event.pin)).toBe(PIN)
        const frames = terminal.written.join('').replace(styles, '')
        for (let length = 2; length <= PIN.length; length++) expect(frames).not.toContain(PIN.slice(0, length))
        expect(JSON.stringify(terminal.sent)).not.toContain(PIN)
      }
    },
  )

  test('is gone from the entry once it is handed over', async () => {
    const terminal = await show(deviceViewAt('token-pin'))
    await terminal.type('123456\r')
    expect(terminal.text()).not.toContain('•')
    await terminal.type('\r')
    expect(terminal.sent).toHaveLength(1)
    expect(terminal.text()).toContain('Ô này cần có câu trả lời.')
  })

  test('with a letter that no token takes is not tried', async () => {
    const terminal = await show(deviceViewAt('token-pin'))
    await terminal.type('12ă456')
    expect(terminal.text()).toContain('tắt bộ gõ tiếng Việt')
    await terminal.type('\r')
    expect(terminal.sent).toEqual([])
    expect(terminal.text()).not.toContain('•')
    await terminal.type('123456\r')
    expect(terminal.sent).toHaveLength(1)
  })

  test('typed for one token does not stay for another', async () => {
    const terminal = await show(deviceViewAt('token-pin'))
    await terminal.type('1234')
    await terminal.show(deviceViewAt('token-pin', { tokenSign: tokenSign({ chosen: choice(2) }) }))
    await terminal.type('\r')
    expect(terminal.sent).toEqual([])
  })

  test('leaves Esc to the flow', async () => {
    const terminal = await show(deviceViewAt('token-pin'))
    await terminal.type('1234')
    await terminal.type('\u001b')
    await expect.poll(() => terminal.sent).toEqual([{ type: 'user.wentBack' }])
  })
})

describe('what opens the chip', () => {
  const MRZ = ['IDVNM2040012346046204001234<<4', '0402291M2902289VNM<<<<<<<<<<<2', 'LE<<VAN<MAU<<<<<<<<<<<<<<<<<<<']

  test.each(['001234', '046204001234'])('is six digits, of %s', async (typed) => {
    const terminal = await show(deviceViewAt('card-key'))
    await terminal.type(`${typed}\r`)
    expect(terminal.sent).toEqual([{ type: 'user.chipKeyGiven', key: { kind: 'can', can: '001234' } }])
  })

  test('is not tried with a number too short or too long', async () => {
    const terminal = await show(deviceViewAt('card-key'))
    await terminal.type('0012\r')
    expect(terminal.sent).toEqual([])
    expect(terminal.text()).toContain('Cần đúng 6 số cuối')
    await terminal.type('34\r')
    expect(terminal.sent).toHaveLength(1)
  })

  test('is read off the three lines, whether a scanner sends Enter after each or not', async () => {
    for (const separator of ['\r', '']) {
      const terminal = await show(deviceViewAt('card-key'))
      for (const line of MRZ) await terminal.type(`${line.toLowerCase()}${separator}`)
      if (separator === '') await terminal.type('\r')
      expect(terminal.sent).toEqual([
        {
          type: 'user.chipKeyGiven',
          key: { kind: 'mrz', documentNumber: '204001234', birthDate: '040229', expiryDate: '290228' },
        },
      ])
    }
  })

  test('with a letter for a digit is told where', async () => {
    const terminal = await show(deviceViewAt('card-key'))
    await terminal.type(`${MRZ.join('').replace('IDVNM2040', 'IDVNM2O40')}\r`)
    expect(terminal.sent).toEqual([])
    expect(terminal.text()).toContain('Dòng 1, ký tự thứ 7')
  })

  test('known already, Enter alone goes on with it; else it is asked for', async () => {
    const known = readCard({ keys: [{ kind: 'can', can: '001234' }] })
    const withKey = await show(deviceViewAt('card-key', { readCard: known }))
    await withKey.type('\r')
    expect(withKey.sent).toEqual([{ type: 'user.confirmed' }])
    const without = await show(deviceViewAt('card-key'))
    await without.type('\r')
    expect(without.sent).toEqual([])
    expect(without.text()).toContain('Ô này cần có câu trả lời.')
  })
})

describe('a chip that was read', () => {
  test('an unchecked chain is told as such and is no fault', async () => {
    const view = deviceViewAt('card-read')
    const terminal = await show(view)
    expect(terminal.text()).toContain('! Chưa kiểm tra được chuỗi')
    expect(terminal.text()).toContain('✓ Chữ ký của nơi cấp đúng')
    expect(deviceProblemOf(view)).toBeNull()
  })

  test('letters that differ stand under one another with a sign below', async () => {
    const changes = reading({}, { ...CHIP_CARD, fullName: 'Lê Văn Mấu' })
    const terminal = await show(deviceViewAt('card-read', { readCard: readCard(changes) }))
    const lines = terminal.lines()
    const qr = lines.findIndex((line) => line.includes('LÊ VĂN MẤU'))
    const column = lines[qr]?.indexOf('Ấ') ?? -1
    expect(lines[qr + 1]?.[column]).toBe('Ẫ')
    expect(lines[qr + 2]?.[column]).toBe('^')
    expect(lines[qr + 2]?.replace(/[│\s]/g, '')).toBe('^')
  })

  test('the portrait is told by its size alone', async () => {
    const terminal = await show(deviceViewAt('card-read'))
    expect(terminal.text()).toContain('14.0 KB')
    expect(terminal.text()).not.toContain('portrait:1')
  })
})

test('an officer judges an answer that the program could not read', async () => {
  const view = views.find(([name]) => name === 'owner unreadable')?.[1] ?? deviceViewAt('owner-result')
  const terminal = await show(view)
  await terminal.type('2')
  await expect.poll(() => terminal.sent).toEqual([{ type: 'user.ownerJudged', verdict: 'mismatch' }])
})

test('a code that is stuck is sent again with Enter, never given up by it', async () => {
  const terminal = await show(
    deviceViewAt('code-sending', { sendCode: sendCode({ problem: 'MODEM_LOST', isStuck: true }) }),
  )
  await terminal.type('\r')
  await terminal.show(deviceViewAt('code-sending'))
  await terminal.type('\r')
  expect(terminal.sent).toEqual([{ type: 'user.retried' }, { type: 'user.confirmed' }])
})
