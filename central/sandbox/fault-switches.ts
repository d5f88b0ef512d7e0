import { type Static, Type } from 'typebox'

/** What every party that speaks HTTP can be told to do. */
const HTTP_FAULTS = ['none', 'down', 'slow', 'wrong'] as const

/** What the carriers' query system does: `down` cuts the connection, `slow` answers late, `wrong` answers 200 with a web page in place of the result. */
export const CarrierFault = Type.Enum([...HTTP_FAULTS])
export type CarrierFault = Static<typeof CarrierFault>

/**
 * What the SMS centre does: `down` drops every connection, `throttle` and `queue-full` refuse each submit_sm with that status, `no-receipt` delivers
 * without telling, `undeliverable` takes the message and reports UNDELIV, `slow` answers each submit_sm late.
 */
export const SmscFault = Type.Enum(['none', 'down', 'throttle', 'queue-full', 'no-receipt', 'undeliverable', 'slow'])
export type SmscFault = Static<typeof SmscFault>

/**
 * What the certificate authorities answer: `down`, `slow`, `wrong` as the carriers; `forged` signed by a stranger, `stale` of last month, `replayed` a true
 * answer to another question. The hostile three say good of everything.
 */
export const CaFault = Type.Enum([...HTTP_FAULTS, 'forged', 'stale', 'replayed'])
export type CaFault = Static<typeof CaFault>

/** What the social insurance register does, as the carriers. */
export const InsuranceFault = Type.Enum([...HTTP_FAULTS])
export type InsuranceFault = Static<typeof InsuranceFault>

/**
 * What both identity providers do: `down`, `slow`, `wrong` as the carriers; `silent` never hears of the person; the others hand out an ID token by another
 * issuer, for another client, to another request, or signed by a stranger under the true key's name.
 */
export const IdentityFault = Type.Enum([
  ...HTTP_FAULTS,
  'silent',
  'wrong-issuer',
  'wrong-audience',
  'wrong-nonce',
  'wrong-signature',
])
export type IdentityFault = Static<typeof IdentityFault>

/**
 * What the mobile signature service does: `down`, `slow`, `wrong` as the carriers; `soap-fault` answers everything with 900; `silent` has every request
 * outstanding for ever, whatever the phone says; `other-transaction` names another request in its answers.
 */
export const MobileSignatureFault = Type.Enum([...HTTP_FAULTS, 'soap-fault', 'silent', 'other-transaction'])
export type MobileSignatureFault = Static<typeof MobileSignatureFault>

/**
 * What the providers of remote signatures do: `down`, `slow`, `wrong` as the carriers; `silent` takes a request and never answers, `error-500` answers with that
 * status.
 */
export const RemoteSigningFault = Type.Enum([...HTTP_FAULTS, 'silent', 'error-500'])
export type RemoteSigningFault = Static<typeof RemoteSigningFault>

export interface Faults {
  readonly carrier: CarrierFault
  readonly smsc: SmscFault
  readonly ca: CaFault
  readonly insurance: InsuranceFault
  readonly identity: IdentityFault
  readonly mobileSignature: MobileSignatureFault
  readonly remoteSigning: RemoteSigningFault
}

/** The faults switched on now. One object per running sandbox. */
export interface FaultSwitches {
  readonly now: Faults
  /** Changes the parts named, leaves the others, and tells the listeners. */
  set(change: Partial<Faults>): Faults
  onChange(listener: (now: Faults) => void): void
}

export function createFaultSwitches(): FaultSwitches {
  let now: Faults = {
    carrier: 'none',
    smsc: 'none',
    ca: 'none',
    insurance: 'none',
    identity: 'none',
    mobileSignature: 'none',
    remoteSigning: 'none',
  }
  const listeners: ((now: Faults) => void)[] = []
  return {
    get now() {
      return now
    },
    set(change) {
      now = { ...now, ...change }
      for (const listener of listeners) listener(now)
      return now
    },
    onChange(listener) {
      listeners.push(listener)
    },
  }
}
