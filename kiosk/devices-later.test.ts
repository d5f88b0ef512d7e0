import { expect, test } from 'vitest'
import type { CardPort } from '../flows/ports/card.port.ts'
import type { DeviceStanding } from '../flows/ports/device.port.ts'
import type { SeenToken, SignOutcome, TokenPort } from '../flows/ports/token.port.ts'
import { cardLater, tokenLater } from './devices-later.ts'

const READY: DeviceStanding = { state: 'ready', code: null, name: 'x' }
const GONE: DeviceStanding = { state: 'missing', code: 'TOKEN_REMOVED', name: 'x' }
const SIGNED: SignOutcome = { kind: 'pin-locked' }
const REQUEST = { signatureId: 's', certificateId: 'c', data: new Uint8Array(), pin: 'pin-pad' } as const
const tokenNamed = (label: string): SeenToken => ({
  tokenId: label,
  label,
  module: 'x.so',
  pin: 'fine',
  hasPinPad: false,
  certificates: [],
})
const code = (expected: string) => expect.objectContaining({ code: expected })

/** A token slot that tells its listeners what it is told, and counts them. */
function slot(first: readonly SeenToken[]) {
  const lists = new Set<(tokens: readonly SeenToken[]) => void>()
  const watchers = new Set<(standing: DeviceStanding) => void>()
  let tokens = first
  let standing = READY
  const port: TokenPort = {
    get standing() {
      return standing
    },
    get tokens() {
      return tokens
    },
    troubles: [{ module: 'y.so', code: 'TOKEN_MODULE_MISSING' }],
    watch(listener) {
      watchers.add(listener)
      return () => void watchers.delete(listener)
    },
    subscribe(listener) {
      lists.add(listener)
      return () => void lists.delete(listener)
    },
    sign: async () => SIGNED,
  }
  return {
    port,
    lists,
    watchers,
    plug(next: readonly SeenToken[]) {
      tokens = next
      for (const listener of lists) listener(next)
    },
    stand(next: DeviceStanding) {
      standing = next
      for (const listener of watchers) listener(next)
    },
  }
}

/** A device on its way, and how it comes. */
function opening<Device>() {
  let come: (device: Device | null) => void = () => undefined
  let fail: (error: Error) => void = () => undefined
  const coming = new Promise<Device | null>((resolve, reject) => {
    come = resolve
    fail = reject
  })
  return { coming, come: (device: Device | null) => come(device), fail: () => fail(new Error('no driver')) }
}

/** Lets what waits on a settled promise run. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve))

test('a token slot is absent until it has come, and then the real one', async () => {
  const real = slot([tokenNamed('a')])
  const { coming, come } = opening<TokenPort>()
  const later = tokenLater(coming)
  expect(later.standing).toEqual({ state: 'missing', code: 'TOKEN_ABSENT', name: null })
  expect([later.tokens, later.troubles]).toEqual([[], []])
  const signing = later.sign(REQUEST)
  come(real.port)
  expect(await signing).toBe(SIGNED)
  expect(later.standing).toBe(READY)
  expect(later.tokens.map(({ label }) => label)).toEqual(['a'])
  expect(later.troubles).toHaveLength(1)
  real.stand(GONE)
  expect(later.standing).toBe(GONE)
})

test('who watched before it came is told how it stands, and every change after', async () => {
  const real = slot([tokenNamed('a')])
  const { coming, come } = opening<TokenPort>()
  const later = tokenLater(coming)
  const lists: string[][] = []
  const standings: DeviceStanding[] = []
  const ends = [
    later.subscribe((tokens) => lists.push(tokens.map(({ label }) => label))),
    later.watch((standing) => standings.push(standing)),
  ]
  expect([lists, standings]).toEqual([[], []])
  come(real.port)
  await settled()
  expect([lists, standings]).toEqual([[['a']], [READY]])
  real.plug([tokenNamed('b')])
  real.stand(GONE)
  expect([lists, standings]).toEqual([
    [['a'], ['b']],
    [READY, GONE],
  ])
  for (const end of ends) end()
  expect([real.lists.size, real.watchers.size]).toEqual([0, 0])
})

test('a listener that ended before it came hears nothing and is attached to nothing', async () => {
  const real = slot([tokenNamed('a')])
  const { coming, come } = opening<TokenPort>()
  const later = tokenLater(coming)
  let heard = 0
  const count = () => {
    heard += 1
  }
  for (const end of [later.subscribe(count), later.watch(count)]) end()
  come(real.port)
  await settled()
  expect([heard, real.lists.size, real.watchers.size]).toEqual([0, 0, 0])
})

test('who comes after it is attached at once and told of changes alone', async () => {
  const real = slot([tokenNamed('a')])
  const later = tokenLater(Promise.resolve(real.port))
  await settled()
  const lists: number[] = []
  const end = later.subscribe((tokens) => lists.push(tokens.length))
  expect([lists, real.lists.size]).toEqual([[], 1])
  real.plug([])
  expect(lists).toEqual([0])
  end()
  expect(real.lists.size).toBe(0)
})

test.each([
  ['the settings leave it out', (device: ReturnType<typeof opening<never>>) => device.come(null)],
  ['it could not be opened', (device: ReturnType<typeof opening<never>>) => device.fail()],
])('a device stays absent for good when %s', async (_, end) => {
  const token = opening<never>()
  const card = opening<never>()
  const laterToken = tokenLater(token.coming)
  const laterCard = cardLater(card.coming)
  let heard = 0
  const endOf = laterToken.subscribe(() => {
    heard += 1
  })
  end(token)
  end(card)
  await expect(laterToken.sign(REQUEST)).rejects.toEqual(code('TOKEN_ABSENT'))
  await expect(laterCard.readChip({ keys: [] } as never)).rejects.toEqual(code('READER_ABSENT'))
  expect([laterToken.standing.code, laterCard.standing.code, laterCard.presence]).toEqual([
    'TOKEN_ABSENT',
    'READER_ABSENT',
    'no-reader',
  ])
  endOf()
  expect(heard).toBe(0)
})

test('a reader that comes later tells what lies on it', async () => {
  const { coming, come } = opening<CardPort>()
  const later = cardLater(coming)
  const told: string[] = []
  const end = later.subscribe((presence) => told.push(presence))
  expect(later.presence).toBe('no-reader')
  let ended = 0
  const reading = { access: 'bac' }
  come({
    standing: READY,
    presence: 'present',
    watch: () => () => undefined,
    subscribe: () => () => {
      ended += 1
    },
    readChip: async () => reading,
  } as unknown as CardPort)
  await settled()
  expect([told, later.presence, later.standing]).toEqual([['present'], 'present', READY])
  expect(await later.readChip({} as never)).toBe(reading)
  end()
  expect(ended).toBe(1)
})
