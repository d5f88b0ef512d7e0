import { randomBytes } from 'node:crypto'
import { Fault } from '../../flows/base/fault.ts'
import { readEndpoints, removeEndpoints, writeEndpoints } from '../endpoints.ts'
import { type CommandOutput, EXIT, runCommand } from '../exit.ts'
import { openLog } from '../log.ts'
import { centralMigrations } from '../places.ts'
import { centralDir, type Settings } from '../settings.ts'
import { untilStopped } from '../stopping.ts'
import { openWiredStation } from '../wire-station.ts'
import type { CommonFlags } from './command-flags.ts'
import { FREE_LOOPBACK } from './listen.ts'
import { settingsOf } from './settings-of.ts'

/** A server on this machine that takes longer is not serving. */
const ANSWER_WITHIN_MS = 2_000

/** `motcua up`: central, sandbox and an enrolled station on this machine. One JSON line when all is ready, then it runs until stopped. */
export function upCommand(flags: CommonFlags): Promise<number> {
  return runCommand(true, async (output) => {
    const settings = settingsOf(flags)
    if (flags.screen === true) return (await import('./up-with-screen.ts')).upWithScreen(flags, settings)
    return serve(flags, settings, output)
  })
}

async function serve(flags: CommonFlags, settings: Settings, output: CommandOutput): Promise<number> {
  await refuseSecond(settings.dataDir)
  const stopped = untilStopped({ stdinIsLeash: flags.leash === true })
  const closers: (() => Promise<void>)[] = []
  try {
    const endpoints = await startAll(settings, closers)
    output.json({ ...endpoints, data: settings.dataDir })
    await stopped
  } finally {
    removeEndpoints(settings.dataDir)
    for (const close of closers.reverse()) await close()
  }
  return EXIT.done
}

async function startAll(
  settings: Settings,
  closers: (() => Promise<void>)[],
): Promise<{ central: string; sandbox: string }> {
  const [{ startCentral }, { startSandbox, SMPP_SYSTEM_ID }, { sandboxAccounts }, { sandboxParties }] =
    await Promise.all([
      import('../../central/server.ts'),
      import('../../central/sandbox/sandbox.ts'),
      import('../../central/sandbox/accounts.ts'),
      import('../../central/sandbox/sandbox-parties.ts'),
    ])
  const apiKey = randomBytes(16).toString('base64url')
  const smppPassword = randomBytes(6).toString('base64url')
  const sandbox = await startSandbox({
    listen: FREE_LOOPBACK,
    smpp: FREE_LOOPBACK,
    apiKey,
    smppPassword,
    log: openLog(settings.dataDir, 'sandbox'),
  })
  closers.push(() => sandbox.close())
  const central = await startCentral({
    dataDir: centralDir(settings.dataDir),
    db: 'embedded',
    listen: FREE_LOOPBACK,
    migrationsDir: centralMigrations,
    log: openLog(centralDir(settings.dataDir), 'central'),
    carrier: { url: sandbox.url, apiKey },
    parties: sandboxParties({ url: sandbox.url, apiKey }),
    signatures: { anchors: await sandbox.anchors(), issuers: await sandbox.issuers(), allowPrivate: true },
    secondOfficer: settings.secondOfficer,
    stationCodes: settings.stationCodes,
    sms: { ...sandbox.smpp, systemId: SMPP_SYSTEM_ID, password: smppPassword, sender: 'MOTCUA' },
  })
  closers.push(() => central.close())
  await central.admin.importAccounts(sandboxAccounts())
  await enrollOnce({ ...settings, central: central.url }, () =>
    central.admin.createEnrollmentCode({ kind: settings.stationKind }),
  )
  writeEndpoints(settings.dataDir, { central: central.url, sandbox: sandbox.url, pid: process.pid })
  return { central: central.url, sandbox: sandbox.url }
}

/** The station of this folder is paired at the first start and stays the same at every later one. */
async function enrollOnce(settings: Settings, makeCode: () => Promise<{ code: string }>): Promise<void> {
  const wired = openWiredStation(settings, 'enroll')
  try {
    if (wired.station.identity || settings.central === null) return
    const { code } = await makeCode()
    await wired.station.enroll({
      centralUrl: settings.central,
      code,
      name: settings.stationName,
      kind: settings.stationKind,
    })
  } finally {
    wired.close()
  }
}

/** Two servers on one folder would fight over one database; a file left by a killed one answers nobody. */
async function refuseSecond(dataDir: string): Promise<void> {
  const running = readEndpoints(dataDir)
  if (!running) return
  const answers = await fetch(`${running.central}/health`, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) })
    .then((response) => response.ok)
    .catch(() => false)
  if (answers) throw new Fault('NOT_ALLOWED', { reason: 'already running', pid: running.pid })
}
