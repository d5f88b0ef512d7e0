import { execFile } from 'node:child_process'
import { createPrivateKey, generateKeyPairSync, type KeyObject, X509Certificate } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { makeCertificate, type NameParts } from '../../devices/token/simulated/make-certificate.ts'
import { createTempFolder } from './temp.ts'

const run = promisify(execFile)

/** Where Debian's packages softhsm2 and libsofthsm2 put the module. */
const MODULE_PATHS = ['/usr/lib/softhsm/libsofthsm2.so', '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so']
const SO_PIN = '87654321'
const DAY_MS = 86_400_000

/** Path of the SoftHSM2 module; null where the packages softhsm2 and opensc are not installed. */
export const softHsmModule: string | null = MODULE_PATHS.find((path) => existsSync(path)) ?? null

export interface SoftHsmToken {
  readonly label: string
  readonly pin: string
  readonly key: 'rsa-2048' | 'p-256' | 'p-384'
  readonly subject?: NameParts
  /** Days from now. Default: a year around today. */
  readonly validity?: readonly [fromDays: number, toDays: number]
  /** Default true; false leaves the certificate alone on the token. */
  readonly withKey?: boolean
}

export interface ReadyToken {
  readonly label: string
  readonly pin: string
  readonly privateKey: Uint8Array
  readonly certificate: Uint8Array
}

/** SoftHSM2 with a configuration and tokens of its own in a temporary folder. */
export interface SoftHsm {
  readonly modulePath: string
  /** What a process that loads the module needs. */
  readonly environment: { readonly SOFTHSM2_CONF: string }
  /** Makes a token with one key and its certificate. Gives the DER. */
  addToken(token: SoftHsmToken): Promise<Uint8Array>
  /** Makes a token with a key (PKCS#8, DER) and a certificate (DER) that are there already. */
  importToken(token: ReadyToken): Promise<void>
  remove(): Promise<void>
}

/** Raises an Error where SoftHSM2 is not installed: ask `softHsmModule` first. */
export async function createSoftHsm(): Promise<SoftHsm> {
  if (softHsmModule === null) throw new Error('needs the packages softhsm2 and opensc')
  const modulePath = softHsmModule
  const folder = await createTempFolder('motcua-softhsm-')
  const conf = join(folder.path, 'softhsm2.conf')
  const tokens = join(folder.path, 'tokens')
  await mkdir(tokens)
  await writeFile(conf, `directories.tokendir = ${tokens}\nobjectstore.backend = file\nlog.level = ERROR\n`)
  const environment = { SOFTHSM2_CONF: conf }
  const tool = (command: string, ...args: readonly string[]) =>
    run(command, [...args], { env: { ...process.env, ...environment } })

  return {
    modulePath,
    environment,
    async addToken({ label, pin, key, subject, validity = [-180, 180], withKey = true }) {
      const keys = newKeys(key)
      const nobody: NameParts = [
        ['C', 'VN'],
        ['CN', 'CA thử nghiệm'],
      ]
      const der = makeCertificate({
        subject: subject ?? [
          ['C', 'VN'],
          ['CN', label],
        ],
        publicKey: keys.publicKey,
        issuer: nobody,
        issuerKey: newKeys('p-256').privateKey,
        notBefore: new Date(Date.now() + validity[0] * DAY_MS),
        notAfter: new Date(Date.now() + validity[1] * DAY_MS),
      })
      const pem = join(folder.path, 'key.pem')
      const cert = join(folder.path, 'cert.der')
      await writeFile(pem, keys.privateKey.export({ type: 'pkcs8', format: 'pem' }))
      await writeFile(cert, new X509Certificate(der).raw)
      await tool('softhsm2-util', '--init-token', '--free', '--label', label, '--pin', pin, '--so-pin', SO_PIN)
      const named = ['--id', '01', '--label', 'signing', '--pin', pin]
      if (withKey) await tool('softhsm2-util', '--import', pem, '--token', label, ...named)
      await tool(
        'pkcs11-tool',
        ...['--module', modulePath, '--token-label', label, '--login', '--type', 'cert', '--write-object', cert],
        ...named,
      )
      return der
    },
    async importToken({ label, pin, privateKey, certificate }) {
      const key = createPrivateKey({ key: Buffer.from(privateKey), format: 'der', type: 'pkcs8' })
      const pem = join(folder.path, 'ready.pem')
      const cert = join(folder.path, 'ready.der')
      await writeFile(pem, key.export({ type: 'pkcs8', format: 'pem' }))
      await writeFile(cert, certificate)
      await tool('softhsm2-util', '--init-token', '--free', '--label', label, '--pin', pin, '--so-pin', SO_PIN)
      const named = ['--id', '01', '--label', 'signing', '--pin', pin]
      await tool('softhsm2-util', '--import', pem, '--token', label, ...named)
      const at = ['--module', modulePath, '--token-label', label, '--login']
      await tool('pkcs11-tool', ...at, '--type', 'cert', '--write-object', cert, ...named)
    },
    remove: () => folder.remove(),
  }
}

function newKeys(kind: SoftHsmToken['key']): { readonly publicKey: KeyObject; readonly privateKey: KeyObject } {
  if (kind === 'rsa-2048') return generateKeyPairSync('rsa', { modulusLength: 2048 })
  return generateKeyPairSync('ec', { namedCurve: kind === 'p-256' ? 'P-256' : 'P-384' })
}
