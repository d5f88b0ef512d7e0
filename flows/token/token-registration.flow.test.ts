import { describe, expect, test } from 'vitest'
import { fromBase64 } from '../base/base64.ts'
import { SIGNATURE_CHECK_LIMIT_MS } from '../base/delays.ts'
import { TERMS_VERSION } from '../base/registration.ts'
import { provideTokenRegistration } from '../provide/provide-registrations.ts'
import { linesOfHolder } from '../remote/proof-of-answer.ts'
import { createFakeWorld, type FakeWorld } from '../testing/fake-ports.ts'
import { driveFlow, walkFlow } from '../testing/flow-driver.ts'
import { OWN_CARD, SAMPLE_CARD } from '../testing/sample-cards.ts'
import { SAMPLE_NOW_MS, sampleCertificate, sampleToken } from '../testing/sample-devices.ts'
import { sampleHolder } from '../testing/sample-holders.ts'
import { sampleRegistration } from '../testing/sample-registration.ts'
import type { TokenRegistrationInput } from './token-registration.flow.ts'

const CARD_NUMBERS = { idNumber: OWN_CARD.idNumber, oldIdNumber: OWN_CARD.oldIdNumber }

function start(change: Partial<TokenRegistrationInput> = {}, prepare: (world: FakeWorld) => void = () => {}) {
  const world = createFakeWorld()
  prepare(world)
  const input = { ...sampleRegistration(), nowMs: SAMPLE_NOW_MS, clock: 'proven' as const, ...change }
  return { world, driver: driveFlow(provideTokenRegistration(world.ports), input) }
}

async function at(screen: Parameters<typeof walkFlow>[2], ...args: Parameters<typeof start>) {
  const run = start(...args)
  await walkFlow(run.driver, run.world, screen)
  return run
}

const signOf = (driver: ReturnType<typeof start>['driver']) =>
  driver.inner<{ problem: string | null; ask: { card: unknown } }>('tokenSign')

describe('a registration signed by a key that is plugged in here', () => {
  test.each([
    ['citizen', 'usb-token'],
    ['enterprise', 'usb-token'],
    ['agency', 'usb-token'],
    ['citizen', 'sim-pki'],
  ] as const)(
    '%s by %s: the statement is written for the certificate, signed, checked, and sealed',
    async (subject, method) => {
      const { world, driver } = await at(null, { subject, method })
      expect(driver.output()).toMatchObject({ kind: 'accepted', ial: 3 })
      const certificateBase64 = Buffer.from(sampleCertificate(1).der).toString('base64')
      const asked = {
        certificateBase64,
        othersBase64: [],
        subject,
        method,
        packetId: 'packet-1',
        card: null,
        termsVersion: TERMS_VERSION,
      }
      expect(world.statements.prepared).toEqual([asked])
      expect(world.devices.token.requests.map(({ signatureId }) => signatureId)).toEqual(['packet-1:sign:1.1'])
      expect(world.devices.token.requests[0]?.data).toEqual(fromBase64(btoa('attributes-1')))
      expect(world.statements.finished.map(({ statementId }) => statementId)).toEqual(['statement-1'])
      const signature = { statement: 'Tờ khai 1 của packet-1', cms: btoa('cms of statement-1') }
      expect(world.remote.checked).toEqual([
        { packetId: 'packet-1', subject, method, statement: signature.statement, cmsBase64: signature.cms, card: null },
      ])
      expect(world.sealed[0]?.evidence).toEqual([
        { kind: 'signature', ...signature, transactionId: null, revocation: 'good' },
      ])
      expect(driver.context()).toMatchObject({ prepared: null, signatureBase64: '', cmsBase64: '' })
    },
  )

  test("what else lies on the token goes with the check: vendors put the issuer's certificate there", async () => {
    const issuer = sampleCertificate(9, { isAuthority: true })
    const { world } = await at('token-confirm', {}, ({ devices }) =>
      devices.token.become([sampleToken(1, { certificates: [sampleCertificate(1), issuer] })], null),
    )
    expect(world.statements.prepared[0]?.othersBase64).toEqual([Buffer.from(issuer.der).toString('base64')])
  })

  test('the statement is on the screen before the PIN', async () => {
    const { driver } = await at('token-confirm')
    expect(driver.inner('tokenSign')).toMatchObject({
      prepared: { text: 'Tờ khai 1 của packet-1', holder: sampleHolder('citizen') },
    })
  })

  test('what the certificate says stands fixed', async () => {
    const { driver } = await at('field', { subject: 'agency' })
    expect(driver.inner('form')).toMatchObject({
      fixed: linesOfHolder(sampleHolder('agency'), 'good'),
      draft: { email: 'mau@xamau.example' },
    })
  })

  test('an unproven clock sends nobody away for a date', async () => {
    const expired = sampleToken(1, { certificates: [sampleCertificate(1, { validTo: SAMPLE_NOW_MS - 1 })] })
    const prepare = ({ devices }: FakeWorld) => devices.token.become([expired], null)
    const { driver } = await at('token-confirm', { clock: 'unproven' }, prepare)
    expect(driver.screen()).toBe('token-confirm')
    const proven = await at('token-choose', {}, prepare)
    proven.driver.send({ type: 'user.confirmed' })
    await proven.driver.reach(null)
    expect(proven.driver.output()).toMatchObject({ kind: 'refused', code: 'CERTIFICATE_EXPIRED' })
  })
})

describe('a certificate that does not fit', () => {
  test.each(['CERTIFICATE_WRONG_TREE', 'CERTIFICATE_REVOKED', 'CERTIFICATE_CHAIN'] as const)(
    '%s is told before any PIN, and another certificate may be chosen',
    async (code) => {
      const { world, driver } = await at('token-choose', {}, ({ statements }) =>
        statements.prepare.next({ give: { kind: 'refused', code } }),
      )
      driver.send({ type: 'user.confirmed' })
      expect(driver.screen()).toBe('token-checking')
      await driver.reach('token-choose')
      expect(signOf(driver)?.problem).toBe(code)
      expect(world.devices.token.requests).toEqual([])
      await walkFlow(driver, world, null)
      expect(driver.output()?.kind).toBe('accepted')
    },
  )

  test('a check that hangs is given up and told; back leaves it', async () => {
    const { world, driver } = await at('token-choose', {}, ({ statements }) => statements.prepare.next('hang', 'hang'))
    driver.send({ type: 'user.confirmed' })
    driver.clock.increment(SIGNATURE_CHECK_LIMIT_MS - 1)
    expect(driver.screen()).toBe('token-checking')
    driver.clock.increment(1)
    expect(driver.screen()).toBe('token-choose')
    expect(signOf(driver)?.problem).toBe('TIMED_OUT')
    driver.send({ type: 'user.confirmed' })
    driver.send({ type: 'user.wentBack' })
    expect(driver.screen()).toBe('token-choose')
    expect(world.devices.token.requests).toEqual([])
  })

  test('a station that may not write statements ends it', async () => {
    const { driver } = await at(null, {}, ({ statements }) =>
      statements.prepare.next({ raise: 'STATION_NOT_ENROLLED' }),
    )
    expect(driver.output()).toEqual({ kind: 'faulted', code: 'STATION_NOT_ENROLLED' })
  })
})

describe('a certificate with a CMND of 9 digits', () => {
  const needed = { give: { kind: 'refused', code: 'CERTIFICATE_CARD_NEEDED' } } as const

  test('asks for the card; scanned on the spot, it goes with the check, to central and into the packet', async () => {
    const { world, driver } = await at('token-choose', {}, ({ statements }) => statements.prepare.next(needed))
    driver.send({ type: 'user.confirmed' })
    await driver.reach('token-choose')
    expect(signOf(driver)?.problem).toBe('CERTIFICATE_CARD_NEEDED')
    expect(driver.send({ type: 'scanner.scanned', card: OWN_CARD })).toBe(true)
    expect(signOf(driver)?.problem).toBeNull()
    await walkFlow(driver, world, null)
    expect(world.statements.prepared.map(({ card }) => card)).toEqual([null, CARD_NUMBERS])
    expect(world.remote.checked.map(({ card }) => card)).toEqual([CARD_NUMBERS])
    expect(world.sealed[0]?.evidence.at(-1)).toEqual({
      kind: 'card-qr',
      issuedOn: OWN_CARD.issuedOn,
      cancelledIdNumber: null,
    })
  })

  test.each(['conditions', 'token-looking'] as const)(
    'a card scanned on %s counts like one asked for',
    async (screen) => {
      const { world, driver } = await at(screen)
      if (screen === 'token-looking') await driver.reach('token-looking')
      driver.send({ type: 'scanner.scanned', card: OWN_CARD })
      await walkFlow(driver, world, null)
      expect(world.statements.prepared.map(({ card }) => card)).toEqual([CARD_NUMBERS])
      expect(world.sealed[0]?.evidence.map(({ kind }) => kind)).toEqual(['signature', 'card-qr'])
    },
  )

  test("another person's card is no evidence", async () => {
    const { world } = await at(null, { card: SAMPLE_CARD })
    expect(world.statements.prepared[0]?.card?.idNumber).toBe(SAMPLE_CARD.idNumber)
    expect(world.sealed[0]?.evidence.map(({ kind }) => kind)).toEqual(['signature'])
  })
})

describe('after the signature', () => {
  test.each(['LINE_DOWN', 'CENTRAL_BUSY', 'CENTRAL_ANSWER_INVALID'] as const)(
    '%s: the signature stands, revocation as far as it is known here, and central checks all of it again',
    async (raise) => {
      const { world, driver } = await at(null, {}, (w) => {
        w.statements.revocation = 'unchecked'
        w.remote.check.next({ raise })
      })
      expect(driver.output()?.kind).toBe('accepted')
      expect(world.sealed[0]?.evidence).toMatchObject([{ kind: 'signature', revocation: 'unchecked' }])
    },
  )

  test('offline the screen says that revocation was not asked', async () => {
    const { driver } = await at('field', {}, (w) => {
      w.statements.revocation = 'unchecked'
      w.remote.check.next({ raise: 'LINE_DOWN' })
    })
    expect(driver.inner('form')).toMatchObject({ fixed: linesOfHolder(sampleHolder('citizen'), 'unchecked') })
  })

  test('central knows more of the revocation than this station', async () => {
    const { world } = await at(null, {}, (w) => {
      w.statements.revocation = 'unchecked'
    })
    expect(world.sealed[0]?.evidence).toMatchObject([{ kind: 'signature', revocation: 'good' }])
  })

  test('a central that says nothing is waited for no longer than the limit', async () => {
    const { world, driver } = await at('signature-checking', {}, ({ remote }) => remote.check.next('hang'))
    await expect.poll(() => world.remote.check.hanging).toBe(1)
    driver.clock.increment(SIGNATURE_CHECK_LIMIT_MS - 1)
    expect(driver.screen()).toBe('signature-checking')
    driver.clock.increment(1)
    expect(driver.screen()).toBe('field')
  })

  test('refused by central: told, and nothing is sealed', async () => {
    const code = 'CERTIFICATE_REVOKED'
    const { world, driver } = await at(null, {}, ({ remote }) => remote.check.next({ give: { kind: 'refused', code } }))
    expect(driver.output()).toEqual({ kind: 'refused', code, carrier: null, receipt: null })
    expect(world.sealed).toEqual([])
  })

  test('a statement nobody knows any more ends it', async () => {
    const { driver } = await at(null, {}, ({ statements }) => statements.finish.next({ raise: 'SECRET_SPENT' }))
    expect(driver.output()).toEqual({ kind: 'faulted', code: 'SECRET_SPENT' })
  })

  test('a token that refuses ends it with its reason', async () => {
    const { driver } = await at(null, {}, ({ devices }) =>
      devices.token.sign.next({ give: { kind: 'pin-wrong', pin: 'locked' } }),
    )
    expect(driver.output()).toMatchObject({ kind: 'refused', code: 'TOKEN_PIN_LOCKED' })
  })

  test('a lower account is raised; one as high is told', async () => {
    const low = await at('raise-level', {}, ({ remote }) => {
      remote.account = { state: 'exists', ial: 2 }
    })
    await walkFlow(low.driver, low.world, null)
    expect(low.world.sealed[0]?.onExisting).toBe('raise')
    const high = await at(null, {}, ({ remote }) => {
      remote.account = { state: 'exists', ial: 3 }
    })
    expect(high.driver.output()).toMatchObject({ kind: 'refused', code: 'ACCOUNT_EXISTS' })
  })
})

describe('back', () => {
  test('from the list of certificates to the conditions, and from there out', async () => {
    const { driver } = await at('token-choose')
    driver.send({ type: 'user.wentBack' })
    expect(driver.screen()).toBe('conditions')
    driver.send({ type: 'user.wentBack' })
    expect(driver.output()).toEqual({ kind: 'backed-out' })
  })

  test('from what follows the proof to the conditions; signed again it is another signature', async () => {
    const { world, driver } = await at('field')
    driver.send({ type: 'user.wentBack' })
    expect(driver.screen()).toBe('conditions')
    await walkFlow(driver, world, null)
    expect(world.devices.token.requests.map(({ signatureId }) => signatureId)).toEqual([
      'packet-1:sign:1.1',
      'packet-1:sign:2.1',
    ])
    expect(world.sealed[0]?.evidence).toMatchObject([{ statement: 'Tờ khai 2 của packet-1' }])
  })

  test('a card scanned in the first round is still there in the second', async () => {
    const { world, driver } = await at('token-choose')
    driver.send({ type: 'scanner.scanned', card: OWN_CARD })
    await walkFlow(driver, world, 'field')
    driver.send({ type: 'user.wentBack' })
    await walkFlow(driver, world, null)
    expect(world.statements.prepared.map(({ card }) => card)).toEqual([CARD_NUMBERS, CARD_NUMBERS])
  })

  test('the consent has the language read last', async () => {
    const { world, driver } = await at('field')
    driver.actor.send({ type: 'visit.languageChanged', language: 'en' })
    await walkFlow(driver, world, null)
    expect(world.sealed[0]?.consent.language).toBe('en')
  })
})
