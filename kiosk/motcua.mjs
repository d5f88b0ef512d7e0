#!/usr/bin/env node
// The command `motcua`: makes the clone ready, then hands over to the program on the pinned Node.
import { spawn, spawnSync } from 'node:child_process'
import { constants } from 'node:os'
import { ensureReady, nodeFlags, pinnedNode, program } from './setup.mjs'

// Leave the alternate screen, show the cursor, end bracketed paste: what a program killed with -9 could not do itself.
const RESTORE_SCREEN = '\u001b[?1049l\u001b[?25h\u001b[?2004l\u001b[0m'

ensureReady()
const child = spawn(pinnedNode, [...nodeFlags, program, ...process.argv.slice(2)], { stdio: 'inherit' })
// The child shares our terminal and gets the keyboard's signals itself; others are passed on, and we outlive it to report its end.
for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT']) process.on(signal, () => child.kill(signal))
child.on('error', (error) => {
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
})
child.on('exit', (code, signal) => {
  if (signal && process.stdout.isTTY) {
    process.stdout.write(RESTORE_SCREEN)
    spawnSync('stty', ['sane'], { stdio: 'inherit' })
  }
  // As a shell tells of it.
  process.exit(code ?? (signal ? 128 + constants.signals[signal] : 1))
})
