import type { FieldName } from '../../flows/base/events.ts'
import { vi } from '../../kiosk/ui/text/vi.ts'
import { PASSWORD, type Person } from './product.ts'
import { readCaptcha } from './read-captcha.ts'
import type { Terminal } from './terminal.ts'

/** The screens a person meets on the way, known by their question. */
export const STOPS = [
  'welcome',
  'subject',
  'method',
  'conditions',
  'field',
  'captcha',
  'review',
  'otp',
  'password',
  'terms',
  'result',
] as const
/** Screens beside the way, which only those meet who ask for advice. */
export type Stop = (typeof STOPS)[number] | 'advice-question' | 'advice'

/** Which screen stands there, by the words on it; null while one gives way to the next. */
export function stopOf(text: string): Stop | null {
  // A question longer than its line is wrapped: its beginning tells it.
  const stands = (question: string) => text.includes(question.slice(0, 30))
  if (stands(vi.welcome.question)) return 'welcome'
  if (stands(vi.subject.question)) return 'subject'
  if (stands(vi.method.question)) return 'method'
  if (Object.values(vi.adviser.questions).some(({ question }) => stands(question))) return 'advice-question'
  if (stands(vi.adviser.advice.question)) return 'advice'
  if (stands(vi.conditions.question)) return 'conditions'
  if (stands(vi.captcha.question)) return 'captcha'
  if (stands(vi.review.question) && stands(vi.review.why)) return 'review'
  if (stands(vi.otp.question)) return 'otp'
  if (stands(vi.password.question)) return 'password'
  if (stands(vi.terms.question)) return 'terms'
  if (/(K\d{4}|LT000)-\d{6}/.test(text)) return 'result'
  return fieldOf(text) ? 'field' : null
}

/** Which field is asked for, by its question. */
export function fieldOf(text: string): FieldName | null {
  const fields = Object.entries(vi.fields) as [FieldName, { question: string }][]
  return fields.find(([, { question }]) => text.includes(question))?.[0] ?? null
}

/** Walks as this person from wherever the screen stands to the given stop, typing everything by hand and reading it off the screen. */
export async function walkKiosk(terminal: Terminal, person: Person, until: Stop): Promise<void> {
  for (let step = 0; step < 40; step += 1) {
    await terminal.waitFor((lines) => isWhole(lines) && stopOf(lines.join('\n')) !== null)
    // A page comes in pieces: acting on the first of them would press a key twice.
    await quiet(terminal)
    const text = terminal.text()
    const stop = stopOf(text)
    if (stop === until) return
    if (stop === null) continue
    await act(terminal, person, text, stop)
    await terminal.waitFor((lines) => moved(text, lines.join('\n')))
  }
  throw new Error(`never came to ${until}:\n${terminal.text()}`)
}

/** One frame, from the first line to the last: nothing of an earlier screen left over, nothing pushed out. */
export function isWhole(lines: readonly string[]): boolean {
  const edges = lines.filter((line) => /^[┌└]/.test(line))
  return edges.length === 2 && (lines[0] ?? '').startsWith('┌') && (lines.at(-1) ?? '').startsWith('└')
}

function moved(before: string, now: string): boolean {
  const stop = stopOf(now)
  if (stop === null) return false
  // A picture misread brings another one: that is a step too.
  if (stop === 'captcha' && stopOf(before) === 'captcha') return pictureOf(now) !== pictureOf(before)
  return stop !== stopOf(before) || fieldOf(now) !== fieldOf(before)
}

function pictureOf(text: string): string {
  return text.replace(/[^▀▄█]/g, '')
}

/** No output for this long: the frame is drawn, whatever pieces it came in. */
const QUIET_MS = 60

/** Resolves when the screen has stood still. */
function quiet(terminal: Terminal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      end()
      resolve()
    }
    let timer = setTimeout(done, QUIET_MS)
    const end = terminal.onOutput(() => {
      clearTimeout(timer)
      timer = setTimeout(done, QUIET_MS)
    })
  })
}

async function act(terminal: Terminal, person: Person, text: string, stop: Stop): Promise<void> {
  switch (stop) {
    case 'subject':
    case 'method':
      return terminal.press('1')
    case 'field':
      await terminal.type(answerTo(person, fieldOf(text)))
      return terminal.press('Enter')
    case 'captcha':
      await quiet(terminal)
      await terminal.type(readCaptcha(terminal.screen()))
      return terminal.press('Enter')
    case 'otp':
      await terminal.type(await codeOnThePhone(terminal))
      return terminal.press('Enter')
    case 'password':
      await terminal.type(PASSWORD)
      terminal.press('Enter')
      await terminal.type(PASSWORD)
      return terminal.press('Enter')
    default:
      return terminal.press('Enter')
  }
}

/** What the person types; a field the card has filled is left as it stands. */
function answerTo(person: Person, field: FieldName | null): string {
  const [year, month, day] = person.birthDate.split('-')
  switch (field) {
    case 'idNumber':
      return person.idNumber
    case 'fullName':
      return person.fullName
    case 'birthDate':
      return `${day}${month}${year}`
    case 'phone':
      return person.phone
    default:
      return ''
  }
}

async function codeOnThePhone(terminal: Terminal): Promise<string> {
  const message = /quy\s+khach\s+la[\s│|]*(\d{6})/i
  const text = await terminal.waitFor((lines) => message.test(flat(lines)))
  return message.exec(flat(text.split('\n')))?.[1] ?? ''
}

/** The phone stands at the right or at the foot and wraps its lines: its words in one line. */
function flat(lines: readonly string[]): string {
  return lines
    .map((line) => line.split('│').at(-2) ?? line)
    .join(' ')
    .replace(/\s+/g, ' ')
}
