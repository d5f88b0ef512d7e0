import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { ModuleTrouble } from '../../../flows/ports/token.port.ts'
import { createLibraryInspector, type Inspected } from './inspect-library.ts'
import { KNOWN_MODULES, type KnownModule, MODULE_PATTERN, NEVER_BY_PATTERN } from './known-modules.ts'
import { libraryFolders } from './library-folders.ts'

export interface ModuleSearch {
  /** Paths the configuration names: they come first, and their troubles are told whatever they are. */
  readonly configured?: readonly string[]
  /** Look also for known modules and by pattern. Default true. */
  readonly discover?: boolean
  readonly folders?: readonly string[]
  readonly known?: readonly KnownModule[]
  readonly platform?: NodeJS.Platform
  readonly arch?: string
}

export interface FoundModule {
  readonly path: string
  /** Another version of the same path is another module. */
  readonly version: string
}

export interface FoundModules {
  readonly modules: readonly FoundModule[]
  /** What was found and cannot be loaded, by file name. */
  readonly troubles: readonly ModuleTrouble[]
}

/** Looks now. Never raises. */
export type ModuleFinder = () => Promise<FoundModules>

/**
 * Finds PKCS#11 modules without loading any: configured paths → known list → patterns (domain.md §3.5). Each file is given once, under whatever
 * names it has, and of a known vendor's versions the newest. A configured file that is not there is TOKEN_MODULE_MISSING; a library for another
 * machine TOKEN_MODULE_ARCHITECTURE (unless there is a fitting one of that name); a configured one without C_GetFunctionList TOKEN_MODULE_INVALID.
 */
export function createModuleFinder(search: ModuleSearch): ModuleFinder {
  const { platform = process.platform, arch = process.arch, configured = [], discover = true } = search
  const folders = search.folders ?? libraryFolders(platform, arch, process.env)
  const inspect = createLibraryInspector(platform, arch)

  return async () => {
    const modules = new Map<string, FoundModule>()
    const troubles = new Map<string, ModuleTrouble>()
    const take = (path: string, { realPath, version }: Inspected) => {
      if (!modules.has(realPath)) modules.set(realPath, { path, version })
    }
    const tell = (path: string, code: ModuleTrouble['code']) => {
      const module = basename(path)
      if (!troubles.has(module)) troubles.set(module, { module, code })
    }
    for (const path of configured) {
      const inspected = await inspect(path)
      if (!inspected) tell(path, 'TOKEN_MODULE_MISSING')
      else if (inspected.trouble) tell(path, inspected.trouble)
      else take(path, inspected)
    }
    const groups = discover ? await candidates(folders, search.known ?? KNOWN_MODULES, platform) : []
    for (const paths of groups) {
      for (const path of paths) {
        const inspected = await inspect(path)
        if (inspected?.trouble === null) {
          take(path, inspected)
          break
        }
        // By pattern many a library is found that only uses modules: that it is none is no trouble.
        if (inspected?.trouble === 'TOKEN_MODULE_ARCHITECTURE') tell(path, inspected.trouble)
      }
    }
    const found = [...modules.values()]
    const usable = new Set(found.map(({ path }) => basename(path)))
    return { modules: found, troubles: [...troubles.values()].filter(({ module }) => !usable.has(module)) }
  }
}

/** Paths worth inspecting, of each group the first that is usable: the known vendors in the order of the list, then each that fits the pattern. */
async function candidates(
  folders: readonly string[],
  known: readonly KnownModule[],
  platform: NodeJS.Platform,
): Promise<readonly (readonly string[])[]> {
  const listings = await Promise.all(folders.map(async (folder) => ({ folder, names: await namesIn(folder) })))
  // Windows does not tell upper from lower case in file names, and installers write both.
  const folded = (name: string) => (platform === 'win32' ? name.toLowerCase() : name)
  const namesOf = (module: KnownModule) =>
    (platform === 'win32' ? module.win32 : platform === 'darwin' ? module.darwin : module.linux) ?? []
  const byList = known.map((module) =>
    namesOf(module).flatMap((wanted) =>
      listings.flatMap(({ folder, names }) =>
        names.filter((name) => folded(name) === folded(wanted)).map((name) => join(folder, name)),
      ),
    ),
  )
  const listed = new Set(known.flatMap(namesOf).map(folded))
  const byPattern = listings.flatMap(({ folder, names }) =>
    names
      .filter((name) => MODULE_PATTERN.test(name) && !NEVER_BY_PATTERN.test(name) && !listed.has(folded(name)))
      .map((name) => [join(folder, name)]),
  )
  return [...byList, ...byPattern]
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).then(
    (names) => names.sort(),
    () => [],
  )
}
