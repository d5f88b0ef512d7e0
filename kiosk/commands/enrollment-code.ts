import { type CommandOutput, EXIT } from '../exit.ts'
import type { Settings } from '../settings.ts'
import { askCentral } from './ask-central.ts'
import { momentWords } from './outbox-words.ts'

/** What central answers: the code, and until when it may be used, in milliseconds since 1970 by central's clock. */
export interface EnrollmentCode {
  readonly code: string
  readonly expiresAtMs: number
}

/** `motcua central enrollment-code`: a one-time code that pairs one station. Raises as askCentral. */
export async function tellEnrollmentCode(settings: Settings, output: CommandOutput): Promise<number> {
  const { stationKind: kind } = settings
  const answer = (await askCentral(settings, 'POST', '/admin/v1/enrollment-codes', { kind })) as EnrollmentCode
  output.json({ ...answer, expiresAt: new Date(answer.expiresAtMs).toISOString() })
  for (const line of enrollmentCodeLines(answer)) output.text(line)
  return EXIT.done
}

/** The code, until when it is good on the wall clock of Vietnam, and what to do with it. */
export function enrollmentCodeLines({ code, expiresAtMs }: EnrollmentCode): readonly string[] {
  return [
    `Mã ghép máy: ${code}`,
    `Dùng một lần, trước ${momentWords(expiresAtMs)} (giờ Việt Nam).`,
    `Trên máy cần ghép: motcua enroll --central <địa chỉ> --code ${code}`,
  ]
}
