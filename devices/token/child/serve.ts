import type { Socket } from 'node:net'
import { createFrameReader, encodeFrame } from '../frame.ts'
import type { ChildAnswer, ChildRequest } from '../messages.ts'
import type { Cryptoki } from './cryptoki.ts'
import { loadModule } from './load-module.ts'
import { createLook, type Look } from './look.ts'
import { refusalOf, refused } from './refusal.ts'
import { createSigning, type Signing } from './signing.ts'

interface Running {
  readonly module: Cryptoki
  readonly look: Look
  readonly signing: Signing
}

/** Each writing wakes the other process, which costs as much as a tenth of a signature made in software. A real token takes longer than this for one. */
const HOLD_MS = 8

/** Answers requests one after the other, in their order, until it is told to stop or the channel ends; then calls `exit`. */
export function serve(channel: Socket, exit: () => void): void {
  const reader = createFrameReader()
  let running: Running | null = null
  let tail: Promise<void> = Promise.resolve()
  let heldSinceMs = 0

  const answerTo = async (request: ChildRequest): Promise<ChildAnswer> => {
    if (request.kind === 'load') {
      const loaded = await loadModule(request.module)
      if ('kind' in loaded) return loaded
      const look = createLook(loaded.module)
      running = { module: loaded.module, look, signing: createSigning(loaded.module, look) }
      return { kind: 'loaded' }
    }
    return running ? answerWith(running, request) : withoutModule(request)
  }
  const handle = async (request: ChildRequest, next: ChildRequest | undefined) => {
    const answer = await answerTo(request)
    // Signatures that are asked for together are told together, while the next are asked for. No other answer waits for work that may hang.
    if (!channel.writableCorked) heldSinceMs = performance.now()
    const hold = request.kind === 'sign' && next?.kind === 'sign' && performance.now() - heldSinceMs < HOLD_MS
    if (hold && !channel.writableCorked) channel.cork()
    channel.write(encodeFrame(answer), () => {
      if (request.kind === 'stop') exit()
    })
    if (!hold && channel.writableCorked) channel.uncork()
  }
  channel.on('data', (bytes: Buffer) => {
    const requests = reader.push(bytes) as ChildRequest[]
    for (const [index, request] of requests.entries()) {
      tail = tail.then(() => handle(request, requests[index + 1]))
    }
  })
  channel.on('error', () => {})
  channel.on('close', exit)
}

function answerWith({ module, look, signing }: Running, request: Exclude<ChildRequest, { kind: 'load' }>): ChildAnswer {
  switch (request.kind) {
    case 'look':
      return lookAnswer(look)
    case 'find':
      return signing.find(request)
    case 'login':
      look.distrust()
      return signing.login(request.pin)
    case 'sign':
      return signing.sign(request.data)
    case 'end':
      signing.end()
      return { kind: 'ended' }
    case 'stop':
      signing.end()
      finalise(module)
      return { kind: 'stopped' }
  }
}

function withoutModule(request: Exclude<ChildRequest, { kind: 'load' }>): ChildAnswer {
  switch (request.kind) {
    case 'end':
      return { kind: 'ended' }
    case 'stop':
      return { kind: 'stopped' }
    case 'look':
    case 'find':
    case 'login':
    case 'sign':
      return refused('failed')
  }
}

function lookAnswer(look: Look): ChildAnswer {
  try {
    const tokens = look.look()
    const memoryBytes = process.memoryUsage.rss()
    return tokens ? { kind: 'tokens', tokens, memoryBytes } : { kind: 'unchanged', memoryBytes }
  } catch (thrown) {
    return refusalOf(thrown, 'anything-else')
  }
}

function finalise(module: Cryptoki): void {
  try {
    module.C_Finalize()
  } catch {
    // The process ends now in any case.
  }
}
