import { setTimeout as delay } from 'node:timers/promises'
import { Compile } from 'typebox/compile'
import { Fault, toFault } from '../../flows/base/fault.ts'
import type { FaultCode } from '../../flows/base/fault-codes.ts'
import { readAnswer } from '../central-client/answer.ts'
import { createExchange } from '../central-client/exchange.ts'
import { BATCH_TIMEOUT_MS } from '../central-client/transport.ts'
import { StickAnswer, StickBundle, StickReply } from '../wire/stick.wire.ts'
import { countWords, wordsIn } from './answer-words.ts'
import { openStick, type StickFile, type StickFiles } from './stick-files.ts'

const isBundle = Compile(StickBundle)
const isReply = Compile(StickReply)
const isAnswer = Compile(StickAnswer)

/** Asking again about the same packets: most decisions are there within seconds. */
const ASK_AGAIN_MS = 2_000

/** The next bundle would fare no better. */
const ENDS_TRIP: readonly FaultCode[] = ['STICK_FULL', 'STICK_READ_ONLY', 'STICK_PULLED', 'STICK_ABSENT', 'CANCELLED']

/** What one trip did. */
export interface StickTrip {
  /** Bundles that were answered. */
  readonly files: number
  readonly received: number
  /** Packets that were accepted or refused, and those that wait for their citizen, as the words say that will be brought back: the station may know some already. */
  readonly decided: number
  readonly waiting: number
  readonly failed: readonly { readonly file: string; readonly code: FaultCode }[]
}

/**
 * Carries bundles of any stations from a stick to central and writes the answers beside them, from any machine with a line: it needs no identity, for every bundle is signed
 * inside. Waits up to `waitMs` for decisions on what was handed in. One that fails is named, and the others are carried; a line that is down ends the trip. Repeating it does no
 * harm. Raises STICK_ABSENT, STICK_READ_ONLY, STICK_PULLED, STICK_FULL, and the line's faults when nothing was answered.
 */
export async function carryStick(
  folder: string,
  options: {
    readonly centralUrl: string
    readonly waitMs: number
    readonly signal?: AbortSignal
    readonly askAgainMs?: number
  },
): Promise<StickTrip> {
  const stick = openStick(folder)
  const failed: { file: string; code: FaultCode }[] = []
  const trip = { files: 0, received: 0, decided: 0, waiting: 0 }
  for (const file of stick.list('out')) {
    try {
      const { received, decided, waiting } = await carryOne(stick, file, options)
      trip.files += 1
      trip.received += received
      trip.decided += decided
      trip.waiting += waiting
    } catch (thrown) {
      const fault = toFault(thrown)
      const { code } = fault
      if (ENDS_TRIP.includes(code)) throw fault
      if (isLine(code) && trip.files === 0) throw fault
      failed.push({ file: file.path, code })
      if (isLine(code)) break
    }
  }
  return { ...trip, failed }
}

async function carryOne(
  stick: StickFiles,
  file: StickFile,
  options: Parameters<typeof carryStick>[1],
): Promise<Pick<StickTrip, 'received' | 'decided' | 'waiting'>> {
  const bundle = await stick.read(file)
  if (!isBundle.Check(bundle)) throw new Fault('STICK_UNREADABLE', { file: file.path })
  const body = Buffer.from(JSON.stringify(bundle))
  const own = new Set(bundle.packets.map(({ packetId }) => packetId))
  const until = performance.now() + options.waitMs
  for (;;) {
    const reply = await send(body, options)
    const answer: unknown = JSON.parse(reply.content)
    if (!isAnswer.Check(answer)) throw new Fault('CENTRAL_ANSWER_INVALID', { reason: 'shape' })
    // Written at each asking: a stick pulled meanwhile has the acknowledgements at least.
    await stick.write(file.stationCode, file.name, 'in', Buffer.from(JSON.stringify(reply)))
    const received = answer.batch?.results.filter(({ result }) => result === 'received').length ?? 0
    const left = until - performance.now()
    if (wordsAbout(answer, own) >= received || left <= 0) return { received, ...countWords(answer) }
    await delay(Math.min(left, options.askAgainMs ?? ASK_AGAIN_MS), undefined, { signal: options.signal })
  }
}

async function send(
  body: Uint8Array,
  { centralUrl, signal }: Pick<Parameters<typeof carryStick>[1], 'centralUrl' | 'signal'>,
): Promise<StickReply> {
  const raw = await createExchange()({
    method: 'POST',
    url: new URL('/v1/sticks', centralUrl),
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body,
    timeoutMs: BATCH_TIMEOUT_MS,
    signal,
  })
  const answer = readAnswer(raw, (value): value is StickReply => isReply.Check(value))
  if (answer.kind === 'unchanged') throw new Fault('CENTRAL_ANSWER_INVALID', { reason: 'status' })
  return answer.value
}

/** How many of central's words tell of packets of this bundle: then waiting is over. */
function wordsAbout(answer: StickAnswer, own: ReadonlySet<string>): number {
  return wordsIn(answer).filter(({ packetId }) => own.has(packetId)).length
}

function isLine(code: FaultCode): boolean {
  return code === 'LINE_DOWN' || code === 'CAPTIVE_PORTAL' || code === 'CENTRAL_BUSY' || code === 'DATABASE_UNAVAILABLE'
}
