// What `npm test` runs: everything, from a fresh clone on, with whatever Node (>= 20) started it. Plain JavaScript for that reason.
//   npm test                 all stages
//   npm test -- types unit   only the stages named
import { installPackages } from './run/packages.mjs'
import { runStages } from './run/stages.mjs'
import { installSystemPackages } from './run/system-packages.mjs'
import { say, totals } from './run/words.mjs'

/** Order: what fails fastest comes first. `needs` names a stage without which this one would only repeat its failure. */
const STAGES = [
  {
    name: 'format and lint',
    command: 'biome',
    args: ['ci', '--colors=off', '--diagnostic-level=warn', '--error-on-warnings', '.'],
  },
  { name: 'types', command: 'tsc', args: ['--noEmit', '-p', '.'] },
  { name: 'arrows', command: 'depcruise', args: ['flows', 'devices', 'data', 'kiosk', 'central', 'test'] },
  { name: 'build', command: 'node', args: ['build.mjs'] },
  { name: 'unit', vitest: 'unit', limitMinutes: 25 },
  { name: 'pcsc', vitest: 'pcsc', limitMinutes: 15 },
  { name: 'terminal', vitest: 'terminal', limitMinutes: 45, needs: 'build' },
]

const asked = process.argv.slice(2)
const chosen = asked.length === 0 ? STAGES : STAGES.filter((stage) => asked.includes(stage.name))
if (asked.length > 0 && chosen.length !== asked.length) {
  say(`stages are: ${STAGES.map((stage) => stage.name).join(', ')}`)
  process.exit(2)
}

const counts = { passed: 0, failed: 0, skipped: 0 }
const untested = []
// The system's packages first: npm compiles some of ours against them.
untested.push(...(await installSystemPackages()))
if (await installPackages(counts)) untested.push(...(await runStages(chosen, counts)))
for (const reason of untested) say(`not tested here: ${reason}`)
say(totals(counts))
process.exitCode = counts.failed > 0 ? 1 : 0
