import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runCommand } from './command.mjs'
import { totals } from './words.mjs'

/** Runs one vitest project; gives its numbers, its output, and the skipped tests, whose names say why they are skipped. */
export async function runVitest({ vitest: project, limitMinutes }) {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-vitest-'))
  const reportFile = join(folder, 'report.json')
  try {
    const args = [
      'run',
      '--project',
      project,
      '--passWithNoTests',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${reportFile}`,
    ]
    const result = await runCommand('vitest', args, { env: { NO_COLOR: '1' }, limitMinutes })
    const numbers = countTests(readReport(reportFile), result.code)
    return {
      ...result,
      ...numbers,
      remark: result.timedOut ? `time ran out after ${limitMinutes} minutes` : totals(numbers),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * Counts the tests of a report in vitest's JSON form (null: there was none). A file that could not be loaded, an error outside of
 * every test, or a run that was killed leaves no failed test behind, but is a failure all the same: it counts as one.
 */
export function countTests(report, exitCode) {
  const tests = (report?.testResults ?? []).flatMap((file) => file.assertionResults)
  const passed = tests.filter((test) => test.status === 'passed').length
  const skipped = tests.filter((test) => SKIPPED.has(test.status))
  const brokenFiles = (report?.testResults ?? []).filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(hasFailed),
  ).length
  const failed = tests.filter(hasFailed).length + brokenFiles
  return {
    passed,
    failed: failed === 0 && (exitCode !== 0 || report === null) ? 1 : failed,
    skipped: skipped.length,
    untested: skipped.map((test) => test.fullName),
  }
}

const SKIPPED = new Set(['skipped', 'pending', 'todo', 'disabled'])

function hasFailed(test) {
  return test.status === 'failed'
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}
