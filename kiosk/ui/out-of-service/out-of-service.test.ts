import { describe, expect, test } from 'vitest'
import { FakeStdout, fakeStdin } from '../testing/test-terminal.tsx'
import { TEXTS } from '../text/texts.ts'
import { OUT_OF_SERVICE_CODES } from '../text/vi-store.ts'
import { renderOutOfService } from './render-out-of-service.tsx'

function open(columns: number, rows: number, language: 'vi' | 'en' = 'vi') {
  const stdout = new FakeStdout(columns, rows)
  const { stdin, modes } = fakeStdin()
  const quits: number[] = []
  const page = renderOutOfService(
    {
      language,
      display: { colours: 'none', glyphs: 'unicode' },
      stationName: 'Bưu điện Phường Mẫu',
      dataDir: '/var/lib/motcua',
      training: false,
      screenReader: false,
      quit: () => void quits.push(1),
    },
    { stdin: stdin as unknown as NodeJS.ReadStream, stdout: stdout as unknown as NodeJS.WriteStream },
  )
  return { page, stdin, stdout, modes, quits }
}

const words = (text: string) => text.replaceAll(/[│\s]+/g, ' ')

describe.each([
  [80, 24],
  [100, 30],
])('in %i × %i', (columns, rows) => {
  test.each(OUT_OF_SERVICE_CODES)(
    '%s is told whole in both languages: what, what now, whom to call, which machine',
    async (code) => {
      const { page, stdout } = open(columns, rows)
      await page.show(code)
      const said = words(stdout.frame)
      for (const { store } of [TEXTS.vi, TEXTS.en]) {
        const { faults, now, byItself, staff, title } = store.outOfService
        for (const text of [title, faults[code].what, now, byItself, staff(faults[code].staff)])
          expect(said).toContain(text)
      }
      expect(said).toContain('Bưu điện Phường Mẫu · /var/lib/motcua')
      expect(said).toContain(code)
      const lines = stdout.frame.split('\n')
      expect(lines).toHaveLength(rows)
      expect(lines.at(-1)).toMatch(/^└─+┘/)
      page.unmount()
    },
  )
})

test('a store that is being opened anew is no trouble yet: wait a moment', async () => {
  const { page, stdout } = open(80, 24, 'en')
  await page.show(null)
  expect(stdout.frame).toContain(TEXTS.en.store.outOfService.reopening.title)
  expect(stdout.frame).not.toContain(TEXTS.en.store.outOfService.title)
  page.unmount()
})

test('no key of a citizen does anything; Ctrl-C ends it, and the terminal is given back', async () => {
  const { page, stdin, quits, modes } = open(80, 24)
  await page.show('STORE_LOST')
  stdin.write('\r1\u001b[21~')
  await page.show('STORE_LOST')
  expect(quits).toEqual([])
  stdin.write('\u0003')
  await expect.poll(() => quits).toEqual([1])
  page.unmount()
  expect(modes.at(-1)).toBe(false)
})
