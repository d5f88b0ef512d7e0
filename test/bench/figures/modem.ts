import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import pino from 'pino'
import { SerialPort } from 'serialport'
import { createModems } from '../../../devices/modem/modems.ts'
import { toHex } from '../../../devices/modem/pdu/octets.ts'
import { encodeSubmit } from '../../../devices/modem/pdu/submit.ts'
import { REST_AFTER_MESSAGE_MS } from '../../../devices/modem/session.ts'
import { createModemSimulator } from '../../../devices/modem/simulator.ts'
import { openSerialPort } from '../../../devices/port/serial-port.ts'
import { createSecrets } from '../../../flows/base/secret.ts'
import type { Measurement } from '../figure.ts'
import { interleave } from '../interleave.ts'
import { median } from '../statistics.ts'

const TO = '+84821234088'
const TEXT = 'Ma xac thuc cua Ong/Ba la 200832, co hieu luc 5 phut.'
/** The driver leaves the modem this rest after a message; what is measured begins after it, for both alike. */
const PAUSE_MS = REST_AFTER_MESSAGE_MS + 50

/** One contestant: sends one message and gives the milliseconds from the call until the modem has the message. */
interface Sender {
  send(): Promise<number>
  stop(): Promise<void>
}

/** A code by modem: from sendText to the message in the modem, prompt answered; against the same AT commands written to a bare serial port. */
export async function modemFigures(_: unknown, quick: boolean): Promise<Measurement[]> {
  const product = await productSender()
  try {
    const bare = await bareSender()
    try {
      const times = await interleave({ product: product.send, bare: bare.send }, quick ? 3 : 40, quick ? 1 : 5)
      return [
        {
          figure: 'modem.otp-to-prompt',
          value: median(times.product),
          unit: 'ms',
          floor: median(times.bare),
          floorName: 'AT+CMGS, prompt, PDU by bare serialport on the same simulated modem',
          goal: { of: 'ratio', most: 1.5 },
        },
      ]
    } finally {
      await bare.stop()
    }
  } finally {
    await product.stop()
  }
}

async function productSender(): Promise<Sender> {
  const modem = await simulatedModem()
  const secrets = createSecrets(randomUUID)
  const modems = createModems({
    settings: { paths: [modem.path] },
    listPorts: async () => [],
    openPort: (path) => openSerialPort({ path }),
    log: pino({ enabled: false }),
    secrets,
  })
  await modems.start()
  await new Promise<void>((resolve) => {
    const look = () => modems.standing.state === 'ready' && resolve()
    modems.watch(look)
    look()
  })
  return {
    async send() {
      await wait(PAUSE_MS)
      const taken = modem.nextTaken()
      const message = { messageId: randomUUID(), to: TO, text: secrets.keep(TEXT), reportWithinMs: 5_000 }
      const fromMs = performance.now()
      const outcome = modems.sendText(message)
      const untilMs = await taken
      await outcome
      return untilMs - fromMs
    },
    async stop() {
      await modems.stop()
      await modem.stop()
    },
  }
}

async function bareSender(): Promise<Sender> {
  const modem = await simulatedModem()
  const port = new SerialPort({ path: modem.path, baudRate: 115_200 })
  const heard = (words: string) =>
    new Promise<void>((resolve) => {
      let text = ''
      const look = (bytes: Buffer) => {
        text += bytes.toString('latin1')
        if (!text.includes(words)) return
        port.off('data', look)
        resolve()
      }
      port.on('data', look)
    })
  const ask = async (command: string, answer: string) => {
    const answered = heard(answer)
    port.write(command)
    await answered
  }
  await ask('ATE0\r', 'OK')
  await ask('AT+CMGF=0\r', 'OK')
  const part = { to: TO, text: TEXT, alphabet: 'gsm7' as const, concatenation: null, report: true }
  const { bytes, lengthOctets } = encodeSubmit(part)
  const data = `${toHex(bytes)}\x1a`
  return {
    async send() {
      await wait(PAUSE_MS)
      const taken = modem.nextTaken()
      const reported = heard('+CDS:')
      const fromMs = performance.now()
      await ask(`AT+CMGS=${lengthOctets}\r`, '> ')
      port.write(data)
      const untilMs = await taken
      await reported
      return untilMs - fromMs
    },
    async stop() {
      await new Promise((resolve) => port.close(resolve))
      await modem.stop()
    },
  }
}

async function simulatedModem() {
  let onTaken = (_atMs: number) => {}
  const simulator = await createModemSimulator({ simulate: true, onSent: () => onTaken(performance.now()) })
  return {
    path: simulator.path,
    stop: simulator.stop,
    nextTaken: () =>
      new Promise<number>((resolve) => {
        onTaken = resolve
      }),
  }
}
