import { fromCallback, fromPromise } from 'xstate'
import { fromBase64, toBase64 } from '../base/base64.ts'
import { OWNER_REPLY_MS } from '../base/delays.ts'
import type { CardEvent, ModemEvent, PrinterEvent, TokenEvent } from '../base/events.ts'
import { Fault, toFault } from '../base/fault.ts'
import type { Portraits } from '../base/portraits.ts'
import type { Secrets } from '../base/secret.ts'
import { readCardFlow } from '../card/read-card.flow.ts'
import { ownershipFlow } from '../modem/ownership.flow.ts'
import { sendCodeFlow, type TextMessage } from '../modem/send-code.flow.ts'
import type { CardPort, ChipKey, ChipReading } from '../ports/card.port.ts'
import type { ModemPort, TextOutcome } from '../ports/modem.port.ts'
import type { PrinterPort, PrintIntent, PrintJournalPort, PrintOutcome, Slip } from '../ports/printer.port.ts'
import type { StatementAnswer, StatementPort } from '../ports/statement.port.ts'
import type { SignOutcome, TokenPort } from '../ports/token.port.ts'
import { type PrintJob, printFlow } from '../print/print.flow.ts'
import type { ChipFacts } from '../rules/chip-facts.ts'
import type { PrepareActorInput, SignActorInput } from '../token/sign-context.ts'
import { tokenSignFlow } from '../token/token-sign.flow.ts'
import { countdownBy, type Ticker } from './countdown.ts'

/** Everything the flows of devices need of the outside. */
export interface DevicePorts {
  readonly token: TokenPort
  readonly card: CardPort
  readonly modem: ModemPort
  readonly printer: PrinterPort
  readonly journal: PrintJournalPort
  readonly slips: SlipSource
  readonly secrets: Secrets
  readonly portraits: Portraits
  readonly ticker: Ticker
}

/** Builds what goes on paper when it is needed. `earlier` above 0 makes it a copy, which the slip must say. */
export type SlipSource = (job: PrintJob) => Slip | Promise<Slip>

/** The signature by token, with its actors in place. */
export function provideTokenSign({
  token,
  secrets,
  ticker,
  statements,
}: Pick<DevicePorts, 'token' | 'secrets' | 'ticker'> & {
  /** Writes what is signed, for signatures whose statement depends on the certificate. */
  readonly statements?: Pick<StatementPort, 'prepare'>
}): typeof tokenSignFlow {
  return tokenSignFlow.provide({
    actors: {
      watchTokens: fromCallback<TokenEvent>(({ sendBack }) => {
        const tell = () =>
          sendBack({
            type: 'token.changed',
            tokens: token.tokens,
            troubles: token.troubles,
            standing: token.standing.code,
          })
        return watching(tell, token.subscribe(tell), token.watch(tell))
      }),
      prepare: fromPromise<StatementAnswer, PrepareActorInput>(({ input, signal }) => {
        const seen = token.tokens.flatMap(({ certificates }) => certificates)
        const certificate = seen.find(({ certificateId }) => certificateId === input.certificateId)
        if (!statements || !certificate) throw new Fault('TOKEN_REMOVED')
        const others = seen.filter((one) => one !== certificate && one.isAuthority)
        return statements.prepare(
          {
            ...input.ask,
            certificateBase64: toBase64(certificate.der),
            othersBase64: others.map(({ der }) => toBase64(der)),
          },
          signal,
        )
      }),
      sign: fromPromise<SignOutcome, SignActorInput>(({ input: { dataBase64, ...request }, signal }) =>
        token.sign({ ...request, data: fromBase64(dataBase64) }, signal),
      ),
      countdown: countdownBy(ticker),
    },
    actions: {
      discardPin: (_, { pin }) => {
        if (pin) secrets.discard(pin)
      },
    },
  })
}

/** The reading of a chip, with its actors in place. */
export function provideReadCard({ card, portraits }: Pick<DevicePorts, 'card' | 'portraits'>): typeof readCardFlow {
  return readCardFlow.provide({
    actors: {
      watchCard: fromCallback<CardEvent>(({ sendBack }) => {
        const tell = () => sendBack({ type: 'card.presence', presence: card.presence, standing: card.standing.code })
        return watching(tell, card.subscribe(tell), card.watch(tell))
      }),
      readChip: fromCallback<CardEvent, { keys: readonly ChipKey[] }>(({ input, sendBack }) => {
        const ending = new AbortController()
        const send = (event: CardEvent) => {
          if (!ending.signal.aborted) sendBack(event)
        }
        const onProgress = (progress: Extract<CardEvent, { type: 'chip.progressed' }>['progress']) =>
          send({ type: 'chip.progressed', progress })
        card.readChip({ keys: input.keys, onProgress }, ending.signal).then(
          (reading) => {
            if (ending.signal.aborted) reading.portrait?.image.fill(0)
            else send({ type: 'chip.read', facts: factsOf(reading, portraits) })
          },
          (error: unknown) => send({ type: 'chip.failed', code: toFault(error).code }),
        )
        return () => ending.abort()
      }),
    },
    actions: {
      discardPortrait: (_, { handle }) => {
        if (handle) portraits.discard(handle)
      },
    },
  })
}

/** The ownership check by modem, with its actors in place. */
export function provideOwnership({ modem, ticker }: Pick<DevicePorts, 'modem' | 'ticker'>): typeof ownershipFlow {
  return ownershipFlow.provide({
    actors: {
      watchModems: watchModems(modem),
      askOwner: fromPromise<string>(({ signal }) => modem.askOwner({ replyWithinMs: OWNER_REPLY_MS }, signal)),
      countdown: countdownBy(ticker),
    },
  })
}

/** The sending of a code by modem, with its actors in place. */
export function provideSendCode({ modem, secrets }: Pick<DevicePorts, 'modem' | 'secrets'>): typeof sendCodeFlow {
  return sendCodeFlow.provide({
    actors: {
      watchModems: watchModems(modem),
      sendText: fromPromise<TextOutcome, TextMessage>(({ input, signal }) => modem.sendText(input, signal)),
    },
    actions: { discardText: (_, { text }) => secrets.discard(text) },
  })
}

/**
 * The printing of a slip, with its actors in place. A print restored from a snapshot was recorded by a process that is gone: what it left on paper nobody
 * knows, so it is not printed again.
 */
export function providePrint({
  printer,
  journal,
  slips,
}: Pick<DevicePorts, 'printer' | 'journal' | 'slips'>): typeof printFlow {
  const recordedHere = new Set<string>()
  return printFlow.provide({
    actors: {
      watchPrinter: fromCallback<PrinterEvent>(({ sendBack }) => {
        const tell = () => sendBack({ type: 'printer.changed', standing: printer.standing.code })
        return watching(tell, printer.watch(tell))
      }),
      intendPrint: fromPromise<{ readonly earlier: number }, PrintIntent>(async ({ input }) => {
        const recorded = await journal.intend(input)
        recordedHere.add(input.printId)
        return recorded
      }),
      printSlip: fromPromise<PrintOutcome, PrintJob>(async ({ input, signal }) =>
        recordedHere.delete(input.printId)
          ? printer.print(await slips(input), signal)
          : { kind: 'uncertain', code: 'PRINTER_LOST' },
      ),
      settlePrint: fromPromise<void, { printId: string; outcome: PrintOutcome }>(({ input }) =>
        journal.settle(input.printId, input.outcome),
      ),
    },
  })
}

function watchModems(modem: ModemPort) {
  return fromCallback<ModemEvent>(({ sendBack }) => {
    const tell = () => sendBack({ type: 'modem.changed', modems: modem.modems, standing: modem.standing.code })
    return watching(tell, modem.subscribe(tell), modem.watch(tell))
  })
}

/** Tells how it stands at once; what is given back ends all that listens. */
function watching(tell: () => void, ...endings: readonly (() => void)[]): () => void {
  tell()
  return () => {
    for (const end of endings) end()
  }
}

function factsOf(reading: ChipReading, portraits: Portraits): ChipFacts {
  const { portrait, ...facts } = reading
  if (!portrait) return { ...facts, portrait: null }
  const { image, mediaType, sha256 } = portrait
  return { ...facts, portrait: { mediaType, sha256, sizeBytes: image.length, handle: portraits.keep(image) } }
}
