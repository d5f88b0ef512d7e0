import { createHash } from 'node:crypto'
import { Compile } from 'typebox/compile'
import type { DecisionPage } from '../../data/wire/packet.wire.ts'
import {
  STICK_PAGES_MAX,
  STICK_REFERENCES,
  type StickAnswer,
  type StickBundle,
  StickManifest,
  type StickReply,
  type StickSeal,
  stickLines,
} from '../../data/wire/stick.wire.ts'
import type { Clock } from '../../flows/base/clock.ts'
import { Fault } from '../../flows/base/fault.ts'
import type { Sql } from '../db/pool.ts'
import { readJws, type SignJws } from '../keys/jws.ts'
import { decisionPage } from '../packets/decision-page.ts'
import type { Ingest } from '../packets/ingest.ts'
import type { ReferenceDocuments } from '../reference/reference-documents.ts'
import type { Station, StationDirectory } from '../stations/station.repo.ts'

const PAGE_LIMIT = 500
const isManifest = Compile(StickManifest)

export interface StickDeskParts {
  readonly sql: Sql
  readonly clock: Clock
  readonly signJws: SignJws
  readonly directory: StationDirectory
  readonly ingest: Ingest
  readonly references: ReferenceDocuments
}

/**
 * Makes the use case of POST /v1/sticks: packets that came by stick are taken in like those of the line, and the answer holds what the station would have pulled. Whoever carried
 * it is nobody to us: the station's signature over the manifest says whose they are, central's seal over the answer that it is ours. The same bundle twice gives the same.
 * Raises STATION_UNKNOWN, SIGNATURE_INVALID, SHAPE_INVALID (the packets are not those of the manifest).
 */
export function createStickDesk(parts: StickDeskParts): (bundle: StickBundle) => Promise<StickReply> {
  const { clock, signJws } = parts
  return async ({ manifest: jws, packets }) => {
    const station = await parts.directory.byKey(keyIdOf(jws))
    if (!station) throw new Fault('STATION_UNKNOWN')
    const manifest = readJws(jws, station.publicKey)
    if (!isManifest.Check(manifest) || manifest.stationId !== station.stationId) throw new Fault('SIGNATURE_INVALID')
    const digest = createHash('sha256').update(stickLines(packets)).digest('base64url')
    if (digest !== manifest.digest || packets.length !== manifest.count) {
      throw new Fault('SHAPE_INVALID', { where: 'body', field: '/packets', rule: 'digest' })
    }
    const answer: StickAnswer = {
      bundleId: manifest.bundleId,
      stationId: station.stationId,
      batch: packets.length === 0 ? null : await parts.ingest(station, { packets }),
      decisionsAfter: manifest.decisionsAfter,
      pages: await pagesAfter(parts, station, manifest.decisionsAfter),
      references: await referencesBesides(parts, station, manifest.references),
    }
    const content = JSON.stringify(answer)
    const seal: StickSeal = {
      typ: 'stick-in',
      stationId: station.stationId,
      digest: createHash('sha256').update(content, 'utf8').digest('base64url'),
      issuedAtMs: clock.now(),
    }
    return { seal: signJws(seal), content }
  }
}

async function pagesAfter(parts: StickDeskParts, station: Station, after: number): Promise<DecisionPage[]> {
  const pages: DecisionPage[] = []
  for (let from = after; pages.length < STICK_PAGES_MAX; ) {
    const page = await decisionPage(parts, station, from, PAGE_LIMIT)
    if (page.decisions.length === 0) break
    pages.push(page)
    from = page.next
  }
  return pages
}

/** The documents asked for that the station does not have yet. The index of accounts is too large for this way. */
async function referencesBesides(
  { references }: StickDeskParts,
  station: Station,
  known: StickManifest['references'],
): Promise<StickAnswer['references']> {
  const brought: StickAnswer['references'] = []
  for (const name of STICK_REFERENCES) {
    const { etag, signed } = await references(name, station)
    if (name in known && known[name] !== etag) brought.push({ name, etag, reply: signed() })
  }
  return brought
}

/** Who says to have signed it; the signature is checked with that key. */
function keyIdOf(jws: string): string {
  try {
    const header: unknown = JSON.parse(Buffer.from(jws.slice(0, jws.indexOf('.')), 'base64url').toString('utf8'))
    if (typeof header === 'object' && header !== null && 'kid' in header && typeof header.kid === 'string')
      return header.kid
  } catch {
    // Not a header: nobody's.
  }
  throw new Fault('SIGNATURE_INVALID')
}
