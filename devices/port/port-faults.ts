import { Fault } from '../../flows/base/fault.ts'
import type { FaultCode } from '../../flows/base/fault-codes.ts'

/**
 * The reason why a port did not open, as a fault of the product with the port's name:
 * PORT_ABSENT (nothing is there), PORT_DENIED (no right to use it), PORT_BUSY (another program has it),
 * PORT_UNUSABLE (something is there, but it cannot serve as this kind of port).
 */
export function openFault(thrown: unknown, port: string): Fault {
  if (thrown instanceof Fault) return thrown
  return new Fault(openCode(thrown), { port }, thrown)
}

/** An open port broke: PORT_LOST with the port's name. */
export function lossFault(port: string, cause?: unknown): Fault {
  return cause instanceof Fault ? cause : new Fault('PORT_LOST', { port }, cause)
}

const CODE_OF_ERRNO: Readonly<Record<string, FaultCode>> = {
  ENOENT: 'PORT_ABSENT',
  ENXIO: 'PORT_ABSENT',
  ENODEV: 'PORT_ABSENT',
  EIO: 'PORT_ABSENT',
  ECONNREFUSED: 'PORT_ABSENT',
  EHOSTUNREACH: 'PORT_ABSENT',
  ENETUNREACH: 'PORT_ABSENT',
  ETIMEDOUT: 'PORT_ABSENT',
  ENOTFOUND: 'PORT_ABSENT',
  EACCES: 'PORT_DENIED',
  EPERM: 'PORT_DENIED',
  EBUSY: 'PORT_BUSY',
}

// serialport gives no errno, only the words of strerror (bindings-cpp, serialport_unix.cpp).
const CODE_OF_WORDS: readonly (readonly [RegExp, FaultCode])[] = [
  [/cannot lock port|resource busy|access denied/i, 'PORT_BUSY'],
  [/no such (file|device)|input\/output error|file not found/i, 'PORT_ABSENT'],
  [/permission denied|not permitted/i, 'PORT_DENIED'],
]

function openCode(thrown: unknown): FaultCode {
  if (!(thrown instanceof Error)) return 'PORT_UNUSABLE'
  const errno = 'code' in thrown ? CODE_OF_ERRNO[String(thrown.code)] : undefined
  return errno ?? CODE_OF_WORDS.find(([words]) => words.test(thrown.message))?.[1] ?? 'PORT_UNUSABLE'
}
