import type { Exchange } from './central-client/exchange.ts'
import { createLineWatch, type LineWatch } from './sync/line-watch.ts'

/** One line to central for all that a process asks: requests and probes share connections, and what either meets is known to both. */
export interface CentralLine {
  readonly line: LineWatch
  exchange(): Promise<Exchange>
}

/** `baseUrl` gives where central is, null before enrolment: then there is no line. HTTP is loaded at the first request or probe. */
export function createCentralLine(baseUrl: () => string | null, random?: () => number): CentralLine {
  let made: Promise<Exchange> | null = null
  let open: Exchange | null = null
  const exchange = () => {
    made ??= import('./central-client/exchange.ts').then(({ createExchange }) => {
      open = createExchange()
      return open
    })
    return made
  }
  const line = createLineWatch({
    async probe(timeoutMs, signal) {
      const url = baseUrl()
      if (!url) return 'offline'
      const { createProbe } = await import('./central-client/probe.ts')
      return createProbe(url, exchange)(timeoutMs, signal)
    },
    onDown: () => open?.dropIdle(),
    ...(random ? { random } : {}),
  })
  return { line, exchange }
}
