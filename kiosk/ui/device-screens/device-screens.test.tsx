import { afterEach, describe, expect, test } from 'vitest'
import { DEVICE_SCREENS } from '../../../flows/base/device-screens.ts'
import type { Language } from '../../../flows/base/terms.ts'
import type { DeviceView } from '../../../flows/device-view.ts'
import type { DisplaySettings } from '../kiosk-props.ts'
import { type DeviceTerminalOptions, openDeviceTerminal } from '../testing/test-device-terminal.tsx'
import {
  allDeviceViews,
  CHIP_CARD,
  choice,
  deviceViewAt,
  readCard,
  reading,
  tokenSign,
} from '../testing/test-device-views.ts'
import { TEXTS } from '../text/texts.ts'
import { deviceProblemOf } from './device-frames.ts'
import { DEVICE_SCREEN_COMPONENTS } from './device-screens.ts'

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

const ASCII: DisplaySettings = { colours: '16', glyphs: 'ascii' }
const styles = /\u001b\[[\d;]*m/g
const views = allDeviceViews(DEVICE_SCREENS)

test('every tag has a screen', () => {
  expect(Object.keys(DEVICE_SCREEN_COMPONENTS).toSorted()).toEqual([...DEVICE_SCREENS].toSorted())
})

describe.each([
  ['80x24', { columns: 80, rows: 24 }],
  ['80x24 ASCII', { columns: 80, rows: 24, display: ASCII }],
  ['100x30', { columns: 100, rows: 30, display: { colours: 'true', glyphs: 'unicode' } }],
] as readonly (readonly [string, DeviceTerminalOptions & { columns: number; rows: number }])[])(
  'at %s',
  (_, options) => {
    describe.each(['vi', 'en'] as const)('in %s', (language) => {
      test.each(views)('%s fills the window and the essentials stand', async (_name, view) => {
        const terminal = await show(view, language, options)
        const lines = terminal.lines().map((line) => line.replace(styles, ''))
        expect(lines).toHaveLength(options.rows)
        for (const line of lines) expect([...line].length, line).toBe(options.columns)
        const isAscii = options.display === ASCII
        expect(lines[0]?.endsWith(isAscii ? '+' : '┐')).toBe(true)
        expect(lines.at(-1)?.endsWith(isAscii ? '+' : '┘')).toBe(true)
        for (const words of essentials(view, language)) expect(flat(lines)).toContain(words)
        if (isAscii) expect(lines.join('\n')).not.toMatch(/[^\p{Script=Latin}\p{N}\p{M}\p{ASCII}\n]/u)
      })
    })
  },
)

test('nothing but names and messages of others is ever cut', async () => {
  for (const [name, view] of views) {
    const terminal = await show(view)
    const isForeign = /organisation|unreadable|much differs/.test(name)
    if (!isForeign) expect(terminal.lines().slice(1, -1).join('\n'), name).not.toContain('…')
  }
})

test('the title says so where something is to be put right', async () => {
  for (const [name, view] of views) {
    const terminal = await show(view)
    expect(terminal.lines()[0]?.includes(TEXTS.vi.frame.subtitleProblem), name).toBe(deviceProblemOf(view) !== null)
  }
})

describe.each(['vi', 'en'] as const)('a screen reader in %s', (language) => {
  test.each(views)('hears the essentials of %s', async (_name, view) => {
    const terminal = await show(view, language, { screenReader: true })
    expect(terminal.text()).not.toMatch(/[│┌└█░▀▄]/)
    for (const words of essentials(view, language)) expect(terminal.text().replace(/\s+/g, ' ')).toContain(words)
  })

  test('hears what can be chosen and what not, how far a reading is, and what differs', async () => {
    const texts = TEXTS[language]
    const choices = [choice(1), choice(2, { blocked: 'CERTIFICATE_EXPIRED' })]
    const list = await show(deviceViewAt('token-choose', { tokenSign: tokenSign({ choices }) }), language, {
      screenReader: true,
    })
    expect(list.text()).toContain('menuitem: (selected) 1. LÊ VĂN MẪU')
    expect(list.text()).toContain(`menuitem: (disabled) 2. LÊ VĂN MẪU. ${texts.faults.CERTIFICATE_EXPIRED.what}`)
    const half = { step: 'reading', readBytes: 9_216, totalBytes: 18_432 } as const
    const bar = await show(deviceViewAt('card-reading', { readCard: readCard({ progress: half }) }), language, {
      screenReader: true,
    })
    expect(bar.text()).toContain('50 %, 9.0 / 18.0 KB')
    const changes = reading({}, { ...CHIP_CARD, fullName: 'Lê Văn Thử' })
    const read = await show(deviceViewAt('card-read', { readCard: readCard(changes) }), language, {
      screenReader: true,
    })
    expect(read.text()).toContain(`${texts.devices.card.read.sources.qr}: Lê Văn Thử`)
  })
})

/** Words a screen must have, whatever its room. */
function essentials(view: DeviceView, language: Language): readonly string[] {
  const { devices, faults } = TEXTS[language]
  const { tokenSign: token, readCard: card, ownership } = view
  const told = (code: string | null | undefined) => {
    const words = Object.entries(faults).find(([name]) => name === code)?.[1]
    return words ? [words.what, words.now] : []
  }
  switch (view.screen) {
    case 'token-looking':
      return [
        devices.token.looking.question,
        devices.token.looking.otherUsb,
        ...(token?.troubles ?? []).slice(0, 3).flatMap(({ module, code }) => [module, ...told(code).slice(0, 1)]),
      ]
    case 'token-choose':
      return [devices.token.choose.question, '01/01/2025 - 01/01/2028', ...told(token?.problem)]
    case 'token-checking':
      return [devices.token.checking.what, devices.token.checking.way]
    case 'token-confirm':
      return [devices.token.confirm.question, 'LÊ VĂN MẪU', 'CA Thử Nghiệm', 'Token mẫu 1', ...told(token?.problem)]
    case 'token-pin':
      return [
        devices.token.pin.question,
        devices.token.pin.secrecy,
        ...told(token?.problem),
        ...(token?.chosen?.pin === 'count-low' ? [devices.token.pin.countLow, devices.token.pin.lastTryKept] : []),
      ]
    case 'token-pin-pad':
      return [devices.token.pinPad.question, devices.token.pinPad.left(token?.elapsedMs ? '00:29' : '01:00')]
    case 'token-signing':
      return [devices.token.signing.what, devices.token.signing.way]
    case 'card-key':
      return [devices.card.key.question, devices.card.key.why, ...told(card?.problem)]
    case 'card-wait':
      return [
        devices.card.wait.question,
        ...told(card?.problem ?? card?.standing ?? card?.notice),
        ...(card?.mustLift ? [devices.card.wait.lift] : []),
      ]
    case 'card-reading':
      return [devices.card.reading.question, devices.card.reading.step[card?.progress?.step ?? 'opening']]
    case 'card-read': {
      const facts = card?.facts
      if (!facts) return []
      const { read } = devices.card
      return [
        card?.verdict ? read.bad : read.good,
        read.hashes[facts.passive.hashes],
        read.signature[facts.passive.signature],
        read.chain[facts.passive.chain],
        read.genuine[facts.genuine],
        read.access[facts.access],
        facts.portrait ? read.portrait('14.0') : read.noPortrait,
        ...(facts.details ? [] : [read.noDetails]),
        read.fields.idNumber,
      ]
    }
    case 'owner-asking':
      return [
        devices.owner.asking.question,
        devices.owner.asking.agree,
        ...told(ownership?.problem ?? ownership?.standing),
      ]
    case 'owner-waiting':
      return [devices.owner.waiting.question, devices.owner.waiting.left(ownership?.elapsedMs ? '00:59' : '02:00')]
    case 'owner-result':
      return ownership?.match?.kind === 'unreadable'
        ? [devices.owner.result.unreadable, ...devices.owner.result.options, 'Quy khach vui long thu lai sau.']
        : [devices.owner.result[ownership?.match?.kind ?? 'match'], devices.owner.result.fields.fullName]
    case 'code-sending':
      return view.sendCode?.problem
        ? [devices.code.stuck.what, ...told(view.sendCode.problem)]
        : [devices.code.sending.what, devices.code.sending.way]
    case 'printing':
      return [devices.printing.what, devices.printing.way, ...told(view.print?.standing)]
    case null:
      return []
  }
}

/** The text of a page without its border, its lines joined. */
function flat(lines: readonly string[]): string {
  return lines
    .slice(1, -1)
    .map((line) => line.slice(1, -1).trim())
    .join(' ')
    .replace(/\s+/g, ' ')
}
