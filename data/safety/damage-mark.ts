import { closeSync, existsSync, openSync, rmSync } from 'node:fs'

/** A file that outlives the program which met the damage: the next start looks at the whole store before it works with it. */
export interface DamageMark {
  /** Never raises: who sets it has a fault to tell already. */
  set(): void
  isSet(): boolean
  clear(): void
}

export function createDamageMark(path: string): DamageMark {
  return {
    set() {
      try {
        closeSync(openSync(path, 'a', 0o600))
      } catch {
        // A disk that takes no empty file tells of itself at the next open.
      }
    },
    isSet: () => existsSync(path),
    clear: () => rmSync(path, { force: true }),
  }
}
