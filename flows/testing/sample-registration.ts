import type { RegistrationInput } from '../base/registration.ts'
import { TERMS_VERSION } from '../base/registration.ts'
import type { ClosingInput } from '../closing/closing.flow.ts'
import type { Proof } from '../closing/proved.flow.ts'

/** What a registration of a citizen at a self-service station starts with. */
export function sampleRegistration(change: Partial<RegistrationInput> = {}): RegistrationInput {
  return {
    packetId: 'packet-1',
    subject: 'citizen',
    method: 'usb-token',
    today: '2026-11-22',
    language: 'vi',
    card: null,
    mrz: null,
    officer: null,
    hasCardReader: true,
    secondOfficer: 'on-differences',
    ...change,
  }
}

/** What a signature proved. */
export function sampleProof(change: Partial<Proof> = {}): Proof {
  return {
    claims: { fullName: 'Lê Văn Mẫu', idNumber: '046204001234' },
    evidence: [{ kind: 'signature', statement: 'Tờ khai', cms: 'AAAA', transactionId: null, revocation: 'good' }],
    ial: 3,
    account: { state: 'none' },
    fixed: [{ name: 'fullName', text: 'Lê Văn Mẫu' }],
    passwordAbout: null,
    ...change,
  }
}

/** What is closed once a phone was proved, with a password. */
export function sampleClosing(change: Partial<ClosingInput> = {}): ClosingInput {
  const { claims, evidence } = sampleProof()
  return {
    packet: { packetId: 'packet-1', subject: 'citizen', method: 'mobile', claims, evidence, onExisting: 'refuse' },
    termsVersion: TERMS_VERSION,
    language: 'vi',
    passwordAbout: { fullName: 'Lê Văn Mẫu', idNumber: '046204001234', phone: '+84971234456', birthDate: '2004-02-29' },
    ...change,
  }
}
