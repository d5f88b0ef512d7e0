import { mkdtemp, readlink, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { collectEvents } from './collect-events.ts'
import { openPseudoPort } from './pseudo-port.ts'
import { openSerialPort } from './serial-port.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pseudo-port-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('is found under its link while it is open, and the link goes with it', async () => {
  const linkPath = join(folder, 'scanner')
  const device = await openPseudoPort({ linkPath })
  expect(device.path).toBe(linkPath)
  expect(await readlink(linkPath)).toBe(device.name)
  await device.close()
  await expect(readlink(linkPath)).rejects.toMatchObject({ code: 'ENOENT' })
})

test('replaces a link left by a run that crashed', async () => {
  const linkPath = join(folder, 'scanner')
  await symlink('/dev/pts/none', linkPath)
  const device = await openPseudoPort({ linkPath })
  expect(await readlink(linkPath)).toBe(device.name)
  await device.close()
})

test("leaves somebody else's file alone", async () => {
  const linkPath = join(folder, 'scanner')
  await writeFile(linkPath, 'mine')
  await expect(openPseudoPort({ linkPath })).rejects.toMatchObject({ code: 'CONFIG_INVALID' })
})

test('can be opened by a driver again and again', async () => {
  const device = await openPseudoPort()
  for (const round of [1, 2, 3]) {
    const port = await openSerialPort({ path: device.path })
    const heard = collectEvents(port)
    await device.write(Uint8Array.of(round))
    expect(await heard.next()).toMatchObject({ kind: 'data', bytes: Uint8Array.of(round) })
    await port.close()
  }
  await device.close()
  await device.close()
})

test('carries more than the line holds to a driver in this same program, whole and in order', async () => {
  const device = await openPseudoPort()
  const port = await openSerialPort({ path: device.path })
  const sent = Uint8Array.from({ length: 300_000 }, (_, at) => at % 251)
  const got = Buffer.alloc(sent.length)
  let gotBytes = 0
  const whole = new Promise<void>((resolve) => {
    port.subscribe((event) => {
      if (event.kind !== 'data') return
      got.set(event.bytes, gotBytes)
      gotBytes += event.bytes.length
      if (gotBytes === sent.length) resolve()
    })
  })
  await Promise.all([device.write(sent.subarray(0, 1_000)), device.write(sent.subarray(1_000)), whole])
  expect(got.equals(sent)).toBe(true)
  await port.close()
  await device.close()
})

test('a line nobody reads loses its bytes and holds nobody up, and works once it is opened', async () => {
  const device = await openPseudoPort()
  await device.write(new Uint8Array(300_000).fill(0x41))
  const port = await openSerialPort({ path: device.path })
  const heard = collectEvents(port)
  await device.write(Uint8Array.of(0x42))
  await heard.next((event) => event.kind === 'data' && event.bytes.includes(0x42))
  await port.close()
  await device.close()
})
