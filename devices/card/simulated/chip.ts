import { randomBytes } from 'node:crypto'
import type { ChipKey } from '../../../flows/ports/card.port.ts'
import { answerApdu, type CommandApdu, parseCommandApdu } from '../../port/pcsc/apdu.ts'
import { mrzHash, pacePassword } from '../access-key.ts'
import { suiteOf } from '../cipher-suite.ts'
import { EF_CARD_ACCESS } from '../lds/efs.ts'
import type { SampleCard } from '../lds/issue-sample-card.ts'
import { readSecurityInfos } from '../lds/security-infos.ts'
import { oidBytes } from '../oid.ts'
import { readTlvs, type Tlv, tlv } from '../tlv.ts'
import { answerBac } from './chip-bac.ts'
import { agreeAsChip, signAsChip } from './chip-keys.ts'
import { type ChipSession, openCommand, sealAnswer } from './chip-messaging.ts'
import { createChipPace } from './chip-pace.ts'

/** Status bytes of ISO 7816-4 the chip uses. */
export const SW = {
  ok: 0x9000,
  endOfFile: 0x6282,
  wrongKey: 0x6300,
  wrongLength: 0x6700,
  notAllowed: 0x6982,
  noSession: 0x6988,
  wrongData: 0x6a80,
  notFound: 0x6a82,
  wrongPlace: 0x6b00,
  unknownInstruction: 0x6d00,
} as const

const PROTECTED = 0x0c
const SHORT_ANSWER_BYTES = 256
const MASTER_FILE = 0x3f00

export interface ChipHabits {
  /** The long form of commands is answered 6700, and the session is over. */
  readonly noExtendedLength: boolean
  /** More asked for than is there is answered 6B00, and the session is over. */
  readonly strictLength: boolean
}

/** `after` happens once the answer is out, `dropped` ends the session with an answer in the clear. */
type Reply = {
  readonly status: number
  readonly data?: Uint8Array
  readonly after?: () => void
  readonly dropped?: true
}

/** The chip of a citizen card (ICAO 9303-10, -11): what it answers to each command, from power on to reset. `card` is what it was issued with. */
export function createChip(card: SampleCard, habits: () => ChipHabits) {
  let session: ChipSession | null = null
  let application = false
  let current: Uint8Array | null = null
  let chipNonce: Uint8Array | null = null
  let pace: ReturnType<typeof createChipPace> | null = null
  let agreement: ReturnType<typeof suiteOf> = null

  const fileOf = (match: (fileId: number) => boolean): Uint8Array | null => {
    if (!application) return match(EF_CARD_ACCESS.fileId) && card.cardAccess.length > 0 ? card.cardAccess : null
    return [...card.files].find(([fileId]) => match(fileId))?.[1] ?? null
  }
  const select = ({ p1, data }: CommandApdu): Reply => {
    const fileId = ((data[0] ?? 0) << 8) | (data[1] ?? 0)
    current = null
    if (p1 === 0x04) {
      application = Buffer.from(data).toString('hex') === 'a0000002471001'
      return { status: application ? SW.ok : SW.notFound }
    }
    if (fileId === MASTER_FILE) {
      application = false
      return { status: SW.ok }
    }
    if (application && session === null) return { status: SW.notAllowed }
    current = fileOf((known) => known === fileId)
    return { status: current ? SW.ok : SW.notFound }
  }
  const readBinary = ({ ins, p1, p2, data, le }: CommandApdu): Reply => {
    if (application && session === null) return { status: SW.notAllowed }
    const odd = ins % 2 === 1
    const short = !odd && (p1 & 0x80) !== 0
    if (short) current = fileOf((fileId) => (fileId & 0x1f) === (p1 & 0x1f))
    if (!current) return { status: short ? SW.notFound : SW.notAllowed }
    const offset = odd ? numberOf(readTlvs(data)[0]) : short ? p2 : (p1 << 8) | p2
    const asked = (le ?? 0) - (odd ? 4 : 0)
    const part = current.subarray(offset, offset + asked)
    if (part.length === 0 || (habits().strictLength && part.length < asked))
      return { status: SW.wrongPlace, dropped: true }
    const status = part.length < asked && !odd ? SW.endOfFile : SW.ok
    return { status, data: odd ? tlv(0x53, part) : part }
  }
  const authenticate = async ({ data }: CommandApdu): Promise<Reply> => {
    if (pace) {
      const answer = await pace.answer(data)
      if (answer.kind === 'more') return { status: SW.ok, data: answer.data }
      pace = null
      if (answer.kind === 'refused') return { status: SW.wrongKey }
      return { status: SW.ok, data: answer.data, after: () => begin(answer.session) }
    }
    const point = readTlvs(readTlvs(data)[0]?.value ?? data)[0]
    return agreement && point ? agree(agreement, point.value, tlv(0x7c)) : { status: SW.wrongData }
  }
  const agree = (suite: NonNullable<typeof agreement>, point: Uint8Array, data?: Uint8Array): Reply => {
    if (!card.chipKey || !session) return { status: SW.notAllowed }
    const next = agreeAsChip(card.chipKey, suite, point)
    return { status: SW.ok, ...(data ? { data } : {}), after: () => begin(next) }
  }
  const setEnvironment = ({ p1, p2, data }: CommandApdu): Reply => {
    const objects = readTlvs(data)
    const oid = objects.find(({ tag }) => tag === 0x80)?.value ?? new Uint8Array(0)
    if (p2 === 0xa6) {
      const point = objects.find(({ tag }) => tag === 0x91)?.value
      return point ? agree(suiteOf('.1')!, point) : { status: SW.wrongData }
    }
    if (p1 === 0x41) {
      agreement = suiteOf(`.${oid.at(-1)}`)
      return { status: agreement ? SW.ok : SW.wrongData }
    }
    const wanted = objects.find(({ tag }) => tag === 0x84)
    const info = readSecurityInfos(card.cardAccess).pace.find(
      (offer) => Buffer.compare(oidBytes(offer.oid), oid) === 0 && (!wanted || offer.parameterId === numberOf(wanted)),
    )
    const reference = numberOf(objects.find(({ tag }) => tag === 0x83))
    if (!info || info.parameterId === null) return { status: SW.wrongData }
    const key: ChipKey = reference === 2 ? { kind: 'can', can: card.can } : { kind: 'mrz', ...card.mrz }
    pace = createChipPace({ oid: info.oid, parameterId: info.parameterId, password: pacePassword(key).bytes })
    return { status: SW.ok }
  }
  const externalAuthenticate = ({ data }: CommandApdu): Reply => {
    const result = chipNonce && answerBac(mrzHash({ kind: 'mrz', ...card.mrz }), chipNonce, data)
    chipNonce = null
    if (!result) return { status: SW.wrongKey }
    return { status: SW.ok, data: result.answer, after: () => begin(result.session) }
  }
  const challenge = (): Reply => {
    chipNonce = Uint8Array.from(randomBytes(8))
    return { status: application ? SW.ok : SW.notAllowed, data: chipNonce }
  }
  const sign = ({ data }: CommandApdu): Reply => {
    if (!card.activeKey || !session) return { status: SW.notAllowed }
    return { status: SW.ok, data: signAsChip(card.activeKey, data) }
  }
  const handle = async (command: CommandApdu): Promise<Reply> => {
    switch (command.ins) {
      case 0xa4:
        return select(command)
      case 0xb0:
      case 0xb1:
        return readBinary(command)
      case 0x22:
        return setEnvironment(command)
      case 0x86:
        return authenticate(command)
      case 0x84:
        return challenge()
      case 0x82:
        return externalAuthenticate(command)
      case 0x88:
        return sign(command)
      default:
        return { status: SW.unknownInstruction }
    }
  }
  const begin = (next: ChipSession) => {
    session = next
    current = null
  }
  const end = () => {
    session = null
  }
  return {
    reset() {
      session = null
      application = false
      current = null
      chipNonce = null
      pace = null
      agreement = null
    },
    async answer(bytes: Uint8Array): Promise<Uint8Array> {
      const outer = parseCommandApdu(bytes)
      const extended = outer !== null && ((outer.le ?? 0) > SHORT_ANSWER_BYTES || outer.data.length > 0xff)
      if (!outer || (extended && habits().noExtendedLength)) {
        end()
        return answerApdu(SW.wrongLength)
      }
      if ((outer.cla & PROTECTED) !== PROTECTED) end()
      const active = session
      const command = active ? openCommand(active, outer) : outer
      if (!command) {
        end()
        return answerApdu(SW.noSession)
      }
      const { status, data = new Uint8Array(0), after, dropped } = await handle(command)
      if (dropped) end()
      const answer = active && !dropped ? sealAnswer(active, command.ins, status, data) : answerApdu(status, data)
      after?.()
      if (!extended && answer.length > SHORT_ANSWER_BYTES + 2) {
        end()
        return answerApdu(SW.wrongLength)
      }
      return answer
    },
  }
}

function numberOf(object: Tlv | undefined): number {
  return (object?.value ?? new Uint8Array(0)).reduce((sum, byte) => sum * 256 + byte, 0)
}
