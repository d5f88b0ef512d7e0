import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { integer, octets, oid, sequence, set, tlv } from '../lds/der-write.ts'
import { sampleAuthority } from '../lds/sample-signer.ts'
import { loadAnchors } from './load-anchors.ts'

let folder: string
let logged: string[]
const authority = () => sampleAuthority('ecdsa', 'sha256', new Date('2049-01-01')).certificate
const bytes = (list: readonly Uint8Array[]) => list.map((each) => Buffer.from(each).toString('hex'))
const load = () => loadAnchors({ folder, log: pino({}, { write: (line: string) => logged.push(line) }) })
const pem = (der: Uint8Array) =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64')}\n-----END CERTIFICATE-----\n`

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'anchors-'))
  logged = []
})
afterEach(() => rm(folder, { recursive: true }))

/** ICAO 9303-12 §8.1. */
function masterList(certificates: readonly Uint8Array[], contentType = '2.23.136.1.1.2'): Uint8Array {
  const list = sequence(integer(0), set(...certificates))
  const content = sequence(oid(contentType), tlv(0xa0, octets(list)))
  return sequence(oid('1.2.840.113549.1.7.2'), tlv(0xa0, sequence(integer(3), set(), content, set())))
}

test('DER, PEM with several, and a master list; doubles once, in order of names', async () => {
  const [a, b, c, d] = [authority(), authority(), authority(), authority()]
  await writeFile(join(folder, '1.cer'), a)
  await writeFile(join(folder, '2.PEM'), `chú thích\n${pem(b)}\n${pem(a)}`)
  await writeFile(join(folder, '3.ml'), masterList([c, d]))
  await writeFile(join(folder, 'README.txt'), 'not looked at')
  expect(bytes(await load())).toEqual(bytes([a, b, c, d]))
  expect(logged).toEqual([])
})

test('bad files are named and skipped', async () => {
  const good = authority()
  await writeFile(join(folder, 'good.der'), good)
  await writeFile(join(folder, 'empty.cer'), '')
  await writeFile(join(folder, 'cut.crt'), good.subarray(0, 100))
  await writeFile(join(folder, 'text.pem'), 'hello')
  await writeFile(join(folder, 'other.ml'), masterList([good], '1.2.3'))
  await writeFile(join(folder, 'half.ml'), masterList([good, sequence(integer(1))]))
  expect(bytes(await load())).toEqual(bytes([good]))
  expect(logged.map((line) => JSON.parse(line).file)).toEqual([
    'cut.crt',
    'empty.cer',
    'half.ml',
    'other.ml',
    'text.pem',
  ])
})

test('a folder that is not there gives none', async () => {
  expect(await loadAnchors({ folder: join(folder, 'none'), log: pino({ enabled: false }) })).toEqual([])
})
