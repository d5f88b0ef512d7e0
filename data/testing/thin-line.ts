import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A line between a station and central as a village has it, with a switch. */
export interface ThinLine {
  readonly url: string
  /** Bytes that went up, towards central. */
  readonly sentBytes: number
  /** `cut`: nothing gets through, also of what is under way, and nobody is told. */
  set(state: 'up' | 'cut'): void
  close(): Promise<void>
}

const SLICE_MS = 10

/** Every byte arrives `oneWayMs` later, at most `bytesPerMs` in each direction over all connections. */
export async function startThinLine(
  target: string,
  { oneWayMs, bytesPerMs }: { readonly oneWayMs: number; readonly bytesPerMs: number },
): Promise<ThinLine> {
  const { hostname, port } = new URL(target)
  const sockets = new Set<Socket>()
  let cuts = 0
  let isCut = false
  let sentBytes = 0
  const directions = { up: { freeAtMs: 0 }, down: { freeAtMs: 0 } }
  const carry = (from: Socket, to: Socket, direction: { freeAtMs: number }, born: number, count: boolean) => {
    from.on('data', (chunk: Buffer) => {
      if (count && !isCut) sentBytes += chunk.byteLength
      const nowMs = performance.now()
      direction.freeAtMs = Math.max(direction.freeAtMs, nowMs) + chunk.byteLength / bytesPerMs
      const waitMs = direction.freeAtMs - nowMs
      // What the line has not taken yet stays with the sender.
      if (waitMs > SLICE_MS) {
        from.pause()
        setTimeout(() => from.resume(), waitMs)
      }
      setTimeout(() => {
        if (!isCut && cuts === born && !to.destroyed) to.write(chunk)
      }, waitMs + oneWayMs)
    })
    from.on('error', () => undefined)
    from.on('close', () => setTimeout(() => (isCut || cuts !== born ? undefined : to.destroy()), oneWayMs))
  }
  const server = createServer({ pauseOnConnect: true }, (near) => {
    sockets.add(near)
    if (isCut) return void near.on('error', () => undefined).resume()
    const born = cuts
    // A connection costs a round trip.
    setTimeout(() => {
      const far = connect(Number(port), hostname)
      sockets.add(far)
      carry(near, far, directions.up, born, true)
      carry(far, near, directions.down, born, false)
      near.resume()
    }, 2 * oneWayMs)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get sentBytes() {
      return sentBytes
    },
    set(state) {
      if (state === 'cut') cuts += 1
      isCut = state === 'cut'
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
