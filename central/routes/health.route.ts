import { Type } from 'typebox'
import type { Sql } from '../db/pool.ts'
import type { App } from '../http/app.ts'

const Ready = Type.Object({
  status: Type.Union([Type.Literal('ready'), Type.Literal('not-ready')]),
  database: Type.Boolean(),
  /** Codes cannot be sent while this is false; registrations are taken all the same. */
  sms: Type.Boolean(),
})

/** GET /health (the process answers), /ready (it can serve), /openapi.json. Unsigned. */
export function healthRoute(app: App, parts: { sql: Sql; isSmsBound: () => boolean }): void {
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
      const database = await parts.sql.query('select 1').then(
        () => true,
        () => false,
      )
      reply.code(database ? 200 : 503)
      return { status: database ? ('ready' as const) : ('not-ready' as const), database, sms: parts.isSmsBound() }
    },
  )
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger())
}
