import type { TypingChoice } from '../../../flows/rules/typing/choices.ts'

/** The choices of a person, and another input method at work. */
type TypingState = TypingChoice | 'other'

/** How Vietnamese is typed on plain keys; each line stands below the answer. */
export const viTyping = {
  label: 'Kiểu gõ dấu',
  states: { telex: 'Telex', vni: 'VNI', off: 'Tắt gõ dấu', other: 'Bộ gõ ngoài' } satisfies Record<TypingState, string>,
  how: {
    telex: ['s sắc  f huyền  r hỏi  x ngã  j nặng  z bỏ dấu', 'aa â  aw ă  ee ê  oo ô  ow ơ  uw ư  dd đ'],
    vni: ['1 sắc  2 huyền  3 hỏi  4 ngã  5 nặng  0 bỏ dấu', 'a6 â  a8 ă  e6 ê  o6 ô  o7 ơ  u7 ư  d9 đ'],
    off: ['Máy giữ nguyên chữ gõ vào.'],
    other: ['Chữ gõ vào đã có dấu, máy không thêm dấu.'],
  } satisfies Record<TypingState, readonly string[]>,
}
