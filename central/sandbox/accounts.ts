import { PEOPLE } from './people/people.ts'
import { e164 } from './phone/number.ts'

/** An account that central takes over when a demo starts. `phone` in E.164, `birthDate` YYYY-MM-DD with 00 for unknown parts. */
export interface SandboxAccount {
  readonly idNumber: string
  readonly oldIdNumber?: string
  readonly fullName: string
  readonly birthDate: string
  readonly phone: string
}

/** The accounts of the people who already have one, under the numbers the account stands under. */
export function sandboxAccounts(): SandboxAccount[] {
  return PEOPLE.flatMap(({ account, fullName, birthDate, phone }) =>
    account ? [{ ...account, fullName, birthDate, phone: e164(phone) }] : [],
  )
}
