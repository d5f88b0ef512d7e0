import { Type } from 'typebox'
import type { Sql } from '../db/pool.ts'
import type { App } from '../http/app.ts'
import type { Phase } from '../http/door.ts'

/** Longer than this and whoever asks has given up: the database counts as away. */
const DATABASE_WITHIN_MS = 2_000

const Ready = Type.Object({
  status: Type.Union([Type.Literal('ready'), Type.Literal('not-ready')]),
  phase: Type.Union([Type.Literal('starting'), Type.Literal('serving'), Type.Literal('stopping')]),
  database: Type.Boolean(),
  /** Codes cannot be sent while this is false; registrations are taken all the same. */
  sms: Type.Boolean(),
})

/** GET /health (the process answers), /ready (it can serve: started, not stopping, its database there), /openapi.json. Unsigned. */
export function healthRoute(app: App, parts: { sql: Sql; isSmsBound: () => boolean; phase: () => Phase }): void {
  app.get(
    '/health',
    { schema: { summary: 'Alive', response: { 200: Type.Object({ status: Type.Literal('ok') }) } } },
    async () => ({
      status: 'ok' as const,
    }),
  )
  app.get(
    '/ready',
    { schema: { summary: 'Ready to serve', response: { 200: Ready, 503: Ready } } },
    async (_request, reply) => {
      const database = await answers(parts.sql)
      const phase = parts.phase()
      const isReady = database && phase === 'serving'
      reply.code(isReady ? 200 : 503)
      return { status: isReady ? ('ready' as const) : ('not-ready' as const), phase, database, sms: parts.isSmsBound() }
    },
  )
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger())
}

async function answers(sql: Sql): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<boolean>()
  const timer = setTimeout(() => resolve(false), DATABASE_WITHIN_MS)
  const asked = sql.query('select 1').then(
    () => true,
    () => false,
  )
  return Promise.race([asked, late]).finally(() => clearTimeout(timer))
}
