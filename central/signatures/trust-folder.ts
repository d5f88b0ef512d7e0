import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { certificatesInFile } from '../../data/pki/certificate-file.ts'
import type { Tree, TrustFiles } from '../../data/pki/trust.ts'

/** What lies in a trust folder, and the files in it that hold no certificate, by their path in it. */
export interface TrustFolder extends Required<TrustFiles> {
  readonly unreadable: readonly string[]
}

const TREES: readonly Tree[] = ['public', 'state']
const ISSUERS = 'issuers'

/**
 * Reads a trust folder: roots in `public/` and `state/`, authorities below them in `issuers/`; DER, PEM or `.p7b`, one or more certificates a file. A part that is not there
 * is empty; files that begin with a dot are left out. Raises the system's error for a folder that cannot be read.
 */
export async function readTrustFolder(dir: string): Promise<TrustFolder> {
  const unreadable: string[] = []
  const read = async (part: string) => {
    const files = await Promise.all(
      (await namesIn(join(dir, part))).map(async (name) => {
        const ders = certificatesInFile(await readFile(join(dir, part, name)))
        if (ders.length === 0) unreadable.push(`${part}/${name}`)
        return ders.map((der) => ({ name: `${part}/${name}`, der }))
      }),
    )
    return files.flat()
  }
  const trees = await Promise.all(TREES.map(async (tree) => (await read(tree)).map((file) => ({ tree, ...file }))))
  return { anchors: trees.flat(), authorities: await read(ISSUERS), unreadable }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === 'ENOENT') return []
    throw thrown
  })
  return entries
    .filter((entry) => !entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort()
}
