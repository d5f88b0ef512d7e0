import { enableCompileCache, flushCompileCache } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const CACHE_AFTER_MS = 5_000
const EXIT_WITHIN_MS = 3_000

// Compiled code kept from the last run: loading is most of the time to the first frame.
enableCompileCache(join(dirname(fileURLToPath(import.meta.url)), '.compile-cache'))
// Node writes the cache at a clean end only; a kiosk ends when its power goes.
setTimeout(flushCompileCache, CACHE_AFTER_MS).unref()
if (process.argv[2] === 'kiosk') await import('./early-frame.ts').then(({ earlyFrame }) => earlyFrame(process))
const { runProgram } = await import('./program.ts')
process.exitCode = await runProgram(process.argv)
// All is closed by now. Should some device or library still hold the process, it must not keep the terminal from the person before it.
setTimeout(() => process.exit(), EXIT_WITHIN_MS).unref()
