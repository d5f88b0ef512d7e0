import type { FindingKind } from '../../data/wire/holding.wire.ts'
import { spanWords } from './outbox-words.ts'

/** What central noticed, in a few words. What is seen first of these is enough; the sender of all the others is the same machine. */
const KIND_WORDS: Readonly<Record<FindingKind, string>> = {
  gap: 'thiếu hồ sơ đứng trước, chờ máy gửi nốt',
  fork: 'hai hồ sơ mang cùng một số: ổ đĩa của máy đã được phục hồi từ bản cũ',
  'broken-link': 'hồ sơ không nối tiếp hồ sơ đứng trước',
  clock: 'giờ trên hồ sơ không khớp',
  replay: 'một chứng cứ được gửi hai lần',
  duplicate: 'cùng một người đã đăng ký ở máy khác',
  'own-codes':
    'tài khoản lập bằng mã do máy tự gửi đã hết mức của ngày; hồ sơ sau đó chờ công dân nhận mã của trung tâm',
  'not-told': 'chưa báo được cho chủ số điện thoại về tài khoản vừa lập',
}

/** What the people of the station do about it. */
const STEPS: Readonly<Record<FindingKind, string>> = {
  gap: 'Chạy motcua sync; vẫn còn thì gọi kỹ thuật viên.',
  fork: 'Ghép lại máy như máy mới (motcua enroll --anew); không hồ sơ nào mất.',
  'broken-link': 'Gọi kỹ thuật viên xem ổ đĩa và sổ nhật ký của máy.',
  clock: 'Chỉnh giờ máy theo mạng (NTP).',
  replay: 'Kiểm soát viên xem ai đã lập hai hồ sơ này.',
  'own-codes':
    'Gọi công dân quay lại khi có mạng (motcua outbox callbacks). Không đúng với số người đã đến thì báo trung tâm ngay: khóa của máy có thể đã lộ.',
  'not-told': 'Kiểm soát viên xem lại hồ sơ và gọi cho công dân; nghi không phải chủ số thì báo trung tâm.',
  duplicate: 'Chỉ một tài khoản được lập. Công dân quên mật khẩu thì lấy lại; không phải mình lập thì khiếu nại.',
}

type Finding = {
  readonly kind: FindingKind
  readonly resolvedAtMs: number | null
  readonly details: Readonly<Record<string, unknown>>
}

/** The finding and the facts that come with it. */
export function findingWords({ kind, resolvedAtMs, details }: Finding): string {
  const other = typeof details.otherStation === 'string' ? `, máy kia: ${details.otherStation}` : ''
  const off = typeof details.byMs === 'number' ? `, ${offWords(details.what, details.byMs)}` : ''
  const proven = details.clock === 'proven' ? ' dù máy báo giờ đã xác nhận' : ''
  const done = resolvedAtMs === null ? '' : ' — đã xong'
  return `${KIND_WORDS[kind]}${off}${proven}${other}${done}`
}

/** By how much a clock was off, and from what (central/packets/clock-check.ts). */
function offWords(what: unknown, byMs: number): string {
  const span = spanWords(Math.abs(byMs))
  if (what === 'ahead') return `nhanh hơn giờ trung tâm ${span}`
  if (what === 'back') return `lùi ${span} so với hồ sơ đứng trước`
  return `lệch ${span}`
}

export function findingStep({ kind }: Finding): string {
  return STEPS[kind]
}
