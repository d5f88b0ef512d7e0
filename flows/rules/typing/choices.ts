/** The two ways Vietnamese is typed on a plain keyboard. */
export const KEYINGS = ['telex', 'vni'] as const
export type Keying = (typeof KEYINGS)[number]

/** What a station or a person can choose: a keying, or letters as they are pressed. The toggle key goes through them in this order. */
export const TYPING_CHOICES = [...KEYINGS, 'off'] as const
export type TypingChoice = (typeof TYPING_CHOICES)[number]

/** Where the tone stands in open oa, oe, uy: on the first vowel (hòa, the old style of most state systems) or on the second (hoà). */
export const TONE_STYLES = ['old', 'new'] as const
export type ToneStyle = (typeof TONE_STYLES)[number]
