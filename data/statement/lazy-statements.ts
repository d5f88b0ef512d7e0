import type { Statements } from './statements.ts'

/** Statements that are loaded when the first is asked for: the reading of certificates is no part of the start. */
export function createLazyStatements(load: () => Promise<Statements>): Statements {
  let loading: Promise<Statements> | null = null
  let loaded: Statements | null = null
  const statements = async () => {
    loading ??= load()
    loaded = await loading
    return loaded
  }
  return {
    prepare: async (request, signal) => (await statements()).prepare(request, signal),
    finish: async (request) => (await statements()).finish(request),
    forget: () => loaded?.forget(),
  }
}
