/** What a test looks for on a page, and how it reads one. */
import type { Language } from '../../../flows/base/terms.ts'
import type { VisitView } from '../../../flows/visit/visit-view.ts'
import { minutesOf } from '../draw/dates.ts'
import { wordsForOutcome } from '../screens/outcome-words.ts'
import { paperWords } from '../screens/paper-words.ts'
import { termsItems } from '../screens/terms-items.ts'
import { waitWords } from '../screens/wait-words.ts'
import { TEXTS, type Texts, wordsForFault } from '../text/texts.ts'

/** Words a screen must have, whatever its room. */
export function essentials(
  view: VisitView,
  language: Language,
  hasQr = true,
  texts: Texts = TEXTS[language],
  clockProven = true,
): readonly string[] {
  const { outcome } = view.visit
  switch (view.screen) {
    case 'welcome':
      return [texts.welcome.question, texts.welcome.otherLanguage, texts.welcome.larger, ...texts.welcome.items]
    case 'subject':
      return [texts.subject.question, ...Object.values(texts.subjects), ...Object.values(texts.subjectDetails)]
    case 'method':
      return [texts.method.question, ...Object.values(texts.methods), texts.adviser.offer]
    case 'needs-line': {
      const { blocked } = texts.offline
      const ways = [texts.methods.mobile, texts.methods['usb-token']]
      return [blocked.question(texts.methods.vnpost), blocked.why, blocked.wait, ...ways]
    }
    case 'adviser-question': {
      const asked = view.adviser?.asked
      const { question, why } = texts.adviser.questions[asked?.question ?? 'phone']
      return [question, why, ...(asked?.choices ?? []).map((choice) => texts.adviser.choices[choice])]
    }
    case 'adviser-advice': {
      const first = view.adviser?.advice[0]
      const { advice, needs } = texts.adviser
      const explained = view.adviser?.advice.find(({ method }) => method === view.adviser?.explained)
      return [
        first?.open ? (first.unsure.length > 0 ? advice.unsureQuestion : advice.question) : advice.noneQuestion,
        ...Object.values(texts.methods),
        ...(first?.open
          ? [texts.method.level([first.ial].flat().join('/')), advice.minutes(String(first.minutes))]
          : []),
        ...(explained && !explained.open && explained.why in needs
          ? [needs[explained.why as keyof typeof needs].lacking, needs[explained.why as keyof typeof needs].now]
          : []),
      ]
    }
    case 'conditions':
      return conditionEssentials(view, texts)
    case 'field':
      return fieldEssentials(view, texts)
    case 'captcha':
      return [texts.captcha.question, ...(view.captcha?.problem ? [texts.faults.CAPTCHA_WRONG.now] : [])]
    case 'review':
      return reviewEssentials(view, texts)
    case 'otp-entry':
      return [texts.otp.question, '091****678', texts.otp.secrecy, texts.otp.tries(view.otp?.triesLeft ?? 0)]
    case 'line-down':
      return lineDownEssentials(view, texts)
    case 'return-receipt': {
      const { receipt } = texts.returns
      const told = view.returning?.problem ? Object.values(wordsForFault(texts, view.returning.problem)) : []
      return view.returning?.stationKind === 'assisted'
        ? [receipt.typeQuestion, receipt.typeWhy, receipt.example, ...told]
        : [receipt.question, receipt.why, receipt.scanOnly]
    }
    case 'return-found':
      return [texts.returns.found.question, '097****456', '22/12/2026', notYours(view, texts)]
    case 'return-unknown':
      return [
        texts.returns.unknown.question,
        ...Object.values(wordsForFault(texts, view.returning?.problem ?? 'RECEIPT_UNKNOWN')),
        texts.returns.unknown.again,
      ]
    case 'return-line-down': {
      const { lineDown } = texts.returns
      const isOld = view.returning?.receipt?.packetId != null
      const unseen = isOld && clockProven ? lineDown.over : lineDown.unseen.untilUnknown
      const until = view.returning?.waiting ? lineDown.until('22/12/2026') : unseen
      const { question } = view.returning?.waiting ? lineDown : lineDown.unseen
      return [question, until, lineDown.again, ...(view.returning?.proof ? [lineDown.proved] : [])]
    }
    case 'call-backs':
      return [texts.officer.question]
    case 'password':
      return [...Object.values(texts.password.rules), 'HoaNT@2021', 'Aa@123456']
    case 'terms':
      return [texts.terms.question, ...termsItems(texts, view), '2026-11']
    case 'remote-cut-off': {
      const { question, why, kept } = texts.remote.cutOff
      return [question, why, kept, texts.faults.LINE_DOWN.what]
    }
    case 'remote-waiting':
      return remoteEssentials(view, texts, hasQr)
    case 'raise-level': {
      const { question, yes, no } = texts.account.raise
      return [question('2', '3'), yes('3'), no]
    }
    case 'account-maybe': {
      const { question, sealedQuestion, goOn, ways, keep, end } = texts.account.maybe
      const known = view.knownPerson?.known
      return known?.kind === 'sealed-here' && known.state !== 'accepted'
        ? [sealedQuestion, goOn, keep(known.receipt.receiptNumber), end]
        : [question, goOn, ways]
    }
    case 'account-ways':
      return Object.values(texts.account.ways.choices).flatMap(({ name, detail }) => [name, detail])
    case 'form':
    case 'attest':
    case 'staff-sign-in':
      return [texts.officer.question]
    case 'token-looking':
      return [texts.devices.token.looking.question]
    case 'token-choose':
      return [texts.devices.token.choose.question, 'LÊ VĂN MẪU']
    case 'token-checking':
      return [texts.devices.token.checking.what, texts.devices.token.checking.way]
    case 'token-confirm':
      return [texts.devices.token.confirm.question, 'LÊ VĂN MẪU', 'CA Thử Nghiệm', texts.remote.statement.title]
    case 'token-pin':
      return [texts.devices.token.pin.question, texts.devices.token.pin.secrecy]
    case 'token-signing':
      return [texts.devices.token.signing.what]
    case 'result':
      return [
        ...(outcome && 'receipt' in outcome && outcome.receipt ? [outcome.receipt.receiptNumber] : []),
        ...(outcome?.kind === 'accepted' ||
        view.visit.errand === 'return' ||
        outcome?.kind === 'waiting-for-citizen' ||
        (outcome?.kind === 'refused' && outcome.way)
          ? wholePage(view, texts, clockProven)
          : []),
        ...(outcome?.kind === 'faulted' ? [texts.result.faulted.title, outcome.code] : []),
        ...paperEssentials(view, texts, hasQr),
        texts.result.done,
      ]
    default:
      return [waitWords(texts, view).what]
  }
}

function notYours({ returning }: VisitView, { returns: { found } }: Texts): string {
  if (returning?.otpStanding) return found.sent.notYours
  return returning?.codeAsked ? found.notYoursAsked : found.notYours
}

/** What is said where a code can neither be sent nor judged now, by what became of it. */
function lineDownEssentials({ otp, visit }: VisitView, texts: Texts): readonly string[] {
  const { cutOff, notAgain, justSent } = texts.lineDown
  const words = visit.errand === 'return' ? texts.returns.lineDown : texts.lineDown
  const [again = '', later = ''] = words.options
  if (!otp?.challenge)
    return otp?.problem === 'OTP_RESEND_TOO_SOON'
      ? [justSent.question, justSent.why, again]
      : [words.question, again, later]
  if (otp.code === null) return [notAgain.question, notAgain.why(otp.challenge.maskedPhone), again, later]
  const isOver = otp.elapsedMs >= otp.challenge.lifetimeMs
  const told = isOver ? [cutOff.over, again] : [cutOff.life('').trim(), cutOff.again]
  return [cutOff.question, cutOff.why, ...told, ...(otp.mayDefer ? [later] : [])]
}

function paperEssentials(view: VisitView, texts: Texts, hasQr: boolean): readonly string[] {
  const words = paperWords(view.visit, texts, hasQr)
  return words ? [words.text, ...(words.canPrintAgain ? [texts.hints.printAgain] : [])] : []
}

function conditionEssentials({ visit, tokenRegistration }: VisitView, { conditions }: Texts): readonly string[] {
  const isInReader = visit.method === 'sim-pki' && tokenRegistration !== null
  const words = isInReader
    ? conditions.simInReader
    : conditions.methods[visit.method ?? 'mobile'][visit.subject ?? 'citizen']
  return [conditions.question, words.why, ...words.items, ...words.checks]
}

function fieldEssentials({ form, visit }: VisitView, texts: Texts): readonly string[] {
  const field = form?.field ?? 'idNumber'
  const told = form?.problem ? wordsForFault(texts, form.problem.code) : null
  return [
    texts.fields[field].question,
    ...(field === 'phone' && visit.method ? [texts.phoneWhy[visit.method]] : []),
    ...(field === 'carrier' ? ['Viettel', 'VinaPhone', 'Wintel'] : []),
    ...(field === 'signingProvider' ? Object.values(texts.signingProviders) : []),
    ...(told ? [told.what, told.now] : []),
  ]
}

function reviewEssentials({ form }: VisitView, texts: Texts): readonly string[] {
  if (!form) return []
  return [
    texts.review.question,
    ...form.fixed.map(({ name }) => texts.fixedLines[name]),
    ...form.fixed.filter(({ name }) => name === 'idNumber').map(({ text }) => text),
    ...(form.fixed.length > 0 ? [texts.review.whyFixed] : []),
    ...form.fields.map((field) => texts.fields[field].name),
    ...form.fields.filter((field) => field === 'fullName').map((field) => form.draft[field]),
    ...form.fields
      .map((field) => (form.draft[field] === '' ? texts.field.empty : form.draft[field]))
      .filter((text) => text.length < 30 && text !== 'csc'),
  ]
}

function remoteEssentials({ remote }: VisitView, texts: Texts, hasQr: boolean): readonly string[] {
  const transaction = remote?.transaction
  if (!remote || !transaction) return []
  const { waiting } = texts.remote
  const words = { 'sign-in': waiting.signIn, 'sim-signature': waiting.sim, 'remote-signature': waiting.app }[
    remote.request.kind
  ]
  const steps =
    transaction.link !== null && hasQr ? words.steps : 'plainSteps' in words ? words.plainSteps : words.steps
  return [
    words.question,
    ...steps,
    words.warning,
    waiting.left(minutesOf(transaction.lifetimeMs - remote.elapsedMs)),
    ...[transaction.userCode, transaction.controlCode].flatMap((code) => code ?? []),
    ...(transaction.verificationUri && transaction.verificationUri.length < 36 ? [transaction.verificationUri] : []),
    ...(remote.trouble ? [texts.faults.LINE_DOWN.what, waiting.stillWaiting] : []),
    ...(transaction.statement ? [texts.hints.readStatement] : []),
  ]
}

function wholePage({ visit }: VisitView, texts: Texts, clockProven: boolean): readonly string[] {
  if (!visit.outcome) return []
  const { title, what, steps } = wordsForOutcome(texts, visit.outcome, { ...visit, clockProven })
  return [title, what, ...steps]
}

const STYLES = /\u001b\[[\d;]*m/g

/** The text of a page without its border, its lines joined. */
export function flat(lines: readonly string[]): string {
  return lines
    .slice(1, -1)
    .map((line) =>
      line
        .replace(STYLES, '')
        .slice(1, -1)
        .replace(/[│|].*$/, '')
        .replace(/[█▀▄ ]{30,}$/, '')
        .trim(),
    )
    .join(' ')
    .replace(/\s+/g, ' ')
}
