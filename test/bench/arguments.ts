import { parseArgs } from 'node:util'

export const GROUPS = [
  'start',
  'keys',
  'save',
  'push',
  'drain',
  'link',
  'chip',
  'token',
  'modem',
  'signatures',
  'verify',
  'duplicates',
] as const
/** Figures that are measured together. */
export type Group = (typeof GROUPS)[number]

export interface BenchArguments {
  readonly groups: readonly Group[]
  /** Small counts: shows that everything runs, says nothing of speed. */
  readonly quick: boolean
}

/**
 * Reads the command line: `--only <figure>` (a group or a figure of it, "keys" or "keys.p99"; may be repeated) and `--quick`.
 * Raises an Error that names what it does not know.
 */
export function readArguments(args: readonly string[]): BenchArguments {
  const { values } = parseArgs({
    args: [...args],
    options: { only: { type: 'string', multiple: true }, quick: { type: 'boolean', default: false } },
  })
  const asked = values.only?.map((figure) => {
    const group = GROUPS.find((name) => name === figure.split('.')[0])
    if (!group) throw new Error(`no such figure: ${figure}; there are ${GROUPS.join(', ')}`)
    return group
  })
  return { groups: asked ? GROUPS.filter((group) => asked.includes(group)) : GROUPS, quick: values.quick }
}
