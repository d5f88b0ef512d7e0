import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSecrets, type Secrets } from '../../../flows/base/secret.ts'
import type { OtpVerdict } from '../../../flows/ports/central.port.ts'
import type { CodeReport, OwnCode, OwnCodePort } from '../../../flows/ports/own-code.port.ts'
import { createStationKeys, type StationKey } from '../../keys/station-keys.ts'
import { createLogRepo, type LogRow } from '../../store/log.repo.ts'
import { openStore, type Store } from '../../store/open-store.ts'
import { MIGRATIONS } from '../../testing/station-fixture.ts'
import { createStationCodes } from '../station-codes.ts'

export const PHONE = '+84971204118'
export const OTHER_PHONE = '+84912999111'
const STATION_ID = '0192f0c0-0000-7000-8000-0000000000aa'

/** Codes of a station on a store of their own, with what its modem was given. */
export interface CodeBed {
  readonly dir: string
  readonly key: StationKey
  readonly secrets: Secrets
  /** The machine: its clock, which anybody may set, and its running time, which nobody can. */
  readonly machine: { wallMs: number; runningMs: number; boot: string; proven: boolean }
  readonly codes: OwnCodePort
  readonly store: Store
  /** The program ended and started again; with `reboot` the machine as well, `runningMs` being its new running time. */
  restart(reboot?: { readonly runningMs: number; readonly boot?: string }): void
  /** Asks for a code; `code` is what the text told the phone, null for a repeat. */
  send(requestId: string, phone?: string, report?: CodeReport): Promise<OwnCode & { readonly code: string | null }>
  type(challengeId: string, attemptId: string, code: string, phone?: string): Promise<OtpVerdict | null>
  events(): readonly LogRow[]
  close(): void
}

export function openCodeBed(): CodeBed {
  const dir = mkdtempSync(join(tmpdir(), 'codes-'))
  const machine = { wallMs: Date.UTC(2026, 10, 22, 3), runningMs: 5_000_000, boot: 'one', proven: false }
  const secrets = createSecrets(randomUUID)
  const key = createStationKeys(join(dir, 'station-key.json')).loadOrCreate()
  const opened: Store[] = []
  const open = () => {
    const store = openStore({
      path: join(dir, 's.db'),
      migrationsDir: MIGRATIONS,
      clock: { now: () => machine.wallMs },
    })
    opened.push(store)
    const codes = createStationCodes({
      store,
      log: createLogRepo(store),
      secrets,
      stationId: STATION_ID,
      stationKey: key,
      keyPath: join(dir, 'code.key'),
      time: {
        now: () => machine.wallMs,
        get proven() {
          return machine.proven
        },
      },
      running: () => ({ boot: machine.boot, runningMs: machine.runningMs }),
      newId: randomUUID,
    })
    return { store, codes }
  }
  let now = open()
  return {
    dir,
    key,
    secrets,
    machine,
    get codes() {
      return now.codes
    },
    get store() {
      return now.store
    },
    restart(reboot) {
      now.store.close()
      if (reboot) Object.assign(machine, { boot: reboot.boot ?? machine.boot, runningMs: reboot.runningMs })
      now = open()
    },
    async send(requestId, phone = PHONE, report = 'delivered') {
      const own = await now.codes.prepare({ requestId, phone })
      const text = own.message ? secrets.redeem(own.message.text) : null
      if (own.message) await now.codes.settle({ challengeId: own.challenge.challengeId, report })
      return { ...own, code: text === null ? null : (/\b\d{6}\b/.exec(text)?.[0] ?? '') }
    },
    type: (challengeId, attemptId, code, phone = PHONE) =>
      now.codes.judge({ challengeId, phone, attemptId, code: secrets.keep(code) }),
    events: () => createLogRepo(now.store).page(0, 1_000),
    close() {
      for (const store of opened) store.close()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** Some code that is not this one. */
export function notThe(code: string | null): string {
  return code === '000000' ? '000001' : '000000'
}
