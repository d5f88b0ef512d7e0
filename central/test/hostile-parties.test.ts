import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PacketContent } from '../../data/wire/packet.wire.ts'
import type { Problem } from '../../data/wire/primitives.ts'
import type { SignatureReply, TransactionAnswer, TransactionReply } from '../../data/wire/transaction.wire.ts'
import type { FaultCode } from '../../flows/base/fault-codes.ts'
import type { Method } from '../../flows/base/terms.ts'
import { CERTIFICATE_VARIANTS, type CertificateVariant } from '../sandbox/authorities/authorities.ts'
import type { Faults } from '../sandbox/fault-switches.ts'
import { putFaults } from '../sandbox/harness.ts'
import { PEOPLE } from '../sandbox/people/people.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import type { SigningOrder } from '../signatures/testing/signature-bed.ts'
import type { FakeStation } from './fake-station.ts'
import {
  type Asked,
  askParty,
  clearPhone,
  contentOf,
  openOutside,
  personOf,
  requestOf,
  submit,
  tokenEvidence,
} from './outside.ts'
import { onEveryServer } from './suites.ts'
import { type Overrides, until, type World } from './world.ts'

/** issue 4, "Shown by": whatever an outside party or a key does wrong ends in its own fault, and in no account. */
let sandbox: Sandbox
let overrides: Overrides
beforeAll(async () => {
  ;({ sandbox, overrides } = await openOutside())
})
afterAll(() => sandbox.close())

const QUIET: Partial<Faults> = {
  ca: 'none',
  identity: 'none',
  mobileSignature: 'none',
  remoteSigning: 'none',
}
const SIGNER = 'own-name-viettel'

const CODE_OF_VARIANT: Readonly<Record<Exclude<CertificateVariant, 'good'>, FaultCode>> = {
  expired: 'CERTIFICATE_EXPIRED',
  'not-yet-valid': 'CERTIFICATE_NOT_YET_VALID',
  revoked: 'CERTIFICATE_REVOKED',
  sha1: 'CERTIFICATE_SHA1',
  'wrong-ca': 'CERTIFICATE_UNTRUSTED',
  'wrong-usage': 'CERTIFICATE_KEY_USAGE',
  'other-person': 'CERTIFICATE_OTHER_PERSON',
}
const VARIANTS = CERTIFICATE_VARIANTS.flatMap((variant) =>
  variant === 'good' ? [] : [[variant, CODE_OF_VARIANT[variant]] as const],
)

/** The people whose key or provider is hostile, by what the listing says of them. */
const ASKED: readonly (readonly [Method, Asked])[] = [
  ['sim-pki', { kind: 'sim-signature' }],
  ['remote-signing', { kind: 'remote-signature' }],
  ['vnpost', { kind: 'sign-in', provider: 'vnpost' }],
  ['vneid', { kind: 'sign-in', provider: 'vneid' }],
]
const NOT_OF_THE_PARTY: readonly FaultCode[] = ['METHOD_NOT_FOR_SUBJECT', 'ACCOUNT_EXISTS']
const REFUSED_PEOPLE = ASKED.flatMap(([method, asked]) =>
  PEOPLE.flatMap((who) => {
    const code = who.expectedFaults[method]
    return code && !NOT_OF_THE_PARTY.includes(code) ? [[method, who.key, code, asked] as const] : []
  }),
)

const HOSTILE_PARTIES: readonly (readonly [Partial<Faults>, string, Asked, FaultCode])[] = [
  [{ identity: 'wrong-nonce' }, SIGNER, { kind: 'sign-in', provider: 'vnpost' }, 'SIGN_IN_NONCE'],
  [{ identity: 'wrong-issuer' }, SIGNER, { kind: 'sign-in', provider: 'vneid' }, 'SIGN_IN_ISSUER'],
  [{ identity: 'wrong-audience' }, SIGNER, { kind: 'sign-in', provider: 'vnpost' }, 'SIGN_IN_AUDIENCE'],
  [{ identity: 'wrong-signature' }, SIGNER, { kind: 'sign-in', provider: 'vneid' }, 'SIGN_IN_SIGNATURE'],
  [{ identity: 'wrong' }, SIGNER, { kind: 'sign-in', provider: 'vnpost' }, 'SIGN_IN_UNAVAILABLE'],
  [{ mobileSignature: 'soap-fault' }, SIGNER, { kind: 'sim-signature' }, 'SIM_SIGN_UNAVAILABLE'],
  [{ mobileSignature: 'other-transaction' }, 'id-sex-differs', { kind: 'sim-signature' }, 'SIM_SIGN_UNAVAILABLE'],
  [{ mobileSignature: 'wrong' }, 'account-exists', { kind: 'sim-signature' }, 'SIM_SIGN_UNAVAILABLE'],
  [{ remoteSigning: 'error-500' }, SIGNER, { kind: 'remote-signature' }, 'REMOTE_SIGN_UNAVAILABLE'],
  [{ remoteSigning: 'wrong' }, 'subscriber-unknown', { kind: 'remote-signature' }, 'REMOTE_SIGN_UNAVAILABLE'],
  [{ ca: 'forged' }, 'own-name-vinaphone-no-email', { kind: 'sim-signature' }, 'CERTIFICATE_REVOCATION_FORGED'],
]

const SILENCES: readonly (readonly [Partial<Faults>, string, Asked, FaultCode])[] = [
  [{ identity: 'silent' }, SIGNER, { kind: 'sign-in', provider: 'vnpost' }, 'SIGN_IN_EXPIRED'],
  [{ mobileSignature: 'silent' }, SIGNER, { kind: 'sim-signature' }, 'SIM_SIGN_EXPIRED'],
  [{ remoteSigning: 'silent' }, SIGNER, { kind: 'remote-signature' }, 'REMOTE_SIGN_EXPIRED'],
  [{ remoteSigning: 'silent' }, 'own-name-vinaphone-no-email', { kind: 'remote-signature' }, 'REMOTE_SIGN_EXPIRED'],
]

onEveryServer('hostile parties', (open) => {
  const withWorld = async (work: (world: World, station: FakeStation) => Promise<void>) => {
    const world = await open(overrides)
    await putFaults(sandbox, QUIET as Record<string, string>)
    await work(world, await world.enrol('assisted'))
    await putFaults(sandbox, QUIET as Record<string, string>)
    expect(await world.central.admin.countAccounts()).toBe(0)
  }
  /** The key's statement, judged at the station's question and again in a packet. */
  const byToken = async (
    station: FakeStation,
    order: SigningOrder,
    bend: (evidence: PacketContent['evidence']) => PacketContent['evidence'] = (evidence) => evidence,
    claims: PacketContent['claims'] = {},
  ) => {
    const content = contentOf(station, 'usb-token', { claims, onExisting: 'raise' })
    const evidence = bend(await tokenEvidence(sandbox, station, content.packetId, order))
    const { statement, cms } = evidence[0] as unknown as { statement: string; cms: string }
    const { body } = await station.send<SignatureReply>('POST', '/v1/signatures', {
      packetId: content.packetId,
      subject: 'citizen',
      method: 'usb-token',
      statement,
      cms,
      card: null,
    })
    const decision = await submit(station, { ...content, evidence })
    return { asked: body.kind === 'refused' ? body.code : body.kind, decided: decision.reason }
  }

  test.each(VARIANTS)('a certificate that is %s ends in %s', (variant, code) =>
    withWorld(async (_world, station) => {
      const { idNumber } = personOf(SIGNER)
      const { asked, decided } = await byToken(station, { person: SIGNER, variant }, undefined, { idNumber })
      // Alone, a certificate in another name is a good one: who stands there is known to the packet.
      expect([asked, decided]).toEqual([variant === 'other-person' ? 'good' : code, code])
    }),
  )

  test.each<
    [string, FaultCode, Partial<SigningOrder>, ((evidence: PacketContent['evidence']) => PacketContent['evidence'])?]
  >([
    [
      'over other text',
      'STATEMENT_DIFFERS',
      {},
      ([one]) => [{ ...one, statement: `${(one as unknown as { statement: string }).statement} ` }] as never,
    ],
    [
      'over words that are no statement',
      'STATEMENT_DIFFERS',
      {},
      ([one]) => [{ ...one, statement: 'Đồng ý' }] as never,
    ],
    [
      'with a byte changed',
      'STATEMENT_SIGNATURE_INVALID',
      {},
      ([one]) => {
        const bytes = Buffer.from((one as unknown as { cms: string }).cms, 'base64')
        bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1)
        return [{ ...one, cms: bytes.toString('base64') }] as never
      },
    ],
    ['of another packet', 'STATEMENT_REPLAYED', { says: { packetId: '018f0000-0000-7000-8000-00000000dead' } }],
    ['for another method', 'STATEMENT_DIFFERS', { says: { method: 'sim-pki' } }],
    ['for another subject', 'STATEMENT_DIFFERS', { says: { subject: 'enterprise' } }],
    ['that names somebody else', 'STATEMENT_DIFFERS', { says: { fullName: 'Trần Văn Khác' } }],
    ['with another number', 'STATEMENT_DIFFERS', { says: { idNumber: '046204009999' } }],
    ['that tells another time than its signature', 'STATEMENT_DIFFERS', { says: { atMs: 1_700_000_000_000 } }],
  ])('a signature %s ends in %s', (_what, code, order, bend) =>
    withWorld(async (_world, station) => {
      expect(await byToken(station, { person: SIGNER, ...order }, bend)).toEqual({ asked: code, decided: code })
    }),
  )

  test('a revocation answer by a stranger refuses', () =>
    withWorld(async (_world, station) => {
      await putFaults(sandbox, { ca: 'forged' })
      const code = 'CERTIFICATE_REVOCATION_FORGED'
      expect(await byToken(station, { person: SIGNER }, undefined)).toEqual({ asked: code, decided: code })
    }))

  test('a true answer to another question says nothing: the list tells that the key is revoked', () =>
    withWorld(async (_world, station) => {
      await putFaults(sandbox, { ca: 'replayed' })
      const code = 'CERTIFICATE_REVOKED'
      expect(await byToken(station, { person: SIGNER, variant: 'revoked' })).toEqual({ asked: code, decided: code })
    }))

  test.each(['stale', 'down', 'wrong'])(
    'authorities that are %s say nothing: the packet is verifying, never refused, never accepted',
    (ca) =>
      withWorld(async (world, station) => {
        await putFaults(sandbox, { ca })
        const content = contentOf(station, 'usb-token')
        const evidence = await tokenEvidence(sandbox, station, content.packetId, { person: SIGNER })
        await station.push([await station.seal({ ...content, evidence })])
        const waits = () =>
          world.database.query<{ reason: string; tries: number }>('select reason, tries from packet_wait')
        await until(async () => ((await waits()).rows[0]?.tries ?? 0) >= 2)
        expect((await waits()).rows).toMatchObject([{ reason: 'CERTIFICATE_REVOCATION_UNKNOWN' }])
        expect((await station.decisions()).payloads).toEqual([])
      }),
  )

  test.each(REFUSED_PEOPLE)('%s by %s ends in %s', (method, key, code, asked) =>
    withWorld(async (_world, station) => {
      const who = personOf(key)
      const content = contentOf(station, method, { subject: who.subject })
      const { answer } = await askParty(sandbox, station, who, asked, content.packetId)
      if (code === 'CERTIFICATE_OTHER_PERSON' && answer.kind === 'signed') {
        // The key is somebody’s, and good: the packet says who it should have been.
        const { statement, cms } = answer
        const evidence = [{ kind: 'signature', statement, cms, transactionId: null, revocation: 'good' }] as never
        const claims = who.taxCode ? { taxCode: who.taxCode } : { idNumber: who.idNumber }
        expect(await submit(station, { ...content, claims, evidence })).toMatchObject({
          state: 'refused',
          reason: code,
        })
        return
      }
      expect(answer).toEqual({ kind: 'refused', code })
    }),
  )

  test.each(HOSTILE_PARTIES)('%j met by %s ends', (faults, key, asked, code) =>
    withWorld(async (_world, station) => {
      await putFaults(sandbox, faults as Record<string, string>)
      const who = personOf(key)
      const packetId = contentOf(station, 'sim-pki').packetId
      const ended = await askParty(sandbox, station, who, asked, packetId).then(
        ({ answer }) => (answer.kind === 'refused' ? answer.code : answer.kind),
        (error: Error) => error.message.replace('not started: ', ''),
      )
      expect(ended).toBe(code)
    }),
  )

  test.each(SILENCES)('%j for five minutes and more ends, for %s', (faults, key, asked, code) =>
    withWorld(async (world, station) => {
      await clearPhone(sandbox, personOf(key))
      const request = requestOf(personOf(key), asked, contentOf(station, 'sim-pki').packetId)
      const started = await station.send<TransactionReply & Problem>('POST', '/v1/transactions', request)
      expect(started.body).toMatchObject({ kind: 'started' })
      const { transactionId } = started.body as { transactionId: string }
      await putFaults(sandbox, faults as Record<string, string>)
      const poll = () => station.send<TransactionAnswer & Problem>('GET', `/v1/transactions/${transactionId}`)
      expect((await poll()).body.kind).toBe('waiting')
      for (let minute = 0; minute < 11; minute++) {
        world.pass(60_000)
        await poll()
      }
      expect((await poll()).body).toEqual({ kind: 'refused', code })
    }),
  )
})
