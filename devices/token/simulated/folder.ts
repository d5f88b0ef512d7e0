import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What can be armed against the simulated module; each is used up by happening once, but for `slow` and `garbage`. */
export const MODULE_FAULTS = [
  /** C_Sign never comes back. */
  'hang',
  /** C_GetSlotList never comes back. */
  'hang-look',
  /** C_Login never comes back, as a pin pad without a person. */
  'hang-login',
  /** The module falls in C_Sign. */
  'crash',
  /** The module falls in C_GetSlotList. */
  'crash-look',
  /** Every signature takes its time. */
  'slow',
  /** Tokens hold something that is no certificate. */
  'garbage',
  /** C_Sign gives CKR_DEVICE_ERROR. */
  'device-error',
  /** C_GetSlotList gives CKR_GENERAL_ERROR, as when the card service was restarted. */
  'service-gone',
  /** The signature is not one. */
  'wrong-signature',
  /** Another token lies in the slot when the login is answered. */
  'swap-at-login',
  /** The token is pulled in the middle of C_Sign. */
  'unplug-at-sign',
  /** "Cancel" on the token's own keys. */
  'pin-pad-cancelled',
  /** The token is full of sessions. */
  'session-count',
] as const
export type ModuleFault = (typeof MODULE_FAULTS)[number]
const LASTING: ReadonlySet<ModuleFault> = new Set(['slow', 'garbage'])

export interface SimulatedToken {
  readonly name: string
  readonly label: string
  readonly serialNumber: string
  readonly pinPad: boolean
  readonly alwaysAuthenticate: boolean
  readonly pin: string
  readonly maxTries: number
  readonly algorithm: 'rsa' | 'ec'
  /** Base64: PKCS#8 of a key that belongs to nobody. */
  readonly key: string
  /** Base64 DER. */
  readonly certificates: readonly string[]
}

/**
 * The simulated tokens lie in a folder, as real ones lie on the desk: what is plugged in and how many tries are left outlives a module that falls, and the
 * simulator changes it while the module runs in another process. Each file has one writer; a writing is complete or not there.
 */
export interface TokenFolder {
  putToken(token: SimulatedToken): void
  token(name: string): SimulatedToken
  /** Names by slot. */
  slots(): Readonly<Record<string, string>>
  setSlots(slots: Readonly<Record<string, string>>): void
  wrongTries(name: string): number
  setWrongTries(name: string, count: number): void
  arm(fault: ModuleFault): void
  disarm(fault: ModuleFault): void
  /** Is it armed? It is used up by asking. */
  strikes(fault: ModuleFault): boolean
}

export function openTokenFolder(folder: string): TokenFolder {
  const write = (file: string, value: unknown) => {
    const path = join(folder, file)
    writeFileSync(`${path}.new`, JSON.stringify(value), { mode: 0o600 })
    renameSync(`${path}.new`, path)
  }
  const read = <Value>(file: string, absent: Value): Value => {
    const path = join(folder, file)
    return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Value) : absent
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const faultPath = (fault: ModuleFault) => join(folder, `fault-${fault}`)
  const disarm = (fault: ModuleFault) => rmSync(faultPath(fault), { force: true })
  return {
    putToken: (token) => write(`token-${token.name}.json`, token),
    token: (name) => read<SimulatedToken>(`token-${name}.json`, null as never),
    slots: () => read('slots.json', {}),
    setSlots: (slots) => write('slots.json', slots),
    wrongTries: (name) => read(`tries-${name}.json`, 0),
    setWrongTries: (name, count) => write(`tries-${name}.json`, count),
    arm: (fault) => writeFileSync(faultPath(fault), ''),
    disarm,
    strikes(fault) {
      if (!existsSync(faultPath(fault))) return false
      if (!LASTING.has(fault)) disarm(fault)
      return true
    },
  }
}
