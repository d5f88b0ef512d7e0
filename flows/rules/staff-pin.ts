/** Why a PIN is not taken: its form, one run of digits, a pattern said over and over, the officer's own code, or one that everybody tries first. */
export type StaffPinFlaw = 'format' | 'run' | 'repeat' | 'of-code' | 'known'

export const STAFF_PIN_MIN_LENGTH = 6
export const STAFF_PIN_MAX_LENGTH = 12

/** Patterns up to this long, said over and over, are refused: 121212, 123123. */
const PATTERN_MAX_LENGTH = 4
/** Digits of a code fewer than these stand in many good PINs. */
const CODE_DIGITS_MIN = 4

/**
 * What those who guess try first: the most frequent PINs of published leaks, lines of the key pad, and the numbers people in Vietnam hold to be lucky.
 * Runs and repeated patterns are refused by rule and do not stand here.
 */
export const KNOWN_PINS: readonly string[] = [
  ...['112233', '332211', '445566', '778899', '998877', '112211', '123321', '321123', '123654', '654123'],
  ...[
    '159753',
    '159357',
    '357159',
    '753951',
    '951753',
    '147258',
    '258369',
    '147852',
    '741852',
    '852963',
    '963852',
    '369258',
  ],
  ...['789456', '456123', '123789', '789123', '147369', '147896', '142536', '123698', '159951', '246810', '135790'],
  ...['135791', '246800', '101112', '121314', '010203', '102030', '112358', '314159', '271828', '131452'],
  ...['111222', '222333', '333444', '555666', '666888', '888999', '686886', '683979', '397939'],
  ...['19001009', '02091945', '30041975', '11223344', '12344321', '14725836', '15975346', '1472583690', '0147258369'],
]

/**
 * What is wrong with a PIN an officer wants, null when it may be used: 6–12 ASCII digits, no run (123456, 987654, 7890123), no pattern of up to four
 * digits said over and over (111111, 121212, 123123), no digit four times in a row, not built on the digits of the code, none of KNOWN_PINS.
 * NIST SP 800-63B-4 §3.1.1.2: chosen secrets are compared with a list, and the person is told why. `code` is in its normal form.
 */
export function staffPinFlaw(pin: string, code: string): StaffPinFlaw | null {
  if (!FORM.test(pin)) return 'format'
  if (isRun(pin, 1) || isRun(pin, 9)) return 'run'
  if (isPattern(pin) || /(\d)\1{3}/.test(pin)) return 'repeat'
  if (isOfCode(pin, code)) return 'of-code'
  return KNOWN_PINS.includes(pin) ? 'known' : null
}

const FORM = new RegExp(`^[0-9]{${STAFF_PIN_MIN_LENGTH},${STAFF_PIN_MAX_LENGTH}}$`)

/** Each digit is the one before plus `step`, modulo ten: 0 follows 9 as on the keys. */
function isRun(pin: string, step: number): boolean {
  const digits = [...pin].map(Number)
  return digits.every((digit, at) => at === 0 || digit === ((digits[at - 1] ?? 0) + step) % 10)
}

function isPattern(pin: string): boolean {
  return [...Array(PATTERN_MAX_LENGTH).keys()].some((at) => {
    const length = at + 1
    return length * 2 <= pin.length && [...pin].every((digit, place) => digit === pin[place % length])
  })
}

function isOfCode(pin: string, code: string): boolean {
  const digits = code.replace(/\D/g, '')
  return digits.length >= CODE_DIGITS_MIN && (pin.includes(digits) || digits.includes(pin))
}
