import { readdir, readFile, realpath } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { SerialPort } from 'serialport'

/** One serial port that USB brought. Ports without USB ids are never listed: what hangs there cannot be told without writing to it. */
export interface ListedPort {
  readonly path: string
  /** Four hexadecimal letters, lower case. */
  readonly vendorId: string
  readonly productId: string
}

/** Where Linux tells of its terminals. */
export const SYSFS_TTY = '/sys/class/tty'

/**
 * The serial ports that USB brought, in the order of their names. On Linux read from sysfs: the library asks `udevadm` in a process of its own, which
 * is too much for once a second and not there in every system. Never raises: what cannot be read is not there.
 */
export async function listUsbPorts(sysfsTty: string = SYSFS_TTY): Promise<readonly ListedPort[]> {
  const ports = process.platform === 'linux' ? await listFromSysfs(sysfsTty) : await listFromLibrary()
  return ports.toSorted((a, b) => a.path.localeCompare(b.path, 'en', { numeric: true }))
}

async function listFromSysfs(sysfsTty: string): Promise<readonly ListedPort[]> {
  const names = await readdir(sysfsTty).catch(() => [])
  const usb = names.filter((name) => /^tty(USB|ACM)\d+$/.test(name))
  const found = await Promise.all(usb.map((name) => portFromSysfs(sysfsTty, name)))
  return found.filter((port) => port !== null)
}

async function portFromSysfs(sysfsTty: string, name: string): Promise<ListedPort | null> {
  let folder = await realpath(join(sysfsTty, name, 'device')).catch(() => null)
  // Terminal, interface, device: the ids stand at the device, three folders up at most.
  for (let up = 0; folder !== null && up < 4; up += 1) {
    const [vendorId, productId] = await Promise.all([idIn(folder, 'idVendor'), idIn(folder, 'idProduct')])
    if (vendorId && productId) return { path: `/dev/${name}`, vendorId, productId }
    folder = dirname(folder)
  }
  return null
}

async function idIn(folder: string, file: string): Promise<string | null> {
  const text = await readFile(join(folder, file), 'utf8').catch(() => '')
  return /^[0-9a-f]{4}$/i.test(text.trim()) ? text.trim().toLowerCase() : null
}

async function listFromLibrary(): Promise<readonly ListedPort[]> {
  const ports = await SerialPort.list().catch(() => [])
  return ports.flatMap(({ path, vendorId, productId }) =>
    vendorId && productId ? [{ path, vendorId: vendorId.toLowerCase(), productId: productId.toLowerCase() }] : [],
  )
}
