import { Fault } from '../base/fault.ts'
import type { FaultCode } from '../base/fault-codes.ts'
import type { Secrets } from '../base/secret.ts'
import type { OwnCodePort } from '../ports/own-code.port.ts'
import { maskPhone } from '../rules/phone.ts'

/** The station's own codes, as a test tells them to be, and what was asked of them. */
export interface FakeCodes {
  readonly port: OwnCodePort
  readonly prepared: { requestId: string; phone: string }[]
  readonly settled: { challengeId: string; report: string }[]
  readonly judged: { challengeId: string; phone: string; attemptId: string }[]
  /** The code every message carries. */
  code: string
  triesLeft: number
  /** Raised by prepare until it is taken away. */
  fault: FaultCode | null
}

export function createFakeCodes(secrets: Secrets): FakeCodes {
  const challenges = new Map<string, { readonly challengeId: string; readonly phone: string }>()
  const fake: FakeCodes = {
    prepared: [],
    settled: [],
    judged: [],
    code: '415926',
    triesLeft: 5,
    fault: null,
    port: {
      async prepare(request) {
        fake.prepared.push(request)
        if (fake.fault) throw new Fault(fake.fault)
        const known = challenges.get(request.requestId)
        const challengeId = known?.challengeId ?? `own-${challenges.size + 1}`
        challenges.set(request.requestId, { challengeId, phone: request.phone })
        const challenge = {
          challengeId,
          maskedPhone: maskPhone(request.phone),
          lifetimeMs: 300_000,
          resendAfterMs: 60_000,
          triesLeft: fake.triesLeft,
          report: 'unconfirmed' as const,
        }
        return {
          challenge,
          message: known ? null : { messageId: challengeId, text: secrets.keep(`MOT CUA: ${fake.code}`) },
        }
      },
      async settle(settled) {
        fake.settled.push(settled)
      },
      async judge({ challengeId, phone, attemptId, code }) {
        const isOurs = [...challenges.values()].some((one) => one.challengeId === challengeId && one.phone === phone)
        if (!isOurs) return null
        fake.judged.push({ challengeId, phone, attemptId })
        if (secrets.redeem(code) === fake.code) return { kind: 'proved', proof: 'o.w.n' }
        fake.triesLeft -= 1
        return fake.triesLeft > 0 ? { kind: 'wrong', triesLeft: fake.triesLeft } : { kind: 'spent' }
      },
    },
  }
  return fake
}
