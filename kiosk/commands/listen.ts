import { Fault } from '../../flows/base/fault.ts'

/** Loopback, a free port: what a demo and a test want. */
export const FREE_LOOPBACK = { host: '127.0.0.1', port: 0 } as const

/** Reads "host:port" or "[::1]:port". Raises CONFIG_INVALID. */
export function readAddress(setting: string, value: unknown): { host: string; port: number } {
  const [, host, port] = /^\[?([^\]]+?)\]?:(\d{1,5})$/.exec(String(value)) ?? []
  if (!host || !port || Number(port) > 65_535) throw new Fault('CONFIG_INVALID', { setting })
  return { host, port: Number(port) }
}
