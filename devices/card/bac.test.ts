import { expect, test } from 'vitest'
import bac from '../../test/vectors/icao-9303-11/appendix-d-bac.json' with { type: 'json' }
import { mrzHash } from './access-key.ts'
import { openBac } from './bac.ts'
import { plainChannel } from './channel.ts'
import { pad, TRIPLE_DES } from './cipher-suite.ts'
import { bytesOf, hexOf } from './testing/hex.ts'
import { scriptedLine, scriptedRandom } from './testing/scripted-line.ts'

const d = bac['D.3']

/** The conversation of appendix D.3, with another answer at its end. */
function openedWith(answer: string) {
  const line = scriptedLine([
    ['0084000008', `${d.rndIc}9000`],
    [d.command, answer],
  ])
  const hash = mrzHash({ kind: 'mrz', ...bac['D.2'] })
  return openBac(plainChannel(line.transmit), hash, scriptedRandom(d.kIfd, d.rndIfd))
}

/** What the chip says, with the right checksum under it. */
function sealed(plain: string): string {
  const cryptogram = TRIPLE_DES.encrypt(bytesOf(bac['D.1'].kEnc), bytesOf(plain))
  return `${hexOf(cryptogram)}${hexOf(TRIPLE_DES.mac(bytesOf(bac['D.1'].kMac), pad(cryptogram, 8)))}9000`
}

test('the answer of the worked example opens the chip', async () => {
  expect(sealed(d.rndIc + d.rndIfd + d.kIc)).toBe(d.answer)
  expect(await openedWith(d.answer)).not.toBeNull()
})

test.each([
  ['of an earlier conversation', d.rndIc + '00'.repeat(8) + d.kIc],
  ['to another challenge', '00'.repeat(8) + d.rndIfd + d.kIc],
])('an answer %s, played again, is refused', async (_, plain) => {
  await expect(openedWith(sealed(plain))).rejects.toMatchObject({ details: { step: 'BAC nonce' } })
})

test('an answer under a wrong checksum is refused', async () => {
  const answer = bytesOf(d.answer)
  answer[39]! ^= 0x01
  await expect(openedWith(hexOf(answer))).rejects.toMatchObject({ details: { step: 'BAC checksum' } })
})
