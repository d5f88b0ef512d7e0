import { createServer as createHttpServer, type IncomingMessage } from 'node:http'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { type Duplex, duplexPair } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { createMessageCarrier } from './link/carry-message.ts'
import { drawFault, type Interlude, type MessageFault, type Weather } from './link/message-faults.ts'
import { createLane, FREE_LINK, type LinkShape } from './link/pace.ts'
import { holdSilent, type SilentPort } from './link/silent-port.ts'
import { createSeeded } from './seeded.ts'

/** How the line stands for everybody. */
export type LineState =
  | 'up'
  /** Open connections are reset (RST), new ones are refused. */
  | 'cut'
  /** Connections are taken and stay; nothing that is sent arrives, in either direction. */
  | 'half-open'
  /** Open connections fall silent; for new ones not even the SYN is answered (link/silent-port.ts). */
  | 'black-hole'
  /** Every request is answered by somebody's login page. */
  | 'portal-page'
  | 'portal-redirect'

export interface LinkCounts {
  readonly connections: number
  readonly requests: number
  /** Bytes of TCP payload as they were on the link, heads included: from the client, and to it. */
  readonly upBytes: number
  readonly downBytes: number
}

/** A bad line between a station and central, steered while it runs. */
export interface LinkProxy {
  /** What the station takes for central. */
  readonly url: string
  readonly state: LineState
  counts(): LinkCounts
  shape(shape: Partial<LinkShape>): void
  /** What connections sent into silence is lost, and they are reset when the line is back. */
  set(state: LineState): Promise<void>
  /** What happens to the next requests whose path begins so, one each; null lets one through. Comes before the weather. */
  plan(path: string, ...faults: readonly (MessageFault | Interlude | null)[]): void
  /** Takes back what was planned and did not happen. */
  unplan(): void
  /** Faults drawn for every request, from the seed; null for good weather. */
  weather(weather: Weather | null): void
  close(): Promise<void>
}

interface Line {
  readonly socket: Socket
  readonly inside: Duplex
  /** Something was swallowed: it can never go on. */
  broken: boolean
}

/** Starts the line on a port of its own. `target` is central's URL (http). */
export async function startLinkProxy(
  target: string,
  options: { readonly seed?: number; readonly shape?: Partial<LinkShape> } = {},
): Promise<LinkProxy> {
  let shape: LinkShape = { ...FREE_LINK, ...options.shape }
  let state: LineState = 'up'
  let weather: Weather | null = null
  let silent: SilentPort | null = null
  const counts = { connections: 0, requests: 0, upBytes: 0, downBytes: 0 }
  const chance = createSeeded(options.seed ?? 1)
  const plans: { readonly path: string; readonly fault: MessageFault | Interlude | null }[] = []
  const lines = new Set<Line>()
  const [up, down] = [createLane(() => shape), createLane(() => shape)]
  const isSilent = () => state === 'half-open' || state === 'black-hole'

  const faultFor = (path: string): MessageFault | Interlude | null => {
    if (state === 'portal-page') return { kind: 'portal', how: 'page' }
    if (state === 'portal-redirect') return { kind: 'portal', how: 'redirect' }
    const at = plans.findIndex((planned) => path.startsWith(planned.path))
    if (at >= 0) return plans.splice(at, 1)[0]?.fault ?? null
    return weather && drawFault(weather, chance)
  }
  const reset = (line: Line) => {
    lines.delete(line)
    line.socket.resetAndDestroy()
    line.inside.destroy()
  }
  const resetOf = (incoming: IncomingMessage) => {
    for (const line of lines) if (line.inside === (incoming.socket as Duplex)) reset(line)
  }
  const carrier = createMessageCarrier(target, resetOf)
  const messages = createHttpServer({ keepAliveTimeout: 60_000 }, (incoming, outgoing) => {
    counts.requests += 1
    // Central away or the client gone: the client sees its connection break, as it would without us.
    carrier.carry(incoming, outgoing, faultFor(incoming.url ?? '/')).catch(() => resetOf(incoming))
  })

  const connected = (socket: Socket) => {
    counts.connections += 1
    socket.setNoDelay(true)
    const [outside, inside] = duplexPair()
    const line: Line = { socket, inside, broken: false }
    lines.add(line)
    const arriveAt = (end: Duplex) => (bytes: Buffer) => {
      if (isSilent()) line.broken = true
      else end.write(bytes)
    }
    const passages = { up: up.open(arriveAt(outside)), down: down.open(arriveAt(socket)) }
    const over = () => {
      lines.delete(line)
      passages.up.stop()
      passages.down.stop()
      outside.destroy()
    }
    const carry = async (way: 'up' | 'down', from: Duplex, to: Duplex) => {
      // The kernel shakes hands on this machine at once; over the link it takes one round trip.
      if (way === 'up' && shape.latencyMs > 0) await delay(2 * shape.latencyMs)
      for await (const bytes of from as AsyncIterable<Buffer>) {
        counts[`${way}Bytes`] += bytes.length
        await passages[way].send(bytes)
      }
      await passages[way].arrived()
      to.end()
    }
    socket.on('close', over)
    // Told to those who read and write it; a reset of one that is just closing fails, and nobody has to know.
    socket.on('error', () => undefined)
    inside.on('error', () => undefined)
    messages.emit('connection', inside)
    carry('up', socket, outside).catch(over)
    carry('down', outside, socket).catch(() => socket.destroy())
  }

  const listen = (server: Server, port: number) =>
    new Promise<Server>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, '127.0.0.1', () => resolve(server))
    })
  const newServer = () => createServer({ allowHalfOpen: true }, connected)
  let server: Server | null = await listen(newServer(), 0)
  const { port } = server.address() as AddressInfo
  const stopListening = async () => {
    const closing = server
    server = null
    // Without waiting for open connections: in a black hole they stay.
    closing?.close()
    await silent?.release()
    silent = null
  }

  return {
    url: `http://127.0.0.1:${port}`,
    get state() {
      return state
    },
    counts: () => ({ ...counts }),
    shape(change) {
      shape = { ...shape, ...change }
    },
    async set(next) {
      if (next === state) return
      state = next
      if (next === 'cut') for (const line of [...lines]) reset(line)
      if (!isSilent()) for (const line of [...lines]) if (line.broken) reset(line)
      const listens = next !== 'cut' && next !== 'black-hole'
      if (listens && server !== null) return
      await stopListening()
      if (listens) server = await listen(newServer(), port)
      if (next === 'black-hole') silent = await holdSilent(port)
    },
    plan: (path, ...faults) => void plans.push(...faults.map((fault) => ({ path, fault }))),
    unplan: () => void plans.splice(0),
    weather(next) {
      weather = next
    },
    async close() {
      for (const line of [...lines]) reset(line)
      await stopListening()
      messages.close()
      carrier.close()
    },
  }
}
