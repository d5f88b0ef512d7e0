import { fromBase64 } from '../base/base64.ts'
import type { Secrets } from '../base/secret.ts'
import type { Officer, StaffPort, StaffVerdict } from '../ports/staff.port.ts'
import { createFakeCall, type FakeCall } from './fake-call.ts'
import { SAMPLE_NOW_MS } from './sample-devices.ts'

/** Officers of a counter, by their codes; the PIN of each is FAKE_PIN. */
export const FAKE_OFFICERS = {
  gdv01: { staffId: 'staff-1', code: 'gdv01', name: 'Lê Văn Mẫu', role: 'teller' },
  gdv02: { staffId: 'staff-2', code: 'gdv02', name: 'Phạm Thị Mẫu', role: 'teller' },
  ks01: { staffId: 'staff-3', code: 'ks01', name: 'Trần Thị Mẫu', role: 'supervisor' },
  kt01: { staffId: 'staff-4', code: 'kt01', name: 'Hoàng Văn Mẫu', role: 'technician' },
} as const satisfies Record<string, Officer>

export const FAKE_PIN = '284917'

/** Staff accounts that do what a test tells them. A token's signature is right when it is the fake token's: the data backwards. */
export interface FakeStaff {
  readonly port: StaffPort
  readonly signIn: FakeCall<StaffVerdict>
  readonly signInByToken: FakeCall<StaffVerdict>
  /** How many accounts there are. */
  accounts: number
  /** Whose token it is. */
  tokenOf: Officer | null
  readonly challenges: string[]
}

export function createFakeStaff(secrets: Secrets): FakeStaff {
  const wrong = (triesLeft: number | null): StaffVerdict => ({ kind: 'wrong', triesLeft })
  const open = new Map<string, string>()
  const staff: FakeStaff = {
    signIn: createFakeCall(),
    signInByToken: createFakeCall(),
    accounts: Object.keys(FAKE_OFFICERS).length,
    tokenOf: FAKE_OFFICERS.gdv01,
    challenges: [],
    port: {
      count: () => staff.accounts,
      signIn: ({ code, pin }, signal) => {
        const isRight = secrets.redeem(pin) === FAKE_PIN
        const officer = Object.values<Officer>(FAKE_OFFICERS).find((one) => one.code === code)
        return staff.signIn.run(() => (isRight && officer ? { kind: 'signed-in', officer } : wrong(4)), signal)
      },
      challenge() {
        const challengeId = `challenge-${staff.challenges.length + 1}`
        staff.challenges.push(challengeId)
        open.set(challengeId, btoa(challengeId))
        return { challengeId, dataBase64: btoa(challengeId), nowMs: SAMPLE_NOW_MS, clock: 'proven' }
      },
      signInByToken: ({ challengeId, signatureBase64 }) => {
        const asked = open.get(challengeId)
        open.delete(challengeId)
        const signed = fromBase64(signatureBase64).reverse()
        const isRight = asked !== undefined && asked === btoa(String.fromCharCode(...signed))
        const officer = staff.tokenOf
        return staff.signInByToken.run(() => (isRight && officer ? { kind: 'signed-in', officer } : wrong(null)))
      },
    },
  }
  return staff
}
