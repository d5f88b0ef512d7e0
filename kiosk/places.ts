import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout: both dist/ and kiosk/ lie right below it, so the same step up serves the build and the sources. */
export const checkout = dirname(dirname(fileURLToPath(import.meta.url)))

/** Where the whole product on one machine keeps its data between runs, when nothing names another folder. */
export const defaultDataDir = join(checkout, '.motcua')

export const storeMigrations = join(checkout, 'data', 'store', 'migrations')
export const centralMigrations = join(checkout, 'central', 'db', 'migrations')
