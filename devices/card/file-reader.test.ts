import { describe, expect, test } from 'vitest'
import { answerApdu, parseCommandApdu } from '../port/pcsc/apdu.ts'
import { plainChannel } from './channel.ts'
import { createFileReader, type ReadingStyle } from './file-reader.ts'
import { DATA_GROUPS } from './lds/efs.ts'
import { readTlvs, tlv } from './tlv.ts'

const DG2 = DATA_GROUPS.get(2)!

/** A chip with one file and no rules of access; `most` is how much it gives at once. */
function chipWith(file: Uint8Array, most = Number.POSITIVE_INFINITY) {
  const sent: string[] = []
  const transmit = async (bytes: Uint8Array) => {
    const { ins, p1, p2, data, le } = parseCommandApdu(bytes)!
    sent.push(ins.toString(16))
    if (ins === 0xa4) return answerApdu(0x9000)
    const odd = ins === 0xb1
    const offset = odd
      ? readTlvs(data)[0]!.value.reduce((sum, byte) => sum * 256 + byte, 0)
      : (p1 & 0x80) === 0
        ? (p1 << 8) | p2
        : p2
    const part = file.subarray(offset, offset + Math.min(most, (le ?? 0) - (odd ? 4 : 0)))
    return part.length === 0 ? answerApdu(0x6b00) : answerApdu(0x9000, odd ? tlv(0x53, part) : Uint8Array.from(part))
  }
  return { sent, channel: plainChannel(transmit) }
}

const content = (sizeBytes: number) =>
  tlv(
    DG2.tag,
    Uint8Array.from({ length: sizeBytes }, (_, index) => (index * 31) & 0xff),
  )

describe.each<ReadingStyle>(['extended', 'short', 'cautious'])('%s', (style) => {
  test.each([0, 1, 6, 221, 222, 223, 254, 255, 256, 15_000, 32_764, 33_100, 66_000])(
    'a file of %i bytes is read whole',
    async (sizeBytes) => {
      const file = content(sizeBytes)
      const { channel } = chipWith(file)
      expect(Buffer.compare((await createFileReader(channel, style).read(DG2))!, file)).toBe(0)
    },
  )

  test('a chip that gives less than asked is asked for the rest', async () => {
    const file = content(1_000)
    const { channel } = chipWith(file, 100)
    expect(Buffer.compare((await createFileReader(channel, style).read(DG2))!, file)).toBe(0)
  })

  test('a chip that gives nothing is CHIP_PROTOCOL, not an endless loop', async () => {
    const { channel } = chipWith(content(1_000).subarray(0, 500))
    await expect(createFileReader(channel, style).read(DG2)).rejects.toMatchObject({ code: 'CHIP_PROTOCOL' })
  })

  test('what is told of progress adds up', async () => {
    const file = content(5_000)
    let fileBytes = 0
    let newBytes = 0
    await createFileReader(chipWith(file).channel, style, (part) => {
      fileBytes += part.fileBytes
      newBytes += part.newBytes
    }).read(DG2)
    expect([fileBytes, newBytes]).toEqual([file.length, file.length])
  })

  test.each([
    ['no length', [0x75]],
    ['a length beyond any file', [0x75, 0x83, 0xff, 0xff, 0xff]],
  ])('a header with %s is CHIP_FILE_INVALID', async (_, bytes) => {
    const { channel } = chipWith(Uint8Array.from(bytes))
    await expect(createFileReader(channel, style).read(DG2)).rejects.toMatchObject({ code: 'CHIP_FILE_INVALID' })
  })

  test.each([0x6a82, 0x6982])('status %i of the first command: there is no such file for us', async (status) => {
    const channel = plainChannel(async () => answerApdu(status))
    expect(await createFileReader(channel, style).read(DG2)).toBeNull()
  })
})

test('few commands: one with long answers; as many as needed with short ones; header and SELECT only when careful', async () => {
  const count = async (style: ReadingStyle) => {
    const { channel, sent } = chipWith(content(15_000))
    await createFileReader(channel, style).read(DG2)
    return sent.length
  }
  expect(await count('extended')).toBe(1)
  expect(await count('short')).toBe(Math.ceil(15_004 / 256))
  expect(await count('cautious')).toBe(2 + Math.ceil((15_004 - 8) / 256))
})

test('beyond 32 767 the offset travels as data', async () => {
  const { channel, sent } = chipWith(content(33_100))
  await createFileReader(channel, 'short').read(DG2)
  expect(sent.filter((ins) => ins === 'b1').length).toBeGreaterThan(0)
})
