import type { Logger } from 'pino'
import { Fault, toFault } from '../../flows/base/fault.ts'
import type { FaultCode } from '../../flows/base/fault-codes.ts'
import type { Scheduler } from '../port/scheduler.ts'
import type { ChildAnswers, ModuleSpec, SlotToken } from './messages.ts'
import { type GoneReason, type ModuleProcess, startModuleProcess } from './module-process.ts'
import { createTurns } from './turns.ts'

/** Between two looks at the slots: with the time to look, an insert, removal or swap is told within a second. */
export const LOOK_EVERY_MS = 400
export const LOOK_LIMIT_MS = 5_000
/** dlopen and C_Initialize: some modules wait for a card reader's service first. */
export const LOAD_LIMIT_MS = 10_000
/** Quick at first, so that a module that fell is back within two seconds; then bounded, and never an endless loop of start and crash. */
export const RESTART_DELAYS_MS: readonly number[] = [100, 400, 1_000, 2_000, 5_000, 15_000]
/** A module that falls again at once does not earn quick starts: the delays begin anew after it stayed this long. */
export const STEADY_AFTER_MS = 10_000
/** Node and a module take about 60 MB; one that leaks is started afresh between two citizens. */
export const MEMORY_LIMIT_BYTES = 400 * 1024 * 1024

export interface ModuleKeeperOptions {
  readonly spec: ModuleSpec
  /** File name of the module. */
  readonly name: string
  readonly childPath: string
  readonly scheduler: Scheduler
  readonly log: Logger
  readonly environment?: Readonly<Record<string, string>>
  /** Tokens or trouble have changed. */
  onChange(): void
}

/** Keeps one module running in its child: starts it, looks at its slots, starts it again after a fall. */
export interface ModuleKeeper {
  readonly name: string
  readonly tokens: readonly SlotToken[]
  /** Its slots were listed at least once: before, nothing is known of it. */
  readonly looked: boolean
  /** What is wrong with the module now; null while it works, and before the first start has ended. */
  readonly trouble: FaultCode | null
  /** Settles when the first look has ended, either way. Never raises. */
  start(): Promise<void>
  /** The module for one piece of work, after those who asked before; looks wait. Waits for the successor of a child that was ended from here. Raises the module's trouble when it does not run. */
  exclusive<Result>(work: (module: ModuleProcess) => Promise<Result>): Promise<Result>
  /** Looks now. Never raises. */
  look(): Promise<void>
  /** Ends a child that is not worth waiting for and starts another; whoever works with it gets the fault. */
  restart(reason: Exclude<GoneReason, 'crashed'>): void
  stop(): Promise<void>
}

export function createModuleKeeper(options: ModuleKeeperOptions): ModuleKeeper {
  const { spec, name, scheduler, log, onChange } = options
  let current: ModuleProcess | null = null
  let ready = false
  let stopped = false
  let looked = false
  let tokens: readonly SlotToken[] = []
  let trouble: FaultCode | null = null
  let starts = 0
  let cancelLook = () => {}
  let cancelRestart = () => {}
  let cancelSteady = () => {}
  /** Settles when a child that was ended from here has its successor, or none will come now. */
  let succeeded: Promise<void> = Promise.resolve()
  let tellSucceeded = () => {}
  const turns = createTurns()

  const enter = (nextTokens: readonly SlotToken[], nextTrouble: FaultCode | null) => {
    if (tokens === nextTokens && trouble === nextTrouble) return
    tokens = nextTokens
    trouble = nextTrouble
    if (!stopped) onChange()
  }
  const restartLater = () => {
    if (stopped) return
    const delayMs = RESTART_DELAYS_MS[Math.min(starts, RESTART_DELAYS_MS.length - 1)] ?? STEADY_AFTER_MS
    starts += 1
    cancelRestart = scheduler.after(delayMs, () => void launch())
  }
  const fell = (module: ModuleProcess, reason: GoneReason) => {
    if (current !== module) return
    current = null
    ready = false
    cancelLook()
    cancelSteady()
    log.warn({ module: name, reason, starts }, 'module fell')
    tellSucceeded()
    const code = reason === 'hung' ? 'TOKEN_MODULE_HUNG' : reason === 'crashed' ? 'TOKEN_MODULE_CRASHED' : trouble
    // Ended from here, nothing is wrong with the tokens: nobody pulled any, and the next child looks at them in a moment.
    if (code === null) succeeded = new Promise((resolve) => (tellSucceeded = resolve))
    else enter([], code)
    restartLater()
  }
  const launch = async () => {
    let module: ModuleProcess
    try {
      module = startModuleProcess({ ...options, moduleName: name })
    } catch (thrown) {
      // The machine has no process or file handle left: that passes, and is no reason to take the screen down.
      log.warn({ module: name, cause: thrown instanceof Error ? thrown.name : null }, 'child not started')
      enter([], 'TOKEN_MODULE_CRASHED')
      tellSucceeded()
      return restartLater()
    }
    current = module
    void module.gone.then((reason) => fell(module, reason))
    try {
      const answer = await module.request({ kind: 'load', module: spec }, LOAD_LIMIT_MS)
      if (answer.kind === 'not-loaded') return refuse(module, answer)
      ready = true
      tellSucceeded()
      cancelSteady = scheduler.after(STEADY_AFTER_MS, () => {
        starts = 0
      })
      await look()
    } catch (thrown) {
      log.debug({ module: name, code: toFault(thrown).code }, 'module not started')
    }
  }
  /** A file that is no module will not be one in a second either: it stays down until the finder sees another file. */
  const refuse = (module: ModuleProcess, answer: Extract<ChildAnswers['load'], { kind: 'not-loaded' }>) => {
    log.warn({ module: name, why: answer.why, ckr: answer.ckr }, 'module not loaded')
    current = null
    module.kill('stopped')
    enter([], NOT_LOADED[answer.why])
    tellSucceeded()
    if (answer.why === 'initialise') restartLater()
  }
  const lookOnce = async (module: ModuleProcess) => {
    const answer = await module.request({ kind: 'look' }, LOOK_LIMIT_MS)
    if (current !== module) return
    looked = true
    switch (answer.kind) {
      case 'refused':
        // A module that cannot list its slots has lost what it hangs on, as when pcscd was restarted: it begins anew.
        log.warn({ module: name, ckr: answer.ckr }, 'slots not listed')
        enter([], 'TOKEN_FAILED')
        return module.kill('stopped')
      case 'tokens':
        enter(answer.tokens, null)
        break
      case 'unchanged':
        enter(tokens, null)
    }
    if (answer.memoryBytes > MEMORY_LIMIT_BYTES) {
      log.warn({ module: name, memoryBytes: answer.memoryBytes }, 'module leaks, started afresh')
      module.kill('stopped')
    }
  }
  const look = () =>
    turns.take(async () => {
      cancelLook()
      const module = current
      if (!module || !ready || stopped) return
      await lookOnce(module).catch((thrown) => log.debug({ module: name, code: toFault(thrown).code }, 'no look'))
      if (current === module && !stopped) cancelLook = scheduler.after(LOOK_EVERY_MS, () => void look())
    })

  return {
    name,
    get tokens() {
      return tokens
    },
    get looked() {
      return looked
    },
    get trouble() {
      return trouble
    },
    start: launch,
    exclusive: (work) =>
      turns.take(async () => {
        await succeeded
        if (!current || !ready) throw new Fault(trouble ?? 'TOKEN_REMOVED', { module: name })
        return work(current)
      }),
    look,
    restart: (reason) => current?.kill(reason),
    async stop() {
      stopped = true
      tellSucceeded()
      cancelLook()
      cancelRestart()
      cancelSteady()
      const ending = current
      current = null
      tokens = []
      await ending?.stop()
    },
  }
}

const NOT_LOADED: Record<'binding' | 'library' | 'initialise', FaultCode> = {
  binding: 'TOKEN_MODULE_MISSING',
  library: 'TOKEN_MODULE_INVALID',
  initialise: 'TOKEN_FAILED',
}
