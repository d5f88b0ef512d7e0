import type { SecretHandle, Secrets } from '../../flows/base/secret.ts'
import type { RunCommand } from './channel.ts'
import { askImei, askMaker, askModel, readImei, readWords } from './commands/identity.ts'
import { STORAGES, selectStorage } from './commands/messages.ts'
import { operatorNames } from './commands/network.ts'
import {
  askRadio,
  echoOff,
  gsmCharacters,
  INDICATIONS,
  numericErrors,
  pduMode,
  probe,
  radioOn,
} from './commands/settings.ts'
import { askPinTries, askSimState, enterPin, readPinTries, readSimState, type SimState } from './commands/sim-state.ts'
import type { ExchangeEnd } from './exchange.ts'
import { fieldsOf } from './frame.ts'
import { readIccid } from './identify-sim.ts'

export interface StartedModem {
  readonly imei: string
  /** Maker and model. */
  readonly name: string
  readonly sim: SimState
  /** Where messages are kept; null when the modem keeps none. */
  readonly storage: string | null
}

export interface SimPinRules {
  readonly secrets: Secrets
  /** A fresh handle for the PIN that the configuration names, or null. Asked only when the SIM wants one. */
  readonly simPin: () => SecretHandle | null
  /** SIMs that refused the configured PIN, as `imei/iccid`. Outlives the plug: a second try must never come by itself. */
  readonly refused: Set<string>
}

/**
 * Brings an awake modem to where messages can be sent and heard: echo off, numbered errors, PDU mode, indications, storage, SIM (TS 27.007, 27.005).
 * What a modem does not know is passed over. Run after every opening and whenever the SIM changed. Null when it does not answer.
 */
export async function startUp(run: RunCommand, pin: SimPinRules): Promise<StartedModem | null> {
  if ((await run(probe)).kind !== 'done' && (await run(probe)).kind !== 'done') return null
  await run(echoOff)
  await run(numericErrors)
  await run(gsmCharacters)
  const imei = linesOf(await run(askImei), readImei)
  if (imei === null || imei === undefined) return null
  const maker = linesOf(await run(askMaker), readWords) ?? ''
  const model = linesOf(await run(askModel), readWords) ?? ''
  const name = `${maker} ${model}`.trim() || 'modem'
  // Switching a radio on that is on already makes some modems look for the network anew.
  const radio = linesOf(await run(askRadio), (lines) => fieldsOf(lines[0]?.text ?? '')[0])
  if (radio !== '1') await run(radioOn)
  const sim = await simState(run, imei, pin)
  await run(pduMode)
  await run(operatorNames)
  return { imei, name, sim, storage: await prepareMessages(run) }
}

/** Where messages are kept, and that they are told of. Modems with a locked SIM refuse some of it: it is asked again when the SIM is ready. */
async function prepareMessages(run: RunCommand): Promise<string | null> {
  for (const indications of INDICATIONS) if ((await run(indications)).kind === 'done') break
  for (const storage of STORAGES) if ((await run(selectStorage(storage, 3))).kind === 'done') return storage
  return null
}

/** The state of the SIM, after the configured PIN where one is wanted and may be tried. */
async function simState(run: RunCommand, imei: string, pin: SimPinRules): Promise<SimState> {
  const state = readSimState(await run(askSimState))
  if (state !== 'pin') return state
  const sim = `${imei}/${(await readIccid(run).catch(() => null)) ?? 'unknown'}`
  if (pin.refused.has(sim)) return state
  const handle = pin.simPin()
  if (handle === null) return state
  const tries = readPinTries(await run(askPinTries))
  if (tries !== null && tries < MIN_TRIES) {
    pin.secrets.discard(handle)
    return state
  }
  // Remembered before it is sent: a line lost meanwhile may have spent the try.
  pin.refused.add(sim)
  const entered = await run(enterPin(pin.secrets.redeem(handle)))
  if (entered.kind === 'done') pin.refused.delete(sim)
  return readSimState(await run(askSimState))
}

/** The last tries belong to the owner of the SIM. */
const MIN_TRIES = 2

function linesOf<T>(
  end: ExchangeEnd,
  read: (lines: Extract<ExchangeEnd, { kind: 'done' }>['lines']) => T,
): T | undefined {
  return end.kind === 'done' ? read(end.lines) : undefined
}
