import type { Logger } from 'pino'
import { Fault, toFault } from '../../flows/base/fault.ts'
import type { ChipKey, ChipReading } from '../../flows/ports/card.port.ts'
import { mrzHash } from './access-key.ts'
import { openBac } from './bac.ts'
import { type Channel, plainChannel, STATUS_OK, securedChannel, statusText, type Transmit } from './channel.ts'
import { createFileReader } from './file-reader.ts'
import { EF_CARD_ACCESS } from './lds/efs.ts'
import { type PaceInfo, readSecurityInfos } from './lds/security-infos.ts'
import { choosePace, openPace } from './pace.ts'
import type { Random } from './random.ts'
import type { SecureMessaging } from './secure-messaging.ts'

/** The LDS application of ICAO 9303-10 §3.11. */
const APPLICATION = Uint8Array.of(0xa0, 0x00, 0x00, 0x02, 0x47, 0x10, 0x01)
const SELECT_APPLICATION = [0x00, 0xa4, 0x04, 0x0c] as const

export interface OpenedChip {
  readonly access: ChipReading['access']
  /** The key that opened it, for opening it again. */
  readonly key: ChipKey
  /** Protected; the application is selected. */
  readonly channel: Channel
}

export interface OpenOptions {
  readonly transmit: Transmit
  readonly keys: readonly ChipKey[]
  readonly random: Random
  readonly log: Logger
}

/**
 * Opens a citizen card's chip: PACE where EF.CardAccess offers one that is spoken here, with each key in turn; basic access control with the MRZ keys otherwise
 * (ICAO 9303-11 §4.2). No key is tried twice. Raises CHIP_NOT_CITIZEN_CARD, CHIP_ACCESS_DENIED (detail `needs: "mrz"` when the chip takes no access number),
 * CHIP_PROTOCOL, and what the line raises.
 */
export async function openChip(options: OpenOptions): Promise<OpenedChip> {
  const plain = plainChannel(options.transmit)
  const offers = await readOffers(plain, options.log)
  const info = choosePace(offers)
  return (info && (await tryPace(options, plain, info, offers))) ?? (await tryBac(options, plain))
}

async function readOffers(plain: Channel, log: Logger): Promise<readonly PaceInfo[]> {
  for (const style of ['short', 'cautious'] as const) {
    try {
      const file = await createFileReader(plain, style).read(EF_CARD_ACCESS)
      return file ? readSecurityInfos(file).pace : []
    } catch (thrown) {
      const { code, details } = toFault(thrown)
      // A card whose file nobody can read may still open by basic access control.
      if (code !== 'CHIP_FILE_INVALID' && !saidNo(thrown)) throw thrown
      log.info({ code, ...details }, 'EF.CardAccess not readable')
    }
  }
  return []
}

/** The chip answered, and its status was not 9000. */
function saidNo(thrown: unknown): boolean {
  const { code, details } = toFault(thrown)
  return code === 'CHIP_PROTOCOL' && 'status' in details
}

/** Null when the chip breaks off for a reason that is not the key: an offer it does not keep. */
async function tryPace(
  { transmit, keys, random, log }: OpenOptions,
  plain: Channel,
  info: PaceInfo,
  offers: readonly PaceInfo[],
): Promise<OpenedChip | null> {
  const ambiguous = offers.filter(({ oid }) => oid === info.oid).length > 1
  for (const key of keys) {
    let messaging: SecureMessaging | null
    try {
      messaging = await openPace({ channel: plain, info, key, random, ambiguous })
    } catch (thrown) {
      if (!saidNo(thrown)) throw thrown
      log.info({ ...toFault(thrown).details }, 'PACE offered and not kept')
      return null
    }
    if (!messaging) continue
    const channel = securedChannel(transmit, messaging)
    try {
      await selectApplication(channel)
    } catch (thrown) {
      channel.wipe()
      throw thrown
    }
    return { access: key.kind === 'can' ? 'pace-can' : 'pace-mrz', key, channel }
  }
  throw new Fault('CHIP_ACCESS_DENIED', { tried: keys.length })
}

async function tryBac({ transmit, keys, random }: OpenOptions, plain: Channel): Promise<OpenedChip> {
  await selectApplication(plain)
  const mrzKeys = keys.filter((key) => key.kind === 'mrz')
  for (const key of mrzKeys) {
    const hash = mrzHash(key)
    const messaging = await openBac(plain, hash, random)
    hash.fill(0)
    if (messaging) return { access: 'bac', key, channel: securedChannel(transmit, messaging) }
  }
  throw new Fault('CHIP_ACCESS_DENIED', { tried: mrzKeys.length, ...(mrzKeys.length === 0 ? { needs: 'mrz' } : {}) })
}

async function selectApplication(channel: Channel): Promise<void> {
  const { status } = await channel.send(SELECT_APPLICATION, { data: APPLICATION })
  if (status !== STATUS_OK) throw new Fault('CHIP_NOT_CITIZEN_CARD', { status: statusText(status) })
}
