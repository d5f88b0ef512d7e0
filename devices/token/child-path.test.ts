import { existsSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { expect, test } from 'vitest'
import { withTempFolder } from '../../test/harness/temp.ts'
import { systemScheduler } from '../port/scheduler.ts'
import { childPath } from './child-path.ts'
import { startModuleProcess } from './module-process.ts'
import { createTokenSimulator } from './simulator.ts'

test('as source the child stands in its folder', () => {
  expect(existsSync(childPath())).toBe(true)
})

test('bundled it stands beside the chunks, under the name that build.mjs gives it, and runs', async () => {
  await withTempFolder(async (folder) => {
    await build({
      entryPoints: { 'token-child': fileURLToPath(new URL('./child/main.ts', import.meta.url)) },
      outdir: folder,
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      target: 'node24',
      minify: true,
      external: ['pkcs11js'],
      banner: { js: "import{createRequire as _cr}from'node:module';const require=_cr(import.meta.url);" },
    })
    // A bundle is JavaScript modules by its package.json, as the checkout's is.
    await cp(fileURLToPath(new URL('../../package.json', import.meta.url)), join(folder, 'package.json'))
    const path = childPath(pathToFileURL(join(folder, 'chunk-ABCD1234.js')).href)
    expect(path).toBe(join(folder, 'token-child.js'))
    const simulator = await createTokenSimulator({ simulate: true })
    const child = startModuleProcess({ childPath: path, moduleName: 'simulated', scheduler: systemScheduler })
    const module = { kind: 'simulated', folder: simulator.folder } as const
    expect(await child.request({ kind: 'load', module }, 10_000)).toEqual({ kind: 'loaded' })
    expect(await child.request({ kind: 'look' }, 5_000)).toMatchObject({
      kind: 'tokens',
      tokens: [{ label: 'MO PHONG CONG DAN' }],
    })
    await child.stop()
    expect(await child.gone).toBe('stopped')
    await simulator.stop()
  })
})
