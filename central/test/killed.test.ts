import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, expect, test } from 'vitest'
import type { PacketEnvelope } from '../../data/wire/packet.wire.ts'
import { isAlive, readPostmasterPid } from '../db/embedded-leftover.ts'
import { type FakeCarrier, startFakeCarrier } from './fake-carrier.ts'
import { type FakeSmsCentre, startFakeSmsCentre } from './fake-sms-centre.ts'
import { createStation, type FakeStation, newStationKey, sendSigned } from './fake-station.ts'
import { person, register, until, type World } from './world.ts'

interface Up {
  readonly child: ChildProcess
  readonly url: string
  readonly adminToken: string
  readonly listeners: Record<string, number>
}

const undo: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})

async function surroundings() {
  const dataDir = await mkdtemp(join(tmpdir(), 'central-killed-'))
  const [carrier, smsc] = await Promise.all([startFakeCarrier(), startFakeSmsCentre()])
  undo.push(
    () => rm(dataDir, { recursive: true, force: true }),
    () => carrier.close(),
    () => smsc.close(),
  )
  return { dataDir, carrier, smsc }
}

async function spawnCentral(around: { dataDir: string; carrier: FakeCarrier; smsc: FakeSmsCentre }): Promise<Up> {
  const settings = { dataDir: around.dataDir, carrierUrl: around.carrier.url, smsPort: around.smsc.port }
  const child = spawn(process.execPath, [join(import.meta.dirname, 'central-process.ts'), JSON.stringify(settings)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  undo.push(async () => {
    const postmaster = await readPostmasterPid(join(around.dataDir, 'postgres'))
    await kill(child)
    // It still writes into the folder that is removed next.
    await until(() => postmaster === null || !isAlive(postmaster))
  })
  const [line] = (await once(createInterface(child.stdout!), 'line')) as [string]
  return { child, ...(JSON.parse(line) as Omit<Up, 'child'>) }
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

async function enrolAt(up: Up): Promise<FakeStation> {
  const response = await fetch(`${up.url}/admin/v1/enrollment-codes`, {
    method: 'POST',
    headers: { authorization: `Bearer ${up.adminToken}`, 'content-type': 'application/json' },
    body: '{}',
  })
  const { code } = (await response.json()) as { code: string }
  const key = newStationKey()
  const body = { code, name: 'Quầy thử', kind: 'self-service', publicKey: key.jwk }
  const enrolled = await sendSigned<never>(up, key, Date.now, 'POST', '/v1/stations', body)
  return createStation(up, key, enrolled.body, Date.now)
}

test('kill -9 again and again while packets come in and are decided: each is decided once, with one account', async () => {
  const around = await surroundings()
  let up = await spawnCentral(around)
  // Nothing of ours may sit between a signal and the program that started central.
  expect(up.listeners).toMatchObject({ SIGINT: 0, SIGTERM: 0, SIGHUP: 0 })
  let station = await enrolAt(up)
  const packets: PacketEnvelope[] = []
  const acknowledged = new Set<string>()
  for (let round = 0; round < 4; round++) {
    for (let at = 0; at < 5; at++) {
      packets.push(await register(around as unknown as World, station, person(round * 10 + at)))
    }
    const pushed = station.push(packets)
    const sure = round < 3 ? pushed.catch(() => null) : pushed
    // In one round before the answer, in the others as soon as it is there, while decisions are being written.
    if (round !== 1)
      for (const one of (await sure)?.body.results ?? []) if (one.result === 'received') acknowledged.add(one.packetId)
    if (round === 3) break
    const postmaster = await readPostmasterPid(join(around.dataDir, 'postgres'))
    await kill(up.child)
    await sure
    // The guard stops the database though nobody asked it to.
    await until(() => postmaster !== null && !isAlive(postmaster))
    up = await spawnCentral(around)
    station = createStation(up, station.key, station.identity, Date.now)
    station.chain.sequence = packets.length
    station.chain.previousHash = packets.at(-1)!.hash
  }
  const decided = await until(async () => {
    const { payloads } = await station.decisions()
    return payloads.length >= packets.length ? payloads : null
  })
  expect(decided.map((one) => one.packetId).sort()).toEqual(packets.map((one) => one.packetId).sort())
  expect(new Set(decided.map((one) => one.state))).toEqual(new Set(['accepted']))
  for (const packetId of acknowledged) expect(decided.some((one) => one.packetId === packetId)).toBe(true)
  const count = await fetch(`${up.url}/admin/v1/accounts/count`, {
    headers: { authorization: `Bearer ${up.adminToken}` },
  })
  expect(await count.json()).toEqual({ count: packets.length })
})

test('a second central on the same folder is refused, and the first goes on', async () => {
  const around = await surroundings()
  const up = await spawnCentral(around)
  const { startEmbeddedPostgres } = await import('../db/embedded.ts')
  await expect(startEmbeddedPostgres(around.dataDir)).rejects.toMatchObject({
    code: 'STORE_BUSY',
    details: { pid: up.child.pid },
  })
  expect((await fetch(`${up.url}/ready`)).status).toBe(200)
})

test('SIGTERM without a handler ends the process at once, and the database after it', async () => {
  const around = await surroundings()
  const up = await spawnCentral(around)
  const postmaster = await readPostmasterPid(join(around.dataDir, 'postgres'))
  up.child.kill('SIGTERM')
  await once(up.child, 'exit')
  expect(up.child.signalCode).toBe('SIGTERM')
  await until(() => postmaster !== null && !isAlive(postmaster))
})
