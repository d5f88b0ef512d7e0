import { Fault } from '../../flows/base/fault.ts'
import { type Channel, STATUS_OK, statusText } from './channel.ts'
import type { ElementaryFile } from './lds/efs.ts'
import type { ChipAnswer } from './secure-messaging.ts'
import { readTlvHeader, readTlvs, tlv, valueUnder } from './tlv.ts'

/**
 * How boldly files are read. `extended`: a whole file in one command. `short`: as much as a short answer holds, without asking first how long the file is.
 * `cautious`: as the worked example does (ICAO 9303-11 D.4): SELECT, header, then exactly what is there.
 */
export type ReadingStyle = 'extended' | 'short' | 'cautious'

export interface FileReader {
  /** A whole file; null when the chip has none, or does not show it. Raises CHIP_PROTOCOL, CHIP_FILE_INVALID, and what the channel raises. */
  read(file: ElementaryFile): Promise<Uint8Array | null>
}

/** Called with the size of a file as soon as its header is there, and with every part that came. */
export type OnPart = (part: { readonly fileBytes: number; readonly newBytes: number }) => void

const WHOLE_ANSWER_BYTES = 0x1_00_00
const HEADER_BYTES = 8
/** READ BINARY B0 has 15 bits for the offset; beyond them B1 carries it as data (ICAO 9303-10 §3.6.3.2). */
const LAST_SHORT_OFFSET = 0x7fff
/** DO'53' around what B1 gives: tag and up to three bytes of length. */
const ODD_FRAME_BYTES = 4
/** No data group of a citizen card comes near; a header that claims more is damaged. */
const MAX_FILE_BYTES = 256 * 1024
const NOT_FOUND = 0x6a82
const NOT_ALLOWED = [0x6982, 0x6985]
/** Fewer bytes than asked for, because the file ends: said by bold ways to read, and welcome. */
const END_OF_FILE = 0x6282

/** Reads files of the selected application through a channel. */
export function createFileReader(channel: Channel, style: ReadingStyle, onPart: OnPart = () => {}): FileReader {
  const mostBytes = style === 'extended' ? WHOLE_ANSWER_BYTES : channel.shortDataBytes
  const first = async (file: ElementaryFile): Promise<ChipAnswer> => {
    if (style !== 'cautious') return channel.send([0x00, 0xb0, 0x80 | file.sfi, 0x00], { le: mostBytes })
    const selected = await channel.send([0x00, 0xa4, 0x02, 0x0c], {
      data: Uint8Array.of(file.fileId >> 8, file.fileId & 0xff),
    })
    return selected.status === STATUS_OK ? channel.send([0x00, 0xb0, 0x00, 0x00], { le: HEADER_BYTES }) : selected
  }
  return {
    async read(file) {
      const answer = await first(file)
      if (answer.status === NOT_FOUND || NOT_ALLOWED.includes(answer.status)) return null
      const start = goodData(answer, file)
      const header = readTlvHeader(start)
      const fileBytes = header ? header.headerBytes + header.valueBytes : 0
      if (!header || fileBytes > MAX_FILE_BYTES) throw new Fault('CHIP_FILE_INVALID', { file: file.name })
      const content = new Uint8Array(fileBytes)
      let have = 0
      const keep = (part: Uint8Array) => {
        const used = part.subarray(0, fileBytes - have)
        content.set(used, have)
        have += used.length
        part.fill(0)
        onPart({ fileBytes: have === used.length ? fileBytes : 0, newBytes: used.length })
      }
      try {
        keep(start)
        while (have < fileBytes) keep(await readAt(channel, file, have, Math.min(fileBytes - have, mostBytes)))
        return content
      } catch (thrown) {
        content.fill(0)
        throw thrown
      }
    },
  }
}

async function readAt(channel: Channel, file: ElementaryFile, offset: number, sizeBytes: number): Promise<Uint8Array> {
  if (offset <= LAST_SHORT_OFFSET) {
    return goodData(await channel.send([0x00, 0xb0, offset >> 8, offset & 0xff], { le: sizeBytes }), file)
  }
  const data = tlv(0x54, Uint8Array.of(offset >> 16, (offset >> 8) & 0xff, offset & 0xff))
  // The frame must fit into the same answer.
  const le = Math.min(sizeBytes + ODD_FRAME_BYTES, Math.max(channel.shortDataBytes, sizeBytes))
  return valueUnder(readTlvs(goodData(await channel.send([0x00, 0xb1, 0x00, 0x00], { data, le }), file)), 0x53)
}

function goodData({ data, status }: ChipAnswer, file: ElementaryFile): Uint8Array {
  if ((status !== STATUS_OK && status !== END_OF_FILE) || data.length === 0) {
    throw new Fault('CHIP_PROTOCOL', { step: `reading ${file.name}`, status: statusText(status) })
  }
  return data
}
