import type { SimulatedSim } from './simulated-sim.ts'

export interface SimFile {
  readonly kind: 'transparent' | 'records'
  readonly records: readonly Uint8Array[]
  readonly guarded: boolean
}

export interface SimTree {
  readonly root: string
  /** Files by identifier, in directories by identifier or AID, all lower-case hex. */
  readonly directories: ReadonlyMap<string, ReadonlyMap<string, SimFile>>
}

/** What each generation says when it cannot (TS 102 221 §10.2, TS 51.011 §9.4). */
export const SIM_STATUS = {
  uicc: { absent: 0x6a82, guarded: 0x6982, noFile: 0x6986, noRecord: 0x6a83 },
  gsm: { absent: 0x9404, guarded: 0x9804, noFile: 0x9400, noRecord: 0x9402 },
} as const

const USIM = 'a0000000871002ffffffff8907090000'
const NAME_BYTES = 14
const NOISE = 0xbb

/** The files of one card. */
export function simTree(options: SimulatedSim): SimTree {
  const { variant = 'usim', iccid = '8984048000123456789', imsi = '452040123456789', msisdn = null } = options
  const { providerName = 'Viettel', pinGuarded = false, damaged } = options
  const bytes = (file: SimulatedSim['damaged'], good: Uint8Array) =>
    damaged === file ? new Uint8Array(good.length).fill(NOISE) : good
  const plain = (content: Uint8Array, guarded = false): SimFile => ({
    kind: 'transparent',
    records: [content],
    guarded,
  })

  const number: SimFile = { kind: 'records', records: [bytes('msisdn', msisdnRecord(msisdn))], guarded: pinGuarded }
  const subscriber: [string, SimFile][] = [
    ['6f07', plain(bytes('imsi', imsiBytes(imsi)), pinGuarded)],
    // The provider's name may be read without a PIN (TS 31.102 §4.2.12).
    ['6f46', plain(providerBytes(providerName))],
  ]
  const application = Buffer.from(USIM, 'hex')
  const directory: SimFile = {
    kind: 'records',
    records: [Uint8Array.from([0x61, 2 + application.length, 0x4f, application.length, ...application])],
    guarded: false,
  }
  const root: [string, SimFile][] = [['2fe2', plain(bytes('iccid', iccidBytes(iccid)))]]
  if (variant === 'usim') root.push(['2f00', directory])
  return {
    root: '3f00',
    directories: new Map([
      ['3f00', new Map(root)],
      ['7f20', new Map(subscriber)],
      ['7f10', new Map([['6f40', number]])],
      ...(variant === 'usim' ? [[USIM, new Map([...subscriber, ['6f40', number] as const])] as const] : []),
    ]),
  }
}

function iccidBytes(iccid: string): Uint8Array {
  return swapped(iccid.padEnd(20, 'f'))
}

/** Length, then type and parity (9: an odd number of digits) before the digits. */
function imsiBytes(imsi: string): Uint8Array {
  return Uint8Array.from([8, ...swapped(`9${imsi}`)])
}

function msisdnRecord(msisdn: string | null): Uint8Array {
  const record = new Uint8Array(NAME_BYTES + 14).fill(0xff)
  if (msisdn === null) return record
  const digits = msisdn.replace('+', '')
  const packed = swapped(digits.length % 2 === 0 ? digits : `${digits}f`)
  record.set([packed.length + 1, msisdn.startsWith('+') ? 0x91 : 0x81, ...packed], NAME_BYTES)
  return record
}

function providerBytes(name: string | null): Uint8Array {
  const file = new Uint8Array(17).fill(0xff)
  if (name === null) return file
  const ascii = /^[A-Za-z0-9 .-]*$/.test(name)
  file[0] = 0x01
  const text = ascii ? [...Buffer.from(name)] : [0x80, ...Buffer.from(name, 'utf16le').swap16()]
  file.set(text.slice(0, file.length - 1), 1)
  return file
}

function swapped(digits: string): Uint8Array {
  return Uint8Array.from(Buffer.from(digits.replace(/(.)(.)/g, '$2$1'), 'hex'))
}
