import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDiskCode } from '../../store/store-fault.ts'

/** A file system of its own that can be filled to the last byte; memory behind it. */
export interface SmallDisk {
  readonly dir: string
  /** Leaves no byte. */
  fill(): void
  /** Gives back what `fill` took. */
  free(): void
  readOnly(yes: boolean): void
  remove(): void
}

const MEBIBYTE = 1_048_576

/** Gives null where this user may not mount anything. */
export function mountSmallDisk(mebibytes: number): SmallDisk | null {
  const dir = mkdtempSync(join(tmpdir(), 'disk-'))
  const mount = (...options: string[]) => spawnSync('mount', options, { stdio: 'ignore' }).status === 0
  if (process.platform !== 'linux' || !mount('-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'small-disk', dir)) {
    rmSync(dir, { recursive: true })
    return null
  }
  let ballast = 0
  const names: string[] = []
  return {
    dir,
    fill() {
      const name = join(dir, `ballast-${ballast++}`)
      names.push(name)
      const file = openSync(name, 'w')
      for (let block = MEBIBYTE; block >= 1; ) {
        try {
          if (writeSync(file, Buffer.alloc(block)) < block) block = Math.floor(block / 2)
        } catch (thrown) {
          if (!isDiskCode(thrown, 'ENOSPC')) throw thrown
          block = Math.floor(block / 2)
        }
      }
      closeSync(file)
    },
    free() {
      for (const name of names.splice(0)) rmSync(name)
    },
    readOnly: (yes) => void mount('-o', `remount,${yes ? 'ro' : 'rw'}`, dir),
    remove() {
      spawnSync('umount', ['-l', dir], { stdio: 'ignore' })
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
