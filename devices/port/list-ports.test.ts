import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { listUsbPorts } from './list-ports.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'sysfs-'))
  await mkdir(join(root, 'class'))
})
afterEach(() => rm(root, { recursive: true }))

/** A terminal as the kernel shows it: device folder of USB, interface in it, terminal in that. */
async function plugIn(name: string, usb: string, ids: { vendor: string; product: string } | null) {
  const terminal = join(root, 'devices', usb, `${usb}:1.0`, name)
  await mkdir(terminal, { recursive: true })
  if (ids) {
    await writeFile(join(root, 'devices', usb, 'idVendor'), `${ids.vendor}\n`)
    await writeFile(join(root, 'devices', usb, 'idProduct'), `${ids.product}\n`)
  }
  await mkdir(join(root, 'class', name))
  await symlink(terminal, join(root, 'class', name, 'device'))
}

describe.runIf(process.platform === 'linux')('listing (needs the sysfs of Linux)', () => {
  test('gives the ports of USB with their ids, in the order of their numbers', async () => {
    await plugIn('ttyUSB10', '1-2', { vendor: '2C7C', product: '0125' })
    await plugIn('ttyUSB2', '1-1', { vendor: '2c7c', product: '0125' })
    await plugIn('ttyACM0', '1-3', { vendor: '1546', product: '01a8' })
    expect(await listUsbPorts(join(root, 'class'))).toEqual([
      { path: '/dev/ttyACM0', vendorId: '1546', productId: '01a8' },
      { path: '/dev/ttyUSB2', vendorId: '2c7c', productId: '0125' },
      { path: '/dev/ttyUSB10', vendorId: '2c7c', productId: '0125' },
    ])
  })

  test('leaves out what has no ids and what is no USB terminal', async () => {
    await plugIn('ttyUSB0', '1-1', null)
    await plugIn('ttyS0', '1-2', { vendor: '2c7c', product: '0125' })
    await mkdir(join(root, 'class', 'ttyUSB7'))
    expect(await listUsbPorts(join(root, 'class'))).toEqual([])
  })

  test('gives none where there is no such folder', async () => {
    expect(await listUsbPorts(join(root, 'nowhere'))).toEqual([])
  })
})
