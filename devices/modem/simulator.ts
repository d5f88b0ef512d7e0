import { Fault } from '../../flows/base/fault.ts'
import { openPseudoPort, type PseudoPort } from '../port/pseudo-port.ts'
import { type Scheduler, systemScheduler } from '../port/scheduler.ts'
import { tpduLengthOctets } from './pdu/sms-pdu.ts'
import { createCommandInput, type ModemInput } from './simulator/command-input.ts'
import { OWNER_REPLIES } from './simulator/owner-replies.ts'
import { answerCommand, type ModemWorld, refusalOf } from './simulator/simulated-modem.ts'
import { createSimulatedNetwork, type SentText } from './simulator/simulated-network.ts'
import { SAMPLE_SIM, type SimulatedSim } from './simulator/simulated-sim.ts'

export type { SentText } from './simulator/simulated-network.ts'

export const MODEM_FAULTS = [
  /** The plug is pulled. */
  'unplug',
  /** Plugged in again: a new device node, and all its settings forgotten. */
  'replug',
  /** Hears and does not answer. */
  'hang',
  /** Answers late. */
  'slow',
  /** Byte by byte. */
  'split',
  /** Noise before every answer. */
  'garbage',
  /** The echo cannot be switched off. */
  'echo-on',
  'no-network',
  'registration-denied',
  'pin',
  'puk',
  'sim-absent',
  /** Messages are refused until read ones are deleted. */
  'memory-full',
  /** Every message is refused with an error, number 42 unless another is given. */
  'cms-error',
  'report-never',
  'report-failed',
  /** The plug is pulled when the next message was taken, before the modem says so. */
  'lost-after-ctrl-z',
  /** 1414 does not answer. */
  'reply-never',
  'reply-in-parts-out-of-order',
] as const
export type ModemFault = (typeof MODEM_FAULTS)[number]

export interface ModemSimulatorConfig {
  /** Must stand in the configuration: a simulated modem never appears by itself. */
  readonly simulate: true
  /** A name under which it is found whatever its device node is. */
  readonly linkPath?: string
  readonly imei?: string
  readonly sim?: Partial<SimulatedSim>
  /** Tries left for the PIN. Default 3. */
  readonly pinTries?: number
  /** What 1414 answers. Default: in the style of the SIM's operator. */
  readonly ownerReply?: { readonly from: string; readonly texts: readonly string[] }
  readonly reportAfterMs?: number
  readonly replyAfterMs?: number
  /** A port of the modem that takes no messages, as most of them are. */
  readonly deaf?: boolean
  /** Each whole message that the network took, for a phone of the sandbox. */
  readonly onSent?: (sent: SentText) => void
}

export interface ModemSimulator {
  /** What the driver opens. Raises PORT_ABSENT while it is unplugged. */
  readonly path: string
  /** Does one thing wrong, until `heal`. `number` is for cms-error. */
  fault(name: ModemFault, number?: number): Promise<void>
  /** All as it should be again; an unplugged modem stays unplugged. */
  heal(): void
  /** A message from the network. */
  receive(from: string, text: string): void
  /** Says these lines between every two lines of its own, from now on. */
  interleave(lines: readonly string[]): void
  /** Another SIM is put in. */
  swapSim(sim: Partial<SimulatedSim>): void
  /** Unplugs and frees everything. */
  stop(): Promise<void>
}

const REPORT_AFTER_MS = 20
const REPLY_AFTER_MS = 30
const SLOW_ANSWER_MS = 200
const DEFAULT_CMS_ERROR = 42
const NOISE = '\x81\xfe\x07~\xc3'

/**
 * A modem without hardware, speaking real bytes on a pseudo-terminal, with a SIM and a network, for training mode and tests. Plugged in when it is made.
 * Raises SIMULATOR_NOT_CONFIGURED unless the configuration names it, CONFIG_INVALID, PORT_UNUSABLE.
 */
export async function createModemSimulator(
  config: ModemSimulatorConfig | undefined,
  scheduler: Scheduler = systemScheduler,
): Promise<ModemSimulator> {
  if (config?.simulate !== true) throw new Fault('SIMULATOR_NOT_CONFIGURED', { device: 'modem' })
  const { linkPath, onSent = () => {}, reportAfterMs = REPORT_AFTER_MS, replyAfterMs = REPLY_AFTER_MS } = config
  const faults = new Set<ModemFault>()
  const world = freshWorld(config)
  const input = createCommandInput()
  let line: PseudoPort | null = null
  let between: readonly string[] = []
  let nextIndex = 0

  const write = (text: string) => {
    // A driver that is gone reads nothing; that is its affair.
    void line?.write(Uint8Array.from(text, (letter) => letter.charCodeAt(0))).catch(() => {})
  }
  const writeSlowly = async (text: string, delayMs: number) => {
    await new Promise<void>((resolve) => scheduler.after(delayMs, resolve))
    if (!faults.has('split')) return write(text)
    for (const letter of text) await line?.write(Uint8Array.of(letter.charCodeAt(0))).catch(() => {})
  }
  let saying: Promise<void> = Promise.resolve()
  const say = (lines: readonly string[], tail = '') => {
    const all = lines.flatMap((text) => [...between, text])
    const noise = faults.has('garbage') ? NOISE : ''
    const text = noise + all.map((one) => `\r\n${one}\r\n`).join('') + tail
    if (!faults.has('slow') && !faults.has('split')) return write(text)
    saying = saying.then(() => writeSlowly(text, faults.has('slow') ? SLOW_ANSWER_MS : 0))
  }
  const network = createSimulatedNetwork({
    scheduler,
    reportAfterMs,
    replyAfterMs,
    nowMs: Date.now,
    ownerReply: () =>
      faults.has('reply-never') ? null : (config.ownerReply ?? OWNER_REPLIES[world.sim.operator] ?? null),
    reportStatus: () => (faults.has('report-never') ? null : faults.has('report-failed') ? 0x46 : 0x00),
    partsReversed: () => faults.has('reply-in-parts-out-of-order'),
    onSent,
    toPhone(kind, hex) {
      if (kind === 'report') return unsolicited([`+CDS: ${tpduLengthOctets(hex)}`, hex])
      nextIndex += 1
      world.stored.set(nextIndex, { read: false, pdu: hex })
      unsolicited([`+CMTI: "ME",${nextIndex}`])
    },
  })
  const unsolicited = (lines: readonly string[]) => {
    if (line && !faults.has('hang')) say(lines)
  }
  const takeMessage = (hex: string) => {
    const refusal = refusalOf(world)
    if (refusal !== null) return say([refusal])
    const reference = network.take(hex)
    if (reference === null) return say(['+CMS ERROR: 304'])
    if (faults.delete('lost-after-ctrl-z')) return void unplug()
    say([`+CMGS: ${reference}`, 'OK'])
  }
  const take = (got: ModemInput) => {
    if (faults.has('hang')) return
    if (got.kind === 'aborted') return say(['OK'])
    if (got.kind === 'data') return takeMessage(got.hex)
    const answer = answerCommand(world, got.text)
    if (answer.result !== null) return say([...answer.lines, answer.result])
    input.prompt()
    say([], '\r\n> ')
  }
  const plug = async () => {
    world.echo = true
    input.forget()
    line = await openPseudoPort(linkPath === undefined ? {} : { linkPath })
    line.subscribe((event) => {
      if (event.kind !== 'data') return
      if (world.echo && !faults.has('hang')) write(String.fromCharCode(...event.bytes))
      for (const got of input.push(event.bytes)) take(got)
    })
  }
  const unplug = async () => {
    const unplugged = line
    line = null
    await unplugged?.close()
  }
  const simBecomes = (state: ModemWorld['simState']) => {
    world.simState = state
    unsolicited([state === 'ready' ? '+CPIN: READY' : '+CPIN: NOT READY'])
  }
  const registrationBecomes = (registration: number) => {
    world.registration = registration
    unsolicited([`+CREG: ${registration}`])
  }
  const effects: Partial<Record<ModemFault, (number?: number) => void | Promise<void>>> = {
    unplug,
    async replug() {
      await unplug()
      await plug()
    },
    'echo-on': () => {
      world.echo = true
      world.echoStays = true
    },
    'no-network': () => registrationBecomes(2),
    'registration-denied': () => registrationBecomes(3),
    pin: () => simBecomes('pin'),
    puk: () => simBecomes('puk'),
    'sim-absent': () => simBecomes('absent'),
    'memory-full': () => {
      world.memoryFull = true
    },
    'cms-error': (number = DEFAULT_CMS_ERROR) => {
      world.cmsError = number
    },
  }
  await plug()
  return {
    get path() {
      if (!line) throw new Fault('PORT_ABSENT', { port: 'modem simulator' })
      return line.path
    },
    async fault(name, number) {
      if (name !== 'unplug' && name !== 'replug') faults.add(name)
      await effects[name]?.(number)
    },
    heal() {
      faults.clear()
      Object.assign(world, { echoStays: false, cmsError: null, memoryFull: false })
      if (world.registration !== 1) registrationBecomes(1)
      if (world.simState !== 'ready') simBecomes('ready')
    },
    receive: network.deliver,
    interleave(lines) {
      between = lines
    },
    swapSim(sim) {
      simBecomes('absent')
      world.sim = { ...world.sim, ...sim }
      simBecomes('ready')
    },
    async stop() {
      network.stop()
      await unplug()
    },
  }
}

function freshWorld(config: ModemSimulatorConfig): ModemWorld {
  return {
    imei: config.imei ?? '861234050000017',
    maker: 'Quectel',
    model: 'EC25 (simulated)',
    sim: { ...SAMPLE_SIM, ...config.sim },
    simState: 'ready',
    pinTries: config.pinTries ?? 3,
    registration: 1,
    echo: true,
    echoStays: false,
    cmsError: null,
    memoryFull: false,
    deaf: config.deaf === true,
    stored: new Map(),
  }
}
