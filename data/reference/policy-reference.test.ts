import { generateKeyPairSync } from 'node:crypto'
import { CompactSign } from 'jose'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { PORTAL_2022, VNEID_2024 } from '../../flows/rules/policy-sets.ts'
import type { SyncEngine } from '../sync/engine.ts'
import { type StationFixture, startStation } from '../testing/station-fixture.ts'

let fixture: StationFixture
let sync: SyncEngine

beforeEach(async () => {
  fixture = await startStation()
  sync = await fixture.station.createSync()
})

afterEach(() => fixture.close())

const document = (version: number, over: object = {}) => ({
  typ: 'reference',
  name: 'policy',
  version,
  issuedAtMs: 1,
  policy: VNEID_2024,
  ...over,
})
const publish = async (version: number, over: object = {}) => {
  fixture.peer.policy = { version, etag: `"${version}"`, document: await fixture.peer.sign(document(version, over)) }
}

describe('the matrix in force', () => {
  test('is portal-2022 until central sends one', async () => {
    expect(await fixture.station.policy()).toEqual({ set: PORTAL_2022, version: null })
  })

  test("is central's once it has come, in the next program too", async () => {
    await publish(3)
    expect(await sync.runOnce()).toMatchObject({ faults: {} })
    expect(await fixture.station.policy()).toEqual({ set: VNEID_2024, version: 3 })
    expect(await fixture.openAgain().policy()).toMatchObject({ version: 3 })
    expect(fixture.station.repos.log.page(0, 100)).toContainEqual(
      expect.objectContaining({ kind: 'reference.received', details: { name: 'policy', version: 3 } }),
    )
  })

  test('is not fetched again while it is the same', async () => {
    await publish(3)
    await sync.runOnce()
    fixture.peer.policy = { version: 3, etag: '"3"', document: 'not even looked at' }
    expect(await sync.runOnce()).toMatchObject({ faults: {} })
    expect(fixture.station.repos.log.page(0, 100).filter(({ kind }) => kind === 'reference.received')).toHaveLength(1)
  })

  test.each<[string, () => Promise<void>]>([
    ['an older one', () => publish(2)],
    ['one that names another version outside', () => publish(9, { version: 4 })],
    ['one of another kind', () => publish(4, { typ: 'acknowledgement' })],
    ['one whose matrix has no shape', () => publish(4, { policy: { id: 'x', cells: [{ subject: 'king' }] } })],
    [
      'one that another key signed',
      async () => {
        const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
        const payload = Buffer.from(JSON.stringify(document(4)))
        const forged = await new CompactSign(payload).setProtectedHeader({ alg: 'ES256' }).sign(key)
        fixture.peer.policy = { version: 4, etag: '"4"', document: forged }
      },
    ],
  ])('does not change for %s', async (_what, publishWrong) => {
    await publish(3)
    await sync.runOnce()
    await publishWrong()
    expect(await sync.runOnce()).toMatchObject({ outcome: 'unfinished', faults: { REFERENCE_INVALID: 1 } })
    expect(await fixture.station.policy()).toMatchObject({ version: 3 })
  })

  test('a kept document that was tampered with is ignored', async () => {
    await publish(3)
    await sync.runOnce()
    fixture.station.store.db.exec("UPDATE reference SET document = document || 'A'")
    expect(await fixture.station.policy()).toEqual({ set: PORTAL_2022, version: null })
  })
})
