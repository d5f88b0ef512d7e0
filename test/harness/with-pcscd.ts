import { describe, inject } from 'vitest'
import { type Pcscd, pcscdIn } from './pcscd.ts'

/**
 * A group of tests with the daemon and its virtual reader, for files named x.pcsc.test.ts. Where they cannot run the group is skipped,
 * and its name says what it needs and why it is missing. The daemon runs when the group begins; a test that stops it starts it again.
 */
export function describeWithPcscd(name: string, tests: (daemon: Pcscd) => void): void {
  const { folder, missing } = inject('pcscd')
  const why = missing === null ? '' : `: ${missing}`
  describe.skipIf(folder === null)(`${name} (needs pcscd and vpcd${why})`, () => tests(pcscdIn(folder ?? '')))
}
