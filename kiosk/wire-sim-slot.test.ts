import { expect, test } from 'vitest'
import type { CardReaders, ReaderView } from '../devices/port/pcsc/card-readers.ts'
import { REGISTRATION_RULE } from '../flows/rules/certificate.ts'
import { createFakeDevices } from '../flows/testing/fake-devices.ts'
import { sampleToken } from '../flows/testing/sample-devices.ts'
import { choicesOf } from '../flows/token/token-choice.ts'
import { simSlotLater, tokensBesideSim } from './wire-sim-slot.ts'

const RULE = { ...REGISTRATION_RULE, clock: 'proven' } as const
const SIM: ReaderView = { name: 'Đầu đọc SIM', presence: 'present', atr: Uint8Array.of(0x3b, 0x9f, 0x96, 0x80) }
const CITIZEN_CARD: ReaderView = { name: 'NFC', presence: 'present', atr: Uint8Array.of(0x3b, 0x88, 0x80, 0x01) }

function readersWith(first: readonly ReaderView[]) {
  let readers = first
  const listeners = new Set<() => void>()
  const port: Pick<CardReaders, 'readers' | 'subscribe'> = {
    get readers() {
      return readers
    },
    subscribe(listener) {
      const tell = () => listener(readers)
      listeners.add(tell)
      return () => listeners.delete(tell)
    },
  }
  return {
    port,
    listeners,
    put(next: readonly ReaderView[]) {
      readers = next
      for (const tell of listeners) tell()
    },
  }
}

test.each([
  ['no reader', [], false],
  ['an empty reader', [{ ...SIM, presence: 'empty' as const, atr: null }], false],
  ['the citizen’s card on a contactless reader', [CITIZEN_CARD], false],
  ['a card in a contact reader', [CITIZEN_CARD, SIM], true],
] as const)('%s', async (_, readers, holdsCard) => {
  const opening = Promise.resolve(readersWith(readers).port)
  const slot = simSlotLater(opening)
  expect(slot.holdsCard).toBe(false)
  await opening
  expect(slot.holdsCard).toBe(holdsCard)
})

test('readers that are off, or fail to open, hold no card', async () => {
  const [off, failed] = [simSlotLater(Promise.resolve(null)), simSlotLater(Promise.reject(new Error('no PC/SC')))]
  await Promise.resolve()
  expect([off.holdsCard, failed.holdsCard]).toEqual([false, false])
})

test('a USB token alone is no SIM, until a card lies in a reader; whoever watches is told, and no longer than wanted', async () => {
  const readers = readersWith([])
  const { ports, token: plugged } = createFakeDevices()
  plugged.become([sampleToken()], null)
  const opening = Promise.resolve(readers.port)
  const token = tokensBesideSim(ports.token, simSlotLater(opening))
  await opening
  const blocked = (wantsSim: boolean) =>
    choicesOf(token.tokens, 0, RULE, wantsSim).filter((choice) => choice.blocked === 'TOKEN_NOT_A_SIM').length
  const all = token.tokens.flatMap(({ certificates }) => certificates).length
  expect(all).toBeGreaterThan(0)
  expect([blocked(true), blocked(false)]).toEqual([all, 0])
  const told: boolean[] = []
  const end = token.subscribe((tokens) => void told.push(tokens.some(({ isNoSim }) => isNoSim === true)))
  await opening
  readers.put([SIM])
  expect(told.at(-1)).toBe(false)
  expect(blocked(true)).toBe(0)
  end()
  expect(readers.listeners.size).toBe(0)
})
