import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openFilePort } from './file-port.ts'
import { openPseudoPort } from './pseudo-port.ts'

test('a path where nothing is is PORT_ABSENT with its name', async () => {
  await expect(openFilePort({ path: '/dev/none' })).rejects.toMatchObject({
    code: 'PORT_ABSENT',
    details: { port: '/dev/none' },
  })
})

test('no path at all is a mistake in the configuration', async () => {
  await expect(openFilePort({ path: '' })).rejects.toMatchObject({ code: 'CONFIG_INVALID' })
})

test('a plain file and a pipe are PORT_UNUSABLE, and are not written to', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'file-port-'))
  const file = join(folder, 'file')
  const pipe = join(folder, 'pipe')
  await writeFile(file, 'mine')
  execFileSync('mkfifo', [pipe])
  await expect(openFilePort({ path: file })).rejects.toMatchObject({ code: 'PORT_UNUSABLE' })
  await expect(openFilePort({ path: pipe })).rejects.toMatchObject({ code: 'PORT_UNUSABLE' })
  await rm(folder, { recursive: true })
})

test('a device that takes no more bytes holds nothing up: the write ends when the port is closed', async () => {
  const device = await openPseudoPort()
  execFileSync('stty', ['-F', device.path, 'raw', '-echo'])
  const port = await openFilePort({ path: device.path })
  const written = port.write(new Uint8Array(1_000_000))
  const refused = expect(written).rejects.toMatchObject({ code: 'PORT_CLOSED' })
  await port.close()
  await refused
  await device.close()
})

test('a program with a port to a silent device ends as soon as it closes it', async () => {
  const device = await openPseudoPort()
  execFileSync('stty', ['-F', device.path, 'raw', '-echo'])
  const program = `
    import { openFilePort } from ${JSON.stringify(join(import.meta.dirname, 'file-port.ts'))}
    const port = await openFilePort({ path: ${JSON.stringify(device.path)} })
    port.subscribe((event) => console.log(event.kind))
    void port.write(new Uint8Array(1_000_000)).catch((fault) => console.log(fault.code))
    setImmediate(() => port.close())
  `
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout.on('data', (chunk) => {
    said += chunk
  })
  const [exitCode] = await once(child, 'close')
  expect([exitCode, said.trim().split('\n').sort()]).toEqual([0, ['PORT_CLOSED', 'closed']])
  await device.close()
})
