import { runCommand } from './command.mjs'
import { runVitest } from './vitest.mjs'
import { say, stageLine } from './words.mjs'

/**
 * Runs the stages in order, adds their numbers to `counts` (a stage without tests of its own counts as one) and prints a line for
 * each; a stage that failed prints all it said. Gives the reasons why something was not tested.
 */
export async function runStages(stages, counts) {
  const failed = new Set()
  const untested = []
  for (const stage of stages) {
    if (failed.has(stage.needs)) {
      counts.skipped++
      failed.add(stage.name)
      say(stageLine(stage.name, 'skipped', null, `${stage.needs} failed`))
      continue
    }
    const result = stage.vitest ? await runVitest(stage) : await runTool(stage)
    counts.passed += result.passed
    counts.failed += result.failed
    counts.skipped += result.skipped
    untested.push(...(result.untested ?? []))
    if (result.failed > 0) {
      failed.add(stage.name)
      say(`${'─'.repeat(20)} ${stage.name}\n${withoutSuccesses(result.output).trimEnd()}\n${'─'.repeat(20)}`)
    }
    say(stageLine(stage.name, result.failed > 0 ? 'failed' : 'passed', result.seconds, result.remark))
  }
  return untested
}

async function runTool({ command, args, limitMinutes }) {
  const result = await runCommand(command, args, { env: { NO_COLOR: '1' }, limitMinutes })
  const good = result.code === 0
  return {
    ...result,
    passed: good ? 1 : 0,
    failed: good ? 0 : 1,
    skipped: 0,
    remark: result.timedOut ? 'time ran out' : '',
  }
}

/** Drops vitest's lines of what passed: what failed should be seen without scrolling. */
function withoutSuccesses(output) {
  return output
    .split('\n')
    .filter((line) => !/^\s*✓ /.test(line))
    .join('\n')
}
