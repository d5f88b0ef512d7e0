import type { Logger } from 'pino'
import { Fault, toFault } from '../../flows/base/fault.ts'
import type { ChipKey, ChipProgress, ChipReading } from '../../flows/ports/card.port.ts'
import type { CardLine } from '../port/pcsc/card-readers.ts'
import { authenticateActively } from './active-authentication.ts'
import { saysExtendedLengths } from './answer-limits.ts'
import { type Channel, securedChannel, type Transmit } from './channel.ts'
import { authenticateChip, chooseChipAuthentication } from './chip-authentication.ts'
import { createFileReader, type FileReader, type OnPart, type ReadingStyle } from './file-reader.ts'
import { DATA_GROUPS, dgNumbersOf, EF_COM, EF_SOD, READ_DATA_GROUPS } from './lds/efs.ts'
import { checkChip } from './lds/read-lds.ts'
import { readSecurityInfos, type SecurityInfos } from './lds/security-infos.ts'
import { openChip } from './open-chip.ts'
import type { Random } from './random.ts'

export interface ReadChipOptions {
  /** Connects to the card anew: after a reset the chip has forgotten what went wrong. Called at most once for each way to read. */
  readonly connect: () => Promise<CardLine>
  readonly keys: readonly ChipKey[]
  /** Installed CSCA certificates, DER. */
  readonly anchors: readonly Uint8Array[]
  readonly random: Random
  readonly log: Logger
  readonly onProgress?: (progress: ChipProgress) => void
  readonly signal?: AbortSignal
}

/** Status bytes that mean "not in this form": a more careful way to read may do. */
const FORM_REFUSED = /^(6700|6c..|6b..|6a86|6d00|6e00)$/
const MORE_CAREFUL = { extended: 'short', short: 'cautious' } as const
const CHIP_AUTHENTICATION_DG = 14
const ACTIVE_AUTHENTICATION_DG = 15
const PORTRAIT_DG = 2

/** How one attempt goes on when it gave no reading. */
type Again = { readonly again: 'style'; readonly style: ReadingStyle } | { readonly again: 'copied' }

/** What is fixed for one attempt. */
interface Attempt {
  readonly transmit: Transmit
  readonly style: ReadingStyle
  /** Chip authentication failed in an earlier attempt: a copy is still read, and said to be one. */
  readonly copied: boolean
  readonly setKey: (key: ChipKey) => void
}

/**
 * Reads and checks the chip of a citizen card: opens it, reads EF.COM, DG14, then under chip authentication where there is one the SOD and DG1, 13, 15, 2, proves
 * the chip is no copy, and checks the files against the installed certificates. Session keys and files are overwritten at the end; the portrait stays only in a
 * reading that succeeded. Raises what CardPort.readChip raises, except CARD_ABSENT and TIMED_OUT.
 */
export async function readChip(options: ReadChipOptions): Promise<ChipReading> {
  let keys = options.keys
  let style: ReadingStyle | null = null
  let copied = false
  for (;;) {
    const line = await options.connect()
    const attempt: Attempt = {
      transmit: (command) => line.transmit(command, options.signal),
      style: style ?? (saysExtendedLengths(line.atr) ? 'extended' : 'short'),
      copied,
      setKey: (key) => {
        keys = [key]
      },
    }
    try {
      const result = await readOnce({ ...options, keys }, attempt)
      if (!('again' in result)) return result
      options.log.info({ ...result }, 'the chip is read again')
      if (result.again === 'style') style = result.style
      else copied = true
    } finally {
      await line.close()
    }
  }
}

async function readOnce(options: ReadChipOptions, attempt: Attempt): Promise<ChipReading | Again> {
  const { keys, random, log, anchors, onProgress = () => {} } = options
  const { transmit, style, copied } = attempt
  const files = new Map<number, Uint8Array>()
  const channels: Channel[] = []
  let unproven = false
  try {
    onProgress({ step: 'opening', readBytes: 0, totalBytes: 0 })
    const opened = await openChip({ transmit, keys, random, log })
    attempt.setKey(opened.key)
    channels.push(opened.channel)
    const progress = progressOf(onProgress)
    const before = createFileReader(opened.channel, style, progress.onPart)
    unproven = style === 'extended'
    const com = await before.read(EF_COM)
    unproven = false
    const present = com ? dgNumbersOf(com) : READ_DATA_GROUPS
    const wanted = READ_DATA_GROUPS.filter((dg) => present.includes(dg))
    const infos = await readInfos(before, wanted, files)

    const offer = infos && !copied ? chooseChipAuthentication(infos) : null
    const messaging = offer ? await authenticateChip(opened.channel, offer, random) : null
    if (offer && !messaging) return { again: 'copied' }
    if (messaging) channels.push(securedChannel(transmit, messaging))
    const channel = channels.at(-1)!
    const reader = createFileReader(channel, style, progress.onPart)

    const sod = messaging ? await firstUnderNewKeys(reader) : await reader.read(EF_SOD)
    if (sod === 'copied') return { again: 'copied' }
    if (!sod) throw new Fault('CHIP_FILE_INVALID', { file: EF_SOD.name })
    // The portrait last: it is nearly all there is to read, and with its header the sum is known.
    for (const dg of [1, 13, ACTIVE_AUTHENTICATION_DG, PORTRAIT_DG]) {
      if (!wanted.includes(dg)) continue
      if (dg === PORTRAIT_DG) progress.lastFile()
      const file = await reader.read(DATA_GROUPS.get(dg)!)
      if (file) files.set(dg, file)
    }

    const dg15 = copied || messaging ? undefined : files.get(ACTIVE_AUTHENTICATION_DG)
    const signatureAlgorithm = infos?.activeAuthentication?.signatureAlgorithm ?? null
    const active =
      dg15 &&
      (await authenticateActively({ channel, dg15, signatureAlgorithm, extended: style === 'extended', random }))
    progress.checking()
    const checked = await checkChip(files, sod, anchors)
    const genuine =
      copied || active === false
        ? 'failed'
        : messaging
          ? 'chip-authentication'
          : active
            ? 'active-authentication'
            : 'not-offered'
    return { access: opened.access, genuine, ...checked }
  } catch (thrown) {
    const next = moreCareful(thrown, style, unproven)
    if (next) return { again: 'style', style: next }
    throw thrown
  } finally {
    for (const channel of channels) channel.wipe()
    for (const file of files.values()) file.fill(0)
  }
}

async function readInfos(
  reader: FileReader,
  wanted: readonly number[],
  files: Map<number, Uint8Array>,
): Promise<SecurityInfos | null> {
  const dg14 = wanted.includes(CHIP_AUTHENTICATION_DG)
    ? await reader.read(DATA_GROUPS.get(CHIP_AUTHENTICATION_DG)!)
    : null
  if (!dg14) return null
  files.set(CHIP_AUTHENTICATION_DG, dg14)
  return readSecurityInfos(dg14)
}

/** A chip without the private key cannot speak under the new keys: that, and only in its first answer, is what a copy looks like. */
async function firstUnderNewKeys(reader: FileReader): Promise<Uint8Array | null | 'copied'> {
  try {
    return await reader.read(EF_SOD)
  } catch (thrown) {
    const { code, details } = toFault(thrown)
    const silent = code === 'CHIP_PROTOCOL' && details.step === 'secure messaging'
    if (silent && !FORM_REFUSED.test(String(details.status))) return 'copied'
    throw thrown
  }
}

/** A reader that takes no long commands makes the card look mute at the first of them: then, too, short ones are tried. */
function moreCareful(thrown: unknown, style: ReadingStyle, unproven: boolean): ReadingStyle | null {
  const { code, details } = toFault(thrown)
  if (style === 'cautious') return null
  const refused = code === 'CHIP_PROTOCOL' && FORM_REFUSED.test(String(details.status))
  return refused || (code === 'CARD_MUTE' && unproven) ? MORE_CAREFUL[style] : null
}

/** The sum of all files is known once the header of the last one is there; 0 until then. */
function progressOf(onProgress: (progress: ChipProgress) => void): {
  onPart: OnPart
  lastFile(): void
  checking(): void
} {
  let readBytes = 0
  let knownBytes = 0
  let last = false
  const tell = (step: ChipProgress['step']) => onProgress({ step, readBytes, totalBytes: last ? knownBytes : 0 })
  return {
    onPart({ fileBytes, newBytes }) {
      knownBytes += fileBytes
      readBytes += newBytes
      tell('reading')
    },
    lastFile() {
      last = true
    },
    checking() {
      last = true
      tell('checking')
    },
  }
}
