import { toFault } from '../../flows/base/fault.ts'
import { sealedHash } from '../packet/seal.ts'
import { unpackSealed } from '../packet/sealed-bytes.ts'
import type { Repos } from '../store/create-repos.ts'
import type { Store } from '../store/open-store.ts'

/** Packets looked at in one go: some milliseconds, so that a screen is not kept waiting between two. */
const CHUNK = 50

/** A look at what the first visit needs, in a millisecond: identity, end of the chain, outbox. Raises STORE_DAMAGED, or what reading nonsense raises. */
export function probe(repos: Repos): void {
  repos.station.get()
  repos.outbox.counts()
  repos.log.page(0, 1)
  const head = repos.packets.head()
  const packet = head ? repos.packets.bySequence(head.sequence) : null
  if (packet) repos.packets.content(packet.packetId)
}

/** What SQLite itself says of the whole file: 'ok', or the first thing wrong. */
export function sqliteVerdict(store: Store): string {
  return store.read(() => String(store.db.pragma('integrity_check(1)', { simple: true })))
}

/**
 * Looks at what SQLite cannot judge, a few packets at a time: each packet that waits is still the one that was sealed, and each that central
 * does not have waits. Ends with the first thing wrong, or null. Raises what reading a damaged store raises.
 */
export function* contentSteps(repos: Repos): Generator<void, string | null> {
  if (repos.station.get()?.training) return null
  for (let after = 0; ; ) {
    const rows = repos.outbox.page(after, CHUNK)
    for (const { packetId } of rows) if (!isAsSealed(repos, packetId)) return 'content'
    if (rows.length < CHUNK) break
    after = rows.at(-1)?.sequence ?? after
    yield
  }
  for (let after = 0; ; ) {
    const rows = repos.packets.page(after, CHUNK)
    const isForgotten = rows.some(
      ({ state, sequence }) => (state === 'sealed' || state === 'sent') && !repos.outbox.has(sequence),
    )
    if (isForgotten) return 'outbox'
    if (rows.length < CHUNK) return null
    after = rows.at(-1)?.sequence ?? after
    yield
  }
}

/** Both looks, at once: for a start that must know. Gives what is wrong, or null. */
export function whatIsWrong(store: Store, repos: Repos): string | null {
  try {
    const verdict = sqliteVerdict(store)
    if (verdict !== 'ok') return 'SQLite'
    const steps = contentSteps(repos)
    for (;;) {
      const step = steps.next()
      if (step.done) return step.value
    }
  } catch (thrown) {
    return toFault(thrown).code
  }
}

function isAsSealed(repos: Repos, packetId: string): boolean {
  const packet = repos.packets.content(packetId)
  if (!packet) return false
  try {
    return sealedHash(unpackSealed(packet.sealed)).equals(packet.hash)
  } catch {
    return false
  }
}
