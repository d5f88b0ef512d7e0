import type { viTyping } from './vi-typing.ts'

/** How Vietnamese is typed on plain keys, English. */
export const enTyping: typeof viTyping = {
  label: 'Vietnamese typing',
  states: { telex: 'Telex', vni: 'VNI', off: 'Typing off', other: 'Own input method' },
  how: {
    telex: ['s á  f à  r ả  x ã  j ạ  z no tone', 'aa â  aw ă  ee ê  oo ô  ow ơ  uw ư  dd đ'],
    vni: ['1 á  2 à  3 ả  4 ã  5 ạ  0 no tone', 'a6 â  a8 ă  e6 ê  o6 ô  o7 ơ  u7 ư  d9 đ'],
    off: ['Letters are kept as they are pressed.'],
    other: ['Letters come with their marks already.'],
  },
}
