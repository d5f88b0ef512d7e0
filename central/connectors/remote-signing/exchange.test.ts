import { afterAll, beforeAll, expect, test } from 'vitest'
import { post, under } from './exchange.ts'
import { openScriptedServer, type ScriptedServer } from './testing/scripted-server.ts'

let server: ScriptedServer
beforeAll(async () => {
  server = await openScriptedServer()
})
afterAll(() => server.close())

const ask = (signal = AbortSignal.timeout(5_000)) => post(`${server.url}/a`, { json: { secret: 's' } }, signal)

test.each([301, 307, 308])('a redirect (%i) is not followed: the body, with its secret, stays here', async (status) => {
  server.answers = { '/a': { status, body: '', headers: { location: '/b' } }, '/b': { body: { ok: true } } }
  server.asked.length = 0
  await expect(ask()).rejects.toThrow()
  expect(server.asked).toEqual(['/a'])
})

test('an answer of 1 MiB is read, one byte more is not', async () => {
  server.answers = { '/a': { body: `"${'x'.repeat(1_048_574)}"` } }
  expect((await ask()).status).toBe(200)
  server.answers = { '/a': { body: `"${'x'.repeat(1_048_575)}"` } }
  await expect(ask()).rejects.toThrow('too large')
})

test('what cannot be read is not quoted', async () => {
  server.answers = { '/a': { body: '{"idNumber": 001190004127' } }
  await expect(ask()).rejects.toThrow(/^answer is not JSON$/)
})

test('a question that is given up ends', async () => {
  await expect(ask(AbortSignal.abort())).rejects.toThrow()
})

test('addresses are joined with one slash', () => {
  expect([under('http://a/csc/v2', 'info'), under('http://a/csc/v2//', 'info')]).toEqual([
    'http://a/csc/v2/info',
    'http://a/csc/v2/info',
  ])
})
