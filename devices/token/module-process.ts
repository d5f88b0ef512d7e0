import { spawn } from 'node:child_process'
import type { Duplex } from 'node:stream'
import { Fault } from '../../flows/base/fault.ts'
import type { Scheduler } from '../port/scheduler.ts'
import { settleWithin } from '../port/settle-within.ts'
import { createExchange, type Exchange } from './exchange.ts'
import { createFrameReader, encodeFrame } from './frame.ts'
import type { ChildRequest } from './messages.ts'

/** A module that takes longer to finalise is ended with SIGKILL: the program must be able to end. */
export const STOP_LIMIT_MS = 800

export type GoneReason = 'crashed' | 'hung' | 'stopped'

/** One running child with one module. It is never used again once it is gone. */
export interface ModuleProcess {
  readonly pid: number
  /** Raises TOKEN_MODULE_CRASHED, TOKEN_MODULE_HUNG, or CANCELLED when it was stopped from here. */
  readonly request: Exchange['request']
  /** Settles once, when it is of no more use: ended by itself, or told to end. Whoever waits for an answer is told after this. */
  readonly gone: Promise<GoneReason>
  /** Asks it to finalise, then ends it; always settles. */
  stop(): Promise<void>
  /** Ends it at once; `gone` tells the reason given. */
  kill(reason: GoneReason): void
}

export interface ModuleProcessOptions {
  readonly childPath: string
  readonly moduleName: string
  readonly scheduler: Scheduler
  readonly environment?: Readonly<Record<string, string>>
}

/** Starts the child. Nothing is loaded yet: the first request is `load`. Never raises; what goes wrong is `gone`. */
export function startModuleProcess({
  childPath,
  moduleName,
  scheduler,
  environment,
}: ModuleProcessOptions): ModuleProcess {
  const child = spawn(process.execPath, [childPath], {
    // What a module prints may hold anything; nobody reads it.
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    env: childEnvironment(environment),
  })
  const channel = child.stdio[3] as Duplex
  const lifeline = child.stdio[4] as Duplex
  const reader = createFrameReader()
  let reason: GoneReason | null = null
  const { promise: gone, resolve: tellGone } = Promise.withResolvers<GoneReason>()
  const { promise: exited, resolve: tellExited } = Promise.withResolvers<void>()

  const faultOf = (why: GoneReason) => {
    if (why === 'stopped') return new Fault('CANCELLED', { module: moduleName })
    return new Fault(why === 'hung' ? 'TOKEN_MODULE_HUNG' : 'TOKEN_MODULE_CRASHED', { module: moduleName })
  }
  const end = (why: GoneReason) => {
    reason ??= why
    tellGone(reason)
    exchange.end(faultOf(reason))
  }
  const kill = (why: GoneReason) => {
    end(why)
    child.kill('SIGKILL')
  }
  const exchange = createExchange({
    scheduler,
    write(request: ChildRequest) {
      const frame = encodeFrame(request)
      if ('pin' in request) request.pin?.fill(0)
      // What is asked in one go travels in one go: each writing wakes the child.
      if (!channel.writableCorked) process.nextTick(() => channel.uncork())
      if (!channel.writableCorked) channel.cork()
      channel.write(frame, () => frame.fill(0))
    },
    onLate: () => kill('hung'),
  })
  channel.on('data', (bytes: Buffer) => {
    try {
      if (!reader.push(bytes).every((message) => exchange.answered(message))) kill('crashed')
    } catch {
      kill('crashed')
    }
  })
  // Both end with the child; its exit tells why.
  channel.on('error', () => {})
  lifeline.on('error', () => {})
  const ended = () => {
    end('crashed')
    channel.destroy()
    lifeline.destroy()
    tellExited()
  }
  child.once('exit', ended)
  child.once('error', ended)

  return {
    pid: child.pid ?? -1,
    request: exchange.request,
    gone,
    kill,
    async stop() {
      reason ??= 'stopped'
      const asked = exchange.request({ kind: 'stop' }, STOP_LIMIT_MS).catch(() => null)
      await settleWithin(
        asked.then(() => exited),
        STOP_LIMIT_MS,
        scheduler,
      )
      kill('stopped')
      await exited
    },
  }
}

/** Its own environment, which modules find their settings by, without what is meant for this program's Node. */
function childEnvironment(extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _, ...environment } = process.env
  return { ...environment, ...extra }
}
