import { join } from 'node:path'
import pino from 'pino'
import { openStation, type Station } from '../../../data/station.ts'
import { MIGRATIONS } from '../../../data/testing/station-fixture.ts'
import { createSecrets, type Secrets } from '../../../flows/base/secret.ts'
import type { Seeded } from '../../harness/seeded.ts'
import { createMoments, type KillPlan, type MomentKind, type Moments } from './moments.ts'
import { copyAsItIs } from './snapshot.ts'
import { survive } from './truth.ts'
import { newFolderName, uuidFrom, type World } from './world.ts'

/** From power on to the kill. */
export interface Life {
  readonly dir: string
  readonly moments: Moments
  readonly station: Station
  readonly secrets: Secrets
  /** Ends the requests of a killed station: nobody waits for their answers. */
  readonly signal: AbortSignal
}

/** A life as seen from outside. */
export interface Begun {
  /** Null when it was killed while opening. */
  readonly life: Life | null
  /** Kills it where that did not happen yet, and gives the folder it left, as it was at that instant, and what it was doing. */
  remains(): { readonly dir: string; readonly killedAt: MomentKind }
  /** Closes what the harness still holds of it. */
  end(): void
}

/** Opens the station of a folder so that it is killed at the planned moment. */
export function beginLife(world: World, dir: string, plan: KillPlan, chance: Seeded): Begun {
  const stopped = new AbortController()
  const left = join(world.root, newFolderName())
  const moments = createMoments({
    plan,
    tearCommit: chance.chance(0.6),
    onKill() {
      copyAsItIs(dir, left)
      stopped.abort()
    },
  })
  world.driver.watch({ dir, moments, cutAt: chance.next() })
  world.truth.onWork = () => survive(() => moments.pass('central'))
  const identifiers = chance.fork('identifiers')
  const newId = () => uuidFrom(identifiers)
  const secrets = createSecrets(newId)
  const open = () =>
    openStation({
      dir,
      migrationsDir: MIGRATIONS,
      clock: {
        now() {
          moments.pass('clock')
          return Date.now() + world.machine.offsetMs
        },
      },
      newId() {
        moments.pass('identifier')
        return newId()
      },
      random: chance.fork('jitter').next,
      log: pino({ enabled: false }),
      secrets: {
        ...secrets,
        redeem(handle) {
          moments.pass('secret')
          return secrets.redeem(handle)
        },
      },
      centralUrl: world.line.url,
    })
  const station = openUnlessKilled(open, moments)
  return {
    life: station && { dir, moments, station, secrets, signal: stopped.signal },
    remains() {
      moments.killNow()
      return { dir: left, killedAt: moments.killedAt ?? 'idle' }
    },
    end() {
      world.truth.onWork = () => undefined
      world.driver.forget(dir)
      station?.close()
    },
  }
}

function openUnlessKilled(open: () => Station, moments: Moments): Station | null {
  try {
    return open()
  } catch (thrown) {
    if (moments.killedAt === null) throw thrown
    return null
  }
}
