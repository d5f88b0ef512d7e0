import type { Logger } from 'pino'
import { toFault } from '../../flows/base/fault.ts'
import type { BytePort } from '../port/byte-port.ts'
import type { Scheduler } from '../port/scheduler.ts'
import { createAtChannel, type RunCommand } from './channel.ts'
import { askImei } from './commands/identity.ts'
import {
  deleteMessage,
  deleteRead,
  listUnread,
  OWN_MEMORY,
  readListed,
  readMessage,
  selectStorage,
} from './commands/messages.ts'
import { probe } from './commands/settings.ts'
import { CTRL_Z, ESC } from './frame.ts'
import { askNetwork, type NetworkState } from './network-state.ts'
import type { Deliver } from './pdu/deliver.ts'
import { decodeSmsPdu } from './pdu/sms-pdu.ts'
import type { StatusReport } from './pdu/status-report.ts'
import type { Received, StoredAt } from './receive.ts'
import { type SimPinRules, type StartedModem, startUp } from './start-up.ts'
import type { Urc } from './urc.ts'

/** Some modems swallow a command that follows the result of a message too soon (domain.md §4.3). */
export const REST_AFTER_MESSAGE_MS = 300

/** What a driver does on one open line, from its opening to its end. */
export interface ModemSession {
  readonly port: BytePort
  alone<T>(work: (run: RunCommand) => Promise<T>): Promise<T>
  restAfterMessage(): void
  /** Deletes what was read from the modem's own memory. A SIM keeps all it has: it may be a citizen's. */
  makeRoom(run: RunCommand): Promise<void>
  /** Brings the modem up and hands on what came meanwhile into its own memory. Null when it does not answer. */
  begin(): Promise<StartedModem | null>
  /** Signal, registration, operator; null when the modem did not answer. */
  askNetwork(): Promise<NetworkState | null>
  /**
   * For a modem that left a command without answer: asks again, then aborts what it may be waiting for, then closes the port, so that it is opened
   * afresh. False when it came to that.
   */
  recover(): Promise<boolean>
  push(bytes: Uint8Array): void
  lost(): void
}

export interface ModemSessionOptions {
  readonly port: BytePort
  readonly scheduler: Scheduler
  readonly log: Logger
  readonly pin: SimPinRules
  onReport(report: StatusReport): void
  /** Gives what may be deleted; whatever else must hear of the message has heard it when this returns. */
  onMessage(part: Deliver, storedAt: StoredAt | null): Received
  onChanged(what: 'sim' | 'registration' | 'restarted'): void
  onQuiet(quiet: boolean): void
}

export function createModemSession(options: ModemSessionOptions): ModemSession {
  const { port, scheduler, log, pin, onReport, onMessage, onChanged, onQuiet } = options
  let started: StartedModem | null = null

  const takePdu = (pdu: string, storedAt: StoredAt | null): readonly StoredAt[] => {
    const message = decodeSmsPdu(pdu)
    log.debug({ pdu: message?.kind ?? 'unreadable', sizeBytes: pdu.length / 2 }, 'message from the network')
    if (message?.kind === 'deliver') return onMessage(message, storedAt).spent
    if (message?.kind === 'status-report') onReport(message)
    return storedAt && message ? [storedAt] : []
  }
  const discard = async (run: RunCommand, spent: readonly StoredAt[]) => {
    for (const { index } of spent) await run(deleteMessage(index))
  }
  const readStored = (storedAt: StoredAt) =>
    channel.alone(async (run) => {
      const elsewhere = storedAt.storage !== '' && storedAt.storage !== started?.storage
      if (elsewhere) await run(selectStorage(storedAt.storage, 1))
      const read = await run(readMessage(storedAt.index))
      const pdu = read.kind === 'done' ? read.lines[0]?.pdu : null
      if (pdu) await discard(run, takePdu(pdu, storedAt))
      if (elsewhere && started?.storage) await run(selectStorage(started.storage, 1))
    })
  const makeRoom = async (run: RunCommand) => {
    if (started?.storage === OWN_MEMORY) await run(deleteRead)
  }
  const readUnread = async (storage: string) => {
    await channel.alone(async (run) => {
      const listed = await run(listUnread)
      if (listed.kind !== 'done') return
      for (const { index, pdu } of readListed(listed.lines)) await discard(run, takePdu(pdu, { storage, index }))
    })
  }
  const onUrc = (urc: Urc) => {
    switch (urc.kind) {
      case 'message-stored':
        return background(readStored({ storage: urc.storage, index: urc.index }))
      case 'message':
      case 'report':
        takePdu(urc.pdu, null)
        return
      case 'memory-full':
        return background(channel.alone(makeRoom))
      case 'sim-changed':
        return onChanged('sim')
      case 'registration-changed':
        return onChanged('registration')
      case 'restarted':
        return onChanged('restarted')
    }
  }
  const background = (work: Promise<unknown>) => {
    work.catch((thrown) => log.error({ code: toFault(thrown).code }, 'work in the background broke'))
  }
  const channel = createAtChannel({ port, scheduler, log, onUrc, onQuiet })

  return {
    port,
    alone: channel.alone,
    makeRoom,
    restAfterMessage: () => channel.rest(REST_AFTER_MESSAGE_MS),
    async begin() {
      started = await channel.alone((run) => startUp(run, pin))
      if (started?.storage === OWN_MEMORY && started.sim === 'ready') await readUnread(started.storage)
      return started
    },
    askNetwork: () => askNetwork(channel.alone),
    recover: () =>
      channel.alone(async (run) => {
        for (const abort of [[], [ESC], [CTRL_Z]]) {
          if (abort.length > 0) channel.writeRaw(abort)
          // The IMEI proves that the answers belong to their questions again: a late OK of the lost command cannot be one.
          if ((await run(probe)).kind === 'done' && (await run(askImei)).kind === 'done') return true
        }
        await port.close()
        return false
      }),
    push: channel.push,
    lost: channel.lost,
  }
}
