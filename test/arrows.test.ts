import { spawnSync } from 'node:child_process'
import { cp, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { withTempFolder } from './harness/temp.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const CRUISER = join(ROOT, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs')

/** One wrong import for each rule: the file it is planted in, what it says, the rule that must refuse it. */
const WRONG = [
  ['flows/mobile/a.flow.ts', "import '../../data/store/store.ts'", 'flows-import-themselves-alone'],
  ['flows/mobile/b.flow.ts', "import 'node:fs'", 'flows-import-themselves-alone'],
  ['flows/mobile/c.flow.ts', "import 'pino'", 'flows-import-themselves-alone'],
  ['flows/mobile/d.flow.ts', "import type { Store } from '../../data/store/store.ts'", 'flows-import-themselves-alone'],
  ['flows/mobile/f.flow.ts', "export * from '../../devices/scanner/driver.ts'", 'flows-import-themselves-alone'],
  ['flows/mobile/e.flow.ts', "import 'libphonenumber-js'", 'phone-numbers-are-a-rule'],
  ['devices/scanner/a.ts', "import '../../flows/rules/rule.ts'", 'devices-know-base-and-ports'],
  ['devices/scanner/b.ts', "import '../../data/store/store.ts'", 'devices-know-base-and-ports'],
  ['devices/scanner/c.ts', "import '../modem/driver.ts'", 'devices-stay-apart'],
  ['devices/port/d.ts', "import '../scanner/driver.ts'", 'devices-stay-apart'],
  ['data/store/a.ts', "import '../../flows/mobile/mobile.flow.ts'", 'data-knows-base-rules-ports'],
  ['data/store/b.ts', "import '../../devices/scanner/driver.ts'", 'data-knows-base-rules-ports'],
  ['central/routes/a.route.ts', "import '../../flows/ports/x.port.ts'", 'central-shares-shapes-and-rules'],
  ['data/pki/a.ts', "import '../store/store.ts'", 'pki-is-shared-and-does-no-io'],
  ['data/pki/b.ts', "import 'node:http'", 'pki-is-shared-and-does-no-io'],
  ['central/routes/b.route.ts', "import '../../data/store/store.ts'", 'central-shares-shapes-and-rules'],
  ['kiosk/commands/a.ts', "import '../../central/server.ts'", 'central-is-loaded-lazily'],
  ['kiosk/ui/lazy.ts', "await import('../../central/server.ts')", 'central-is-loaded-by-commands'],
  ['kiosk/commands/b.ts', "import '../../data/store/store.ts'", 'wire-names-the-concrete'],
  ['kiosk/ui/screens/a.screen.tsx', "import 'node:fs'\nexport const a = <b />", 'screens-know-flows-alone'],
  [
    'kiosk/ui/screens/b.screen.tsx',
    "import type { Store } from '../../../data/store/store.ts'",
    'screens-know-flows-alone',
  ],
  ['data/store/c.ts', "import '../../test/harness/temp.ts'", 'rooms-import-no-test'],
  ['central/routes/c.route.ts', "import 'vitest'", 'product-ships-without-dev-packages'],
  ['flows/rules/back.ts', "import './circle.ts'", 'no-circles'],
  ['data/store/d.ts', "import './gone.ts'", 'imports-resolve'],
] as const

/** What the rooms may import; none of it may be refused. */
const RIGHT = [
  ['flows/mobile/mobile.flow.ts', "import 'xstate'\nimport '../rules/rule.ts'\nimport '../ports/x.port.ts'"],
  ['flows/rules/phone.ts', "import 'libphonenumber-js'"],
  ['flows/rules/circle.ts', "import './back.ts'"],
  ['flows/rules/types-one.ts', "import type { B } from './types-two.ts'\nexport type A = B"],
  ['flows/rules/types-two.ts', "import type { A } from './types-one.ts'\nexport type B = A"],
  ['flows/mobile/mobile.flow.test.ts', "import 'vitest'\nimport '../../test/harness/temp.ts'"],
  [
    'devices/scanner/driver.ts',
    "import '../port/byte-port.ts'\nimport '../../flows/ports/x.port.ts'\nimport 'node:fs'",
  ],
  ['devices/modem/driver.ts', "import '../../flows/base/fault.ts'"],
  ['data/store/store.ts', "import '../../flows/rules/rule.ts'\nimport '../wire/x.wire.ts'\nexport interface Store {}"],
  [
    'central/server.ts',
    "import '../data/wire/x.wire.ts'\nimport '../data/pki/chain.ts'\nimport '../flows/rules/rule.ts'",
  ],
  ['data/pki/chain.ts', "import '../../flows/rules/rule.ts'\nimport 'node:crypto'\nimport 'node:buffer'"],
  ['kiosk/commands/up.ts', "import { x } from '../wire-station.ts'\nawait import('../../central/server.ts')\nx()"],
  ['kiosk/commands/outbox.ts', "import type { Store } from '../../data/store/store.ts'\nexport type Row = Store"],
  [
    'kiosk/wire-station.ts',
    "import '../data/store/store.ts'\nimport '../devices/scanner/driver.ts'\nexport const x = () => {}",
  ],
  [
    'kiosk/ui/screens/ok.screen.tsx',
    "import 'ink'\nimport '../theme.ts'\nimport '../../../flows/base/fault.ts'\nexport const ok = <b />",
  ],
  ['test/scenarios/any.test.ts', "import '../../central/server.ts'\nimport '../../data/store/store.ts'"],
] as const

const PLAIN = ['flows/base/fault.ts', 'flows/ports/x.port.ts', 'flows/rules/rule.ts', 'devices/port/byte-port.ts']
const PLAIN_TOO = ['data/wire/x.wire.ts', 'kiosk/ui/theme.ts', 'test/harness/temp.ts']
const PACKAGES = { dependencies: ['xstate', 'libphonenumber-js', 'pino', 'ink'], devDependencies: ['vitest'] }

describe('the arrows between the rooms', () => {
  test('each wrong import fails under its own rule, and nothing else does', async () => {
    await withTempFolder(async (folder) => {
      await plant(
        folder,
        [...PLAIN, ...PLAIN_TOO].map((file) => [file, 'export const plain = 1'] as const),
      )
      await plant(folder, RIGHT)
      await plant(folder, WRONG)
      const result = cruise(folder)
      const caught = [...result.stdout.matchAll(/error ([\w-]+): (\S+)/g)].map(([, rule, file]) => `${file} ${rule}`)
      const expected = WRONG.map(([file, , rule]) => `${file} ${rule}`)
      expect(expected.filter((one) => !caught.includes(one))).toEqual([])
      expect(caught.filter((one) => !WRONG.some(([file]) => one.startsWith(`${file} `)))).toEqual([])
      expect(result.status).not.toBe(0)
    })
  })

  test('right imports alone pass', async () => {
    await withTempFolder(async (folder) => {
      await plant(
        folder,
        [...PLAIN, ...PLAIN_TOO].map((file) => [file, 'export const plain = 1'] as const),
      )
      await plant(folder, [...RIGHT, ['flows/rules/back.ts', 'export const straight = 1'] as const])
      expect(cruise(folder)).toMatchObject({ status: 0 })
    })
  })
})

function cruise(folder: string) {
  const rooms = ['flows', 'devices', 'data', 'kiosk', 'central', 'test']
  return spawnSync(process.execPath, [CRUISER, ...rooms], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  })
}

async function plant(folder: string, files: readonly (readonly [string, string, ...string[]])[]) {
  await cp(join(ROOT, '.dependency-cruiser.cjs'), join(folder, '.dependency-cruiser.cjs'))
  await write(folder, 'package.json', JSON.stringify({ type: 'module', ...versions() }))
  for (const name of Object.values(PACKAGES).flat()) {
    await write(
      folder,
      `node_modules/${name}/package.json`,
      JSON.stringify({ name, version: '1.0.0', main: 'index.js' }),
    )
    await write(folder, `node_modules/${name}/index.js`, '')
  }
  for (const [file, source] of files) await write(folder, file, source)
}

function versions() {
  return Object.fromEntries(
    Object.entries(PACKAGES).map(([kind, names]) => [kind, Object.fromEntries(names.map((name) => [name, '1.0.0']))]),
  )
}

async function write(folder: string, file: string, source: string) {
  await mkdir(dirname(join(folder, file)), { recursive: true })
  await writeFile(join(folder, file), `${source}\n`)
}
