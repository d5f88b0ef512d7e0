import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

interface Manifest {
  readonly dependencies: Record<string, string>
  readonly optionalDependencies: Record<string, string>
  readonly devDependencies: Record<string, string>
}

interface PackageManifest {
  readonly license?: string
  readonly licenses?: readonly { readonly type: string }[]
}

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
const manifest = JSON.parse(read('package.json')) as Manifest
const [, product = '', tools = ''] = read('docs/dependencies.md').split(/^## /m)

describe('the list of dependencies', () => {
  test('names every package of the product, and none besides', () => {
    expect(listed(product).map((entry) => entry.name)).toEqual(
      Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies }).sort(),
    )
  })

  test('names every package for building and testing, and none besides', () => {
    expect(listed(tools).map((entry) => entry.name)).toEqual(Object.keys(manifest.devDependencies))
  })

  test.each([...listed(product), ...listed(tools)])(
    '$name is listed with a reason and its own licence',
    ({ name, words }) => {
      const licence = licenceOf(JSON.parse(read(`node_modules/${name}/package.json`)) as PackageManifest)
      expect(words.endsWith(` ${licence}`), `${words} should end with ${licence}`).toBe(true)
      expect(words.length - licence.length).toBeGreaterThan(5)
    },
  )
})

function listed(section: string) {
  return [...section.matchAll(/^- `(.+?)`: (.+)$/gm)].map(([, name = '', words = '']) => ({ name, words }))
}

function licenceOf(manifest: PackageManifest): string {
  return manifest.license ?? manifest.licenses?.map((licence) => licence.type).join(' OR ') ?? 'no licence stated'
}
