import type { Outcome, Receipt } from '../base/outcome.ts'
import type { Language } from '../base/terms.ts'
import { isoInVietnam } from '../base/vietnam-time.ts'
import type { Slip, SlipLine } from '../ports/printer.port.ts'

/** What stands on every slip of a station. */
export interface SlipFrame {
  readonly stationName: string
  readonly language: Language
  /** Milliseconds since 1970. */
  readonly printedAt: number
  /** Whether the clock was compared with central's. The slip says so when it was not (product.md §4, Clock). */
  readonly timeProven: boolean
  readonly training: boolean
}

/** The words of the result screen: how it ended, what that means, what to do next. */
export interface SlipWords {
  readonly title: string
  readonly what: string
  readonly steps: readonly string[]
}

export interface ReceiptSlipParts extends SlipFrame {
  readonly outcome: Exclude<Outcome, { kind: 'backed-out' }>
  /** Null when nothing was kept: the slip then says what to do, and has no number. */
  readonly receipt: Receipt | null
  readonly words: SlipWords
  /** What the QR says; used with a receipt alone. */
  readonly qrText: string
  /** Prints of this receipt that came before and are, or may be, on paper. */
  readonly earlier: number
}

/** One line of the doctor: a device in words, how it stands, and what to do when it is not ready. */
export interface SlipFinding {
  readonly name: string
  readonly state: string
  readonly next: string | null
}

/**
 * What the citizen takes away (product.md §1, receipt): number, QR, state, next step; never a secret, a name, an ID number or a phone
 * number: it is shown to others, photographed and thrown away.
 */
export function receiptSlip(parts: ReceiptSlipParts): Slip {
  const { receipt, words, outcome, language, earlier } = parts
  const text = TEXTS[language]
  const kept: readonly SlipLine[] = receipt
    ? [
        { kind: 'text', text: text.number },
        { kind: 'number', text: receipt.receiptNumber },
        { kind: 'qr', text: parts.qrText },
        { kind: 'rule' },
      ]
    : []
  const steps = words.steps.map((step, at): SlipLine => ({ kind: 'text', text: `${at + 1}. ${step}` }))
  const isRefusal = outcome.kind === 'refused' || outcome.kind === 'faulted'
  return {
    marks: [...(earlier > 0 ? [text.copy] : []), ...trainingMarks(parts)],
    lines: [
      ...headOf(parts, receipt ? text.receipt : text.guidance),
      ...kept,
      { kind: 'text', strong: true, text: words.title },
      { kind: 'text', text: words.what },
      ...(steps.length > 0 ? [{ kind: 'text' as const, strong: true, text: text.steps }, ...steps] : []),
      ...(isRefusal ? [{ kind: 'pair' as const, label: text.code, value: outcome.code }] : []),
      { kind: 'rule' },
      ...(receipt ? [{ kind: 'pair' as const, label: text.keptAt, value: minuteOf(receipt.sealedAt) }] : []),
      ...timeLines(parts),
      { kind: 'text', text: text.noSecrets },
    ],
  }
}

/** Shows that the printer prints, with every letter that goes wrong first. */
export function testSlip(frame: SlipFrame): Slip {
  const text = TEXTS[frame.language]
  return {
    marks: trainingMarks(frame),
    lines: [
      ...headOf(frame, text.test),
      { kind: 'text', text: 'ăâđêôơư ĂÂĐÊÔƠƯ' },
      { kind: 'text', text: 'ắằẳẵặ ấầẩẫậ ếềểễệ ốồổỗộ ớờởỡợ ứừửữự ỳýỷỹỵ' },
      { kind: 'text', strong: true, text: 'ẮẰẲẴẶ ẤẦẨẪẬ ẾỀỂỄỆ ỐỒỔỖỘ ỚỜỞỠỢ ỨỪỬỮỰ ỲÝỶỸỴ' },
      { kind: 'number', text: '0123456789' },
      { kind: 'qr', text: 'MOTCUA:TEST' },
      { kind: 'rule' },
      ...timeLines(frame),
    ],
  }
}

/** What the doctor found, to be hung beside the machine. */
export function readinessSlip(frame: SlipFrame & { readonly findings: readonly SlipFinding[] }): Slip {
  const text = TEXTS[frame.language]
  return {
    marks: trainingMarks(frame),
    lines: [
      ...headOf(frame, text.readiness),
      ...frame.findings.flatMap(({ name, state, next }): SlipLine[] => [
        { kind: 'pair', label: name, value: state },
        ...(next === null ? [] : [{ kind: 'text' as const, text: `→ ${next}` }]),
      ]),
      { kind: 'rule' },
      ...timeLines(frame),
    ],
  }
}

function headOf({ stationName, language }: SlipFrame, title: string): readonly SlipLine[] {
  return [
    { kind: 'title', text: title },
    { kind: 'text', text: TEXTS[language].office },
    { kind: 'text', text: stationName },
    { kind: 'rule' },
  ]
}

function timeLines({ language, printedAt, timeProven }: SlipFrame): readonly SlipLine[] {
  const text = TEXTS[language]
  const printed: SlipLine = { kind: 'pair', label: text.printedAt, value: minuteOf(printedAt) }
  return timeProven ? [printed] : [printed, { kind: 'text', text: text.unproven }]
}

function trainingMarks({ training, language }: SlipFrame): readonly string[] {
  return training ? [TEXTS[language].training] : []
}

/** dd/mm/yyyy hh:mm on the wall clock of Vietnam. */
function minuteOf(ms: number): string {
  const [date = '', time = ''] = isoInVietnam(ms).split('T')
  return `${date.split('-').reverse().join('/')} ${time.slice(0, 5)}`
}

const TEXTS = {
  vi: {
    receipt: 'PHIẾU BIÊN NHẬN',
    guidance: 'PHIẾU HƯỚNG DẪN',
    test: 'PHIẾU IN THỬ',
    readiness: 'PHIẾU KIỂM TRA MÁY',
    office: 'Đăng ký tài khoản Cổng Dịch vụ công',
    copy: 'BẢN SAO',
    training: 'LUYỆN TẬP – KHÔNG CÓ GIÁ TRỊ',
    number: 'Số biên nhận',
    steps: 'Mời Quý khách:',
    code: 'Mã',
    keptAt: 'Lưu lúc',
    printedAt: 'In lúc',
    unproven: 'Giờ máy chưa được xác nhận.',
    noSecrets: 'Không ai được hỏi mật khẩu hay mã xác nhận của Quý khách.',
  },
  en: {
    receipt: 'RECEIPT',
    guidance: 'WHAT TO DO NEXT',
    test: 'TEST SLIP',
    readiness: 'MACHINE CHECK',
    office: 'Account for the public service portal',
    copy: 'COPY',
    training: 'TRAINING – NOT VALID',
    number: 'Receipt number',
    steps: 'Please:',
    code: 'Code',
    keptAt: 'Kept at',
    printedAt: 'Printed at',
    unproven: "This machine's clock is not confirmed.",
    noSecrets: 'Nobody may ask you for your password or confirmation code.',
  },
} as const satisfies Record<Language, Record<string, string>>
