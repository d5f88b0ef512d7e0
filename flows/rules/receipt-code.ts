import { accepted, type Checked, refused } from './field.ts'

/** What is needed to find a packet again: what a receipt says in print, and the packet's id where its QR was scanned. */
export interface ReceiptRef {
  /** K0007-000123: a station's code and the packet's sequence. */
  readonly receiptNumber: string
  /** UUIDv7 in lower case; null where the number was typed by hand. */
  readonly packetId: string | null
}

/** Longer than any receipt's QR; what is longer is not looked at. */
const TEXT_MAX_LENGTH = 128
const QR_MARK = /^[\s\p{Cc}\ufeff]*MOTCUA:/iu
const QR = /^MOTCUA:(K\d{4,6}-\d{6,9}):([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/i
/** Station and sequence of the shortest number without its dash: 4 and 6 digits. */
const PLAIN = /^K?(\d{4})(\d{6})$/
const PARTED = /^K?(\d{1,6})-(\d{1,9})$/
/** Whatever people put between the two halves, and between digits. */
const DASHES = /\s*[-‐‑‒–—−_./:]+\s*/g

/** Whether a scan claims to be a receipt of this product, whole or spoilt: such a one is never refused as a card. */
export function isReceiptScan(text: string): boolean {
  return QR_MARK.test(text.slice(0, TEXT_MAX_LENGTH))
}

/** Reads the QR of a receipt (kiosk/receipt.ts writes it). Some scanners hand on capitals alone. Refused: RECEIPT_QR_SPOILT, also for an id that no station makes (UUIDv7). Total. */
export function readReceiptQr(text: string): Checked<ReceiptRef> {
  if (text.length > TEXT_MAX_LENGTH) return refused('RECEIPT_QR_SPOILT')
  const [, receiptNumber, packetId] = QR.exec(text.replace(/[\s\p{Cc}\ufeff]/gu, '')) ?? []
  if (!receiptNumber || !packetId || packetBeganAtMs(packetId.toLowerCase()) === null)
    return refused('RECEIPT_QR_SPOILT')
  return accepted({ receiptNumber: receiptNumber.toUpperCase(), packetId: packetId.toLowerCase() })
}

/**
 * Reads a number as people type it off a receipt: without the K, in small letters, with blanks or another dash, without the zeros in front. Refused: FIELD_REQUIRED, RECEIPT_FORMAT.
 * Total.
 */
export function readReceiptNumber(text: string): Checked<ReceiptRef> {
  if (text.trim() === '') return refused('FIELD_REQUIRED')
  if (text.length > TEXT_MAX_LENGTH) return refused('RECEIPT_FORMAT')
  const typed = text.normalize('NFKC').trim().toUpperCase()
  // A blank in the place of the dash is one; blanks beside a dash are nothing.
  const dashed = typed.replace(DASHES, '-')
  const plain = (dashed.includes('-') ? dashed : dashed.replace(/^(K\s*\d{1,6}|\d{4,6})\s+(?=\d)/, '$1-')).replace(
    /\s/g,
    '',
  )
  const [, station, sequence] = PARTED.exec(plain) ?? PLAIN.exec(plain) ?? []
  if (!station || !sequence || Number(sequence) === 0) return refused('RECEIPT_FORMAT')
  return accepted({ receiptNumber: `K${station.padStart(4, '0')}-${sequence.padStart(6, '0')}`, packetId: null })
}

/** How long a registration waits for its citizen where central says nothing else (central/returns/expire.ts). */
export const RECEIPT_LIFE_DAYS = 30
export const RECEIPT_LIFE_MS = RECEIPT_LIFE_DAYS * 86_400_000

const UUID_V7 = /^([0-9a-f]{8})-([0-9a-f]{4})-7/

/** When the visit of this packet began, by the clock of its station: the first 48 bits of a UUIDv7 (RFC 9562 §5.7). Null for another id. */
export function packetBeganAtMs(packetId: string): number | null {
  const [, high, low] = UUID_V7.exec(packetId) ?? []
  return high && low ? Number.parseInt(high + low, 16) : null
}

/** Until when somebody may come back with a receipt, as far as the receipt itself tells: never later than central's own word, which counts from the packet's arrival. */
export function receiptGoodUntilMs({ packetId }: ReceiptRef): number | null {
  const began = packetId === null ? null : packetBeganAtMs(packetId)
  return began === null ? null : began + RECEIPT_LIFE_MS
}
