import { generateKeyPairSync } from 'node:crypto'
import { Fault } from '../../flows/base/fault.ts'
import type { VirtualCard } from '../port/pcsc/card-readers.ts'
import { type Scheduler, systemScheduler } from '../port/scheduler.ts'
import { issueSampleCard, type SampleCard, type SampleCardOptions } from './lds/issue-sample-card.ts'
import { createChip } from './simulated/chip.ts'

/**
 * What can go wrong with a card. From its `afterApdus`-th command on: `pulled` (taken off the reader), `mute` (says nothing), `garbage` (says nonsense). In all
 * commands: `slow`. How the card was made: `wrong-can` (another number than the printed one opens it), `bac-only`, `no-dg13`, `forged-dg1` (changed after signing),
 * `copied` (all files, but not the keys), `no-extended-length` (says it takes long commands, and does not), `strict-length` (asked for more than is there, it refuses).
 */
export const CITIZEN_CARD_FAULTS = [
  'pulled',
  'mute',
  'garbage',
  'slow',
  'wrong-can',
  'bac-only',
  'no-dg13',
  'forged-dg1',
  'copied',
  'no-extended-length',
  'strict-length',
] as const
export type CitizenCardFault = (typeof CITIZEN_CARD_FAULTS)[number]

export interface CitizenCardSimulatorConfig {
  /** Must stand in the configuration: a card made of code never appears by itself. */
  readonly simulate: true
}

export interface CitizenCardSimulatorOptions {
  readonly issue?: SampleCardOptions
  readonly faults?: readonly CitizenCardFault[]
  /** Which command `pulled`, `mute` and `garbage` begin at, counted from power on; 0 is the first. Default 0. */
  readonly afterApdus?: number
  /** Of `slow`, per command. Default 1 000. */
  readonly slowMs?: number
  /** Whether the answer to reset says that long commands are taken. Default true. */
  readonly extendedLength?: boolean
  readonly scheduler?: Scheduler
  /** Takes the card out of whatever reader it is in. */
  readonly onPulled?: () => void
}

export interface CitizenCardSimulator extends VirtualCard {
  /** What the card was issued with: its keys and what opens it. The access number is the printed one. */
  readonly card: SampleCard
  /** Commands answered since the simulator was made. */
  readonly exchanged: number
  /** The faults of behaviour that hold from now on; those of making are not changed any more. */
  behave(faults: readonly CitizenCardFault[], afterApdus?: number): void
}

/** Contactless card with compact historical bytes: card capabilities, with and without "extended Lc and Le fields". */
const ATR_EXTENDED = Uint8Array.of(0x3b, 0x85, 0x80, 0x01, 0x80, 0x73, 0xc8, 0x21, 0xc0, 0xde)
const ATR_SHORT = Uint8Array.of(0x3b, 0x85, 0x80, 0x01, 0x80, 0x73, 0xc8, 0x21, 0x80, 0x9e)
const SLOW_MS = 1_000
/** Neither status bytes nor a beginning of anything. */
const GARBAGE = Uint8Array.from({ length: 24 }, (_, index) => (index * 89 + 7) & 0x3f)

/**
 * A fictitious citizen card with a chip, made of code, that speaks the real bytes; any simulated reader takes it.
 * Raises SIMULATOR_NOT_CONFIGURED unless the configuration names it.
 */
export async function createCitizenCardSimulator(
  config: CitizenCardSimulatorConfig | undefined,
  options: CitizenCardSimulatorOptions = {},
): Promise<CitizenCardSimulator> {
  if (config?.simulate !== true) throw new Fault('SIMULATOR_NOT_CONFIGURED', { device: 'citizen card' })
  const { faults: made = [], slowMs = SLOW_MS, extendedLength = true, scheduler = systemScheduler, onPulled } = options
  const card = await issueSampleCard(issueOptions(made, options.issue ?? {}))
  let faults = new Set(made)
  let after = options.afterApdus ?? 0
  let sincePower = 0
  let exchanged = 0
  const chip = createChip(inside(card, made), () => ({
    noExtendedLength: faults.has('no-extended-length'),
    strictLength: faults.has('strict-length'),
  }))
  return {
    card,
    atr: extendedLength ? ATR_EXTENDED : ATR_SHORT,
    get exchanged() {
      return exchanged
    },
    behave(next, afterApdus = 0) {
      faults = new Set(next)
      after = afterApdus
    },
    reset() {
      sincePower = 0
      chip.reset()
    },
    async answer(command) {
      const broken = sincePower >= after
      sincePower += 1
      if (faults.has('slow')) await new Promise<void>((resolve) => scheduler.after(slowMs, resolve))
      if (broken && faults.has('pulled')) {
        onPulled?.()
        return null
      }
      if (broken && faults.has('mute')) return null
      if (broken && faults.has('garbage')) return GARBAGE
      exchanged += 1
      return chip.answer(command)
    },
  }
}

function issueOptions(faults: readonly CitizenCardFault[], issue: SampleCardOptions): SampleCardOptions {
  return {
    ...issue,
    ...(faults.includes('bac-only') ? { pace: [] } : {}),
    ...(faults.includes('no-dg13') ? { omit: [...(issue.omit ?? []), 13] } : {}),
    ...(faults.includes('forged-dg1') ? { forgery: 'dg1-changed-after-signing' as const } : {}),
  }
}

/** What the chip really holds, where that differs from what the card was issued with. */
function inside(card: SampleCard, faults: readonly CitizenCardFault[]): SampleCard {
  const can = faults.includes('wrong-can')
    ? [...card.can]
        .reverse()
        .join('')
        .replace(/^./, (digit) => `${(Number(digit) + 1) % 10}`)
    : card.can
  if (!faults.includes('copied')) return { ...card, can }
  const fresh = (key: SampleCard['chipKey']) => {
    if (!key) return null
    return key.asymmetricKeyType === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: key.asymmetricKeyDetails!.modulusLength! }).privateKey
      : generateKeyPairSync('ec', { namedCurve: key.asymmetricKeyDetails!.namedCurve! }).privateKey
  }
  return { ...card, can, chipKey: fresh(card.chipKey), activeKey: fresh(card.activeKey) }
}
