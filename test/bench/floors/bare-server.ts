// Floor: a server that takes batches over HTTP and inserts them into PostgreSQL, nothing else. Argument 1 is the database; prints { url }.
import fastify from 'fastify'
import pg from 'pg'

interface Packet {
  readonly packetId: string
  readonly sequence: number
  readonly previousHash: string
  readonly hash: string
  readonly sealed: string
}

const BODY_MAX_BYTES = 16 * 1_048_576

const pool = new pg.Pool({ connectionString: process.argv[2] ?? '', max: 4 })
await pool.query('CREATE SCHEMA IF NOT EXISTS bare')
await pool.query(
  'CREATE TABLE IF NOT EXISTS bare.packet (packet_id uuid PRIMARY KEY, sequence bigint NOT NULL, previous_hash text, hash text NOT NULL, sealed text NOT NULL)',
)
const app = fastify({ bodyLimit: BODY_MAX_BYTES })
app.post<{ Body: { packets: Packet[] } }>('/packets', async ({ body: { packets } }) => {
  await pool.query(
    `INSERT INTO bare.packet SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[], $5::text[])
     ON CONFLICT (packet_id) DO NOTHING`,
    [
      packets.map(({ packetId }) => packetId),
      packets.map(({ sequence }) => sequence),
      packets.map(({ previousHash }) => previousHash),
      packets.map(({ hash }) => hash),
      packets.map(({ sealed }) => sealed),
    ],
  )
  return { results: packets.map(({ packetId }) => ({ packetId, result: 'received' })) }
})
const url = await app.listen({ host: '127.0.0.1', port: 0 })
process.stdout.write(`${JSON.stringify({ url })}\n`)
process.once('SIGTERM', async () => {
  await app.close()
  await pool.end()
})
