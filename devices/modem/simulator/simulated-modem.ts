import { fieldsOf } from '../frame.ts'
import { toHex } from '../pdu/octets.ts'
import { tpduLengthOctets } from '../pdu/sms-pdu.ts'
import { answerFile, type SimulatedSim } from './simulated-sim.ts'

/** What the simulated modem is, knows and keeps. Faults change it. */
export interface ModemWorld {
  imei: string
  maker: string
  model: string
  sim: SimulatedSim
  simState: 'ready' | 'pin' | 'puk' | 'absent'
  pinTries: number
  /** Registration as the network has it (TS 27.007 §7.2). */
  registration: number
  echo: boolean
  echoStays: boolean
  /** Every message is answered with this, when it is a number. */
  cmsError: number | null
  memoryFull: boolean
  /** A port that is none of the ones that take messages. */
  deaf: boolean
  readonly stored: Map<number, { read: boolean; readonly pdu: string }>
}

export interface ModemAnswer {
  readonly lines: readonly string[]
  /** OK or an error; null for the prompt. */
  readonly result: string | null
}

/** Answers one command as a modem does (TS 27.007, TS 27.005; domain.md §4.3). */
export function answerCommand(world: ModemWorld, command: string): ModemAnswer {
  const [, name = '', rest = ''] = /^AT([+^]?[A-Z]*)(.*)$/i.exec(command) ?? []
  const answer = COMMANDS[name.toUpperCase()]
  return answer ? answer(world, rest) : refused('ERROR')
}

/** What the network says of a message instead of taking it; null when it takes it. */
export function refusalOf(world: ModemWorld): string | null {
  if (world.simState !== 'ready') return `+CMS ERROR: ${{ absent: 310, pin: 311, puk: 316 }[world.simState]}`
  if (world.memoryFull) return '+CMS ERROR: 322'
  if (world.cmsError !== null) return `+CMS ERROR: ${world.cmsError}`
  return world.registration === 1 || world.registration === 5 ? null : '+CMS ERROR: 331'
}

type Answering = (world: ModemWorld, rest: string) => ModemAnswer

const OK: ModemAnswer = { lines: [], result: 'OK' }
const lines = (...text: string[]): ModemAnswer => ({ lines: text, result: 'OK' })
const refused = (result: string): ModemAnswer => ({ lines: [], result })
const silent = () => OK
const needsSim =
  (answer: Answering): Answering =>
  (world, rest) =>
    world.simState === 'absent' ? refused('+CME ERROR: 10') : answer(world, rest)
const registration =
  (name: string): Answering =>
  (world) =>
    lines(`+${name}: 0,${world.registration}`)

const COMMANDS: Readonly<Record<string, Answering>> = {
  '': silent,
  E: (world, rest) => {
    if (!world.echoStays) world.echo = rest !== '0'
    return OK
  },
  '+CMEE': silent,
  '+CSCS': silent,
  '+CFUN': (_, rest) => (rest === '?' ? lines('+CFUN: 1') : OK),
  '+CGSN': (world) => lines(world.imei),
  '+CGMI': (world) => lines(world.maker),
  '+CGMM': (world) => lines(world.model),
  '+CPIN': pinState,
  '+CPINR': (world) => lines(`+CPINR: SIM PIN,${world.pinTries},3`),
  '+CMGF': silent,
  '+CNMI': (world, rest) => {
    if (world.deaf) return refused('ERROR')
    return rest === '=?' ? lines('+CNMI: (0-2),(0-3),(0,2),(0-2),(0,1)') : OK
  },
  '+CPMS': (world) => lines(`+CPMS: ${world.stored.size},20,${world.stored.size},20,${world.stored.size},20`),
  '+CREG': registration('CREG'),
  '+CGREG': registration('CGREG'),
  '+CEREG': registration('CEREG'),
  '+CSQ': (world) => lines(isRegistered(world) ? '+CSQ: 21,99' : '+CSQ: 99,99'),
  '+COPS': (world, rest) => {
    if (rest !== '?') return OK
    return lines(isRegistered(world) ? `+COPS: 0,0,"${world.sim.operator}",7` : '+COPS: 0')
  },
  '+CIMI': needsSim((world) => (world.simState === 'ready' ? lines(world.sim.imsi) : refused('+CME ERROR: 11'))),
  '+CCID': needsSim((world) => lines(`+CCID: ${world.sim.iccid}`)),
  '+CNUM': needsSim((world) => (world.sim.msisdn ? lines(`+CNUM: ,"${world.sim.msisdn}",145`) : OK)),
  '+CRSM': needsSim((world, rest) => {
    const [command, file] = fieldsOf(rest.slice(1)).map(Number)
    const answer = answerFile(world.sim, world.simState !== 'ready', command ?? 0, file ?? 0)
    return lines(`+CRSM: ${answer.sw1},${answer.sw2},"${toHex(answer.data)}"`)
  }),
  '+CMGS': () => ({ lines: [], result: null }),
  '+CMGR': (world, rest) => {
    const message = world.stored.get(Number(rest.slice(1)))
    if (!message) return refused('+CMS ERROR: 321')
    const line = `+CMGR: ${message.read ? 1 : 0},,${tpduLengthOctets(message.pdu)}`
    message.read = true
    return lines(line, message.pdu)
  },
  '+CMGL': (world) =>
    lines(
      ...[...world.stored].flatMap(([index, message]) => {
        if (message.read) return []
        message.read = true
        return [`+CMGL: ${index},0,,${tpduLengthOctets(message.pdu)}`, message.pdu]
      }),
    ),
  '+CMGD': (world, rest) => {
    const [index, flag] = fieldsOf(rest.slice(1)).map(Number)
    if (flag === 1) {
      for (const [at, message] of world.stored) if (message.read) world.stored.delete(at)
      world.memoryFull = false
    } else world.stored.delete(index ?? 0)
    return OK
  },
}

function isRegistered(world: ModemWorld): boolean {
  return world.registration === 1 || world.registration === 5
}

function pinState(world: ModemWorld, rest: string): ModemAnswer {
  if (world.simState === 'absent') return refused('+CME ERROR: 10')
  if (rest === '?') return lines(`+CPIN: ${{ ready: 'READY', pin: 'SIM PIN', puk: 'SIM PUK' }[world.simState]}`)
  if (world.simState !== 'pin') return refused('+CME ERROR: 3')
  if (fieldsOf(rest.slice(1))[0] === world.sim.pin) {
    world.simState = 'ready'
    world.pinTries = 3
    return OK
  }
  world.pinTries -= 1
  if (world.pinTries === 0) world.simState = 'puk'
  return refused(world.pinTries === 0 ? '+CME ERROR: 12' : '+CME ERROR: 16')
}
