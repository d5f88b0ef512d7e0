import { basename } from 'node:path'
import type { Logger } from 'pino'
import { toFault } from '../../flows/base/fault.ts'
import type { Secrets } from '../../flows/base/secret.ts'
import type { DeviceStanding } from '../../flows/ports/device.port.ts'
import type { ModuleTrouble, SeenToken, TokenCertificate, TokenPort } from '../../flows/ports/token.port.ts'
import { type Scheduler, systemScheduler } from '../port/scheduler.ts'
import { childPath as ownChildPath } from './child-path.ts'
import type { ModuleSpec } from './messages.ts'
import { createModuleKeeper, type ModuleKeeper } from './module-keeper.ts'
import type { ModuleFinder } from './modules/find-modules.ts'
import type { CertificatePlace, Signer } from './signer.ts'
import { listTokens } from './token-list.ts'
import { tokenStanding } from './token-standing.ts'

/** A driver that a technician installs while the program runs is found by itself. */
export const FIND_EVERY_MS = 10_000

export interface TokenDriverOptions {
  /** Which modules there are (createModuleFinder); asked again and again. */
  readonly find: ModuleFinder
  /** Folder of a simulated module (createTokenSimulator), beside those found. */
  readonly simulatedFolder?: string
  readonly secrets: Pick<Secrets, 'redeem' | 'discard'>
  readonly log: Logger
  readonly scheduler?: Scheduler
  /** The child's program, where it does not stand beside this file or its bundle. */
  readonly childPath?: string
  /** More environment for the children, as SOFTHSM2_CONF. Never a secret. */
  readonly environment?: Readonly<Record<string, string>>
}

export interface TokenDriver extends TokenPort {
  /** Settles when every module found has been looked at once, or does not work. Never raises. */
  start(): Promise<void>
  /** Always settles; no child is left and `standing` is `off`. It is not started again: make another. */
  stop(): Promise<void>
}

const OFF: DeviceStanding = { state: 'off', code: null, name: null }

/**
 * Tokens through PKCS#11. Each module runs in a child of its own (module-keeper); this joins what they see and hands on signatures. A module that is
 * missing, unfit, hung or crashed is a trouble that is told, never a throw.
 */
export function createTokenDriver(options: TokenDriverOptions): TokenDriver {
  const { find, simulatedFolder, log, scheduler = systemScheduler, childPath = ownChildPath() } = options
  const keepers = new Map<string, ModuleKeeper>()
  const certificates = new Map<string, TokenCertificate>()
  const tokenListeners = new Set<(tokens: readonly SeenToken[]) => void>()
  const standingListeners = new Set<(standing: DeviceStanding) => void>()
  let tokens: readonly SeenToken[] = []
  let unfit: readonly ModuleTrouble[] = []
  let standing = OFF
  let running = false
  let cancelFind = () => {}
  let signer: Promise<Signer> | null = null

  const tell = <Told>(listeners: ReadonlySet<(told: Told) => void>, told: Told) => {
    for (const listener of [...listeners]) {
      try {
        listener(told)
      } catch (thrown) {
        log.error({ code: toFault(thrown).code }, 'a listener of the token broke')
      }
    }
  }
  const troubles = (): readonly ModuleTrouble[] => [
    ...unfit,
    ...[...keepers.values()].flatMap(({ name, trouble }) => (trouble ? [{ module: name, code: trouble }] : [])),
  ]
  const refresh = () => {
    const views = [...keepers.values()].map((keeper) => ({ module: keeper.name, tokens: keeper.tokens }))
    const nextTokens = running ? listTokens(views, (der) => certificates.get(keyOf(der)) ?? null) : []
    const all = [...keepers.values()]
    const working = all.filter(({ looked, trouble }) => looked && !trouble).map(({ name }) => name)
    // Before the first look nothing is known yet, and "no token" would be a guess.
    const known = all.length === 0 || all.some(({ looked, trouble }) => looked || trouble)
    const told = known ? tokenStanding(nextTokens, troubles(), working) : standing
    const nextStanding = running ? told : OFF
    const changed = summary(nextTokens) !== summary(tokens)
    const stands = JSON.stringify(nextStanding) !== JSON.stringify(standing)
    tokens = nextTokens
    standing = nextStanding
    if (changed) tell(tokenListeners, tokens)
    if (stands) tell(standingListeners, standing)
  }
  /** Reads what is new among the certificates; the reader is loaded with the first. */
  const readNew = async () => {
    const all = [...keepers.values()].flatMap((keeper) => keeper.tokens.flatMap((token) => token.certificates))
    const fresh = all.filter((der) => !certificates.has(keyOf(der)))
    if (fresh.length > 0) {
      const { readCertificate } = await import('./certificate.ts')
      for (const der of fresh) {
        try {
          const certificate = readCertificate(der)
          certificates.set(keyOf(der), certificate)
        } catch {
          log.warn({ sizeBytes: der.length }, 'not a certificate: left out')
        }
      }
    }
    const kept = new Set(all.map(keyOf))
    for (const key of certificates.keys()) if (!kept.has(key)) certificates.delete(key)
  }
  let reading: Promise<void> = Promise.resolve()
  const changed = () => {
    reading = reading.then(readNew).then(refresh)
    return reading
  }
  const keep = async (key: string, spec: ModuleSpec, name: string) => {
    const { environment } = options
    const onChange = () => void changed()
    const shared = { scheduler, log, childPath, onChange, ...(environment && { environment }) }
    const keeper = createModuleKeeper({ spec, name, ...shared })
    keepers.set(key, keeper)
    await keeper.start()
  }
  const findOnce = async () => {
    const found = await find()
    if (!running) return
    unfit = found.troubles
    const wanted = new Map(found.modules.map((module) => [`${module.path}@${module.version}`, module]))
    for (const [key, keeper] of keepers) {
      if (wanted.has(key) || key === SIMULATED) continue
      keepers.delete(key)
      await keeper.stop()
    }
    if (!running) return
    const fresh = [...wanted].filter(([key]) => !keepers.has(key))
    await Promise.all(fresh.map(([key, { path }]) => keep(key, { kind: 'library', path }, basename(path))))
    await changed()
  }
  const findAgain = () => {
    if (!running) return
    cancelFind = scheduler.after(FIND_EVERY_MS, () => {
      const looked = findOnce().catch((thrown) => log.error({ code: toFault(thrown).code }, 'modules not looked for'))
      void looked.finally(findAgain)
    })
  }
  const placeOf = (certificateId: string): CertificatePlace | null => {
    for (const keeper of keepers.values()) {
      for (const seen of listTokens(
        [{ module: keeper.name, tokens: keeper.tokens }],
        (der) => certificates.get(keyOf(der)) ?? null,
      )) {
        const certificate = seen.certificates.find((one) => one.certificateId === certificateId)
        if (certificate) return { keeper, der: certificate.der }
      }
    }
    return null
  }
  const loadSigner = async (): Promise<Signer> => {
    const { createSigner } = await import('./signer.ts')
    const { secrets } = options
    const findCertificate = async (certificateId: string) => {
      const place = placeOf(certificateId)
      if (place) return place
      // Plugged in a moment ago, perhaps.
      await Promise.all([...keepers.values()].map((keeper) => keeper.look()))
      await changed()
      return placeOf(certificateId)
    }
    return createSigner({ secrets, scheduler, log, find: findCertificate })
  }

  return {
    get tokens() {
      return tokens
    },
    get troubles() {
      return troubles()
    },
    get standing() {
      return standing
    },
    subscribe(listener) {
      tokenListeners.add(listener)
      return () => tokenListeners.delete(listener)
    },
    watch(listener) {
      standingListeners.add(listener)
      return () => standingListeners.delete(listener)
    },
    async sign(request, signal) {
      signer ??= loadSigner()
      return (await signer).sign(request, signal)
    },
    async start() {
      if (running) return
      running = true
      const simulated =
        simulatedFolder === undefined
          ? Promise.resolve()
          : keep(SIMULATED, { kind: 'simulated', folder: simulatedFolder }, SIMULATED)
      await Promise.all([simulated, findOnce()])
      await changed()
      findAgain()
    },
    async stop() {
      running = false
      cancelFind()
      const ending = [...keepers.values()]
      keepers.clear()
      await Promise.all(ending.map((keeper) => keeper.stop()))
      refresh()
    },
  }
}

/** Name of the simulated module, where a real one has its file name. */
export const SIMULATED = 'simulated'

function keyOf(der: Uint8Array): string {
  return Buffer.from(der.buffer, der.byteOffset, der.length).toString('latin1')
}

function summary(tokens: readonly SeenToken[]): string {
  return JSON.stringify(
    tokens.map(({ certificates, ...token }) => [token, certificates.map(({ certificateId }) => certificateId)]),
  )
}
