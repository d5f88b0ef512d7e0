import { isAbsolute } from 'node:path'
import { Fault } from '../flows/base/fault.ts'

/** A serial line as a setting names it: `path` or `path@baud`. */
export interface SerialSetting {
  readonly path: string
  readonly baudRate: number
}

/** Where the scanner is. A simulator runs only where it is named here. */
export type ScannerSetting =
  | { readonly kind: 'off' }
  | { readonly kind: 'simulated' }
  | ({ readonly kind: 'serial' } & SerialSetting)

/** Which PKCS#11 modules are used: found by themselves, or these files and no others. */
export type TokenSetting =
  | { readonly kind: 'off' }
  | { readonly kind: 'auto' }
  | { readonly kind: 'simulated' }
  | { readonly kind: 'modules'; readonly paths: readonly string[] }

/** Card readers come from PC/SC; there is nothing to name. */
export type ReadersSetting = { readonly kind: 'off' } | { readonly kind: 'auto' } | { readonly kind: 'simulated' }

/** Modems are found by their USB ids and a handshake, or at these lines and no others. */
export type ModemSetting =
  | { readonly kind: 'off' }
  | { readonly kind: 'auto' }
  | { readonly kind: 'simulated' }
  | { readonly kind: 'serial'; readonly lines: readonly SerialSetting[] }

/** Where the receipt printer is. It is never looked for: a printer found by guess may be somebody else's. */
export type PrinterSetting =
  | { readonly kind: 'off' }
  | { readonly kind: 'simulated' }
  | ({ readonly kind: 'serial' } & SerialSetting & PrinterHabits)
  | ({ readonly kind: 'tcp'; readonly host: string; readonly port: number } & PrinterHabits)
  | ({ readonly kind: 'file'; readonly path: string } & PrinterHabits)

/** What a printer lacks: `,one-way` in the setting says that it never answers, `,no-cutter` that paper is torn by hand. */
export interface PrinterHabits {
  readonly answers: boolean
  readonly cutter: boolean | null
}

/** Width of the paper in millimetres. */
export type PaperWidth = 58 | 80

export interface DeviceSettings {
  readonly scanner: ScannerSetting
  readonly token: TokenSetting
  readonly readers: ReadersSetting
  readonly modem: ModemSetting
  readonly printer: PrinterSetting
  readonly paper: PaperWidth
}

/** The settings as words: of a flag, a variable or the file. */
export type DeviceWords = Readonly<Record<keyof DeviceSettings, string>>

/** What a station uses that names nothing: whatever is plugged in and finds itself, and nothing that would have to be guessed. */
export const DEVICE_DEFAULTS: DeviceWords = {
  scanner: 'off',
  token: 'auto',
  readers: 'auto',
  modem: 'auto',
  printer: 'off',
  paper: '80',
}

/** Practice: every device is made of code, and no real one is touched. */
export const ALL_SIMULATED: Omit<DeviceSettings, 'paper'> = {
  scanner: { kind: 'simulated' },
  token: { kind: 'simulated' },
  readers: { kind: 'simulated' },
  modem: { kind: 'simulated' },
  printer: { kind: 'simulated' },
}

/** Scanners and modems leave the factory with this or take any. */
const SERIAL_BAUD = 115_200
/** Most receipt printers with a serial line. */
const PRINTER_BAUD = 9_600
/** RAW printing, as JetDirect made it common. */
const PRINTER_TCP_PORT = 9_100
const WINDOWS_PORT = /^COM\d+$/i

/** Reads the words. Raises CONFIG_INVALID with the name of the setting. */
export function readDeviceSettings(words: DeviceWords): DeviceSettings {
  return {
    scanner: scannerSetting(words.scanner),
    token: tokenSetting(words.token),
    readers: plain('readers', words.readers),
    modem: modemSetting(words.modem),
    printer: printerSetting(words.printer),
    paper: paperWidth(words.paper),
  }
}

function scannerSetting(word: string): ScannerSetting {
  if (word === 'off' || word === 'simulated') return { kind: word }
  return { kind: 'serial', ...serialLine('scanner', word, SERIAL_BAUD) }
}

function tokenSetting(word: string): TokenSetting {
  if (word === 'off' || word === 'auto' || word === 'simulated') return { kind: word }
  const paths = word.split(',').map((path) => path.trim())
  if (paths.some((path) => !isAbsolute(path))) throw new Fault('CONFIG_INVALID', { setting: 'token' })
  return { kind: 'modules', paths }
}

function modemSetting(word: string): ModemSetting {
  if (word === 'off' || word === 'auto' || word === 'simulated') return { kind: word }
  return { kind: 'serial', lines: word.split(',').map((line) => serialLine('modem', line.trim(), SERIAL_BAUD)) }
}

function printerSetting(words: string): PrinterSetting {
  if (words === 'off' || words === 'simulated') return { kind: words }
  const [word = '', ...habitWords] = words.split(',')
  const habits = printerHabits(habitWords)
  const [, scheme, rest] = /^(serial|tcp):(.+)$/.exec(word) ?? []
  if (scheme === 'serial') return { kind: 'serial', ...serialLine('printer', rest ?? '', PRINTER_BAUD), ...habits }
  if (scheme === 'tcp') return { kind: 'tcp', ...hostAndPort(rest ?? ''), ...habits }
  if (!isAbsolute(word)) throw new Fault('CONFIG_INVALID', { setting: 'printer' })
  return { kind: 'file', path: word, ...habits }
}

function printerHabits(words: readonly string[]): PrinterHabits {
  if (words.some((word) => word !== 'one-way' && word !== 'no-cutter'))
    throw new Fault('CONFIG_INVALID', { setting: 'printer', allowed: ',one-way ,no-cutter' })
  return { answers: !words.includes('one-way'), cutter: words.includes('no-cutter') ? false : null }
}

/** `host`, `host:port`, `[v6]` or `[v6]:port`. */
function hostAndPort(text: string): { host: string; port: number } {
  const groups = /^(?:\[(?<v6>[0-9a-fA-F:.]+)\]|(?<name>[^:\s]+))(?::(?<port>\d{1,5}))?$/.exec(text)?.groups
  const host = groups?.v6 ?? groups?.name
  const port = groups?.port ? Number(groups.port) : PRINTER_TCP_PORT
  if (!host || port < 1 || port > 65_535) throw new Fault('CONFIG_INVALID', { setting: 'printer' })
  return { host, port }
}

function plain(setting: string, word: string): ReadersSetting {
  if (word === 'off' || word === 'auto' || word === 'simulated') return { kind: word }
  throw new Fault('CONFIG_INVALID', { setting, allowed: 'auto | off | simulated' })
}

function paperWidth(word: string): PaperWidth {
  if (word === '58') return 58
  if (word === '80') return 80
  throw new Fault('CONFIG_INVALID', { setting: 'paper', allowed: '58 | 80' })
}

function serialLine(setting: string, word: string, defaultBaud: number): SerialSetting {
  const [, path, baud] = /^(.*?)(?:@(\d+))?$/.exec(word) ?? []
  if (!path || !(isAbsolute(path) || WINDOWS_PORT.test(path))) throw new Fault('CONFIG_INVALID', { setting })
  return { path, baudRate: baud ? Number(baud) : defaultBaud }
}
