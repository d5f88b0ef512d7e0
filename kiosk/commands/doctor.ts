import { createSecrets } from '../../flows/base/secret.ts'
import { doctorLog } from '../doctor/doctor-log.ts'
import { examine } from '../doctor/examine.ts'
import { type Finding, isFine } from '../doctor/finding.ts'
import { acknowledgeRecovery } from '../doctor/station-findings.ts'
import { type CommandOutput, EXIT, runCommand } from '../exit.ts'
import { newId } from '../new-id.ts'
import type { Settings } from '../settings.ts'
import { wireDevices } from '../wire-devices.ts'
import type { CommonFlags } from './command-flags.ts'
import { printReadiness, runDoctor } from './run-doctor.ts'
import { settingsOf } from './settings-of.ts'

/**
 * `motcua doctor`: what is there, what is missing and what to do, in plain words. On a terminal a screen with live tests; with --json, --once or --print,
 * or without a terminal, one look. Exit 1 when something needs a hand.
 */
export function doctorCommand(flags: CommonFlags): Promise<number> {
  const wantsScreen = flags.json !== true && flags.once !== true && flags.print !== true
  if (wantsScreen && process.stdin.isTTY && process.stdout.isTTY)
    return runCommand(false, () => runDoctor(settingsOf(flags)))
  return runCommand(flags.json === true, async (output) => {
    const code = await lookOnce(settingsOf(flags), flags.print === true, output)
    // A program that asks is nobody who has seen it.
    if (flags.json !== true) acknowledgeRecovery(settingsOf(flags))
    return code
  })
}

async function lookOnce(settings: Settings, print: boolean, output: CommandOutput): Promise<number> {
  const devices = await wireDevices(settings, { log: doctorLog(settings), secrets: createSecrets(newId) })
  try {
    await devices.start()
    const findings = await examine(settings, devices)
    const printed = print ? await printReadiness(settings, devices, findings) : null
    output.json({ findings, ready: findings.every(isFine), ...(printed && { printed: printed.state === 'done' }) })
    for (const finding of findings) for (const line of linesOf(finding)) output.text(line)
    for (const line of printed?.lines ?? []) output.text(line)
    return findings.every(isFine) && printed?.state !== 'failed' ? EXIT.done : EXIT.failed
  } finally {
    await devices.stop()
  }
}

function linesOf(finding: Finding): readonly string[] {
  const sign = finding.state === 'ready' ? '✓' : isFine(finding) ? '–' : '✗'
  const code = finding.code === null || isFine(finding) ? '' : ` (${finding.code})`
  return [`${sign} ${finding.says}${code}`, ...(finding.nextStep === null ? [] : [`    → ${finding.nextStep}`])]
}
