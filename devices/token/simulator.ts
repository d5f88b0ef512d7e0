import { createPrivateKey, generateKeyPair, type KeyObject } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Fault } from '../../flows/base/fault.ts'
import { MODULE_FAULTS, type ModuleFault, openTokenFolder } from './simulated/folder.ts'
import {
  SAMPLE_MAX_TRIES,
  SAMPLE_PIN,
  SAMPLE_TOKENS,
  type SampleToken,
  type SampleTokenName,
  SIMULATED_AUTHORITY,
} from './simulated/sample-tokens.ts'

export const TOKEN_FAULTS = [
  ...MODULE_FAULTS,
  /** All tokens are pulled. */
  'unplug',
  /** The citizen's token is plugged in again. */
  'replug',
  /** Another person's token lies in the slot of the first. */
  'swap',
  /** Wrong tries until one is left. */
  'final-try',
  /** No try is left. */
  'locked',
  /** All tries are there again, as after the vendor's tool. */
  'unlock',
] as const
export type TokenFault = (typeof TOKEN_FAULTS)[number]

export interface TokenSimulatorConfig {
  /** Must stand in the configuration: a simulated token never appears by itself. */
  readonly simulate: true
  /** Tokens plugged in at first, by slot. Default: the citizen's. */
  readonly plugged?: readonly SampleTokenName[]
  /** A token of somebody else, plugged in from the start: then no keys of samples are made, which takes seconds. */
  readonly inserted?: ForeignToken
}

export interface TokenSimulator {
  /** What createTokenDriver takes as `simulatedFolder`. */
  readonly folder: string
  /** Plugs these in, in slots 0, 1, …; all others are pulled. */
  plug(...names: readonly SampleTokenName[]): void
  /** Plugs in a token that somebody else made the key and certificates of: one of the sandbox's people. All others are pulled. */
  insert(token: ForeignToken): void
  /** Does one thing wrong, or puts it right. `name` is the token meant where one is. */
  fault(fault: TokenFault, name?: SampleTokenName): void
  /** Ends a fault that lasts, or one that has not happened yet. */
  clear(fault: ModuleFault): void
  /** Removes the folder with all keys. */
  stop(): Promise<void>
}

/** A token as the sandbox hands it out. */
export interface ForeignToken {
  readonly label: string
  readonly pin: string
  /** PKCS#8, DER. */
  readonly privateKey: Uint8Array
  /** DER, the holder's own first. */
  readonly certificates: readonly Uint8Array[]
}

const FOREIGN = 'foreign'
const FOREIGN_SERIAL = 'SANDBOX000000001'
/** CK_TOKEN_INFO.label. */
const LABEL_MAX_BYTES = 32
const DAY_MS = 86_400_000

/**
 * Tokens without hardware, for training mode and tests: a PKCS#11 module in software that runs in the same child program as a vendor's. Keys are made afresh each
 * time and belong to nobody; the certificates are of fictitious people (sample-tokens). Raises SIMULATOR_NOT_CONFIGURED unless the configuration names it.
 */
export async function createTokenSimulator(config: TokenSimulatorConfig | undefined): Promise<TokenSimulator> {
  if (config?.simulate !== true) throw new Fault('SIMULATOR_NOT_CONFIGURED', { device: 'token' })
  const path = await mkdtemp(join(tmpdir(), 'motcua-token-'))
  const folder = openTokenFolder(path)
  if (!config.inserted) {
    const authority = await newKeys('p-256')
    for (const sample of SAMPLE_TOKENS) folder.putToken(await issue(sample, authority))
  }
  const plug = (...names: readonly SampleTokenName[]) =>
    folder.setSlots(Object.fromEntries(names.map((name, slot) => [slot, name])))
  const insert = ({ label, pin, privateKey, certificates }: ForeignToken) => {
    const key = createPrivateKey({ key: Buffer.from(privateKey), format: 'der', type: 'pkcs8' })
    folder.putToken({
      name: FOREIGN,
      label: Buffer.from(label, 'utf8').subarray(0, LABEL_MAX_BYTES).toString('utf8'),
      serialNumber: FOREIGN_SERIAL,
      pinPad: false,
      alwaysAuthenticate: false,
      pin,
      maxTries: SAMPLE_MAX_TRIES,
      algorithm: key.asymmetricKeyType === 'rsa' ? 'rsa' : 'ec',
      key: Buffer.from(privateKey).toString('base64'),
      certificates: certificates.map((der) => Buffer.from(der).toString('base64')),
    })
    folder.setWrongTries(FOREIGN, 0)
    folder.setSlots({ 0: FOREIGN })
  }
  if (config.inserted) insert(config.inserted)
  else plug(...(config.plugged ?? ['citizen']))

  const devices: Record<Exclude<TokenFault, ModuleFault>, (name: SampleTokenName) => void> = {
    unplug: () => plug(),
    replug: (name) => plug(name),
    swap: () => plug('enterprise'),
    'final-try': (name) => folder.setWrongTries(name, SAMPLE_MAX_TRIES - 1),
    locked: (name) => folder.setWrongTries(name, SAMPLE_MAX_TRIES),
    unlock: (name) => folder.setWrongTries(name, 0),
  }
  return {
    folder: path,
    plug,
    insert,
    fault(fault, name = 'citizen') {
      if (isModuleFault(fault)) folder.arm(fault)
      else devices[fault](name)
    },
    clear: (fault) => folder.disarm(fault),
    stop: () => rm(path, { recursive: true, force: true }),
  }
}

function isModuleFault(fault: TokenFault): fault is ModuleFault {
  return (MODULE_FAULTS as readonly string[]).includes(fault)
}

interface Keys {
  readonly publicKey: KeyObject
  readonly privateKey: KeyObject
}

function newKeys(kind: SampleToken['key']): Promise<Keys> {
  const generate = promisify(generateKeyPair)
  if (kind === 'rsa-2048') return generate('rsa', { modulusLength: 2048 })
  return generate('ec', { namedCurve: kind === 'p-256' ? 'P-256' : 'P-384' })
}

async function issue(sample: SampleToken, authority: Keys) {
  const { makeCertificate } = await import('./simulated/make-certificate.ts')
  const keys = await newKeys(sample.key)
  const fromNow = (days: number) => new Date(Date.now() + days * DAY_MS)
  const issuer = { issuer: SIMULATED_AUTHORITY, issuerKey: authority.privateKey }
  const own = makeCertificate({
    ...issuer,
    subject: sample.subject,
    publicKey: keys.publicKey,
    notBefore: fromNow(sample.validFromDays),
    notAfter: fromNow(sample.validToDays),
  })
  // Vendors put the authority's certificate on the token too; nobody may choose it.
  const authoritys = makeCertificate({
    ...issuer,
    subject: SIMULATED_AUTHORITY,
    publicKey: authority.publicKey,
    notBefore: fromNow(-3_000),
    notAfter: fromNow(3_000),
    keyUsageBits: 0b110_0000,
    isAuthority: true,
  })
  return {
    name: sample.name,
    label: sample.label,
    serialNumber: sample.serialNumber,
    pinPad: sample.pinPad ?? false,
    alwaysAuthenticate: sample.alwaysAuthenticate ?? false,
    pin: SAMPLE_PIN,
    maxTries: SAMPLE_MAX_TRIES,
    algorithm: sample.key === 'rsa-2048' ? ('rsa' as const) : ('ec' as const),
    key: keys.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
    certificates: [own, authoritys].map((der) => Buffer.from(der).toString('base64')),
  }
}
