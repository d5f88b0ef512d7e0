import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { COUNTER_LOCK_MS } from '../flows/base/delays.ts'
import { Fault } from '../flows/base/fault.ts'
import { SECOND_OFFICER, type SecondOfficer, STATION_CODES, type StationCodes } from '../flows/base/registration.ts'
import { type Language, STATION_KINDS, type StationKind } from '../flows/base/terms.ts'
import type { LimitCeilings } from '../flows/rules/limits.ts'
import { TONE_STYLES, type ToneStyle, TYPING_CHOICES, type TypingChoice } from '../flows/rules/typing/choices.ts'
import {
  ALL_SIMULATED,
  DEVICE_DEFAULTS,
  type DeviceSettings,
  type DeviceWords,
  readDeviceSettings,
} from './device-settings.ts'
import { type Endpoints, readEndpoints } from './endpoints.ts'
import { readLimitSettings } from './limit-settings.ts'

const MINUTE_MS = 60_000
/** A counter left alone for longer is no counter that somebody serves at. */
const LOCK_MAX_MINUTES = 60

const DAY_MS = 86_400_000
/** Ten years: what must stay longer belongs into an archive, not on a counter's disk. */
const RETAIN_MAX_DAYS = 3_650
const RETAIN_DAYS = 30

/** Settings of one station and of the servers of a demo: from file, then environment (MOTCUA_*), then flags. */
export interface Settings {
  readonly dataDir: string
  /** Base URL of central, without a slash at the end. */
  readonly central: string | null
  readonly sandbox: string | null
  readonly devices: DeviceSettings
  /** Practice: devices of code, packets that are never sent, in a folder below the station's own. */
  readonly training: boolean
  readonly language: Language
  readonly colours: 'auto' | 'true' | '16' | 'none'
  readonly glyphs: 'unicode' | 'ascii'
  /** Vietnamese letters, or plain ones where the console's font lacks them. */
  readonly letters: 'vietnamese' | 'plain'
  readonly contrast: 'normal' | 'high'
  readonly text: 'normal' | 'large'
  /** Text with roles for a screen reader instead of drawn screens. */
  readonly screenReader: boolean
  readonly sound: boolean
  /** How Vietnamese is typed when a visit begins. */
  readonly typing: TypingChoice
  /** Where a tone stands in oa, oe, uy: hòa (old, as most state systems write) or hoà (new). */
  readonly tones: ToneStyle
  readonly stationName: string
  readonly stationKind: StationKind
  /** When what an officer attests needs a second one; central has the last word. */
  readonly secondOfficer: SecondOfficer
  /** Which stations may send codes of their own by their modem while central cannot be reached; central has the last word. */
  readonly stationCodes: StationCodes
  /** How long an assisted counter may stand untouched before it signs out and wipes, milliseconds; set in minutes, 1 to 60. */
  readonly counterLockMs: number
  /** How long sealed content stays here after central's decision, milliseconds; set in days, 0 to 3650. 0 erases at once. */
  readonly retainContentMs: number
  /** Where disk, queue and reference data count as run out: free megabytes, days and packets in the queue, days. */
  readonly limits: LimitCeilings
  /** Where the key of unfinished registrations lies: in a file, or in a token (or TPM) by the SHA-256 of its certificate in hex, whose PIN is in MOTCUA_UNFINISHED_PIN. */
  readonly unfinishedKey: UnfinishedKeySetting
}

export type UnfinishedKeySetting =
  | { readonly kind: 'file' }
  | { readonly kind: 'token'; readonly certificateId: string }

/** What flags may say; every command takes `--data` and `--config`. */
export interface Flags {
  readonly data?: string
  readonly config?: string
  readonly central?: string
  readonly sandbox?: string
  readonly scanner?: string
  readonly token?: string
  readonly readers?: string
  readonly modem?: string
  readonly printer?: string
  readonly paper?: string
  readonly training?: boolean
  readonly language?: string
  readonly colours?: string
  readonly glyphs?: string
  readonly letters?: string
  readonly contrast?: string
  readonly text?: string
  readonly screenReader?: boolean
  readonly sound?: boolean
  readonly typing?: string
  readonly tones?: string
  readonly name?: string
  readonly kind?: string
  readonly secondOfficer?: string
  readonly stationCodes?: string
  readonly lockAfter?: string
  readonly retainDays?: string
  readonly limitDiskMb?: string
  readonly limitQueueDays?: string
  readonly limitQueueCount?: string
  readonly limitReferenceDays?: string
  readonly unfinishedKey?: string
}

/**
 * Gathers the settings. `defaultDataDir` is used when nothing names one; `<data>/endpoints.json`, written by `motcua up`, gives central and
 * sandbox when nothing else does. Raises CONFIG_INVALID with the name of the setting.
 */
export function readSettings(flags: Flags, env: NodeJS.ProcessEnv, defaultDataDir: string): Settings {
  const file = readFile(flags.config ?? env.MOTCUA_CONFIG)
  const pick = (name: keyof Flags, variable: string): string | undefined => {
    const value = flags[name] ?? env[variable] ?? file[name]
    if (value !== undefined && typeof value !== 'string') throw new Fault('CONFIG_INVALID', { setting: name })
    return value
  }
  const training = booleanOf('training', flags.training ?? env.MOTCUA_TRAINING ?? file.training ?? false)
  const homeDir = resolve(pick('data', 'MOTCUA_DATA') ?? defaultDataDir)
  const dataDir = training ? join(homeDir, 'training') : homeDir
  const endpoints: Endpoints | null = readEndpoints(dataDir)
  return {
    dataDir,
    // Practice knows no central: what it seals is for nobody.
    central: training ? null : urlOrNull('central', pick('central', 'MOTCUA_CENTRAL') ?? endpoints?.central),
    sandbox: training ? null : urlOrNull('sandbox', pick('sandbox', 'MOTCUA_SANDBOX') ?? endpoints?.sandbox),
    devices: deviceSettings(pick, training),
    training,
    language: oneOf('language', pick('language', 'MOTCUA_LANGUAGE') ?? 'vi', ['vi', 'en'] as const),
    colours: oneOf('colours', pick('colours', 'MOTCUA_COLOURS') ?? 'auto', ['auto', 'true', '16', 'none'] as const),
    glyphs: oneOf('glyphs', pick('glyphs', 'MOTCUA_GLYPHS') ?? 'unicode', ['unicode', 'ascii'] as const),
    letters: oneOf('letters', pick('letters', 'MOTCUA_LETTERS') ?? 'vietnamese', ['vietnamese', 'plain'] as const),
    contrast: oneOf('contrast', pick('contrast', 'MOTCUA_CONTRAST') ?? 'normal', ['normal', 'high'] as const),
    text: oneOf('text', pick('text', 'MOTCUA_TEXT') ?? 'normal', ['normal', 'large'] as const),
    screenReader: booleanOf(
      'screenReader',
      flags.screenReader ?? env.MOTCUA_SCREEN_READER ?? file.screenReader ?? false,
    ),
    sound: booleanOf('sound', flags.sound ?? env.MOTCUA_SOUND ?? file.sound ?? true),
    typing: oneOf('typing', pick('typing', 'MOTCUA_TYPING') ?? 'telex', TYPING_CHOICES),
    tones: oneOf('tones', pick('tones', 'MOTCUA_TONES') ?? 'old', TONE_STYLES),
    stationName: pick('name', 'MOTCUA_NAME') ?? 'Máy đăng ký tự phục vụ',
    stationKind: oneOf('kind', pick('kind', 'MOTCUA_KIND') ?? 'self-service', STATION_KINDS),
    secondOfficer: oneOf(
      'secondOfficer',
      pick('secondOfficer', 'MOTCUA_SECOND_OFFICER') ?? 'on-differences',
      SECOND_OFFICER,
    ),
    stationCodes: oneOf('stationCodes', pick('stationCodes', 'MOTCUA_STATION_CODES') ?? 'all', STATION_CODES),
    counterLockMs: lockOf(pick('lockAfter', 'MOTCUA_LOCK_AFTER')),
    retainContentMs: retainOf(pick('retainDays', 'MOTCUA_RETAIN_DAYS')),
    limits: readLimitSettings({
      limitDiskMb: pick('limitDiskMb', 'MOTCUA_LIMIT_DISK_MB'),
      limitQueueDays: pick('limitQueueDays', 'MOTCUA_LIMIT_QUEUE_DAYS'),
      limitQueueCount: pick('limitQueueCount', 'MOTCUA_LIMIT_QUEUE_COUNT'),
      limitReferenceDays: pick('limitReferenceDays', 'MOTCUA_LIMIT_REFERENCE_DAYS'),
    }),
    unfinishedKey: unfinishedKeyOf(pick('unfinishedKey', 'MOTCUA_UNFINISHED_KEY') ?? 'file'),
  }
}

/** `file`, or `token:` and the SHA-256 of the certificate, as `motcua doctor` shows it. */
function unfinishedKeyOf(text: string): UnfinishedKeySetting {
  if (text === 'file') return { kind: 'file' }
  const certificateId = /^token:([0-9a-f]{64})$/i.exec(text)?.[1]?.toLowerCase()
  if (certificateId === undefined) throw new Fault('CONFIG_INVALID', { setting: 'unfinishedKey' })
  return { kind: 'token', certificateId }
}

function readFile(path: string | undefined): Record<string, unknown> {
  if (path === undefined) return {}
  if (!existsSync(path)) throw new Fault('CONFIG_INVALID', { setting: 'config', path })
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  } catch (error) {
    throw new Fault('CONFIG_INVALID', { setting: 'config', path }, error)
  }
  throw new Fault('CONFIG_INVALID', { setting: 'config', path })
}

function urlOrNull(setting: string, value: string | undefined): string | null {
  if (value === undefined) return null
  if (!URL.canParse(value)) throw new Fault('CONFIG_INVALID', { setting })
  return value.replace(/\/+$/, '')
}

type Pick = (name: keyof Flags & keyof DeviceWords, variable: string) => string | undefined

function deviceSettings(pick: Pick, training: boolean): DeviceSettings {
  const settings = readDeviceSettings({
    scanner: pick('scanner', 'MOTCUA_SCANNER') ?? DEVICE_DEFAULTS.scanner,
    token: pick('token', 'MOTCUA_TOKEN') ?? DEVICE_DEFAULTS.token,
    readers: pick('readers', 'MOTCUA_READERS') ?? DEVICE_DEFAULTS.readers,
    modem: pick('modem', 'MOTCUA_MODEM') ?? DEVICE_DEFAULTS.modem,
    printer: pick('printer', 'MOTCUA_PRINTER') ?? DEVICE_DEFAULTS.printer,
    paper: pick('paper', 'MOTCUA_PAPER') ?? DEVICE_DEFAULTS.paper,
  })
  return training ? { ...settings, ...ALL_SIMULATED } : settings
}

function lockOf(minutes: string | undefined): number {
  if (minutes === undefined) return COUNTER_LOCK_MS
  const isWhole = /^[1-9]\d?$/.test(minutes) && Number(minutes) <= LOCK_MAX_MINUTES
  if (!isWhole) throw new Fault('CONFIG_INVALID', { setting: 'lockAfter', allowed: `1-${LOCK_MAX_MINUTES}` })
  return Number(minutes) * MINUTE_MS
}

function retainOf(days: string | undefined): number {
  if (days === undefined) return RETAIN_DAYS * DAY_MS
  const isWhole = /^\d{1,4}$/.test(days) && Number(days) <= RETAIN_MAX_DAYS
  if (!isWhole) throw new Fault('CONFIG_INVALID', { setting: 'retainDays', allowed: `0-${RETAIN_MAX_DAYS}` })
  return Number(days) * DAY_MS
}

function booleanOf(setting: string, value: unknown): boolean {
  if (typeof value === 'boolean') return value
  if (value === 'true' || value === '1') return true
  if (value === 'false' || value === '0') return false
  throw new Fault('CONFIG_INVALID', { setting })
}

function oneOf<const T extends string>(setting: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === value)
  if (!found) throw new Fault('CONFIG_INVALID', { setting, allowed: allowed.join(' | ') })
  return found
}

/** Folders below the data folder, one per owner. */
export const stationDir = (dataDir: string) => join(dataDir, 'station')
/** Where the next station of this data folder is made, and where one that it replaced stays: a data folder of its own. */
export const freshDataDir = (dataDir: string) => join(dataDir, 'anew')
export const earlierDataDir = (dataDir: string, name: string) => join(dataDir, 'earlier', name)
export const centralDir = (dataDir: string) => join(dataDir, 'central')
