import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { STOPS, walkKiosk } from '../harness/kiosk-walk.ts'
import type { RunningProcess } from '../harness/processes.ts'
import { motcuaJson, motcuaTerminal, type Person, sandboxPeople, startUp, type Up } from '../harness/product.ts'
import { createTempFolder, type TempFolder } from '../harness/temp.ts'
import type { Terminal } from '../harness/terminal.ts'

let folder: TempFolder
let up: Up
let servers: RunningProcess
let people: readonly Person[]
let kiosk: Terminal | null = null

beforeAll(async () => {
  folder = await createTempFolder()
  people = (await sandboxPeople()).filter(({ expected }) => expected.mobile === 'accepted')
  ;({ up, process: servers } = await startUp(folder.path))
})

afterEach(async () => {
  await kiosk?.close()
})

afterAll(async () => {
  await servers?.stop('SIGTERM')
  await folder?.remove()
})

/** What the station's store holds, read from the file itself. */
function sequences(): readonly number[] {
  const db = new Database(join(up.data, 'station', 'station.db'), { readonly: true })
  try {
    return db
      .prepare<[], { sequence: number }>('SELECT sequence FROM packet ORDER BY sequence')
      .all()
      .map(({ sequence }) => sequence)
  } finally {
    db.close()
  }
}

function openKiosk(): Terminal {
  kiosk = motcuaTerminal(['kiosk', '--data', up.data], { cols: 80, rows: 24 })
  return kiosk
}

/** Cuts the power of a kiosk. */
async function kill(running: Terminal): Promise<void> {
  running.kill('SIGKILL')
  await running.exit
}

function personAt(index: number): Person {
  const person = people[index]
  if (!person) throw new Error('not enough people')
  return person
}

describe('the kiosk killed with -9', () => {
  const before = STOPS.filter((stop) => stop !== 'result')

  test.each(before.map((stop, index) => [stop, index] as const))(
    'on %s: no packet, whole or half',
    async (stop, index) => {
      const held = sequences()
      const running = openKiosk()
      await walkKiosk(running, personAt(index), stop)
      await kill(running)
      expect(sequences()).toEqual(held)
    },
  )

  test.each([0, 5, 15, 40, 100, 250].map((afterMs, index) => [afterMs, index] as const))(
    '%i ms after consent: the packet is there whole and goes out, or was never there',
    async (afterMs, index) => {
      const held = sequences()
      const running = openKiosk()
      await walkKiosk(running, personAt(before.length + index), 'terms')
      running.press('Enter')
      await new Promise((resolve) => setTimeout(resolve, afterMs))
      await kill(running)
      const now = sequences()
      expect(now.length - held.length).toBeLessThanOrEqual(1)
      expect(now).toEqual(now.map((_, place) => place + 1))
      const { value } = await motcuaJson<{ left: number; held: number; faults: object }>(
        'sync',
        '--once',
        '--data',
        up.data,
      )
      expect(value, JSON.stringify(value)).toMatchObject({ left: 0, held: 0, faults: {} })
    },
  )

  test('the one killed after its receipt stood on the screen is registered', async () => {
    const person = personAt(before.length + 6)
    const running = openKiosk()
    await walkKiosk(running, person, 'result')
    await kill(running)
    const { value } = await motcuaJson<{ left: number }>('sync', '--once', '--data', up.data)
    expect(value.left).toBe(0)
  })
})
