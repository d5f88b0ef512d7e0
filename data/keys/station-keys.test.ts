import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { calculateJwkThumbprint } from 'jose'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createStationKeys } from './station-keys.ts'

let dir: string
let path: string

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'keys-'))
  path = join(dir, 'key.json')
})

afterEach(() => rmSync(dir, { recursive: true, force: true }))

test('a key is made once, for its owner only, and found again', async () => {
  const keys = createStationKeys(path)
  expect(keys.load()).toBeNull()
  const made = keys.loadOrCreate()
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(createStationKeys(path).loadOrCreate().keyId).toBe(made.keyId)
  expect(readdirSync(dir)).toEqual(['key.json'])
  expect(made.keyId).toBe(await calculateJwkThumbprint(made.publicJwk))
  expect(made.publicJwk).not.toHaveProperty('d')
})

test('a rest of an interrupted writing is no obstacle', () => {
  writeFileSync(`${path}.${process.pid}.new`, '{"kty":')
  expect(createStationKeys(path).loadOrCreate().keyId).toHaveLength(43)
})

test.each(['', '{}', 'not json', '{"kty":"OKP","crv":"Ed25519","x":"a","d":"a"}'])(
  'a spoilt file is named, never replaced, never quoted: %s',
  (text) => {
    writeFileSync(path, text)
    let fault: unknown = null
    try {
      createStationKeys(path).loadOrCreate()
    } catch (thrown) {
      fault = thrown
    }
    expect(fault).toMatchObject({ code: 'CONFIG_INVALID' })
    expect(String((fault as Error).cause)).toBe('undefined')
    expect(readFileSync(path, 'utf8')).toBe(text)
  },
)
