import { readFileSync } from 'node:fs'

const NS_PER_MS = 1_000_000n

/**
 * How long this machine has been running since it was switched on, milliseconds: one clock for all its programs, which nobody sets. (libuv reads
 * CLOCK_MONOTONIC on Linux, mach_absolute_time on macOS, the performance counter on Windows; performance.now() starts anew with each program.)
 */
export function runningMs(): number {
  return Number(process.hrtime.bigint() / NS_PER_MS)
}

/** Linux names each start of the machine (man 5 proc, random(4)). */
const BOOT_ID = '/proc/sys/kernel/random/boot_id'

/** What the system calls this start of the machine; empty where it has no name for it. */
export function bootName(): string {
  try {
    return readFileSync(BOOT_ID, 'ascii').trim()
  } catch {
    return ''
  }
}
