import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { certificatesIn } from './certificates-in.ts'

/**
 * Reads the CSCA certificates installed in a folder: .cer .crt .der .pem (DER, or one or more PEM blocks) and ICAO master lists .ml (ICAO 9303-12 §8).
 * Whoever may write into the folder decides whom the station trusts: a master list's own signature is not judged. Files that cannot be read are named in
 * the log and skipped; a missing folder gives none. In order of file names, doubles once.
 */
export async function loadAnchors(options: {
  readonly folder: string
  readonly log: Logger
}): Promise<readonly Uint8Array[]> {
  const { folder, log } = options
  const names = await readdir(folder).catch(() => [])
  const found = new Map<string, Uint8Array>()
  for (const name of names.filter((each) => EXTENSIONS.test(each)).sort()) {
    try {
      for (const der of certificatesIn(await readBounded(join(folder, name)))) {
        found.set(Buffer.from(der).toString('base64'), der)
      }
    } catch (cause) {
      log.warn({ file: name, reason: cause instanceof Error ? cause.name : 'unknown' }, 'anchor skipped')
    }
  }
  return [...found.values()]
}

const EXTENSIONS = /\.(cer|crt|der|pem|ml)$/i
/** The master list of the whole world has about 1 MB. */
const MAX_FILE_BYTES = 8_000_000

async function readBounded(path: string): Promise<Uint8Array> {
  const { size } = await stat(path)
  if (size > MAX_FILE_BYTES) throw new RangeError('too large')
  return readFile(path)
}
