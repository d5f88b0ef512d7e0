import type { FieldName } from '../../flows/base/events.ts'
import { type Method, SUBJECTS } from '../../flows/base/terms.ts'
import { SIGNING_PROVIDERS } from '../../flows/ports/remote.port.ts'
import { CARRIERS, type Carrier } from '../../flows/rules/carrier.ts'
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
/** Screens beside the way: of those who ask for advice, of those who prove themselves by a key or on their phone, of those who have an account. */
export type Stop =
  | (typeof STOPS)[number]
  | 'advice-question'
  | 'advice'
  | 'token-choose'
  | 'token-confirm'
  | 'token-pin'
  | 'remote-waiting'
  | 'raise-level'

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
  if (stands(vi.devices.token.choose.question)) return 'token-choose'
  if (stands(vi.devices.token.confirm.question)) return 'token-confirm'
  if (stands(vi.devices.token.pin.question)) return 'token-pin'
  if (WAITING.some(({ question }) => text.includes(question.slice(0, BESIDE_QR_CELLS)))) return 'remote-waiting'
  if (stands(vi.captcha.question)) return 'captcha'
  if (stands(vi.review.question) && (stands(vi.review.why) || stands(vi.review.whyFixed))) return 'review'
  if (stands(vi.otp.question)) return 'otp'
  if (stands(vi.password.question)) return 'password'
  if (stands(vi.terms.question)) return 'terms'
  // The terms speak of it too.
  if (stands(vi.account.raise.question('2', '3'))) return 'raise-level'
  if (/(K\d{4}|LT000)-\d{6}/.test(text)) return 'result'
  return fieldOf(text) ? 'field' : null
}

/** Beside a QR code a question is wrapped early. */
const BESIDE_QR_CELLS = 22
const WAITING = [vi.remote.waiting.signIn, vi.remote.waiting.sim, vi.remote.waiting.app]

/** Which field is asked for, by its question. */
export function fieldOf(text: string): FieldName | null {
  const fields = Object.entries(vi.fields) as [FieldName, { question: string }][]
  return fields.find(([, { question }]) => text.includes(question))?.[0] ?? null
}

/** How somebody registers: the method, and who sends the request to sign to the phone. */
export interface Way {
  readonly method: Method
  readonly carrier?: Carrier
}

const BY_PHONE: Way = { method: 'mobile' }

/** Walks as this person from wherever the screen stands to the given stop, typing everything by hand and reading it off the screen. */
export async function walkKiosk(terminal: Terminal, person: Person, until: Stop, way: Way = BY_PHONE): Promise<void> {
  for (let step = 0; step < 40; step += 1) {
    await terminal.waitFor((lines) => isWhole(lines) && stopOf(lines.join('\n')) !== null)
    // A page comes in pieces: acting on the first of them would press a key twice.
    await quiet(terminal)
    const text = terminal.text()
    const stop = stopOf(text)
    if (stop === until) return
    if (stop === null) continue
    await act(terminal, person, way, text, stop)
    await terminal.waitFor((lines) => moved(text, lines.join('\n')))
  }
  throw new Error(`never came to ${until}:\n${terminal.text()}`)
}

/** One frame, from the first line to the last: nothing of an earlier screen left over, nothing pushed out. */
export function isWhole(lines: readonly string[]): boolean {
  const edges = lines.filter((line) => /^[┌└]/.test(line))
  return edges.length === 2 && (lines[0] ?? '').startsWith('┌') && (lines.at(-1) ?? '').startsWith('└')
}

/** Leaves a result as a person does who has read it: it takes no key before its hint is there. */
export async function leaveResult(terminal: Terminal): Promise<void> {
  await terminal.waitFor(new RegExp(`Enter ${vi.hints.done}\\b`))
  terminal.press('Enter')
}

/** The digit before a method on the page: without the line the order is another one. */
export function digitOf(text: string, method: Method): string {
  const digit = new RegExp(`(\\d) +${vi.methods[method]}`).exec(text)?.[1]
  if (digit === undefined) throw new Error(`${method} is not on the screen:\n${text}`)
  return digit
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

async function act(terminal: Terminal, person: Person, way: Way, text: string, stop: Stop): Promise<void> {
  switch (stop) {
    case 'subject':
      return terminal.press(String(SUBJECTS.indexOf(person.subject) + 1))
    case 'method':
      return terminal.press(digitOf(text, way.method))
    case 'raise-level':
      return terminal.press('1')
    case 'token-pin':
      await terminal.type(person.token?.pin ?? '')
      return terminal.press('Enter')
    case 'remote-waiting':
      // The demo's key plays the phone.
      return terminal.press('F5')
    case 'field':
      if (fieldOf(text) === 'carrier') return terminal.press(String(CARRIERS.indexOf(way.carrier ?? 'Viettel') + 1))
      if (fieldOf(text) === 'signingProvider') {
        return terminal.press(String(SIGNING_PROVIDERS.indexOf(person.remoteProvider ?? 'smartca') + 1))
      }
      // A proof may have told the number already.
      if (fieldOf(text) === 'phone' && /▸ \d/.test(text)) return terminal.press('Enter')
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
    case 'insuranceNumber':
      return person.insuranceNumber ?? ''
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
