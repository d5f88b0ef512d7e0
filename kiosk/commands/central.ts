import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from '../../flows/base/fault.ts'
import { type CommandOutput, EXIT, runCommand } from '../exit.ts'
import { openLog } from '../log.ts'
import { centralMigrations } from '../places.ts'
import { centralDir, type Settings } from '../settings.ts'
import { untilStopped } from '../stopping.ts'
import { partiesOf, signatureOptionsOf } from './central-parties.ts'
import type { CommonFlags } from './command-flags.ts'
import { readAddress } from './listen.ts'
import { settingsOf } from './settings-of.ts'

/** Where central listens when nothing says otherwise: this machine only, behind whatever terminates TLS. */
const DEFAULT_LISTEN = '127.0.0.1:8472'

/** `motcua central` runs the server until stopped; with an action it speaks to a running one as its administrator. */
export function centralCommand(flags: CommonFlags, action: string | undefined): Promise<number> {
  return runCommand(flags.json === true, async (output) => {
    const settings = settingsOf(flags)
    switch (action) {
      case undefined:
        return serve(flags, settings, output)
      case 'enrollment-code':
        return administer(settings, output, 'POST', '/admin/v1/enrollment-codes', { kind: settings.stationKind })
      case 'trust':
        return administer(settings, output, 'PUT', '/admin/v1/trust', {})
      case 'policy':
        if (typeof flags.set !== 'string') throw new Fault('USAGE', { missing: '--set' })
        return administer(settings, output, 'PUT', '/admin/v1/policy', { id: flags.set })
      default:
        throw new Fault('USAGE', { action })
    }
  })
}

async function serve(flags: CommonFlags, settings: Settings, output: CommandOutput): Promise<number> {
  const { startCentral } = await import('../../central/server.ts')
  const central = await startCentral({
    dataDir: centralDir(settings.dataDir),
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
  })
  output.json({ central: central.url, data: settings.dataDir })
  output.text(`Máy chủ trung tâm: ${central.url}. Ctrl-C để dừng.`)
  await untilStopped({ stdinIsLeash: flags.leash === true })
  await central.close()
  return EXIT.done
}

/** Calls central's administration with the token kept in its data folder. */
async function administer(
  settings: Settings,
  output: CommandOutput,
  method: 'POST' | 'PUT',
  path: string,
  body: Readonly<Record<string, string>>,
): Promise<number> {
  if (settings.central === null) throw new Fault('CONFIG_INVALID', { setting: 'central' })
  const token = readToken(settings)
  const response = await fetch(settings.central + path, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch((error: unknown) => {
    throw new Fault('LINE_DOWN', {}, error)
  })
  const answer: unknown = await response.json().catch(() => null)
  if (!response.ok) throw new Fault('CENTRAL_REFUSED', { status: response.status })
  output.json(answer)
  for (const [name, value] of Object.entries(answer ?? {})) output.text(`${name}: ${value}`)
  return EXIT.done
}

function readToken(settings: Settings): string {
  try {
    return readFileSync(join(centralDir(settings.dataDir), 'admin.token'), 'utf8').trim()
  } catch (error) {
    throw new Fault('CONFIG_INVALID', { setting: 'admin.token' }, error)
  }
}

function required(value: unknown, setting: string): string {
  if (typeof value !== 'string' || value === '') throw new Fault('CONFIG_INVALID', { setting })
  return value
}
