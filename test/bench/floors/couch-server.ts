// Floor: the part of CouchDB's replication protocol (docs.couchdb.org, "Replication Protocol") that a pushing client needs, writing into PostgreSQL.
// Argument 1 is the database; prints { url }.
import fastify from 'fastify'
import pg from 'pg'

interface Doc {
  readonly _id: string
  readonly _rev: string
}

const BODY_MAX_BYTES = 16 * 1_048_576

const pool = new pg.Pool({ connectionString: process.argv[2] ?? '', max: 4 })
await pool.query('CREATE SCHEMA IF NOT EXISTS couch')
await pool.query('CREATE TABLE IF NOT EXISTS couch.doc (id text, rev text, body text NOT NULL, PRIMARY KEY (id, rev))')
await pool.query('CREATE TABLE IF NOT EXISTS couch.local (id text PRIMARY KEY, body text NOT NULL)')

const app = fastify({ bodyLimit: BODY_MAX_BYTES })
app.get('/', async () => ({ couchdb: 'Welcome', version: '3.3.0', uuid: 'bench' }))
app.get('/db', async () => ({ db_name: 'db', update_seq: '0', instance_start_time: '0' }))
app.get<{ Params: { id: string } }>('/db/_local/:id', async ({ params }, reply) => {
  const { rows } = await pool.query<{ body: string }>('SELECT body FROM couch.local WHERE id = $1', [params.id])
  if (!rows[0]) return reply.code(404).send({ error: 'not_found', reason: 'missing' })
  return reply.type('application/json').send(rows[0].body)
})
app.put<{ Params: { id: string }; Body: Record<string, unknown> }>(
  '/db/_local/:id',
  async ({ params, body }, reply) => {
    const kept = JSON.stringify({ ...body, _rev: '0-1' })
    await pool.query('INSERT INTO couch.local VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET body = $2', [
      params.id,
      kept,
    ])
    return reply.code(201).send({ ok: true, id: `_local/${params.id}`, rev: '0-1' })
  },
)
app.post<{ Body: Record<string, string[]> }>('/db/_revs_diff', async ({ body }) => {
  const { rows } = await pool.query<{ id: string; rev: string }>('SELECT id, rev FROM couch.doc WHERE id = ANY($1)', [
    Object.keys(body),
  ])
  const known = new Set(rows.map(({ id, rev }) => `${id} ${rev}`))
  const missing = Object.entries(body).map(
    ([id, revs]) => [id, { missing: revs.filter((rev) => !known.has(`${id} ${rev}`)) }] as const,
  )
  return Object.fromEntries(missing.filter(([, { missing }]) => missing.length > 0))
})
app.post<{ Body: { docs: Doc[] } }>('/db/_bulk_docs', async ({ body: { docs } }, reply) => {
  await pool.query(
    'INSERT INTO couch.doc SELECT * FROM unnest($1::text[], $2::text[], $3::text[]) ON CONFLICT DO NOTHING',
    [docs.map(({ _id }) => _id), docs.map(({ _rev }) => _rev), docs.map((doc) => JSON.stringify(doc))],
  )
  // With new_edits=false nothing is told of what went well.
  return reply.code(201).send([])
})
const url = await app.listen({ host: '127.0.0.1', port: 0 })
process.stdout.write(`${JSON.stringify({ url })}\n`)
process.once('SIGTERM', async () => {
  await app.close()
  await pool.end()
})
