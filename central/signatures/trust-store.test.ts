import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CA, ROOT, STATE } from '../../data/pki/testing/ca.ts'
import { HAS_OPENSSL, onBench, pem } from '../../data/pki/testing/openssl.ts'
import { openTrustStore } from './trust-store.ts'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'trust-'))
})
afterEach(() => rm(dir, { recursive: true, force: true }))

async function install(part: string, name: string, content: Uint8Array | string) {
  await mkdir(join(dir, part), { recursive: true })
  await writeFile(join(dir, part, name), content)
}
const sorted = (ders: readonly { readonly der: Uint8Array }[]) =>
  ders.map(({ der }) => Buffer.from(der)).sort(Buffer.compare)

describe('a trust folder', () => {
  test('holds roots of both trees and issuers, as DER and PEM', async () => {
    await install('public', 'root.crt', ROOT)
    await install('state', 'root.pem', `some words before\n${pem(STATE)}`)
    await install('issuers', 'all.pem', pem(CA) + pem(STATE))
    const { current } = await openTrustStore({ dir })
    expect(current.anchors.map(({ tree, certificate }) => [tree, certificate.der])).toEqual([
      ['public', ROOT],
      ['state', STATE],
    ])
    expect(sorted(current.authorities)).toEqual([Buffer.from(CA), Buffer.from(STATE)].sort(Buffer.compare))
    expect(current.unreadable).toEqual([])
  })

  test.skipIf(!HAS_OPENSSL)('takes the bundles that openssl writes (needs openssl)', async () => {
    await onBench(async (bench) => {
      bench.write('all.pem', pem(ROOT) + pem(CA))
      for (const form of ['DER', 'PEM']) {
        expect(bench.run('crl2pkcs7', '-nocrl', '-certfile', 'all.pem', '-outform', form, '-out', form).ok).toBe(true)
        await install('public', `${form}.p7b`, bench.read(form))
      }
    })
    const { current } = await openTrustStore({ dir })
    expect(current.anchors).toHaveLength(4)
    expect(current.unreadable).toEqual([])
  })

  test('names what is no certificate, and leaves out what is hidden', async () => {
    await install('public', 'root.crt', ROOT)
    await install('public', 'readme.txt', 'the root of the country')
    await install('public', 'half.crt', ROOT.subarray(0, 200))
    await install('public', '.directory', 'x')
    await install('state', 'sequence.der', new Uint8Array([0x30, 0x00]))
    const { current } = await openTrustStore({ dir })
    expect(current.anchors).toHaveLength(1)
    expect([...current.unreadable].sort()).toEqual(['public/half.crt', 'public/readme.txt', 'state/sequence.der'])
  })

  test('is read again when asked, and is another object then', async () => {
    const store = await openTrustStore({ dir, anchors: [{ tree: 'state', der: STATE }] })
    const before = store.current
    expect(before.anchors).toHaveLength(1)
    await install('public', 'root.crt', ROOT)
    expect(await store.reload()).toBe(store.current)
    expect(store.current).not.toBe(before)
    expect(store.current.anchors).toHaveLength(2)
  })

  test('that cannot be read says which setting is wrong, and nothing changes', async () => {
    await writeFile(join(dir, 'public'), 'a file in place of a folder')
    await expect(openTrustStore({ dir })).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      details: { setting: 'trustDir' },
    })
  })
})
