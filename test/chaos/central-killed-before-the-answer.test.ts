import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RegisterResult } from '../../kiosk/headless/register.ts'
import { type FlakyLine, startFlakyLine } from '../harness/flaky-line.ts'
import { type LoneCentral, startLoneCentral } from '../harness/lone-central.ts'
import { answersOf, motcua, motcuaJson, type Person, sandboxPeople } from '../harness/product.ts'
import { createTempFolder, type TempFolder } from '../harness/temp.ts'

let folder: TempFolder
let central: LoneCentral
let line: FlakyLine
let station: string
let people: readonly Person[]

beforeAll(async () => {
  folder = await createTempFolder()
  people = (await sandboxPeople()).filter(({ expected }) => expected.mobile === 'accepted')
  central = await startLoneCentral(join(folder.path, 'central'))
  line = await startFlakyLine(central.url)
  station = join(folder.path, 'station')
  const code = await central.enrollmentCode()
  const { value } = await motcuaJson(
    'enroll',
    '--data',
    station,
    '--central',
    line.url,
    '--code',
    code,
    '--name',
    'Máy thử',
  )
  expect(value).toMatchObject({ enrolled: 'now' })
})

afterAll(async () => {
  await line?.close()
  await central?.close()
  await folder?.remove()
})

async function answersFile(person: Person): Promise<string> {
  const path = join(folder.path, `${person.key}.json`)
  await writeFile(path, JSON.stringify(answersOf(person)))
  return path
}

describe('central killed with -9 while a packet is on its way', () => {
  test.each([
    ['request-sent', 0],
    ['answer-came', 1],
  ] as const)(
    '%s: the receipt says pending, and the restarted central holds exactly one account',
    async (when, index) => {
      const person = people[index]
      if (!person) throw new Error('not enough people')
      const before = await central.accounts()
      const cut = line.cutNext('/v1/packets', when, () => central.kill())
      const registering = motcua(
        ...['register', '--json', '--answers', await answersFile(person)],
        ...['--data', station, '--central', line.url, '--sandbox', central.sandbox],
      )
      const result = await registering.firstJson<RegisterResult>()
      await cut
      expect(result).toMatchObject({ outcome: 'pending', faults: ['LINE_DOWN'] })
      const waiting = await motcuaJson<{ packets: { packetId: string }[] }>('outbox', '--data', station)
      expect(waiting.value.packets.map(({ packetId }) => packetId)).toEqual([result.packetId])

      await central.start()
      const sync = await syncUntilDecided()
      expect(sync.left).toBe(0)
      expect(await central.accounts()).toBe(before + 1)
      const repeat = await motcuaJson<{ left: number }>('sync', '--once', '--data', station, '--central', line.url)
      expect(repeat.value.left).toBe(0)
      expect(await central.accounts()).toBe(before + 1)
    },
  )
})

/** Central decides in a job: asked again until this station's decision has come. */
async function syncUntilDecided(): Promise<{ left: number }> {
  for (let turn = 0; turn < 20; turn += 1) {
    const { value } = await motcuaJson<{ left: number; decided: number }>(
      'sync',
      '--once',
      '--data',
      station,
      '--central',
      line.url,
    )
    if (value.left === 0 && value.decided > 0) return value
  }
  throw new Error('no decision after twenty cycles')
}
