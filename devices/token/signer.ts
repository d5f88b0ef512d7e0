import { createHash, type KeyObject } from 'node:crypto'
import type { Logger } from 'pino'
import { Fault, toFault } from '../../flows/base/fault.ts'
import type { Secrets } from '../../flows/base/secret.ts'
import type { SignOutcome, SignRequest } from '../../flows/ports/token.port.ts'
import type { Scheduler } from '../port/scheduler.ts'
import { outcomeOf } from './answers.ts'
import { publicKeyOf } from './certificate.ts'
import type { SignatureAlgorithm } from './messages.ts'
import type { ModuleKeeper } from './module-keeper.ts'
import type { ModuleProcess } from './module-process.ts'
import { algorithmOf, provenSignature } from './signature.ts'

/** As long as a look: the token that holds the certificate is looked for afresh. */
export const FIND_LIMIT_MS = 5_000
/** Some tokens count slowly on purpose after a wrong PIN. */
export const LOGIN_LIMIT_MS = 15_000
/** A person types the PIN on the token's own keys; screens count this down. */
export const PIN_PAD_LIMIT_MS = 60_000
/** RSA-4096 on an old token takes seconds. */
export const SIGN_LIMIT_MS = 30_000
export const END_LIMIT_MS = 5_000
/** Who gives up goes at once; the token gets this long to finish by itself before its child is ended. */
export const GIVE_UP_GRACE_MS = 1_000
/** More signatures than any visit makes. */
const REMEMBERED_SIGNATURES = 100

/** Where a certificate is now. */
export interface CertificatePlace {
  readonly keeper: ModuleKeeper
  readonly der: Uint8Array
}

export interface SignerOptions {
  readonly secrets: Pick<Secrets, 'redeem' | 'discard'>
  readonly scheduler: Scheduler
  readonly log: Logger
  /** The certificate as last seen, looked for afresh when it was not. Null: it is in no token here. */
  find(certificateId: string): Promise<CertificatePlace | null>
}

export interface Signer {
  /** As TokenPort has it. */
  sign(request: SignRequest, signal?: AbortSignal): Promise<SignOutcome>
}

interface Remembered {
  readonly content: string
  readonly outcome: Promise<SignOutcome>
}

export function createSigner(options: SignerOptions): Signer {
  const { secrets } = options
  const remembered = new Map<string, Remembered>()

  /** A repeated request gives what the first gave, or is about to give; only a signature is worth remembering. */
  const once = (request: SignRequest, signal: AbortSignal | undefined): Promise<SignOutcome> => {
    const content = contentOf(request)
    const earlier = remembered.get(request.signatureId)
    if (earlier) {
      if (earlier.content !== content) throw new Fault('INTERNAL', { reason: 'signature id used for something else' })
      return givenUpBy(signal, earlier.outcome, () => {})
    }
    const outcome = signOnce(options, request, signal)
    remembered.set(request.signatureId, { content, outcome })
    const forget = () => remembered.delete(request.signatureId)
    outcome.then((ended) => {
      if (ended.kind !== 'signed') forget()
      for (const id of remembered.keys()) {
        if (remembered.size <= REMEMBERED_SIGNATURES) break
        remembered.delete(id)
      }
    }, forget)
    return outcome
  }
  return {
    async sign(request, signal) {
      try {
        return await once(request, signal)
      } finally {
        if (request.pin !== 'pin-pad') secrets.discard(request.pin)
      }
    },
  }
}

function contentOf({ certificateId, data }: SignRequest): string {
  return createHash('sha256').update(certificateId).update(data).digest('hex')
}

async function signOnce(options: SignerOptions, request: SignRequest, signal?: AbortSignal): Promise<SignOutcome> {
  const { scheduler, log } = options
  throwIfGivenUp(signal)
  const place = await options.find(request.certificateId)
  if (!place) throw new Fault('TOKEN_REMOVED')
  const key = publicKeyOf(place.der)
  const algorithm = algorithmOf(key)
  if (!algorithm) throw new Fault('TOKEN_MECHANISM', { module: place.keeper.name })

  let begun = false
  const work = place.keeper.exclusive(async (module) => {
    throwIfGivenUp(signal)
    begun = true
    return talk(options, request, place, { key, algorithm }, module)
  })
  work.then(
    (outcome) => log.info({ module: place.keeper.name, algorithm, outcome: outcome.kind }, 'signature asked for'),
    (thrown) => log.warn({ module: place.keeper.name, code: toFault(thrown).code }, 'no signature'),
  )
  return givenUpBy(signal, work, () => {
    if (!begun) return
    const cancel = scheduler.after(GIVE_UP_GRACE_MS, () => place.keeper.restart('stopped'))
    work.then(cancel, cancel)
  })
}

/** One session with the child. The PIN is redeemed only when the token is there and may be tried; `end` is asked for together with the rest. */
async function talk(
  { secrets }: SignerOptions,
  { certificateId, data, pin }: SignRequest,
  place: CertificatePlace,
  { key, algorithm }: { readonly key: KeyObject; readonly algorithm: SignatureAlgorithm },
  module: ModuleProcess,
): Promise<SignOutcome> {
  const { name } = place.keeper
  const found = await module.request({ kind: 'find', certificateId, algorithm }, FIND_LIMIT_MS)
  if (found.kind === 'refused') return outcomeOf(found, name, 0)
  const pinBytes = await redeem(secrets, pin, () => module.request({ kind: 'end' }, END_LIMIT_MS))

  const beganAtMs = performance.now()
  const limitMs = found.hasPinPad ? PIN_PAD_LIMIT_MS : LOGIN_LIMIT_MS
  const [loggedIn, signed] = await Promise.allSettled([
    module.request({ kind: 'login', pin: pinBytes }, limitMs).finally(() => pinBytes?.fill(0)),
    module.request({ kind: 'sign', data }, SIGN_LIMIT_MS),
    module.request({ kind: 'end' }, END_LIMIT_MS),
  ])
  const tookMs = performance.now() - beganAtMs
  if (loggedIn.status === 'rejected') {
    const timedOut = found.hasPinPad && toFault(loggedIn.reason).code === 'TOKEN_MODULE_HUNG'
    if (timedOut) return { kind: 'pin-pad-timed-out' }
    throw loggedIn.reason
  }
  if (loggedIn.value.kind === 'refused') return outcomeOf(loggedIn.value, name, tookMs)
  if (signed.status === 'rejected') throw signed.reason
  if (signed.value.kind === 'refused') return outcomeOf(signed.value, name, tookMs)
  const signature = provenSignature(signed.value.signature, data, key, algorithm)
  if (!signature) throw new Fault('TOKEN_FAILED', { module: name, reason: 'signature does not verify' })
  return { kind: 'signed', signature, algorithm, certificate: place.der }
}

/** The PIN as bytes, at the last moment; they are overwritten as soon as they are sent. Null for the pin pad. `onSpent` tidies up when there is none. */
async function redeem(
  secrets: Pick<Secrets, 'redeem'>,
  pin: SignRequest['pin'],
  onSpent: () => Promise<unknown>,
): Promise<Uint8Array | null> {
  if (pin === 'pin-pad') return null
  try {
    return new TextEncoder().encode(secrets.redeem(pin))
  } catch (thrown) {
    await onSpent()
    throw thrown
  }
}

function throwIfGivenUp(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new Fault('CANCELLED')
}

/** Settles as `work` does, or raises CANCELLED as soon as the signal says so; `onGivenUp` sees to the work that goes on. */
function givenUpBy<Result>(
  signal: AbortSignal | undefined,
  work: Promise<Result>,
  onGivenUp: () => void,
): Promise<Result> {
  if (!signal) return work
  return new Promise((resolve, reject) => {
    const giveUp = () => {
      onGivenUp()
      reject(new Fault('CANCELLED'))
    }
    signal.addEventListener('abort', giveUp, { once: true })
    const stopListening = () => signal.removeEventListener('abort', giveUp)
    work.then(resolve, reject).finally(stopListening)
  })
}
