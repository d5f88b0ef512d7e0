import { searchKey } from '../../flows/rules/name-text.ts'

/** A message of GSM-7 letters holds this many in one part (3GPP TS 23.038). */
const PART_CHARACTERS = 160

/**
 * What the holder of a number is told when an account was opened with it: unaccented, GSM-7, no link (carriers filter those, and people should not follow any), one part; a long
 * name of the place is cut. Without a telephone line of the service it names the counters.
 */
export function noticeText(place: string, hotline: string | null): string {
  const toWhom = hotline === null ? 'bao ngay quay dich vu cong' : `goi ngay ${hotline}`
  const head = 'MOT CUA: So nay vua duoc dung de dang ky tai khoan dich vu cong tai '
  const tail = `. Neu khong phai Quy khach, xin ${toWhom}.`
  // A point or a stroke between letters is all a phone needs to make a link of them.
  const plain = searchKey(place)
    .toUpperCase()
    .replace(/[./]/g, ' ')
    .replace(/[^A-Z0-9 ,()-]/g, '')
    .replace(/ {2,}/g, ' ')
  return head + plain.slice(0, PART_CHARACTERS - head.length - tail.length).trim() + tail
}
