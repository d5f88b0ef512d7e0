// The program that runs one PKCS#11 module, so that a module that hangs, leaks or crashes takes down this process and never the screen.
// fd 3: frames to and from the parent. fd 4: closes when the parent is gone. Not stdout: vendors' modules print there.
import { Socket } from 'node:net'
import { holdLifeline } from './lifeline.ts'
import { serve } from './serve.ts'

// A key pressed in the terminal is for the parent; it ends us.
for (const signal of ['SIGINT', 'SIGHUP', 'SIGTERM'] as const) process.on(signal, () => {})
await holdLifeline(4)
serve(new Socket({ fd: 3, readable: true, writable: true }), () => process.exit(0))
