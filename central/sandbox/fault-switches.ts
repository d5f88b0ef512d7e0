import { type Static, Type } from 'typebox'

/** What the carriers' query system does: `down` cuts the connection, `slow` answers late, `wrong` answers 200 with a web page in place of the result. */
export const CarrierFault = Type.Union([
  Type.Literal('none'),
  Type.Literal('down'),
  Type.Literal('slow'),
  Type.Literal('wrong'),
])
export type CarrierFault = Static<typeof CarrierFault>

/**
 * What the SMS centre does: `down` drops every connection, `throttle` and `queue-full` refuse each submit_sm with that status, `no-receipt` delivers
 * without telling, `undeliverable` takes the message and reports UNDELIV, `slow` answers each submit_sm late.
 */
export const SmscFault = Type.Union([
  Type.Literal('none'),
  Type.Literal('down'),
  Type.Literal('throttle'),
  Type.Literal('queue-full'),
  Type.Literal('no-receipt'),
  Type.Literal('undeliverable'),
  Type.Literal('slow'),
])
export type SmscFault = Static<typeof SmscFault>

/**
 * What the certificate authorities answer: `down`, `slow`, `wrong` as the carriers; `forged` signed by a stranger, `stale` of last month, `replayed` a true
 * answer to another question. The hostile three say good of everything.
 */
export const CaFault = Type.Union([
  Type.Literal('none'),
  Type.Literal('down'),
  Type.Literal('slow'),
  Type.Literal('wrong'),
  Type.Literal('forged'),
  Type.Literal('stale'),
  Type.Literal('replayed'),
])
export type CaFault = Static<typeof CaFault>

export interface Faults {
  readonly carrier: CarrierFault
  readonly smsc: SmscFault
  readonly ca: CaFault
}

/** The faults switched on now. One object per running sandbox. */
export interface FaultSwitches {
  readonly now: Faults
  /** Changes the parts named, leaves the others, and tells the listeners. */
  set(change: Partial<Faults>): Faults
  onChange(listener: (now: Faults) => void): void
}

export function createFaultSwitches(): FaultSwitches {
  let now: Faults = { carrier: 'none', smsc: 'none', ca: 'none' }
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
