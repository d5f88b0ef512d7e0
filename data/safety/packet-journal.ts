import type { NewPacket } from '../store/packet.repo.ts'
import { isDiskCode, toStoreFault } from '../store/store-fault.ts'
import { packetRecord, type RevokedPacket, revokedRecord } from './journal-record.ts'
import { openSegment, type Segment } from './segment.ts'

/**
 * A second copy of each sealed packet, in plain files beside the database: what a damaged database loses, these still hold
 * (docs/decisions/0021). Several processes may journal into one folder.
 */
export interface PacketJournal {
  /**
   * Resolves when the packet is on the disk. Its write starts before this returns, so that it runs beside the commit; appends that wait
   * share one flush. Raises STORE_FULL, STORE_READ_ONLY, STORE_DAMAGED.
   */
  append(packet: NewPacket): Promise<void>
  /** The store refused the packet after all. Resolves also when this could not be noted: then a replay may bring the packet, once. */
  revoke(packet: RevokedPacket): Promise<void>
  /** Lets go of the files. What is still being written is not waited for. */
  close(): void
}

interface Records {
  readonly bytes: Buffer
  /** Of packets, not of revocations. */
  readonly sequences: readonly number[]
}

interface Waiting extends Records {
  readonly done: () => void
  readonly failed: (thrown: unknown) => void
}

/** Makes the journal of one folder; no file is touched before the first append. `whenFull` makes room once and gives whether it could. */
export function createPacketJournal(folder: string, whenFull: () => boolean = () => false): PacketJournal {
  let segment: Segment | null = null
  let waiting: Waiting[] = []
  let isWriting = false
  let isClosed = false

  const leave = (why: 'full' | 'left' = 'left') => {
    const left = segment
    segment = null
    left?.close(why)
  }
  const segmentFor = (bytes: number): Segment => {
    if (segment && !segment.fits(bytes)) leave('full')
    segment ??= openSegment(folder)
    return segment
  }
  const writeOnce = async ({ bytes, sequences }: Records) => {
    for (;;) {
      const used = segmentFor(bytes.length)
      await used.write(bytes, sequences)
      if (used.isNamed()) return
      // Taken out of use meanwhile: whoever did it may have read it before this record came.
      if (segment === used) leave()
    }
  }
  const write = async (records: Records) => {
    try {
      await writeOnce(records)
    } catch (thrown) {
      if (isDiskCode(thrown, 'ENOSPC', 'EDQUOT') && whenFull()) return writeOnce(records)
      // A file that failed to be written once is not trusted with the next record.
      leave()
      throw thrown
    }
  }
  const pump = async () => {
    isWriting = true
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      try {
        await write(batch.length === 1 && batch[0] ? batch[0] : joined(batch))
        for (const { done } of batch) done()
      } catch (thrown) {
        const fault = toStoreFault(thrown)
        for (const { failed } of batch) failed(fault)
      }
    }
    isWriting = false
    if (isClosed) leave()
  }
  const put = (bytes: Buffer, sequences: readonly number[]) =>
    new Promise<void>((done, failed) => {
      waiting.push({ bytes, sequences, done, failed })
      if (!isWriting) void pump()
    })
  return {
    append: (packet) => put(packetRecord(packet), [packet.sequence]),
    revoke: (packet) => put(revokedRecord(packet), []).catch(() => undefined),
    close() {
      isClosed = true
      if (!isWriting) leave()
    },
  }
}

function joined(batch: readonly Records[]): Records {
  return {
    bytes: Buffer.concat(batch.map(({ bytes }) => bytes)),
    sequences: batch.flatMap(({ sequences }) => sequences),
  }
}
