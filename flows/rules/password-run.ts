// The rows of a keyboard as fingers run along them, and the alphabet.
const ROWS = ['1234567890', '!@#$%^&*()', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'abcdefghijklmnopqrstuvwxyz']

/** Keys in a row that make a run. Three (abc, 123) are in too many good passwords. */
export const PASSWORD_RUN_KEYS = 4

/**
 * Whether a text holds four keys in a row of the keyboard or of the alphabet, forwards or backwards, or one character four times over
 * (qwer, 4321, DCBA, aaaa). Letter case does not count.
 */
export function isKeyRun(text: string): boolean {
  const keys = [...text.toLowerCase()]
  return keys.some((first, at) => {
    const run = keys.slice(at, at + PASSWORD_RUN_KEYS)
    if (run.length < PASSWORD_RUN_KEYS) return false
    if (run.every((key) => key === first)) return true
    return isInRow(run.join('')) || isInRow(run.reverse().join(''))
  })
}

function isInRow(run: string): boolean {
  return ROWS.some((row) => row.includes(run))
}
