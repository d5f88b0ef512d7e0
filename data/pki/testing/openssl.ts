import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Whether the openssl command is there: an independent reader and writer of all that data/pki reads and writes. */
export const HAS_OPENSSL = spawnSync('openssl', ['version']).status === 0

/** A folder with files, and openssl run in it. */
export interface Bench {
  readonly folder: string
  write(name: string, content: Uint8Array | string): void
  read(name: string): Uint8Array
  /** Standard output and error of one run, with how it ended. */
  run(...args: readonly string[]): { readonly ok: boolean; readonly said: string }
}

/** Gives a fresh folder for one test and takes it away after. */
export async function onBench<T>(work: (bench: Bench) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-pki-'))
  try {
    return await work({
      folder,
      write: (name, content) => writeFileSync(join(folder, name), content),
      read: (name) => readFileSync(join(folder, name)),
      run(...args) {
        const { status, stdout, stderr } = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' })
        return { ok: status === 0, said: `${stdout}${stderr}` }
      },
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** PEM of DER: the older commands of openssl take nothing else. */
export function pem(der: Uint8Array, label = 'CERTIFICATE'): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n')
}
