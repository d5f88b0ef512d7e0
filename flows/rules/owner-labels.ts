/** What a label in a carrier's answer stands before. `other` ends the value before it and is not read. */
export type OwnerLabel = 'phone' | 'name' | 'birth' | 'id' | 'other'

export interface LabelledValue {
  readonly label: OwnerLabel
  readonly value: string
}

/**
 * Cuts a text into its labelled values, in whatever order they come (domain.md §2.4). `text` is upper case without marks. A value runs to the next
 * label, line end, semicolon, comma, or full stop that ends a sentence. Carriers publish no grammar, so this looks for labels alone, never places.
 */
export function labelledValues(text: string): readonly LabelledValue[] {
  const found = [...text.matchAll(LABEL)]
  return found.map((match, index) => {
    const from = match.index + match[0].length
    const until = found[index + 1]?.index ?? text.length
    const [value = ''] = text.slice(from, until).replace(LEADING, '').split(VALUE_END)
    return { label: labelOf(match.groups ?? {}), value: value.replace(TRAILING, '') }
  })
}

const PAPER = '(?:CCCD|CMND|CMTND|CMT|GTTT|GIAY TO|CAN CUOC(?: CONG DAN)?|HO CHIEU)'
const SEPARATOR = '\\s*(?::|=|-(?!\\d)|\\bLA\\b)'
/** Before a digit or a mask a label needs no sign: "CMND 012345678". */
const BEFORE_DIGITS = '(?=\\s*[\\dX*]{2})'

/**
 * Labels of one word are words people and places are called by as well, so they count only before a sign; those of several words also before a blank.
 * The longer stand first, since the first that fits is taken.
 */
const LABELS: readonly (readonly [OwnerLabel, string])[] = [
  ['other', `(?:NGAY|NOI|NC)\\s*CAP(?:\\s+${PAPER})?(?:${SEPARATOR}|\\s)`],
  ['other', `LOAI\\s+${PAPER}(?:${SEPARATOR}|\\s)`],
  [
    'other',
    `(?:CAC|DANH SACH|TONG|NHUNG)\\s+(?:SO|THUE BAO)[A-Z ]*?(?:KHAC|SO HUU|DANG KY|CUNG)[A-Z ]*(?:${SEPARATOR}|\\s)`,
  ],
  [
    'other',
    `(?:DIA CHI|DOI TUONG|LOAI TB|LOAI THUE BAO|NGAY KICH HOAT|NGAY DK|NGAY DANG KY|QUOC TICH|GIOI TINH|TRANG THAI|GOI CUOC)${SEPARATOR}`,
  ],
  ['other', `(?:CHI TIET|LIEN HE|LH|TRAN TRONG|HOTLINE|TONG DAI)\\b`],
  [
    'name',
    `(?:(?:HO\\s*(?:VA|&|,|/)?\\s*)TEN(?:\\s+(?:CHU\\s+)?(?:TB|THUE BAO|KH|KHACH HANG))?|TEN\\s+(?:KHACH HANG|KH|CHU THUE BAO|CHU TB|TB|CHU SO HUU)|CHU THUE BAO|CHU TB)(?:${SEPARATOR}|\\s)`,
  ],
  ['name', `(?:KHACH HANG|KH|TEN|CHU SO HUU)\\s*[:=]`],
  ['birth', `(?:NGAY\\s*,?\\s*(?:THANG\\s*,?\\s*NAM\\s+)?SINH|SINH NGAY|NAM SINH)(?:${SEPARATOR}|\\s|$)`],
  ['birth', `(?:N\\.?SINH|NS|SN)(?:\\s*[:=]|${BEFORE_DIGITS})`],
  ['id', `(?:SO\\s+)?(?:SO\\s+)?${PAPER}(?:\\s*[/,]\\s*${PAPER})*(?:${SEPARATOR}|${BEFORE_DIGITS})`],
  ['id', `(?:SO\\s+(?:CC|DDCN|DINH DANH(?:\\s+CA NHAN)?|HO CHIEU)|DDCN|MA DINH DANH)(?:${SEPARATOR}|${BEFORE_DIGITS})`],
  [
    'phone',
    `(?:SO\\s+(?:THUE BAO|TB|DIEN THOAI|DT|MAY)|STB|SDT|MSISDN|THUE BAO|TB)(?:${SEPARATOR}|(?=\\s*\\+?[\\dX*]{3}))`,
  ],
]

const LABEL = new RegExp(`\\b(?:${LABELS.map(([label, words], at) => `(?<${label}${at}>${words})`).join('|')})`, 'g')
const LEADING = /^[\s:=.-]+/
const TRAILING = /[\s.:-]+$/
const VALUE_END = /[;,\n|]|\.(?=\s|$)/

function labelOf(groups: Readonly<Record<string, string | undefined>>): OwnerLabel {
  const name = Object.keys(groups).find((key) => groups[key] !== undefined) ?? 'other'
  return LABELS.find(([label], at) => `${label}${at}` === name)?.[0] ?? 'other'
}
