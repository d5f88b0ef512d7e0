import { fileURLToPath } from 'node:url'

/**
 * The program that runs a module: beside this file as source, `token-child.js` beside the chunks when the program is bundled (build.mjs).
 * `here` is the address of the file that asks.
 */
export function childPath(here: string = import.meta.url): string {
  return fileURLToPath(new URL(here.endsWith('.ts') ? './child/main.ts' : './token-child.js', here))
}
