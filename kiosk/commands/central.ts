import { Fault } from '../../flows/base/fault.ts'
import { type CommandOutput, EXIT, runCommand } from '../exit.ts'
import { openLog } from '../log.ts'
import { centralMigrations } from '../places.ts'
import { centralDir, type Settings } from '../settings.ts'
import { untilStopped } from '../stopping.ts'
import { askCentral } from './ask-central.ts'
import { tellFindings } from './central-findings.ts'
import { partiesOf, signatureOptionsOf } from './central-parties.ts'
import type { CommonFlags } from './command-flags.ts'
import { tellEnrollmentCode } from './enrollment-code.ts'
import { readAddress } from './listen.ts'
import { settingsOf } from './settings-of.ts'

/** Where central listens when nothing says otherwise: this machine only, behind whatever terminates TLS. */
const DEFAULT_LISTEN = '127.0.0.1:8472'
/** Whoever spreads requests over several centrals asks /ready every second or so. A second signal does not wait. */
const STOP_GRACE_MS = 2_000

/** `motcua central` runs the server until stopped; with an action it speaks to a running one as its administrator. */
export function centralCommand(flags: CommonFlags, action: string | undefined): Promise<number> {
  return runCommand(flags.json === true, async (output) => {
    const settings = settingsOf(flags)
    switch (action) {
      case undefined:
        return serve(flags, settings, output)
      case 'enrollment-code':
        return tellEnrollmentCode(settings, output)
      case 'trust':
        return administer(settings, output, 'PUT', '/admin/v1/trust', {})
      case 'policy':
        if (typeof flags.set !== 'string') throw new Fault('USAGE', { missing: '--set' })
        return administer(settings, output, 'PUT', '/admin/v1/policy', { id: flags.set })
      case 'findings':
        return tellFindings(flags, settings, output)
      default:
        throw new Fault('USAGE', { action })
    }
  })
}

async function serve(flags: CommonFlags, settings: Settings, output: CommandOutput): Promise<number> {
  const { startCentral } = await import('../../central/server.ts')
  const central = await startCentral({
    dataDir: centralDir(settings.dataDir),
    ...keysDirOf(flags),
    stopGraceMs: STOP_GRACE_MS,
    db: String(flags.db ?? process.env.MOTCUA_DB ?? 'embedded'),
    listen: readAddress('listen', flags.listen ?? process.env.MOTCUA_LISTEN ?? DEFAULT_LISTEN),
    migrationsDir: centralMigrations,
    log: openLog(centralDir(settings.dataDir), 'central'),
    carrier: {
      url: required(flags.carrier ?? process.env.MOTCUA_CARRIER, 'carrier'),
      apiKey: required(process.env.MOTCUA_CARRIER_API_KEY, 'MOTCUA_CARRIER_API_KEY'),
    },
    sms: {
      ...readAddress('smsc', required(flags.smsc ?? process.env.MOTCUA_SMSC, 'smsc')),
      systemId: required(process.env.MOTCUA_SMSC_SYSTEM_ID, 'MOTCUA_SMSC_SYSTEM_ID'),
      password: required(process.env.MOTCUA_SMSC_PASSWORD, 'MOTCUA_SMSC_PASSWORD'),
      sender: process.env.MOTCUA_SMSC_SENDER ?? 'MOTCUA',
    },
    parties: partiesOf(process.env),
    signatures: signatureOptionsOf(flags, process.env),
    secondOfficer: settings.secondOfficer,
    stationCodes: settings.stationCodes,
    ...codesPerDayOf(process.env.MOTCUA_STATION_CODES_PER_DAY),
    ...(process.env.MOTCUA_HOTLINE ? { hotline: process.env.MOTCUA_HOTLINE } : {}),
  })
  output.json({ central: central.url, data: settings.dataDir })
  output.text(`Máy chủ trung tâm: ${central.url}. Ctrl-C để dừng.`)
  await untilStopped({ stdinIsLeash: flags.leash === true })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => central.hurry())
  await central.close()
  return EXIT.done
}

/** Most accounts a day on the word of one station's own codes; 0 takes none. */
function codesPerDayOf(text: string | undefined): { stationCodesPerDay?: number } {
  if (text === undefined) return {}
  if (!/^\d{1,6}$/.test(text)) throw new Fault('CONFIG_INVALID', { setting: 'MOTCUA_STATION_CODES_PER_DAY' })
  return { stationCodesPerDay: Number(text) }
}

/** The folder of central's keys, where several centrals share it. */
function keysDirOf(flags: CommonFlags): { keysDir?: string } {
  const folder = flags.keys ?? process.env.MOTCUA_KEYS
  return typeof folder === 'string' ? { keysDir: folder } : {}
}

/** Prints the answer of central's administration, one line a member. */
async function administer(
  settings: Settings,
  output: CommandOutput,
  method: 'PUT',
  path: string,
  body: Readonly<Record<string, string>>,
): Promise<number> {
  const answer = await askCentral(settings, method, path, body)
  output.json(answer)
  for (const [name, value] of Object.entries(answer ?? {})) output.text(`${name}: ${value}`)
  return EXIT.done
}

function required(value: unknown, setting: string): string {
  if (typeof value !== 'string' || value === '') throw new Fault('CONFIG_INVALID', { setting })
  return value
}
