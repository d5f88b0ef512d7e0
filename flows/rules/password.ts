import { isPersonal, type PasswordAbout } from './password-personal.ts'
import { isKeyRun } from './password-run.ts'

export type { PasswordAbout } from './password-personal.ts'

/** The rules in the order the checklist shows them. */
export const PASSWORD_RULES = [
  'length',
  'lower',
  'upper',
  'digit',
  'special',
  'not-example',
  'not-personal',
  'not-run',
] as const
export type PasswordRule = (typeof PASSWORD_RULES)[number]

/** Code points in NFC. The portal's own rule (sources 2 and 3). */
export const PASSWORD_MIN_LENGTH = 8
/** Code points in NFC. NIST SP 800-63B-4 wants 64 or more to be possible; a limit keeps hashing bounded. */
export const PASSWORD_MAX_LENGTH = 128

/** Printed in official guides (HoaNT@2021 in source 2, Aa@123456 in source 3), and what people make of the same pattern and of the service's name. */
export const PASSWORD_EXAMPLES: readonly string[] = [
  'HoaNT@2021',
  'Aa@123456',
  'Abc@1234',
  'Abcd@1234',
  'Abc@12345',
  'Matkhau@123',
  'Password@123',
  'P@ssw0rd',
  'Admin@123',
  'Vietnam@123',
  'Dichvucong@123',
  'VNeID@123',
  'Motcua@123',
  'Anhyeuem@123',
]

/**
 * Says for every rule whether a password meets it: all eight, always in this order. The composition rules are those of the portal (domain.md §0), kept for
 * its sake though NIST advises against them; the others are product.md §3. 'not-example': none of PASSWORD_EXAMPLES, whatever the case and the signs
 * between, nor with other digits at the end. 'not-personal' and 'not-run' are described where they are built. Unicode is welcome; it is judged in NFC.
 */
export function passwordChecklist(
  password: string,
  about: PasswordAbout,
): readonly { readonly rule: PasswordRule; readonly met: boolean }[] {
  const text = password.normalize('NFC')
  const length = [...text].length
  const met: Readonly<Record<PasswordRule, boolean>> = {
    length: length >= PASSWORD_MIN_LENGTH && length <= PASSWORD_MAX_LENGTH,
    lower: /\p{Ll}/u.test(text),
    upper: /\p{Lu}/u.test(text),
    digit: /[0-9]/.test(text),
    special: /[\p{P}\p{S}]/u.test(text),
    'not-example': !isExample(text),
    'not-personal': !isPersonal(text, about),
    'not-run': !isKeyRun(text),
  }
  return PASSWORD_RULES.map((rule) => ({ rule, met: met[rule] }))
}

/** The rules a password breaks, in the order of the checklist; empty when it may be used. */
export function unmetPasswordRules(password: string, about: PasswordAbout): readonly PasswordRule[] {
  return passwordChecklist(password, about)
    .filter(({ met }) => !met)
    .map(({ rule }) => rule)
}

function isExample(text: string): boolean {
  const tried = lettersAndDigits(text)
  return PASSWORD_EXAMPLES.some((example) => {
    const whole = lettersAndDigits(example)
    const stem = whole.replace(/\d+$/, '')
    if (tried.startsWith(whole) && /^\d*$/.test(tried.slice(whole.length))) return true
    // A stem of two or three letters (Aa, Abc) with other digits is a weak password, but not this example any more.
    return stem.length > 3 && tried.startsWith(stem) && /^\d*$/.test(tried.slice(stem.length))
  })
}

function lettersAndDigits(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\d]/gu, '')
}
