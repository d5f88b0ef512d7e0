import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where a running `motcua up` can be reached; commands given its data folder find it by this file. */
export interface Endpoints {
  readonly central: string
  readonly sandbox: string
  readonly pid: number
}

const FILE = 'endpoints.json'

/** Null when nothing runs there, or the file is not ours. */
export function readEndpoints(dataDir: string): Endpoints | null {
  try {
    const value = JSON.parse(readFileSync(join(dataDir, FILE), 'utf8')) as Partial<Endpoints>
    return typeof value.central === 'string' && typeof value.sandbox === 'string' && typeof value.pid === 'number'
      ? { central: value.central, sandbox: value.sandbox, pid: value.pid }
      : null
  } catch {
    return null
  }
}

/** Writes the file whole or not at all. */
export function writeEndpoints(dataDir: string, endpoints: Endpoints): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const path = join(dataDir, FILE)
  writeFileSync(`${path}.new`, `${JSON.stringify(endpoints)}\n`, { mode: 0o600 })
  renameSync(`${path}.new`, path)
}

export function removeEndpoints(dataDir: string): void {
  rmSync(join(dataDir, FILE), { force: true })
}
