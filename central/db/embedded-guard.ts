import { type ChildProcess, spawn } from 'node:child_process'
import type { Launch } from './embedded-user.ts'

/**
 * A shell starts the database and waits on our end of a pipe. When this process ends in whatever way, kill -9 included, the kernel closes the
 * pipe and the shell asks the database for a fast shutdown (SIGINT, PostgreSQL §18.5). Shell and database stand in a session of their
 * own, so that Ctrl-C in the terminal reaches us alone.
 */
const GUARD_SCRIPT = `
exec 3<&0
"$@" </dev/null 3<&- &
database=$!
{ read -r _ <&3; kill -INT "$database"; } 2>/dev/null &
guard=$!
wait "$database"
code=$?
kill "$guard" 2>/dev/null
exit $code
`

/** Starts the command under the guard. Ending the child's stdin is the one way to stop it; stderr goes to the open file. */
export function startGuarded(launch: Launch, command: readonly string[], stderrFile: number): ChildProcess {
  const [program, ...args] = [...launch.prefix, '/bin/sh', '-c', GUARD_SCRIPT, 'guard', ...command]
  const child = spawn(program!, args, {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', stderrFile],
    env: databaseEnvironment(),
    ...(launch.user ?? {}),
  })
  // The pipe breaks when the database stops by itself; its exit is what is reported.
  child.stdin?.on('error', () => undefined)
  child.unref()
  return child
}

/** The database must not take its settings from whoever started central (PGDATA, PGPORT, LC_MESSAGES …). */
export function databaseEnvironment(): Record<string, string> {
  return { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }
}
