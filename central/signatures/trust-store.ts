import { readTrust, type Tree, type Trust, type TrustFiles } from '../../data/pki/trust.ts'
import { Fault } from '../../flows/base/fault.ts'
import { readTrustFolder } from './trust-folder.ts'

export interface TrustOptions {
  /** Folder with `public/`, `state/` and `issuers/`. */
  readonly dir?: string | undefined
  /** Roots that are given and not installed: the sandbox's, for practice. */
  readonly anchors?: readonly { readonly tree: Tree; readonly der: Uint8Array }[] | undefined
  /** Authorities below them, DER. */
  readonly issuers?: readonly Uint8Array[] | undefined
}

/** Whom central trusts now. */
export interface TrustStore {
  /** Another object after every reload. */
  readonly current: Trust
  /** Reads the folder again. Raises CONFIG_INVALID for a folder that cannot be read; then all stays as it was. */
  reload(): Promise<Trust>
}

/** Loads the installed roots and issuers. Files that hold no certificate are named in `current.unreadable`. Raises CONFIG_INVALID. */
export async function openTrustStore({ dir, anchors = [], issuers = [] }: TrustOptions): Promise<TrustStore> {
  const given = anchors.map(({ tree, der }, at) => ({ tree, name: `given ${at + 1}`, der }))
  const below = issuers.map((der, at) => ({ name: `issuer given ${at + 1}`, der }))
  const load = async (): Promise<Trust> => {
    const files = dir === undefined ? NOTHING : await folder(dir)
    const trust = readTrust({
      anchors: [...given, ...files.anchors],
      authorities: [...below, ...(files.authorities ?? [])],
    })
    return { ...trust, unreadable: [...files.unreadable, ...trust.unreadable] }
  }
  let current = await load()
  return {
    get current() {
      return current
    },
    async reload() {
      current = await load()
      return current
    },
  }
}

const NOTHING: TrustFiles & { readonly unreadable: readonly string[] } = { anchors: [], unreadable: [] }

function folder(dir: string) {
  return readTrustFolder(dir).catch((thrown: unknown) => {
    throw new Fault('CONFIG_INVALID', { setting: 'trustDir' }, thrown)
  })
}
