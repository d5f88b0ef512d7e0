import type { ListedPort } from '../port/list-ports.ts'

/**
 * Makers of modems by USB vendor id (usb-ids list; makers' manuals). Several make other things too, so an id only says that a port may be asked:
 * the handshake decides. Chips that make any device a serial port (FTDI, Prolific, CH340) are left out: what hangs on them is named in the configuration.
 */
export const MODEM_VENDORS: Readonly<Record<string, string>> = {
  '2c7c': 'Quectel',
  '1e0e': 'SIMCom',
  '12d1': 'Huawei',
  '19d2': 'ZTE',
  '1546': 'u-blox',
  '1199': 'Sierra Wireless',
  '1bc7': 'Telit',
  '2cb7': 'Fibocom',
  '1e2d': 'Cinterion',
  '0e8d': 'MediaTek',
  '305a': 'Neoway',
  '2dee': 'MeiG',
  '1782': 'Unisoc',
}

/** Products of those makers that are no modems: satellite receivers of u-blox answer nothing and must not be written to. */
const NOT_MODEMS: ReadonlySet<string> = new Set([
  '1546:01a4',
  '1546:01a5',
  '1546:01a6',
  '1546:01a7',
  '1546:01a8',
  '1546:01a9',
])

export function mayBeModem({ vendorId, productId }: ListedPort): boolean {
  return vendorId in MODEM_VENDORS && !NOT_MODEMS.has(`${vendorId}:${productId}`)
}
