// `npm run bench`: makes the clone ready, then measures on the pinned Node. One JSON line per figure on stdout; progress on stderr.
import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureReady, pinnedNode } from '../../kiosk/setup.mjs'

ensureReady()
const main = join(dirname(fileURLToPath(import.meta.url)), 'main.ts')
const child = spawn(pinnedNode, [main, ...process.argv.slice(2)], { stdio: 'inherit' })
for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 128 : 1)))
