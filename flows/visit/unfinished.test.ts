import { describe, expect, test } from 'vitest'
import type { Snapshot } from 'xstate'
import { METHODS, type Method } from '../base/terms.ts'
import { VNEID_2024 } from '../rules/policy-sets.ts'
import { createFakeWorld, type FakeWorld } from '../testing/fake-ports.ts'
import { FAKE_OFFICERS } from '../testing/fake-staff.ts'
import { driveVisit, GOOD_ANSWERS, walkTo } from '../testing/visit-driver.ts'
import { isKeepable, noteOf } from './unfinished.ts'
import type { VisitScreen, VisitView } from './visit-view.ts'

interface Kept {
  readonly screen: VisitScreen
  readonly text: string
  readonly name: string
}

function assistedWorld(method: Method): FakeWorld {
  const world = createFakeWorld()
  if (method === 'vneid') world.policy = VNEID_2024
  Object.assign(world, { stationKind: 'assisted', officer: FAKE_OFFICERS.gdv01 })
  return world
}

class PowerCut extends Error {}

/** Walks on until the registration was kept `times` times, then the power goes: nothing of this process is left. Null when the visit ended before. */
async function cutAfter(world: FakeWorld, method: Method, times: number): Promise<Kept | null> {
  const driver = driveVisit(world)
  const kept = new Set<string>()
  let last: Kept | null = null
  const each = (view: VisitView) => {
    const text = JSON.stringify(driver.actor.getPersistedSnapshot())
    if (!isKeepable(view, text) || kept.has(text)) return
    kept.add(text)
    last = { screen: view.screen, text, name: noteOf(view).fullName }
    if (kept.size === times) throw new PowerCut()
  }
  const ended = await walkTo(driver, world, 'result', { subject: 'citizen', method }, each).then(
    () => true,
    (thrown: unknown) => {
      if (thrown instanceof PowerCut) return false
      throw thrown
    },
  )
  driver.actor.stop()
  world.secrets.wipe()
  world.portraits.wipe()
  return ended ? null : last
}

const PLUGGED_IN_ANEW: readonly VisitScreen[] = ['token-looking', 'token-checking']

describe('a registration of an assisted counter, taken up again after a power cut', () => {
  test.each(METHODS)('by %s: goes on from every screen it was kept on, to one packet', async (method) => {
    const screens = new Set<VisitScreen>()
    for (let times = 1; ; times += 1) {
      const world = assistedWorld(method)
      const kept = await cutAfter(world, method, times)
      if (!kept) break
      screens.add(kept.screen)
      const { length: codesBefore } = world.otpRequests
      const driver = driveVisit(world, JSON.parse(kept.text) as Snapshot<unknown>)
      expect([kept.screen, ...PLUGGED_IN_ANEW]).toContain(driver.view().screen)
      const result = await walkTo(driver, world, 'result', { subject: 'citizen', method })
      expect(result.visit.outcome, `kept on ${kept.screen}`).toMatchObject({ kind: 'accepted' })
      expect(world.sealed.map(({ packetId }) => packetId)).toEqual([result.visit.opening?.packetId])
      // A code that was on its way still serves: none is sent again.
      if (kept.screen === 'otp-entry') expect(world.otpRequests).toHaveLength(codesBefore)
      driver.actor.stop()
    }
    expect(screens.size).toBeGreaterThan(1)
  })

  test('is kept with the name its officer knows it by, and never with a secret', async () => {
    const kept = await cutAfter(assistedWorld('mobile'), 'mobile', 6)
    expect(kept?.name).toBe(GOOD_ANSWERS.fullName)
    expect(kept?.text).not.toContain('"secret:')
  })

  test('is not kept for an officer at a machine of citizens, nor while somebody came back with a receipt', async () => {
    const world = assistedWorld('mobile')
    const driver = driveVisit(world)
    const view = await walkTo(driver, world, 'form', { subject: 'citizen', method: 'mobile' })
    const { opening } = view.visit
    const text = JSON.stringify(driver.actor.getPersistedSnapshot())
    expect(isKeepable(view, text)).toBe(true)
    expect(isKeepable({ ...view, visit: { ...view.visit, errand: 'return' } }, text)).toBe(false)
    const elsewhere = opening && { ...opening, stationKind: 'self-service' as const }
    expect(isKeepable({ ...view, visit: { ...view.visit, opening: elsewhere } }, text)).toBe(false)
    driver.actor.stop()
  })

  test('is not kept at a self-service station, nor before a registration began', async () => {
    const world = createFakeWorld()
    expect(await cutAfter(world, 'mobile', 1)).toBeNull()
    const driver = driveVisit(assistedWorld('mobile'))
    const text = JSON.stringify(driver.actor.getPersistedSnapshot())
    expect(isKeepable(driver.view(), text)).toBe(false)
  })
})
