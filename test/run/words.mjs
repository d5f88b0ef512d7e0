/** Everything the runner says goes to stdout, so that its order with the line of totals is certain. */
export function say(line) {
  process.stdout.write(`${line}\n`)
}

/** The line that closes a run, alone on its line: tools that read a run look for it. */
export function totals({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`
}

/** One line for a stage that ended. */
export function stageLine(name, outcome, seconds, remark = '') {
  const mark = { passed: '✓', failed: '✗', skipped: '–' }[outcome]
  return `${mark} ${name.padEnd(18)}${seconds === null ? '' : `${seconds.toFixed(1).padStart(7)} s`}${remark && `   ${remark}`}`
}
