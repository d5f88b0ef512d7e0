import type { AtChannel } from './channel.ts'
import {
  askOperator,
  askSignal,
  bestRegistration,
  REGISTRATIONS,
  type Registration,
  readOperator,
  readRegistration,
  readSignalDbm,
} from './commands/network.ts'
import type { AtCommand } from './exchange.ts'

export interface NetworkState {
  readonly network: Registration
  readonly operator: string | null
  readonly signalDbm: number | null
}

/** Asks for registration, signal and operator, each question in a turn of its own: a message waits for one answer, not for all. Null without any answer. */
export async function askNetwork(alone: AtChannel['alone']): Promise<NetworkState | null> {
  const ask = (command: AtCommand) => alone((run) => run(command))
  const found: Registration[] = []
  for (const command of REGISTRATIONS) {
    const end = await ask(command)
    if (end.kind === 'no-answer' || end.kind === 'lost') return null
    if (end.kind === 'done') found.push(readRegistration(end.lines))
    // Registered is registered: the other two questions are for modems of another generation.
    if (found.includes('home')) break
  }
  const network = bestRegistration(found)
  const signal = await ask(askSignal)
  const signalDbm = signal.kind === 'done' ? readSignalDbm(signal.lines) : null
  if (network !== 'home' && network !== 'roaming') return { network, operator: null, signalDbm }
  const operator = await ask(askOperator)
  return { network, operator: operator.kind === 'done' ? readOperator(operator.lines) : null, signalDbm }
}
