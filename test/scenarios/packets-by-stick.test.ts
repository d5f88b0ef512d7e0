import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { SERVER_KINDS, type TestServer } from '../../central/test/servers.ts'
import { startWorld, type World } from '../../central/test/world.ts'
import { carryStick } from '../../data/stick/carry.ts'
import { readSettings } from '../../kiosk/settings.ts'
import { openWiredStation, type WiredStation } from '../../kiosk/wire-station.ts'
import { registerByPhone } from './register-by-phone.ts'

/** A counter whose line never comes: its packets go by stick (product.md §4). Real central, real store, the screen's own flows. */
const NO_LINE = 'http://127.0.0.1:9'
const DECIDED_WITHIN_MS = 30_000

let server: TestServer
let world: World
const closings: (() => void)[] = []

beforeAll(async () => {
  server = await (SERVER_KINDS[0] as (typeof SERVER_KINDS)[number]).start()
})
afterEach(async () => {
  for (const close of closings.splice(0).reverse()) close()
  await world.close()
})
afterAll(() => server.stop())

async function counterWithoutLine(): Promise<WiredStation> {
  const dir = folder('counter-')
  const first = openWiredStation(readSettings({}, {}, dir), 'test')
  const { code } = await world.central.admin.createEnrollmentCode()
  await first.station.enroll({ centralUrl: world.central.url, code, name: 'Quầy xã', kind: 'assisted' })
  first.close()
  const station = openWiredStation(readSettings({ central: NO_LINE }, {}, dir), 'test')
  closings.push(() => station.close())
  return station
}

function folder(name: string): string {
  const dir = mkdtempSync(join(tmpdir(), name))
  closings.push(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

async function registerAt(counter: WiredStation, at: number) {
  expect(await registerByPhone(counter, at)).toBe('pending')
}

const carry = (stick: string) =>
  carryStick(stick, { centralUrl: world.central.url, waitMs: DECIDED_WITHIN_MS, askAgainMs: 100 })
const filesOn = (stick: string) =>
  readdirSync(stick, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.gz'))
    .sort()
const stateOf = (counter: WiredStation, sequence: number) => counter.station.repos.packets.bySequence(sequence)?.state

test('out by stick, signed words and reference data back: nothing waits any more, and every trip may be made twice', async () => {
  world = await startWorld(server)
  const counter = await counterWithoutLine()
  const stick = folder('stick-')
  for (const at of [1, 2, 3]) await registerAt(counter, at)
  const port = await counter.station.stick()

  expect(await port.exportTo(stick)).toEqual({ files: 1, packets: 3 })
  expect(counter.station.repos.outbox.counts().waiting).toBe(3)
  const [bundle = ''] = filesOn(stick)
  expect(bundle).toMatch(/^motcua\/K\d{4}\/K\d{4}-000001_3\.[0-9a-f]{8}\.out\.gz$/)
  expect(readFileSync(join(stick, bundle), 'latin1')).not.toContain('046204000001')

  expect(await carry(stick)).toEqual({ files: 1, received: 3, decided: 0, waiting: 3, failed: [] })
  const second = await carry(stick)
  expect([second.received, second.failed]).toEqual([3, []])

  const copies = filesOn(stick).map((name) => [name, readFileSync(join(stick, name))] as const)
  expect(copies).toHaveLength(2)
  expect(await port.importFrom(stick)).toEqual({
    files: 1,
    received: 3,
    decided: 0,
    refused: 0,
    faults: {},
    known: 0,
    waiting: 3,
    readOnly: false,
    unreadable: [],
  })
  expect(counter.station.repos.outbox.counts().waiting).toBe(0)
  expect([1, 2, 3].map((sequence) => stateOf(counter, sequence))).toEqual(Array(3).fill('waiting-for-citizen'))
  expect(
    counter.station.repos.acknowledgements
      .of(2)
      .map(({ state }) => state)
      .sort(),
  ).toEqual(['received', 'waiting-for-citizen'])
  expect((await counter.station.policy()).version).toBe(1)
  expect(filesOn(stick)).toEqual([])

  // The same stick once more, and a packet taken since: the old answer moves nothing.
  await registerAt(counter, 4)
  for (const [name, bytes] of copies) writeFileSync(join(stick, name), bytes)
  expect(await port.importFrom(stick)).toEqual({
    files: 1,
    received: 0,
    decided: 0,
    refused: 0,
    faults: {},
    known: 0,
    waiting: 3,
    readOnly: false,
    unreadable: [],
  })
  expect(stateOf(counter, 4)).toBe('sealed')
  expect(await port.exportTo(stick)).toEqual({ files: 1, packets: 1 })
  expect(await carry(stick)).toEqual({ files: 1, received: 1, decided: 0, waiting: 1, failed: [] })
  await port.importFrom(stick)
  expect(stateOf(counter, 4)).toBe('waiting-for-citizen')
  // Nothing waits: one file goes out all the same, and fetches what is new.
  expect(await port.exportTo(stick)).toEqual({ files: 1, packets: 0 })
  expect(await carry(stick)).toEqual({ files: 1, received: 0, decided: 0, waiting: 0, failed: [] })
  expect((await port.importFrom(stick)).unreadable).toEqual([])
})

test('a damaged file is named, another’s is refused, and the rest is taken', async () => {
  world = await startWorld(server)
  const [counter, other] = [await counterWithoutLine(), await counterWithoutLine()]
  const stick = folder('stick-')
  await registerAt(counter, 11)
  await registerAt(other, 12)
  const [mine, theirs] = [await counter.station.stick(), await other.station.stick()]
  await mine.exportTo(stick)
  await theirs.exportTo(stick)
  expect((await carry(stick)).files).toBe(2)
  const [codeOfMine = '', codeOfTheirs = ''] = [counter, other].map(({ station }) => station.identity?.stationCode)
  const replyIn = (code: string) => filesOn(stick).find((name) => name.includes(code) && name.endsWith('.in.gz')) ?? ''

  const reply = join(stick, replyIn(codeOfMine))
  const whole = readFileSync(reply)
  // Whatever byte is hurt: by the check sum of gzip, by the digest under the seal, or by the signature.
  for (const at of [20, Math.floor(whole.length / 2), whole.length - 4]) {
    const hurt = Buffer.from(whole)
    hurt[at] = (hurt[at] ?? 0) ^ 0x55
    writeFileSync(reply, hurt)
    const { unreadable, files } = await mine.importFrom(stick)
    expect([files, unreadable]).toEqual([0, [{ file: reply, code: 'STICK_UNREADABLE' }]])
  }
  writeFileSync(reply, whole.subarray(0, whole.length / 2))
  expect((await mine.importFrom(stick)).unreadable).toEqual([{ file: reply, code: 'STICK_UNREADABLE' }])
  writeFileSync(reply, whole)

  const foreign = join(stick, 'motcua', codeOfMine, 'foreign.in.gz')
  renameSync(join(stick, replyIn(codeOfTheirs)), foreign)
  const taken = await mine.importFrom(stick)
  expect(taken).toMatchObject({ files: 1, received: 1, unreadable: [{ file: foreign, code: 'STICK_FOREIGN' }] })
  expect(stateOf(other, 1)).toBe('sent')
})

test('central takes a bundle for its station’s signature alone: one that was changed on the way, or signed by nobody, is refused', async () => {
  world = await startWorld(server)
  const counter = await counterWithoutLine()
  const stick = folder('stick-')
  await registerAt(counter, 21)
  await registerAt(counter, 22)
  await (await counter.station.stick()).exportTo(stick)
  const { gunzipSync, gzipSync } = await import('node:zlib')
  const path = join(stick, filesOn(stick)[0] ?? '')
  const bundle = JSON.parse(gunzipSync(readFileSync(path)).toString('utf8'))
  const attempt = async (changed: unknown) => {
    writeFileSync(path, gzipSync(JSON.stringify(changed)))
    return (await carry(stick)).failed.map(({ code }) => code)
  }
  expect(await attempt({ ...bundle, packets: bundle.packets.slice(1) })).toEqual(['SHAPE_INVALID'])
  expect(await attempt({ ...bundle, packets: bundle.packets.toReversed() })).toEqual(['SHAPE_INVALID'])
  const [header, payload, signature] = bundle.manifest.split('.')
  const forged = Buffer.from(
    JSON.stringify({ ...JSON.parse(Buffer.from(payload, 'base64url').toString()), decisionsAfter: 9 }),
  )
  expect(await attempt({ ...bundle, manifest: [header, forged.toString('base64url'), signature].join('.') })).toEqual([
    'SIGNATURE_INVALID',
  ])
  expect(await attempt(bundle)).toEqual([])
})

test('a carrier who spoils what a packet holds keeps it from nobody: it waits on, and the next trip brings it', async () => {
  world = await startWorld(server)
  const counter = await counterWithoutLine()
  const stick = folder('stick-')
  await registerAt(counter, 26)
  await registerAt(counter, 27)
  const port = await counter.station.stick()
  await port.exportTo(stick)
  const { gunzipSync, gzipSync } = await import('node:zlib')
  const path = join(stick, filesOn(stick)[0] ?? '')
  const bundle = JSON.parse(gunzipSync(readFileSync(path)).toString('utf8'))
  const [spoilt, other] = bundle.packets
  const packets = [
    { ...spoilt, sealed: `${spoilt.sealed.slice(0, -1)}${spoilt.sealed.endsWith('A') ? 'B' : 'A'}` },
    other,
  ]
  writeFileSync(path, gzipSync(JSON.stringify({ ...bundle, packets })))
  expect(await carry(stick)).toMatchObject({ received: 1, failed: [] })
  expect(await port.importFrom(stick)).toMatchObject({ received: 1, refused: 0, faults: { PACKET_INCONSISTENT: 1 } })
  expect([1, 2].map((sequence) => stateOf(counter, sequence))).toEqual(['sent', 'waiting-for-citizen'])
  await port.exportTo(stick)
  expect(await carry(stick)).toMatchObject({ received: 1, failed: [] })
  expect(await port.importFrom(stick)).toMatchObject({ received: 1, refused: 0, faults: {} })
})

test('no stick is said so, out and back', async () => {
  world = await startWorld(server)
  const port = await (await counterWithoutLine()).station.stick()
  await expect(port.exportTo('/nowhere/at-all')).rejects.toMatchObject({ code: 'STICK_ABSENT' })
  await expect(port.importFrom('/nowhere/at-all')).rejects.toMatchObject({ code: 'STICK_ABSENT' })
})

test('a full stick is said so; nothing is left half written, and nothing has moved', async (context) => {
  world = await startWorld(server)
  const counter = await counterWithoutLine()
  const port = await counter.station.stick()
  await registerAt(counter, 31)
  const stick = join(folder('mount-'), 'stick')
  mkdirSync(stick)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8k', 'tmpfs', stick], { stdio: 'ignore' })
  } catch {
    context.skip('needs the right to mount a small disk')
  }
  closings.push(() => execFileSync('umount', [stick]))
  writeFileSync(join(stick, 'photo.jpg'), Buffer.alloc(8_192))
  await expect(port.exportTo(stick)).rejects.toMatchObject({ code: 'STICK_FULL' })
  expect(filesOn(stick)).toEqual([])
  expect(stateOf(counter, 1)).toBe('sealed')
})
