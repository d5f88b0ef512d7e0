import { read } from 'node:fs'
import { promisify } from 'node:util'
import type { SerialPort } from 'serialport'

export type SerialBinding = Awaited<ReturnType<(typeof SerialPort)['binding']['open']>>

const readBytes = promisify(read)

/**
 * Waits for some bytes of an open serial line and gives them in an array of their own. Raises whatever broke the line.
 *
 * Why not the library's own read: on Linux and macOS a line that is hung up reads as zero bytes, and serialport answers zero bytes by
 * reading again, for ever. A device pulled out right after it sent something (noise at unplug) is then never reported as lost,
 * and a processor core is busy until the program ends (serialport/bindings-cpp #162 and #164; shown again by serial-port.test.ts).
 */
export async function readSerial(binding: SerialBinding, buffer: Buffer): Promise<Uint8Array> {
  if (!('poller' in binding)) {
    const { bytesRead } = await binding.read(buffer, 0, buffer.length)
    return Uint8Array.from(buffer.subarray(0, bytesRead))
  }
  for (;;) {
    try {
      const { bytesRead } = await readBytes(openFd(binding), buffer, 0, buffer.length, null)
      // A live line opened with O_NONBLOCK and VMIN 1 says EAGAIN when it has nothing (termios(3)), so zero is a hang-up.
      if (bytesRead === 0) throw new Error('the line hung up')
      return Uint8Array.from(buffer.subarray(0, bytesRead))
    } catch (thrown) {
      if (!isTryAgain(thrown)) throw thrown
    }
    // Asked again: the line may have been closed during the read, and polling a closed one is not survived.
    openFd(binding)
    await new Promise<void>((resolve, reject) => {
      binding.poller.once('readable', (error) => (error ? reject(error) : resolve()))
    })
  }
}

function openFd(binding: { readonly fd: number | null }): number {
  if (binding.fd === null) throw new Error('the line is closed')
  return binding.fd
}

function isTryAgain(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && ['EAGAIN', 'EWOULDBLOCK', 'EINTR'].includes(String(thrown.code))
}
