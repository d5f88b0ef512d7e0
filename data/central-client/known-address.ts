import { type LookupAddress, lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'

type Resolve = (host: string, done: (failed: NodeJS.ErrnoException | null, found: LookupAddress[]) => void) => void

const bySystem: Resolve = (host, done) => lookup(host, { all: true }, done)

/**
 * Looks up names one at a time and remembers: a known address is used at once and renewed behind it. Without a line the system's look-up holds a
 * thread for seconds and cannot be called off: one for each probe would leave none for files and keys.
 */
export function createKnownAddress(resolve: Resolve = bySystem): LookupFunction {
  const known = new Map<string, LookupAddress[]>()
  const asked = new Map<string, Promise<LookupAddress[]>>()
  const find = (host: string) => {
    const running = asked.get(host)
    if (running) return running
    const started = new Promise<LookupAddress[]>((done, fail) => {
      resolve(host, (failed, found) => (failed ? fail(failed) : done(found)))
    })
    const ended = () => void asked.delete(host)
    asked.set(host, started)
    started.then((found) => {
      ended()
      if (found.length > 0) known.set(host, found)
    }, ended)
    return started
  }
  return (host, options, done) => {
    const answer = (all: LookupAddress[]) => {
      const fitting =
        options.family === 4 || options.family === 6 ? all.filter((one) => one.family === options.family) : all
      const [first] = fitting
      if (!first) return done(Object.assign(new Error('no address'), { code: 'ENOTFOUND', syscall: 'getaddrinfo' }), '')
      if (options.all) done(null, fitting)
      else done(null, first.address, first.family)
    }
    const found = find(host)
    const kept = known.get(host)
    if (!kept) return void found.then(answer, (failed: NodeJS.ErrnoException) => done(failed, ''))
    found.catch(() => undefined)
    process.nextTick(answer, kept)
  }
}
