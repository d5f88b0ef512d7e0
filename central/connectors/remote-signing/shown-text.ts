/** CSC API v2 §11.6: a description has at most 500 characters; sp769 names no limit. */
const TEXT_MAX_CHARACTERS = 500

/**
 * What the provider's app shows: the control code first, so that no app cuts it off, then the text. Both providers get the same form,
 * `Mã đối chiếu: <code>. <text>`.
 */
export function shownText(controlCode: string, description: string): string {
  return [...`Mã đối chiếu: ${controlCode}. ${description}`].slice(0, TEXT_MAX_CHARACTERS).join('')
}
