import { constants, privateEncrypt } from 'node:crypto'
import { p256 } from '@noble/curves/nist.js'
import { answerApdu, type CommandApdu, parseCommandApdu } from '../../devices/port/pcsc/apdu.ts'
import type { VirtualCard } from '../../devices/port/pcsc/card-readers.ts'
import { findTlv, tlv } from './ber.ts'
import { makePivKey, type PivKey } from './piv-key.ts'
import { PIV_AID, PIV_PROPERTIES, pivObjects } from './piv-objects.ts'

export interface PivCardOptions {
  /** Default: RSA-2048 in 9A and 9C, EC P-256 in 9E (which signs without a PIN). */
  readonly keys?: readonly PivKey[]
  /** 6 to 8 digits. */
  readonly pin?: string
  readonly pinTries?: number
}

export interface PivCard extends VirtualCard {
  readonly pin: string
  readonly keys: readonly PivKey[]
  /** Tries left; 0 is locked. Kept over resets and power, as on a real card. */
  readonly triesLeft: number
}

/** A signature card by SP 800-73-4 (PIV) that OpenSC's PKCS#11 module can list and sign with. Keys stay in memory. */
export async function createPivCard(options: PivCardOptions = {}): Promise<PivCard> {
  const { pin = '471108', pinTries = 3 } = options
  const keys = options.keys ?? (await defaultKeys())
  const objects = pivObjects(keys)
  let triesLeft = pinTries
  let open: OpenState = CLOSED

  const verify = ({ p1, p2, data }: CommandApdu) => {
    if (p2 !== PIN_REFERENCE) return answerApdu(STATUS.notFound)
    if (p1 === 0xff) {
      open = { ...open, verified: false }
      return answerApdu(STATUS.ok)
    }
    if (data.length === 0 && open.verified) return answerApdu(STATUS.ok)
    if (triesLeft === 0) return answerApdu(STATUS.blocked)
    if (data.length === 0) return answerApdu(STATUS.triesLeft | triesLeft)
    if (data.length !== PIN_BYTES) return answerApdu(STATUS.wrongLength)
    const good = Buffer.from(data).equals(Buffer.from(pin.padEnd(PIN_BYTES, '\xff'), 'latin1'))
    triesLeft = good ? pinTries : triesLeft - 1
    open = { ...open, verified: good }
    if (good) return answerApdu(STATUS.ok)
    return answerApdu(triesLeft === 0 ? STATUS.blocked : STATUS.triesLeft | triesLeft)
  }
  const sign = ({ p2, data }: CommandApdu) => {
    const key = keys.find(({ slot }) => Number.parseInt(slot, 16) === p2)
    const template = findTlv(data, '7C')
    const challenge = template && findTlv(template, '81')
    if (!key || !challenge) return answerApdu(STATUS.wrongData)
    if (key.slot !== '9E' && !open.verified) return answerApdu(STATUS.notAllowed)
    // SP 800-73-4 part 1, table 4b: the PIN for the signature key must be given right before each use ("PIN Always").
    if (key.slot === '9C') open = { ...open, verified: false }
    const signature = signatureOf(key, challenge)
    return signature ? answerApdu(STATUS.ok, tlv('7C', tlv('82', signature))) : answerApdu(STATUS.wrongData)
  }
  const run = (command: CommandApdu) => {
    switch (command.ins) {
      case 0xa4:
        if (!isPiv(command.data)) return answerApdu(STATUS.notFound)
        open = { ...CLOSED, selected: true }
        return answerApdu(STATUS.ok, PIV_PROPERTIES)
      case 0xcb: {
        const tag = Buffer.from(findTlv(command.data, '5C') ?? [])
          .toString('hex')
          .toUpperCase()
        const object = open.selected ? objects.get(tag) : undefined
        return object ? answerApdu(STATUS.ok, object) : answerApdu(STATUS.notFound)
      }
      case 0x20:
        return verify(command)
      case 0x87:
        return sign(command)
      default:
        return answerApdu(STATUS.unknownInstruction)
    }
  }

  return {
    atr: ATR,
    pin,
    keys,
    get triesLeft() {
      return triesLeft
    },
    reset() {
      open = CLOSED
    },
    async answer(bytes) {
      const command = parseCommandApdu(bytes)
      if (!command) return answerApdu(STATUS.wrongLength)
      if (command.ins === 0xc0) {
        const { answer, rest } = inPieces(open.pending, command.le ?? 0x100)
        open = { ...open, pending: rest }
        return answer
      }
      const data = Buffer.concat([open.chained, command.data])
      // ISO 7816-4 §5.3.3: a command in several pieces, all but the last marked in the class byte.
      if (command.cla & 0x10) {
        open = { ...open, chained: data }
        return answerApdu(STATUS.ok)
      }
      open = { ...open, chained: new Uint8Array(0) }
      const whole = run({ ...command, data })
      const { answer, rest } = inPieces(whole, command.le ?? 0x100)
      open = { ...open, pending: rest }
      return answer
    },
  }
}

interface OpenState {
  readonly selected: boolean
  readonly verified: boolean
  readonly chained: Uint8Array
  /** What GET RESPONSE will fetch, with its status bytes. */
  readonly pending: Uint8Array
}

const CLOSED: OpenState = {
  selected: false,
  verified: false,
  chained: new Uint8Array(0),
  pending: answerApdu(0x6985),
}

const PIN_REFERENCE = 0x80
const PIN_BYTES = 8
const STATUS = {
  ok: 0x9000,
  triesLeft: 0x63c0,
  wrongLength: 0x6700,
  notAllowed: 0x6982,
  blocked: 0x6983,
  wrongData: 0x6a80,
  notFound: 0x6a82,
  unknownInstruction: 0x6d00,
}

/** T=1 only (ISO 7816-3 §8.2), historical bytes "motcua", check byte over all after the first. */
const ATR = withCheckByte([0x3b, 0x86, 0x01, ...Buffer.from('motcua')])

function withCheckByte(bytes: readonly number[]): Uint8Array {
  return Uint8Array.from([...bytes, bytes.slice(1).reduce((sum, byte) => sum ^ byte, 0)])
}

function isPiv(aid: Uint8Array): boolean {
  const text = Buffer.from(aid).toString('hex').toUpperCase()
  // The version at the end may be left out: a right-truncated AID selects (SP 800-73-4 part 2, §3.1.1).
  return text.length >= 18 && PIV_AID.startsWith(text)
}

/** The first `size` bytes with 61xx where more waits. */
function inPieces(whole: Uint8Array, size: number): { answer: Uint8Array; rest: Uint8Array } {
  const data = whole.subarray(0, -2)
  if (data.length <= size) return { answer: whole, rest: CLOSED.pending }
  const rest = whole.slice(size)
  return { answer: answerApdu(0x6100 | (rest.length - 2 > 0xff ? 0 : rest.length - 2), data.subarray(0, size)), rest }
}

function signatureOf({ algorithm, privateKey }: PivKey, challenge: Uint8Array): Uint8Array | null {
  switch (algorithm) {
    case 'rsa-2048':
      // The host has padded already: the card does the bare private operation.
      if (challenge.length !== 256) return null
      return privateEncrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, challenge)
    case 'ec-p256': {
      const secret = Buffer.from(privateKey.export({ format: 'jwk' }).d ?? '', 'base64url')
      return p256.sign(challenge, secret, { prehash: false, format: 'der' })
    }
  }
}

function defaultKeys(): Promise<PivKey[]> {
  return Promise.all([
    makePivKey({ slot: '9A', algorithm: 'rsa-2048' }),
    makePivKey({ slot: '9C', algorithm: 'rsa-2048' }),
    makePivKey({ slot: '9E', algorithm: 'ec-p256' }),
  ])
}
