import { Fault } from '../base/fault.ts'
import { createPortraits, type Portraits } from '../base/portraits.ts'
import { createSecrets, type Secrets } from '../base/secret.ts'
import type { CardPresence, ChipReading } from '../ports/card.port.ts'
import type { WatchedDevice } from '../ports/device.port.ts'
import type { ModemView, TextOutcome } from '../ports/modem.port.ts'
import type { PrintIntent, PrintOutcome, Slip } from '../ports/printer.port.ts'
import type { ModuleTrouble, SeenToken, SignOutcome, SignRequest } from '../ports/token.port.ts'
import type { DevicePorts } from '../provide/provide-devices.ts'
import { createFakeCall, type FakeCall } from './fake-call.ts'
import { createFakeStatements, type FakeStatements } from './fake-statements.ts'
import { createFakeWatch, type FakeWatch } from './fake-watch.ts'
import { sampleModem, sampleReading, sampleToken } from './sample-devices.ts'

/** Devices that do what a test tells them, by calls that can be lined up; nothing is plugged in before `become` says so. No I/O, no time of their own. */
export interface FakeDevices {
  readonly ports: DevicePorts
  readonly secrets: Secrets
  readonly portraits: Portraits
  readonly statements: FakeStatements
  readonly token: FakeWatch<readonly SeenToken[]> & {
    readonly sign: FakeCall<SignOutcome>
    readonly requests: SignRequest[]
    /** The signatures there are, by their ids: a repeat gives the same one and asks for no PIN. */
    readonly signed: Map<string, SignOutcome>
    /** The PIN it takes. */
    troubles: readonly ModuleTrouble[]
    pin: string
  }
  readonly card: FakeWatch<CardPresence> & {
    readonly read: FakeCall<ChipReading>
    readonly keysTried: unknown[]
    reading: () => ChipReading
  }
  readonly modem: FakeWatch<readonly ModemView[]> & {
    readonly send: FakeCall<TextOutcome>
    readonly ask: FakeCall<string>
    readonly sent: { messageId: string; to: string; text: string }[]
    reply: string
  }
  readonly printer: FakeWatch<null> & { readonly print: FakeCall<PrintOutcome>; readonly slips: Slip[] }
  readonly journal: {
    readonly intend: FakeCall<{ readonly earlier: number }>
    readonly settle: FakeCall<void>
    readonly intents: PrintIntent[]
    readonly settled: Map<string, PrintOutcome>
  }
  /** Moves the countdowns: their clock starts at 0. */
  tick(nowMs: number): void
}

export function createFakeDevices(): FakeDevices {
  let ids = 0
  const newId = () => `00000000-0000-7000-8000-${String(++ids).padStart(12, '0')}`
  const secrets = createSecrets(newId)
  const portraits = createPortraits(newId)
  const tickers = new Set<(nowMs: number) => void>()
  const token = fakeToken()
  const card = fakeCard()
  const modem = fakeModem()
  const printer = Object.assign(createFakeWatch(null, 'printer'), {
    print: createFakeCall<PrintOutcome>(),
    slips: [] as Slip[],
  })
  const journal: FakeDevices['journal'] = {
    intend: createFakeCall(),
    settle: createFakeCall(),
    intents: [],
    settled: new Map(),
  }
  const devices: FakeDevices = {
    secrets,
    portraits,
    statements: createFakeStatements(),
    token,
    card,
    modem,
    printer,
    journal,
    tick: (nowMs) => {
      for (const tell of tickers) tell(nowMs)
    },
    ports: {
      secrets,
      portraits,
      token: {
        get standing() {
          return token.standing
        },
        watch: token.watch,
        subscribe: token.subscribe,
        get tokens() {
          return token.value
        },
        get troubles() {
          return token.troubles
        },
        sign: (request: SignRequest, signal?: AbortSignal) => signWith(devices, request, signal),
      },
      card: {
        get standing() {
          return card.standing
        },
        watch: card.watch,
        subscribe: card.subscribe,
        get presence() {
          return card.value
        },
        async readChip({ keys, onProgress }, signal) {
          card.keysTried.push(keys)
          onProgress?.({ step: 'reading', readBytes: 100, totalBytes: 400 })
          return card.read.run(() => {
            if (card.value !== 'present') throw new Fault('CARD_ABSENT')
            return card.reading()
          }, signal)
        },
      },
      modem: {
        get standing() {
          return modem.standing
        },
        watch: modem.watch,
        subscribe: modem.subscribe,
        get modems() {
          return modem.value
        },
        async sendText({ messageId, to, text }, signal) {
          const outcome = await modem.send.run((): TextOutcome => {
            needReady(modem)
            return { kind: 'delivered' }
          }, signal)
          modem.sent.push({ messageId, to, text: secrets.redeem(text) })
          return outcome
        },
        askOwner: (_, signal) =>
          modem.ask.run(() => {
            needReady(modem)
            return modem.reply
          }, signal),
        identifySim: async () => ({
          iccid: '8984048000012345678',
          imsi: '452040012345678',
          msisdn: null,
          providerName: 'Viettel',
        }),
      },
      printer: {
        get standing() {
          return printer.standing
        },
        watch: printer.watch,
        print: (slip, signal) =>
          printer.print.run((): PrintOutcome => {
            if (printer.standing.code) return { kind: 'not-printed', code: printer.standing.code }
            printer.slips.push(slip)
            return { kind: 'printed' }
          }, signal),
      },
      journal: {
        intend: (intent) => journal.intend.run(() => recordIntent(journal, intent)),
        settle: (printId, outcome) => journal.settle.run(() => void journal.settled.set(printId, outcome)),
      },
      slips: ({ documentId, earlier }) => ({
        lines: [{ kind: 'text', text: documentId }],
        marks: earlier > 0 ? ['BẢN SAO'] : [],
      }),
      ticker: (tick) => {
        tickers.add(tick)
        tick(0)
        return () => tickers.delete(tick)
      },
    },
  }
  return devices
}

export { sampleModem, sampleReading, sampleToken }

function fakeToken(): FakeDevices['token'] {
  return Object.assign(createFakeWatch<readonly SeenToken[]>([], 'token'), {
    sign: createFakeCall<SignOutcome>(),
    requests: [],
    signed: new Map(),
    troubles: [],
    pin: '19283746',
  })
}

function fakeCard(): FakeDevices['card'] {
  return Object.assign(createFakeWatch<CardPresence>('empty', 'reader'), {
    read: createFakeCall<ChipReading>(),
    keysTried: [],
    reading: sampleReading,
  })
}

function fakeModem(): FakeDevices['modem'] {
  return Object.assign(createFakeWatch<readonly ModemView[]>([sampleModem()], 'modem'), {
    send: createFakeCall<TextOutcome>(),
    ask: createFakeCall<string>(),
    sent: [],
    reply: 'So TB: 0971234456. Ho ten: LE VAN MAU. Ngay sinh: 29/02/2004. So GTTT: 046204001234.',
  })
}

function signWith({ token, secrets }: FakeDevices, request: SignRequest, signal?: AbortSignal): Promise<SignOutcome> {
  token.requests.push(request)
  return token.sign.run((): SignOutcome => {
    const before = token.signed.get(request.signatureId)
    if (before) return before
    const certificate = token.value
      .flatMap(({ certificates }) => certificates)
      .find(({ certificateId }) => certificateId === request.certificateId)
    if (!certificate) throw new Fault('TOKEN_REMOVED')
    if (request.pin !== 'pin-pad' && secrets.redeem(request.pin) !== token.pin)
      return { kind: 'pin-wrong', pin: 'count-low' }
    const outcome: SignOutcome = {
      kind: 'signed',
      signature: Uint8Array.from(request.data).reverse(),
      algorithm: 'RS256',
      certificate: certificate.der,
    }
    token.signed.set(request.signatureId, outcome)
    return outcome
  }, signal)
}

function recordIntent(journal: FakeDevices['journal'], intent: PrintIntent): { readonly earlier: number } {
  if (!journal.intents.some(({ printId }) => printId === intent.printId)) journal.intents.push(intent)
  const earlier = journal.intents.filter(
    ({ printId, documentId }) =>
      documentId === intent.documentId &&
      printId !== intent.printId &&
      journal.settled.get(printId)?.kind !== 'not-printed',
  )
  return { earlier: earlier.length }
}

function needReady({ standing }: WatchedDevice): void {
  if (standing.code) throw new Fault(standing.code)
}
