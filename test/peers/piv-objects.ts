import { tlv } from './ber.ts'
import type { PivKey, PivSlot } from './piv-key.ts'

/** Answer to SELECT: application property template (SP 800-73-4 part 2, §3.1.1). */
export const PIV_PROPERTIES = tlv('61', tlv('4F', '000010000100'), tlv('79', tlv('4F', 'A000000308')))
export const PIV_AID = 'A000000308000010000100'

/** Data objects by their tag, as GET DATA gives them (SP 800-73-4 part 1, table 3 and appendix A). */
export function pivObjects(keys: readonly PivKey[]): ReadonlyMap<string, Uint8Array> {
  return new Map([
    ['7E', tlv('7E', tlv('4F', PIV_AID), tlv('5F2F', '4000'))],
    ['5FC107', tlv('53', CAPABILITIES)],
    ['5FC102', tlv('53', HOLDER_IDENTIFIER)],
    ...keys.map((key) => [CERTIFICATE_TAGS[key.slot], certificateObject(key)] as const),
  ])
}

const CERTIFICATE_TAGS: Readonly<Record<PivSlot, string>> = {
  '9A': '5FC105',
  '9C': '5FC10A',
  '9D': '5FC10B',
  '9E': '5FC101',
}

function certificateObject({ certificate }: PivKey): Uint8Array {
  return tlv('53', tlv('70', certificate), tlv('71', '00'), tlv('FE'))
}

const CAPABILITIES = Buffer.concat([
  tlv('F0', 'A000000116FF02000000000000000000000000000001'.slice(0, 42)),
  tlv('F1', '21'),
  tlv('F2', '21'),
  tlv('F3'),
  tlv('F4', '00'),
  tlv('F5', '10'),
  ...['F6', 'F7', 'FA', 'FB', 'FC', 'FD', 'FE'].map((tag) => tlv(tag)),
])

// A FASC-N of nines is the value for cards that are of no federal agency (SP 800-73-4 part 1, §3.1.2); the GUID then names the card.
const HOLDER_IDENTIFIER = Buffer.concat([
  tlv('30', 'D4E739DA739CED39CE739DA1685A1082108CE73984119257FC'),
  tlv('34', '4D6F74437561546573744361726430310'.slice(0, 32)),
  tlv('35', Buffer.from('20991231')),
  tlv('3E'),
  tlv('FE'),
])
