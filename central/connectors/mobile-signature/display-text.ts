/** One SMS to the applet (3GPP TS 23.038 §6.2.1). */
export const DISPLAY_MAX = 160
/** Precedes the control code on the phone. */
export const CONTROL_CODE_MARK = 'Ma kiem tra: '

/** What of ASCII is in the GSM alphabet as one septet; the rest of that alphabet is Greek and Western letters, which no text here needs. */
const NO_SEPTET = /[^\n !"#$%&'()*+,\-./0-9:;<=>?@A-Z_a-z]/g
const DASHES = /[\u2010-\u2015]/g

/** Vietnamese text without marks, in GSM-7 (domain.md §4.4: one marked letter would halve what a message holds). What cannot be written is `?`. */
export function plainText(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')
    .replace(DASHES, '-')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(NO_SEPTET, '?')
}

/** DataToBeDisplayed: the text, cut where it is too long, and then the control code, always whole: it is what the citizen compares. */
export function displayText(text: string, controlCode: string): string {
  const code = `${CONTROL_CODE_MARK}${plainText(controlCode)}`
  const room = DISPLAY_MAX - code.length - 2
  const said = plainText(text)
    .replace(/[. ]+$/, '')
    .slice(0, room)
    .trimEnd()
  return said === '' ? code : `${said}. ${code}`
}
