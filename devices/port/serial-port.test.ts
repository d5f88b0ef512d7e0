import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { collectEvents } from './collect-events.ts'
import { openPseudoPort } from './pseudo-port.ts'
import { openSerialPort } from './serial-port.ts'

test('opens no port by guess', async () => {
  await expect(openSerialPort({ path: '' })).rejects.toMatchObject({ code: 'CONFIG_INVALID' })
})

test('a path that is not there is PORT_ABSENT with its name', async () => {
  await expect(openSerialPort({ path: '/dev/no-such-line' })).rejects.toMatchObject({
    code: 'PORT_ABSENT',
    details: { port: '/dev/no-such-line' },
  })
})

test('a file that is no serial line is PORT_UNUSABLE', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'serial-port-'))
  const path = join(folder, 'file')
  await writeFile(path, 'not a line')
  await expect(openSerialPort({ path })).rejects.toMatchObject({ code: 'PORT_UNUSABLE' })
  await rm(folder, { recursive: true })
})

test('a line another program has locked is PORT_BUSY, and free again once that one closed it', async () => {
  const device = await openPseudoPort()
  const first = await openSerialPort({ path: device.path })
  await expect(openSerialPort({ path: device.path })).rejects.toMatchObject({ code: 'PORT_BUSY' })
  await first.close()
  const second = await openSerialPort({ path: device.path })
  await second.close()
  await device.close()
})

test('a device pulled out while its last bytes are read is reported as lost, every time', async () => {
  for (let round = 0; round < 20; round += 1) {
    const device = await openPseudoPort()
    const port = await openSerialPort({ path: device.path })
    const heard = collectEvents(port)
    port.subscribe((event) => {
      if (event.kind !== 'data') return
      // In the same turn as the first bytes: the next read then meets a line that is hung up, not one it waits on.
      void device.write(Uint8Array.of(0, 0xff))
      void device.close()
    })
    await device.write(Uint8Array.of(1))
    await heard.next((event) => event.kind === 'closed')
    expect(heard.events.at(-2)).toMatchObject({ kind: 'failed', fault: { code: 'PORT_LOST' } })
    await port.close()
  }
})

test('a write to a line that is gone raises PORT_LOST or PORT_CLOSED and ends the port', async () => {
  const device = await openPseudoPort()
  const port = await openSerialPort({ path: device.path })
  const heard = collectEvents(port)
  await device.close()
  await expect(port.write(Uint8Array.of(1))).rejects.toMatchObject({
    code: expect.stringMatching(/^PORT_(LOST|CLOSED)$/),
  })
  await heard.next((event) => event.kind === 'closed')
  await port.close()
})
