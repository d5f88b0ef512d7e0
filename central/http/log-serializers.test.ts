import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { Fault } from '../../flows/base/fault.ts'
import { LOG_SERIALIZERS, logError } from './log-serializers.ts'

const PLANTED = ['046204001234', 'Nguyễn Thị Thử', '+84982000088', '200832']

/** An error as a database driver makes it: what a person typed stands in four places. */
function telling(): Error {
  const error = Object.assign(
    new Error(`Key (number)=(${PLANTED[0]}) already exists\n    at ${PLANTED[1]}\n    at ${PLANTED[0]} (x:1:2)`),
    {
      code: '23505',
      detail: `Key (phone)=(${PLANTED[2]})`,
      where: `unnamed portal parameter $1 = '${PLANTED[3]}'`,
      parameters: [...PLANTED],
    },
  )
  return new Error(`wrapped ${PLANTED[1]}`, { cause: error })
}

describe('what a log may hold', () => {
  test('an error is its class, code and places, never its words', () => {
    const logged = logError(new Fault('INTERNAL', { reason: 'x' }, telling()))
    expect(logged).toMatchObject({
      name: 'Fault',
      code: 'INTERNAL',
      details: { reason: 'x' },
      cause: { cause: { code: '23505' } },
    })
    expect(logged.stack.length).toBeGreaterThan(0)
    expect(logged.stack.every((line) => line.startsWith('at '))).toBe(true)
  })

  test('nothing planted in an error or a request comes out of the logger', () => {
    const lines: string[] = []
    const log = pino({}, { write: (line: string) => void lines.push(line) }).child(
      {},
      { serializers: { ...LOG_SERIALIZERS } },
    )
    log.error({ err: telling(), error: telling() }, 'failed')
    log.error({ err: new Fault('INTERNAL', {}, telling()) })
    log.error({ err: { code: PLANTED[1], stack: PLANTED[0] } })
    log.info({
      req: { method: 'GET', url: `/x?id=${PLANTED[0]}`, body: PLANTED, routeOptions: { url: '/x' } },
      res: { statusCode: 200, body: PLANTED },
    })
    expect(lines).toHaveLength(4)
    for (const planted of PLANTED) expect(lines.join('')).not.toContain(planted)
    expect(JSON.parse(lines[3]!)).toMatchObject({ req: { method: 'GET', route: '/x' }, res: { status: 200 } })
  })

  test('things thrown that are no errors', () => {
    expect(logError('046204001234')).toEqual({ name: 'string', code: null, stack: [] })
    expect(logError(null)).toEqual({ name: 'object', code: null, stack: [] })
    expect(logError(Object.create(null))).toEqual({ name: 'Object', code: null, stack: [] })
  })
})
