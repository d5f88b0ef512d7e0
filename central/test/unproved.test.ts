import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PacketContent } from '../../data/wire/packet.wire.ts'
import type { SignatureReply } from '../../data/wire/transaction.wire.ts'
import { importAccounts } from '../accounts/import-accounts.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import type { FakeStation } from './fake-station.ts'
import { contentOf, openOutside, personOf, submit, tokenEvidence } from './outside.ts'
import { onEveryServer } from './suites.ts'
import { openBed } from './transaction-bed.ts'
import type { Overrides, World } from './world.ts'

/** What somebody at a machine says and did not prove: numbers of a card that anybody can print, a signature made elsewhere. */
let sandbox: Sandbox
let overrides: Overrides
beforeAll(async () => {
  ;({ sandbox, overrides } = await openOutside())
})
afterAll(() => sandbox.close())

const CARD_QR = [{ kind: 'card-qr', issuedOn: null, cancelledIdNumber: null }] as unknown as PacketContent['evidence']
const STRANGER = '046204000777'
const STRANGERS_CMND = '191777001'

const holder = async (world: World, idNumber: string) => {
  const bed = await openBed(world)
  const known = { fullName: 'Nguyễn Thị Thử', birthDate: '2004-05-06', idNumber }
  await importAccounts({ database: bed.database, clock: { now: world.now } }, [known])
  await bed.close()
}
const keysIn = async (world: World) =>
  (
    await world.database.query(
      'select ial, array(select number from account_number n where n.account_id = a.account_id order by 1) as keys from account a',
    )
  ).rows
/** A registration by token with a card beside it: what its station hears of an account, and what is decided. */
const withCard = async (
  station: FakeStation,
  person: string,
  card: { readonly idNumber: string; readonly oldIdNumber: string },
) => {
  const content = contentOf(station, 'usb-token', { claims: card, onExisting: 'raise' })
  const evidence = await tokenEvidence(sandbox, station, content.packetId, { person, card })
  const { statement, cms } = evidence[0] as unknown as { statement: string; cms: string }
  const { packetId, subject } = content
  const question = { packetId, subject, method: 'usb-token', statement, cms, card }
  const { body } = await station.send<SignatureReply>('POST', '/v1/signatures', question)
  const { state, reason, raised } = await submit(station, { ...content, evidence: [...evidence, ...CARD_QR] })
  return { told: body.kind === 'good' ? body.account.state : body.code, state, reason, raised }
}

onEveryServer('what was not proved', (open) => {
  const refused = { told: 'none', state: 'refused', reason: 'ACCOUNT_EXISTS', raised: false }

  test.each([
    ['an old number', STRANGERS_CMND, 'own-name-viettel'],
    ['a new number', STRANGER, 'sim-on-cmnd'],
  ] as const)(
    'a printed QR with %s of a stranger neither tells of their account at a kiosk nor takes it over',
    async (what, strangers, signer) => {
      const world = await open(overrides)
      await holder(world, strangers)
      const { idNumber, oldIdNumber = '' } = personOf(signer)
      const card =
        what === 'an old number' ? { idNumber, oldIdNumber: strangers } : { idNumber: strangers, oldIdNumber }
      const kiosk = await world.enrol()
      expect(await withCard(kiosk, signer, card)).toEqual(refused)
      expect(await keysIn(world)).toEqual([{ ial: 2, keys: [strangers] }])
      // The same card in the hands of an officer is what ties two numbers together.
      const counter = await world.enrol('assisted')
      expect(await withCard(counter, signer, card)).toEqual({
        told: 'exists',
        state: 'accepted',
        reason: null,
        raised: true,
      })
    },
  )

  test('a number in the certificate raises the account at a kiosk too, with any card', async () => {
    const world = await open(overrides)
    const { key, idNumber } = personOf('own-name-viettel')
    await holder(world, idNumber)
    const kiosk = await world.enrol()
    expect(await withCard(kiosk, key, { idNumber, oldIdNumber: STRANGERS_CMND })).toMatchObject({
      told: 'exists',
      state: 'accepted',
      raised: true,
    })
  })

  test('a statement signed at another station, or under other terms, is no proof, whatever its packet', async () => {
    const world = await open(overrides)
    const [here, elsewhere] = [await world.enrol(), await world.enrol()]
    const content = contentOf(here, 'usb-token')
    const person = 'own-name-viettel'
    const stolen = await tokenEvidence(sandbox, elsewhere, content.packetId, { person })
    expect(await submit(here, { ...content, evidence: stolen })).toMatchObject({ reason: 'STATEMENT_DIFFERS' })
    const later = contentOf(here, 'usb-token')
    const evidence = await tokenEvidence(sandbox, here, later.packetId, { person, says: { termsVersion: '2019-01' } })
    expect(await submit(here, { ...later, evidence })).toMatchObject({ reason: 'STATEMENT_DIFFERS' })
    expect(await world.central.admin.countAccounts()).toBe(0)
  })
})
