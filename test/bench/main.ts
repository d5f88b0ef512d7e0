// Measures the groups asked for, one after the other, and prints a JSON line for each figure. Exit code 1 when something could not be measured;
// a goal that was missed is told in its line and is no failure: the figures depend on the machine.
import { type Group, readArguments } from './arguments.ts'
import { figureLine, type Measurement } from './figure.ts'
import { chipFigures } from './figures/chip.ts'
import { drainFigures } from './figures/drain.ts'
import { duplicateFigures } from './figures/duplicates.ts'
import { keyFigures } from './figures/keys.ts'
import { linkFigures } from './figures/link.ts'
import { modemFigures } from './figures/modem.ts'
import { pushFigures } from './figures/push.ts'
import { saveFigures } from './figures/save.ts'
import { signatureFigures } from './figures/signatures.ts'
import { startFigures } from './figures/start.ts'
import { tokenFigures } from './figures/token.ts'
import { verifyFigures } from './figures/verify.ts'
import { buildPrograms, type Programs } from './programs.ts'

const MEASURE: Readonly<Record<Group, (programs: Programs, quick: boolean) => Promise<Measurement[]>>> = {
  start: startFigures,
  keys: keyFigures,
  save: saveFigures,
  push: pushFigures,
  drain: drainFigures,
  link: linkFigures,
  token: tokenFigures,
  chip: chipFigures,
  modem: modemFigures,
  signatures: signatureFigures,
  verify: verifyFigures,
  duplicates: duplicateFigures,
}

// Ending by exit() lets those who started a server stop it.
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const) {
  process.once(signal, () => process.exit(code))
}
const { groups, quick } = readArguments(process.argv.slice(2))
const programs = await buildPrograms()
try {
  for (const group of groups) {
    process.stderr.write(`measuring ${group}\n`)
    try {
      for (const measurement of await MEASURE[group](programs, quick)) {
        process.stdout.write(`${JSON.stringify(figureLine(measurement))}\n`)
      }
    } catch (error) {
      process.stderr.write(`${group} could not be measured: ${error instanceof Error ? error.stack : String(error)}\n`)
      process.exitCode = 1
    }
  }
} finally {
  await programs.remove()
}
