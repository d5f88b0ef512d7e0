import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createUnfinishedRepo } from '../data/store/unfinished.repo.ts'
import { createKeyFile } from '../data/unfinished/key-file.ts'
import { createTokenKey } from '../data/unfinished/token-key.ts'
import { createUnfinished } from '../data/unfinished/unfinished.ts'
import type { Secrets } from '../flows/base/secret.ts'
import type { DataKeyPort } from '../flows/ports/data-key.port.ts'
import type { TokenPort } from '../flows/ports/token.port.ts'
import { tokenLater } from './devices-later.ts'
import { newId } from './new-id.ts'
import { type Settings, stationDir } from './settings.ts'
import { createUnfinishedDesk, type UnfinishedDesk } from './unfinished-desk.ts'
import { createSealedReceipts } from './unfinished-receipt.ts'
import type { KeepableVisit } from './visit-store.ts'
import type { ReceiptPrinting } from './wire-flows.ts'
import type { WiredStation } from './wire-station.ts'

/** Keeps what an officer has not finished in this station's store; `printing` puts the receipt of a packet it has on paper. */
export function wireUnfinished(
  visit: KeepableVisit,
  { station, secrets, log, receiptNumber }: Pick<WiredStation, 'station' | 'secrets' | 'log' | 'receiptNumber'>,
  settings: Settings,
  token: Promise<TokenPort | null>,
  printing: ReceiptPrinting,
): UnfinishedDesk {
  const { store, repos, time } = station
  return createUnfinishedDesk({
    visit,
    unfinished: createUnfinished({
      repo: createUnfinishedRepo(store),
      dataKey: dataKeyOf(settings, { token, secrets, stationId: station.identity?.stationId ?? '' }),
      time,
      program: programId(),
    }),
    receipts: createSealedReceipts({
      of(packetId) {
        const packet = repos.packets.byId(packetId)
        return packet && { packetId, receiptNumber: receiptNumber(packet.sequence), sealedAt: packet.sealedAtMs }
      },
      prints: repos.prints,
      printing,
      newId,
    }),
    nowMs: () => time.now(),
    log,
  })
}

/** Where the key lies on this machine. The PIN of a token comes from the environment alone. */
function dataKeyOf(
  settings: Settings,
  parts: {
    readonly token: Promise<TokenPort | null>
    readonly secrets: Pick<Secrets, 'keep'>
    readonly stationId: string
  },
): DataKeyPort {
  const setting = settings.unfinishedKey
  if (setting.kind === 'file') return createKeyFile(join(stationDir(settings.dataDir), 'unfinished-key.json'))
  return createTokenKey({
    ...parts,
    token: tokenLater(parts.token),
    certificateId: setting.certificateId,
    pin: process.env.MOTCUA_UNFINISHED_PIN ?? '',
  })
}

/** Names this build: in the bundle this file imports every other by a name that holds the hash of its content. */
function programId(): string {
  return createHash('sha256')
    .update(readFileSync(fileURLToPath(import.meta.url)))
    .digest('base64url')
}
