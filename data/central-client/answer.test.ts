import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAnswer } from './answer.ts'

const isOk = (value: unknown): value is { ok: true } =>
  typeof value === 'object' && value !== null && 'ok' in value && value.ok === true

const read = (status: number, type: string | null, body: string, headers: Record<string, string> = {}) =>
  readAnswer(
    {
      status,
      headers: new Headers({ ...(type ? { 'content-type': type } : {}), ...headers }),
      body: Buffer.from(body),
    },
    isOk,
  )

describe('judging an answer', () => {
  test('a value of the right shape', () => {
    expect(read(200, 'application/json; charset=utf-8', '{"ok":true}', { etag: '"1"' })).toEqual({
      kind: 'value',
      value: { ok: true },
      etag: '"1"',
    })
    expect(read(304, null, '')).toEqual({ kind: 'unchanged' })
  })

  test.each<[string, number, string | null, string, string, object]>([
    ['a login page', 200, 'text/html', '<form action="/login">', 'CAPTIVE_PORTAL', {}],
    ['a login page that calls itself JSON', 200, 'application/json', '<html>', 'CAPTIVE_PORTAL', {}],
    ['an empty page', 200, null, '', 'CAPTIVE_PORTAL', {}],
    ['a redirect to a login page', 302, 'text/html', '', 'CAPTIVE_PORTAL', { status: 302 }],
    ['network authentication required', 511, 'text/html', '', 'CAPTIVE_PORTAL', { status: 511 }],
    ['JSON of another shape', 200, 'application/json', '{"ok":1}', 'CENTRAL_ANSWER_INVALID', {}],
    [
      'a problem we know',
      409,
      'application/problem+json',
      '{"code":"PACKET_CONFLICT","details":{"n":1,"o":{}}}',
      'PACKET_CONFLICT',
      { n: 1 },
    ],
    [
      'a problem we do not know',
      418,
      'application/problem+json',
      '{"code":"TEAPOT"}',
      'CENTRAL_REFUSED',
      { status: 418, code: 'TEAPOT' },
    ],
    ['an error page', 502, 'text/html', 'Bad Gateway', 'LINE_DOWN', { reason: 'server', status: 502 }],
    ['a refusal without a word', 403, 'text/html', '', 'CENTRAL_REFUSED', { status: 403 }],
    ['too large', 413, null, '', 'BODY_TOO_LARGE', {}],
    ['too many', 429, null, '', 'RATE_LIMITED', {}],
  ])('%s', (_what, status, type, body, code, details) => {
    expect(() => read(status, type, body)).toThrow(
      expect.objectContaining({ code, details: expect.objectContaining(details) }),
    )
  })

  test('an error is never taken for success for the words in it', () => {
    const body = '{"ok":true,"message":"duplicate, already registered"}'
    expect(() => read(500, 'application/json', body)).toThrow(expect.objectContaining({ code: 'LINE_DOWN' }))
    expect(() => read(400, 'application/json', body)).toThrow(expect.objectContaining({ code: 'CENTRAL_REFUSED' }))
  })

  test('any answer at all is a value or a named fault', () => {
    const types = fc.constantFrom(null, 'text/html', 'application/json', 'application/problem+json')
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 599 }), types, fc.oneof(fc.string(), fc.json()), (status, type, body) => {
        try {
          expect(read(status, type, body).kind).toBe('unchanged')
        } catch (thrown) {
          expect(thrown).toMatchObject({ name: 'Fault', code: expect.stringMatching(/^[A-Z_]+$/) })
        }
      }),
      { seed: 20_261_122 },
    )
  })
})
