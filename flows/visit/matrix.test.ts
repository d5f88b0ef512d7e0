import { describe, expect, test } from 'vitest'
import type { Claims, Ial } from '../base/terms.ts'
import { METHODS, type Method, STATION_KINDS, type StationKind, SUBJECTS, type Subject } from '../base/terms.ts'
import type { Evidence, PacketDraft } from '../ports/packet.port.ts'
import { cellState } from '../rules/policy.ts'
import { PORTAL_2022, VNEID_2024 } from '../rules/policy-sets.ts'
import { createFakeWorld, type FakeWorld } from '../testing/fake-ports.ts'
import { FAKE_OFFICERS } from '../testing/fake-staff.ts'
import { sampleHolder } from '../testing/sample-holders.ts'
import { driveVisit, walkTo } from '../testing/visit-driver.ts'

/** Each set on days before, between and after its borders. */
const DAYS = [
  [PORTAL_2022, '2026-11-22'],
  [VNEID_2024, '2024-06-30'],
  [VNEID_2024, '2024-07-01'],
  [VNEID_2024, '2025-07-01'],
] as const

const CELLS = DAYS.flatMap(([policy, today]) =>
  STATION_KINDS.flatMap((kind) =>
    SUBJECTS.flatMap((subject) =>
      METHODS.map((method) => ({
        set: policy.id,
        today,
        kind,
        subject,
        method,
        policy,
        state: cellState(policy, subject, method, today),
      })),
    ),
  ),
)
const needsOfficer = ({ kind, method, state }: (typeof CELLS)[number]) =>
  state.kind === 'open' && method === 'in-person' && kind === 'self-service'
const OPEN = CELLS.filter((cell) => cell.state.kind === 'open' && !needsOfficer(cell))
const SHUT = CELLS.filter((cell) => cell.state.kind !== 'open')

/** What a strong proof of each method leaves in the packet: its evidence, its level, and whether there is a password. */
const PROOFS: Readonly<Record<Method, { evidence: Evidence['kind'][]; ials: Ial[]; password: boolean }>> = {
  mobile: { evidence: ['otp', 'pre-check'], ials: [2], password: true },
  'social-insurance': { evidence: ['otp', 'pre-check'], ials: [2], password: true },
  vnpost: { evidence: ['sign-in'], ials: [2], password: false },
  vneid: { evidence: ['sign-in'], ials: [2, 3], password: false },
  'usb-token': { evidence: ['signature'], ials: [3], password: false },
  'sim-pki': { evidence: ['signature'], ials: [3], password: false },
  'remote-signing': { evidence: ['signature'], ials: [3], password: false },
  'in-person': { evidence: ['card-chip', 'officer'], ials: [3], password: true },
}

function worldOf(cell: { kind: StationKind; policy: FakeWorld['policy']; today: string }): FakeWorld {
  const world = createFakeWorld()
  world.stationKind = cell.kind
  world.officer = cell.kind === 'assisted' ? FAKE_OFFICERS.gdv01 : null
  world.policy = cell.policy
  world.today = cell.today
  return world
}

/** What the packet must claim of whom. */
function claimsOf(subject: Subject, method: Method): Claims {
  const person = { idNumber: '046204001234', fullName: 'Lê Văn Mẫu' }
  const born = { birthDate: '2004-02-29', phone: '+84971234456' }
  const { fullName, idNumber, organisation, taxCode, stateUnit, email } = sampleHolder(subject)
  const holder = Object.fromEntries(
    Object.entries({ fullName, idNumber, organisation, taxCode, stateUnit, email }).filter(([, value]) => value),
  )
  switch (method) {
    case 'mobile':
    case 'vnpost':
    case 'vneid':
      return { ...person, ...born }
    case 'social-insurance':
      return { ...person, ...born, insuranceNumber: '4612345678' }
    case 'usb-token':
    case 'remote-signing':
      return holder
    case 'sim-pki':
      return { ...holder, phone: '+84971234456' }
    case 'in-person':
      return subject === 'citizen'
        ? { ...person, ...born }
        : { ...person, ...born, organisation: 'Công ty TNHH Mẫu', taxCode: '0101234567' }
  }
}

describe('the matrix', () => {
  test('has every kind of cell, so that nothing below is empty', () => {
    expect(CELLS).toHaveLength(DAYS.length * 2 * SUBJECTS.length * METHODS.length)
    expect(new Set(CELLS.map(({ state }) => state.kind))).toEqual(new Set(['open', 'not-allowed', 'closed', 'not-yet']))
    expect(new Set(OPEN.map(({ method }) => method))).toEqual(new Set(METHODS))
  })

  test.each(SHUT)('$set on $today, $kind: $subject × $method is shut and says why', async (cell) => {
    const world = worldOf(cell)
    const driver = driveVisit(world)
    await walkTo(driver, world, 'method', cell)
    driver.send({ type: 'user.choseMethod', method: cell.method })
    const { screen, visit } = driver.view()
    expect(screen).toBe('method')
    expect(visit.method).toBeNull()
    expect(visit.notice).toEqual({ method: cell.method, ...noticeOf(cell.state) })
  })

  test.each(CELLS.filter(needsOfficer))('$set on $today: $subject × $method asks for an officer', async (cell) => {
    const world = worldOf(cell)
    const driver = driveVisit(world)
    await walkTo(driver, world, 'method', cell)
    driver.send({ type: 'user.choseMethod', method: cell.method })
    expect(driver.view()).toMatchObject({
      screen: 'method',
      visit: { notice: { code: 'OFFICER_REQUIRED', method: 'in-person', since: null, instead: null } },
    })
  })

  const levels = OPEN.flatMap((cell) => PROOFS[cell.method].ials.map((ial) => ({ ...cell, ial })))

  test.each(levels)('$set on $today, $kind: $subject × $method is accepted at $ial', async (cell) => {
    const { subject, method, ial, state } = cell
    const world = worldOf(cell)
    world.remote.ial = ial
    const driver = driveVisit(world)
    const result = await walkTo(driver, world, 'result', cell)
    expect(result.visit.outcome).toMatchObject({ kind: 'accepted', ial, raised: false })
    expect(state.kind === 'open' && [state.ial].flat()).toContain(ial)
    expect(world.sealed).toHaveLength(1)
    const draft = world.sealed[0] as PacketDraft
    const { evidence, password } = PROOFS[method]
    expect(draft).toMatchObject({ subject, method, onExisting: ial === 3 ? 'raise' : 'refuse' })
    expect(draft.claims).toEqual(claimsOf(subject, method))
    expect(draft.evidence.map(({ kind }) => kind)).toEqual(evidence)
    expect(draft.passwordHash !== null).toBe(password)
    expect(draft.packetId).toBe(result.visit.opening?.packetId)
    expect(world.secrets.count).toBe(0)
  })
})

function noticeOf(state: (typeof CELLS)[number]['state']) {
  switch (state.kind) {
    case 'not-allowed':
      return { code: 'METHOD_NOT_FOR_SUBJECT', since: null, instead: null }
    case 'closed':
      return { code: 'METHOD_CLOSED', since: state.since, instead: state.instead }
    case 'not-yet':
      return { code: 'METHOD_NOT_YET_OPEN', since: state.from, instead: null }
    case 'open':
      throw new Error('an open cell has no notice')
  }
}
