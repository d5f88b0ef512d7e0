import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Answers } from '../../kiosk/headless/answers.ts'
import type { RegisterResult } from '../../kiosk/headless/register.ts'
import { registerOnce } from '../../kiosk/headless/register-once.ts'
import { readSettings } from '../../kiosk/settings.ts'
import type { RunningProcess } from '../harness/processes.ts'
import { answersOf, motcuaJson, type Person, sandboxPeople, startUp, type Up } from '../harness/product.ts'
import { createTempFolder, type TempFolder } from '../harness/temp.ts'

let folder: TempFolder
let up: Up
let servers: RunningProcess
let people: readonly Person[]

beforeAll(async () => {
  folder = await createTempFolder()
  // What the others end with, and every other method: test/scenarios/every-method.
  people = (await sandboxPeople()).filter(({ subject }) => subject === 'citizen')
  ;({ up, process: servers } = await startUp(folder.path))
})

afterAll(async () => {
  await servers?.stop('SIGTERM')
  await folder?.remove()
})

/** One registration over the real station, central, carrier and SMS centre, in this process. */
function registerHere(answers: Answers): Promise<RegisterResult> {
  return registerOnce(readSettings({ data: up.data }, {}, up.data), answers)
}

describe('the citizens of the sandbox, by mobile', () => {
  test('there are forty at least, and they cover both ends and the wait', () => {
    expect(people.length).toBeGreaterThanOrEqual(40)
    expect(new Set(people.map(({ expected }) => expected.mobile))).toEqual(new Set(['accepted', 'refused', 'pending']))
  })

  test('each ends where product.md says, cards scanned where they have one', async () => {
    for (const [index, person] of people.entries()) {
      const how = index % 2 === 0 ? 'scanned' : 'typed'
      const result = await registerHere(answersOf(person, how) as Answers)
      const label = `${person.key} (${how}): ${result.faults.join(' ')}`
      expect(result.outcome, label).toBe(person.expected.mobile)
      if (person.expectedFault) expect(result.faults, label).toEqual([person.expectedFault])
      if (result.outcome === 'accepted') expect(result, label).toMatchObject({ ial: 2, faults: [] })
      if (result.outcome !== 'refused') expect(result.receipt?.number, label).toMatch(/-\d{6}$/)
    }
  })

  test('someone who is registered already is told so, by the command itself', async () => {
    const [person] = people.filter(({ expected }) => expected.mobile === 'accepted')
    if (!person) throw new Error('nobody is accepted')
    const file = join(folder.path, `${randomUUID()}.json`)
    await writeFile(file, JSON.stringify(answersOf(person)))
    const { value, code } = await motcuaJson<RegisterResult>('register', '--answers', file, '--data', up.data)
    expect(value).toMatchObject({ outcome: 'refused', faults: ['ACCOUNT_EXISTS'] })
    expect(code).toBe(1)
  })

  test('nothing waits in the outbox, and doctor finds all well', async () => {
    const outbox = await motcuaJson<{ waiting: number; packets: unknown[] }>('outbox', '--data', up.data)
    expect(outbox.value).toMatchObject({ waiting: 0, packets: [] })
    const doctor = await motcuaJson<{ ready: boolean }>('doctor', '--data', up.data)
    expect(doctor).toMatchObject({ value: { ready: true }, code: 0 })
  })

  test('without any line the registration is kept, and says later what it waits for', async () => {
    await servers.stop('SIGTERM')
    const person = people.find(({ key }) => key === 'account-under-linked-cmnd') ?? people[0]
    if (!person) throw new Error('nobody lives in the sandbox')
    const file = join(folder.path, `${randomUUID()}.json`)
    await writeFile(file, JSON.stringify(answersOf(person)))
    const offline = await motcuaJson<RegisterResult>('register', '--answers', file, '--data', up.data)
    expect(offline).toMatchObject({ code: 0, value: { outcome: 'pending', faults: ['OTP_DEFERRED'] } })
    const waiting = await motcuaJson<{ left: number }>('sync', '--once', '--data', up.data)
    expect(waiting).toMatchObject({ code: 75, value: { left: 1 } })

    ;({ up, process: servers } = await startUp(folder.path))
    const receipt = offline.value.receipt?.number ?? ''
    await expect
      .poll(
        async () => {
          await motcuaJson('sync', '--once', '--data', up.data)
          return (await motcuaJson<{ state: string }>('outbox', receipt, '--data', up.data)).value.state
        },
        { timeout: 30_000 },
      )
      .toBe('waiting-for-citizen')
  })
})
