import { METHODS, type Method } from '../base/terms.ts'

/** What can be done while the line is down. */
export type OfflineRule =
  | 'finishes'
  /** The code goes out by this station's own modem; without one all is taken down, and the person comes back once. */
  | 'finishes-with-modem'
  /** With the SIM in this station's reader, as a token. */
  | 'finishes-with-reader'
  | 'needs-line'

export interface OfflineCell {
  readonly method: Method
  readonly rule: OfflineRule
  readonly source: string
}

const SOURCE = 'product.md §2, cột "can finish offline"'

/** The last column of the matrix, one row a method. */
export const OFFLINE_RULES: readonly OfflineCell[] = [
  { method: 'mobile', rule: 'finishes-with-modem', source: SOURCE },
  { method: 'social-insurance', rule: 'finishes-with-modem', source: SOURCE },
  { method: 'vnpost', rule: 'needs-line', source: SOURCE },
  { method: 'vneid', rule: 'needs-line', source: SOURCE },
  { method: 'usb-token', rule: 'finishes', source: SOURCE },
  { method: 'sim-pki', rule: 'finishes-with-reader', source: SOURCE },
  { method: 'remote-signing', rule: 'needs-line', source: SOURCE },
  { method: 'in-person', rule: 'finishes', source: SOURCE },
]

/** What this station can reach at this moment. */
export interface Reach {
  readonly isOnline: boolean
  /** A modem of its own can send a message now. */
  readonly canText: boolean
  /** Keys, and SIMs in a reader, can be put in here. */
  readonly takesKeys: boolean
}

/** What a person may expect of a method now, before anything is begun. */
export type Prospect =
  /** The line is up: nothing needs to be said. */
  | 'online'
  | 'now'
  | 'now-by-modem'
  | 'now-in-reader'
  /** Taken down; the person comes back once, with the receipt. */
  | 'return-once'
  | 'needs-line'

/** What can be expected of a method at this moment. Total over the matrix; a method the table does not know needs the line. */
export function prospectOf(method: Method, { isOnline, canText, takesKeys }: Reach): Prospect {
  if (isOnline) return 'online'
  switch (OFFLINE_RULES.find((cell) => cell.method === method)?.rule ?? 'needs-line') {
    case 'finishes':
      return 'now'
    case 'finishes-with-modem':
      return canText ? 'now-by-modem' : 'return-once'
    case 'finishes-with-reader':
      return takesKeys ? 'now-in-reader' : 'needs-line'
    case 'needs-line':
      return 'needs-line'
  }
}

/** Whether a registration by this method may be taken down without its code, and the person comes back once. */
export function canBeLeft(method: Method): boolean {
  return OFFLINE_RULES.find((cell) => cell.method === method)?.rule === 'finishes-with-modem'
}

/** Methods that can be begun without the line, those that finish first; in the order of METHODS otherwise. */
export function withoutLine(reach: Omit<Reach, 'isOnline'>): readonly Method[] {
  const prospects = METHODS.map((method) => ({ method, prospect: prospectOf(method, { ...reach, isOnline: false }) }))
  const can = prospects.filter(({ prospect }) => prospect !== 'needs-line')
  const finish = can.filter(({ prospect }) => prospect !== 'return-once')
  return [...finish, ...can.filter(({ prospect }) => prospect === 'return-once')].map(({ method }) => method)
}
