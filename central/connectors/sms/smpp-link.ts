import type { Logger } from 'pino'
import smpp, { type Pdu, type PduFields, type Session } from 'smpp'
import type { SmsOptions } from '../../options.ts'

const INTERFACE_VERSION = 0x34
const STATUS_OK = 0
/** ESME_RSYSERR: the centre keeps the receipt and sends it again. */
const STATUS_SYSTEM_ERROR = 0x08
const BIND_WITHIN_MS = 5_000
/** SMPP 3.4 §7.2 leaves it open; 30–60 s is customary, and a dead line is found before the next citizen comes. */
const ENQUIRE_EVERY_MS = 30_000
const ENQUIRE_WITHIN_MS = 5_000
const REBIND_FIRST_MS = 250
const REBIND_MAX_MS = 15_000
const UNBIND_WITHIN_MS = 1_000

export interface SmppLink {
  readonly isBound: boolean
  /** Sends one submit_sm and gives the answer, or null when the link is down or breaks, or no answer came in time. */
  submit(fields: PduFields, withinMs: number): Promise<Pdu | null>
  close(): Promise<void>
}

/** Keeps one transceiver session to the SMS centre: binds, asks whether it lives, binds again with back-off. Never raises. */
export function createSmppLink(options: SmsOptions, onDeliver: (pdu: Pdu) => Promise<void>, log: Logger): SmppLink {
  let session: Session | null = null
  let bound = false
  let closed = false
  let failures = 0
  let rebind: NodeJS.Timeout | undefined
  /** Told when the session becomes bound, and when it ends. */
  const waiting = new Set<() => void>()
  const tell = () => {
    for (const wake of [...waiting]) wake()
  }

  const connect = () => {
    clearTimeout(rebind)
    rebind = undefined
    if (closed || session) return
    const mine = smpp.connect({ host: options.host, port: options.port })
    session = mine
    const bindLate = setTimeout(() => mine.destroy(), BIND_WITHIN_MS)
    let enquire: NodeJS.Timeout | undefined
    mine.on('connect', () => {
      const fields = { system_id: options.systemId, password: options.password, interface_version: INTERFACE_VERSION }
      mine.bind_transceiver(fields, (answer) => {
        clearTimeout(bindLate)
        if (answer.command_status !== STATUS_OK) {
          log.warn({ status: answer.command_status }, 'sms centre refused the bind')
          mine.destroy()
          return
        }
        bound = true
        failures = 0
        enquire = setInterval(() => enquireOnce(mine), ENQUIRE_EVERY_MS)
        log.info('sms centre bound')
        tell()
      })
    })
    mine.on('deliver_sm', (pdu: Pdu) => void acknowledge(mine, pdu, onDeliver, log))
    mine.on('enquire_link', (pdu: Pdu) => mine.send(pdu.response()))
    mine.on('unbind', (pdu: Pdu) => {
      mine.send(pdu.response())
      mine.close()
    })
    mine.on('error', (error: NodeJS.ErrnoException) => {
      log.debug({ code: error.code ?? 'protocol' }, 'sms centre line failed')
      mine.destroy()
    })
    mine.on('close', () => {
      clearTimeout(bindLate)
      clearInterval(enquire)
      if (session !== mine) return
      if (bound) log.warn('sms centre line closed')
      session = null
      bound = false
      if (!closed) rebind = setTimeout(connect, Math.min(REBIND_MAX_MS, REBIND_FIRST_MS * 2 ** failures++)).unref()
      tell()
    })
  }

  const becomesBound = (withinMs: number) =>
    new Promise<boolean>((resolve) => {
      if (bound) return resolve(true)
      // Somebody waits for a code: no need to sit out the back-off.
      if (rebind) connect()
      const end = (is: boolean) => {
        clearTimeout(late)
        waiting.delete(look)
        resolve(is)
      }
      const look = () => {
        if (bound || closed) end(bound)
      }
      const late = setTimeout(() => end(bound), withinMs)
      waiting.add(look)
    })

  connect()
  return {
    get isBound() {
      return bound
    },
    async submit(fields, withinMs) {
      const deadline = Date.now() + withinMs
      if (closed || !(await becomesBound(withinMs)) || !session) return null
      const mine = session
      return new Promise((resolve) => {
        const end = (answer: Pdu | null) => {
          clearTimeout(late)
          waiting.delete(look)
          resolve(answer)
        }
        const look = () => {
          if (session !== mine) end(null)
        }
        const late = setTimeout(() => end(null), Math.max(0, deadline - Date.now()))
        waiting.add(look)
        if (!mine.submit_sm(fields, end)) end(null)
      })
    },
    async close() {
      closed = true
      clearTimeout(rebind)
      const mine = session
      tell()
      if (!mine) return
      await new Promise<void>((resolve) => {
        const late = setTimeout(() => mine.destroy(), UNBIND_WITHIN_MS)
        mine.socket.once('close', () => {
          clearTimeout(late)
          resolve()
        })
        if (!bound || !mine.unbind({}, () => mine.close())) mine.destroy()
      })
    },
  }
}

function enquireOnce(session: Session): void {
  const late = setTimeout(() => session.destroy(), ENQUIRE_WITHIN_MS)
  // A line stands for months and is asked each half minute: nothing may stay behind on its socket.
  const end = () => {
    clearTimeout(late)
    session.socket.off('close', end)
  }
  session.socket.once('close', end)
  if (!session.enquire_link({}, end)) session.destroy()
}

async function acknowledge(session: Session, pdu: Pdu, onDeliver: (pdu: Pdu) => Promise<void>, log: Logger) {
  try {
    await onDeliver(pdu)
    session.send(pdu.response())
  } catch (err) {
    log.warn({ err }, 'delivery receipt not kept')
    session.send(pdu.response({ command_status: STATUS_SYSTEM_ERROR }))
  }
}
