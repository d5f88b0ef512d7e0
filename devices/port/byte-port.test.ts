import { execFileSync } from 'node:child_process'
import { createServer, type Socket } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import type { BytePort, BytePortEvent } from './byte-port.ts'
import { collectEvents } from './collect-events.ts'
import { openFilePort } from './file-port.ts'
import { createMemoryPair } from './memory-port.ts'
import { openPseudoPort } from './pseudo-port.ts'
import { openSerialPort } from './serial-port.ts'
import { openTcpPort } from './tcp-port.ts'

/** A driver's end under test, and a device's end that can send, hear and go away. */
interface Line {
  readonly near: BytePort
  send(bytes: Uint8Array): Promise<void>
  heard(sizeBytes: number): Promise<Uint8Array>
  goAway(): Promise<void>
}

const lines: Readonly<Record<string, () => Promise<Line>>> = {
  async memory() {
    const { near, far } = createMemoryPair()
    return { near, ...devices(far), goAway: async () => far.unplug() }
  },
  async serial() {
    const far = await openPseudoPort()
    const near = await openSerialPort({ path: far.path })
    return { near, ...devices(far), goAway: () => far.close() }
  },
  async file() {
    const far = await openPseudoPort()
    // A pseudo-terminal is the one character device a test can have; a printer's device file has no such settings.
    execFileSync('stty', ['-F', far.path, 'raw', '-echo'])
    const near = await openFilePort({ path: far.path })
    return { near, ...devices(far), goAway: () => far.close() }
  },
  async tcp() {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    const accepted = new Promise<Socket>((resolve) => server.once('connection', resolve))
    const near = await openTcpPort({ host: '127.0.0.1', port: address.port })
    const socket = await accepted
    server.close()
    const chunks: Buffer[] = []
    socket.on('data', (chunk) => chunks.push(chunk))
    return {
      near,
      send: async (bytes) => void socket.write(bytes),
      async heard(sizeBytes) {
        while (Buffer.concat(chunks).length < sizeBytes) await new Promise((resolve) => socket.once('data', resolve))
        return Uint8Array.from(Buffer.concat(chunks))
      },
      goAway: async () => void socket.destroy(),
    }
  },
}

const open: BytePort[] = []
afterEach(async () => {
  for (const port of open.splice(0)) await port.close()
})

describe.each(Object.entries(lines))('a %s port', (_, makeLine) => {
  const made = async () => {
    const line = await makeLine()
    open.push(line.near)
    return line
  }

  test('carries every byte value both ways, in the order of the calls', async () => {
    const { near, send, heard } = await made()
    const got = collectEvents(near)
    const all = Uint8Array.from({ length: 256 }, (_, at) => at)
    const written = Promise.all([near.write(all.subarray(0, 100)), near.write(all.subarray(100))])
    expect(await heard(256)).toEqual(all)
    await written
    await send(all)
    expect(await received(got, 256)).toEqual(all)
  })

  test('loses no byte that came before the first listener', async () => {
    const { near, send } = await made()
    await send(Uint8Array.of(1, 2, 3))
    expect(await received(collectEvents(near), 3)).toEqual(Uint8Array.of(1, 2, 3))
  })

  test('tells failed with PORT_LOST, then closed, once, when the device goes away', async () => {
    const { near, goAway } = await made()
    const got = collectEvents(near)
    await goAway()
    await got.next((event) => event.kind === 'closed')
    await near.close()
    expect(got.events).toMatchObject([{ kind: 'failed', fault: { code: 'PORT_LOST' } }, { kind: 'closed' }])
  })

  test('tells closed alone when we close it, and closing twice is harmless', async () => {
    const { near } = await made()
    const got = collectEvents(near)
    await near.close()
    await near.close()
    expect(got.events).toEqual([{ kind: 'closed' }])
  })

  test('closes at once when nobody ever listened', async () => {
    const { near } = await made()
    await near.close()
    await expect(near.write(Uint8Array.of(1))).rejects.toMatchObject({ code: 'PORT_CLOSED' })
  })

  test('says nothing more to a listener that left', async () => {
    const { near, send } = await made()
    const left = collectEvents(near)
    const stays = collectEvents(near)
    left.stop()
    await send(Uint8Array.of(7))
    await received(stays, 1)
    expect(left.events).toEqual([])
  })
})

function devices(far: BytePort): Pick<Line, 'send' | 'heard'> {
  const heard = collectEvents(far)
  return { send: (bytes) => far.write(bytes), heard: (sizeBytes) => received(heard, sizeBytes) }
}

async function received(from: ReturnType<typeof collectEvents<BytePortEvent>>, sizeBytes: number) {
  const bytes: number[] = []
  while (bytes.length < sizeBytes) {
    const event = await from.next((one) => one.kind === 'data')
    if (event.kind === 'data') bytes.push(...event.bytes)
  }
  return Uint8Array.from(bytes)
}
