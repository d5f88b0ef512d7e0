import { createHash } from 'node:crypto'
import { hashText } from '../packet/hash-text.ts'
import { CARRIED_BY_STICK } from '../packet/packet-life.ts'
import { receiptNumber } from '../packet/receipt-number.ts'
import { signContent } from '../packet/sign-content.ts'
import { type Batch, createBatchWriter } from '../sync/batching.ts'
import { noteInDoubt } from '../sync/in-doubt.ts'
import { CURSOR_OF_DECISIONS } from '../sync/pull.ts'
import { STICK_REFERENCES, type StickManifest, stickLines } from '../wire/stick.wire.ts'
import { openStick, type StickFile } from './stick-files.ts'
import type { StickParts } from './stick-parts.ts'

export interface StickExport {
  readonly files: number
  readonly packets: number
}

/**
 * Writes every packet that waits for the line to a folder of a stick, up to BATCH_MAX in a file, each file whole or not there. They stay in the outbox, marked as perhaps
 * sent, until central's signed word comes back by stick or line. A folder without packets gets one file all the same: it fetches decisions and reference data. Files of an
 * earlier export are taken away: what they held is in the new ones, or acknowledged. Raises STICK_ABSENT, STICK_READ_ONLY, STICK_PULLED and STICK_FULL (files written before are good), STORE_*.
 */
export async function exportToStick(parts: StickParts, folder: string): Promise<StickExport> {
  const { outbox } = parts.sync
  const stick = openStick(folder)
  const { stationCode } = parts.identity
  const earlier = stick.list('out', stationCode)
  const writer = createBatchWriter()
  const written: StickFile[] = []
  let packets = 0
  for (let after = 0; ; ) {
    writer.clear()
    const heads: Parameters<typeof stickLines>[0][number][] = []
    outbox.walk(after, { kind: 'all' }, (packet) => {
      // However often the line failed: a stick carries a full file.
      if (!writer.add({ ...packet, tries: 0 })) return false
      const { packetId, sequence, previousHash, hash } = packet
      heads.push({ packetId, sequence, previousHash: previousHash && hashText(previousHash), hash: hashText(hash) })
      return true
    })
    const batch = writer.finish()
    if (batch.packets.length === 0 && written.length > 0) break
    written.push(await writeBundle(parts, stick, batch, stickLines(heads)))
    packets += batch.packets.length
    noteExported(parts, batch)
    const last = batch.packets.at(-1)
    if (!last) break
    after = last.sequence
  }
  const kept = new Set(written.map(({ path }) => path))
  for (const file of earlier) if (!kept.has(file.path)) stick.remove(file)
  return { files: written.length, packets }
}

function writeBundle(
  { identity, key, references, newId, sync }: StickParts,
  stick: ReturnType<typeof openStick>,
  batch: Batch,
  lines: string,
): Promise<StickFile> {
  const bundleId = newId()
  const manifest = signContent(
    {
      typ: 'stick-out',
      bundleId,
      stationId: identity.stationId,
      createdAtMs: sync.time.now(),
      count: batch.packets.length,
      digest: createHash('sha256').update(lines).digest('base64url'),
      decisionsAfter: sync.cursors.get(CURSOR_OF_DECISIONS),
      references: Object.fromEntries(STICK_REFERENCES.map((name) => [name, references.get(name)?.etag ?? null])),
    } satisfies StickManifest,
    key,
  )
  // The writer's `{"packets":[…]}` with the manifest before it: a batch of megabytes is not parsed to be written again.
  const json = Buffer.concat([Buffer.from(`{"manifest":"${manifest}",`, 'latin1'), batch.body.subarray(1)])
  const [first, last] = [batch.packets.at(0), batch.packets.at(-1)]
  const range = first && last ? `${numberOf(identity.stationCode, first.sequence)}_${last.sequence}` : 'empty'
  return stick.write(identity.stationCode, `${range}.${bundleId.slice(-8)}`, 'out', json)
}

function numberOf(stationCode: string, sequence: number): string {
  return receiptNumber(stationCode, sequence)
}

/** From here on central may have them: when the line is back it is asked before they travel again. */
function noteExported({ sync }: StickParts, batch: Batch): void {
  const atMs = sync.time.now()
  sync.store.write(() => {
    const applied = noteInDoubt(sync, batch.packets, 'stick')
    // One that had left before moves nowhere: that it went once more, and how, is told all the same.
    for (const [at, { sequence }] of batch.packets.entries())
      if (applied[at] !== 'moved')
        sync.events.append({ atMs, kind: 'packet.exported', sequence, cause: CARRIED_BY_STICK, details: null })
    const [first, last] = [batch.packets.at(0), batch.packets.at(-1)]
    const details = { packets: batch.packets.length, from: first?.sequence ?? null, to: last?.sequence ?? null }
    sync.events.append({ atMs, kind: 'stick.exported', sequence: null, details })
  })
}
