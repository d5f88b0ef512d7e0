import { expect, test } from 'vitest'
import { earlyFrame } from './early-frame.ts'

/** Every flag of `motcua kiosk` that takes a value. */
const FLAGS = [
  ['--data', '/nowhere/at/all'],
  ['--central', 'http://127.0.0.1:9'],
  ['--sandbox', 'http://127.0.0.1:9'],
  ['--language', 'en'],
  ['--colours', 'none'],
  ['--glyphs', 'ascii'],
  ['--letters', 'plain'],
  ['--contrast', 'high'],
  ['--text', 'large'],
  ['--typing', 'vni'],
  ['--tones', 'new'],
  ['--name', 'Quầy 1'],
  ['--scanner', '/dev/ttyACM0'],
  ['--token', '/opt/vendor.so'],
  ['--readers', 'off'],
  ['--modem', '/dev/ttyUSB2'],
  ['--printer', 'tcp:10.0.0.9'],
  ['--paper', '58'],
] as const

/** What `motcua kiosk` with these flags paints before anything is loaded. */
function painted(...flags: readonly string[]): string {
  let written = ''
  const stdin = { isTTY: true, setRawMode: () => undefined }
  const stdout = {
    isTTY: true,
    columns: 80,
    rows: 24,
    getColorDepth: () => 1,
    write: (text: string) => {
      written += text
      return true
    },
  }
  earlyFrame({
    argv: ['node', 'motcua', 'kiosk', ...flags],
    env: {},
    stdin,
    stdout,
    on: () => undefined,
  } as unknown as NodeJS.Process)
  return written
}

test.each(FLAGS)('the frame is there at once with %s %s', (flag, value) => {
  expect(painted(flag, value)).toContain('F10')
})

test('practice is told from the first frame on', () => {
  expect(painted('--training')).toContain('LUYỆN TẬP')
})

test('what is spoken is not painted first', () => {
  expect(painted('--screen-reader')).toBe('')
})

test('letters the font lacks are not painted, nor a ground without colours', () => {
  const frame = painted('--letters', 'plain', '--glyphs', 'ascii', '--contrast', 'high')
  expect(frame).toContain('Kinh chao Quy khach')
  expect(frame).toMatch(/^[\u001b\r\n\x20-\x7e]*$/)
  expect(painted('--contrast', 'high', '--colours', '16')).toContain('\u001b[37;40m')
})
