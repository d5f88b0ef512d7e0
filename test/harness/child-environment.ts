/**
 * The environment of a program under test: this process's own without what tells a program that it runs in CI or under a test
 * runner. Ink draws nothing but the last frame when CI is set, and React loads its slow build when NODE_ENV is `test`.
 */
export function childEnvironment(extra: Readonly<Record<string, string | undefined>> = {}): Record<string, string> {
  const merged = {
    ...process.env,
    ...Object.fromEntries(
      Object.keys(process.env)
        .filter(isTold)
        .map((name) => [name, undefined]),
    ),
    ...extra,
  }
  return Object.fromEntries(Object.entries(merged).filter((entry): entry is [string, string] => entry[1] !== undefined))
}

const TOLD =
  /^(CI|CI_.*|CONTINUOUS_INTEGRATION|NODE_ENV|NODE_OPTIONS|NODE_V8_COVERAGE|NODE_CHANNEL_.*|VITEST.*|TEST|FORCE_COLOR|FORCE_TTY|NO_COLOR|npm_.*|MOTCUA_.*)$/

function isTold(name: string): boolean {
  return TOLD.test(name)
}
