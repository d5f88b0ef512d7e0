import pg from 'pg'
import { v7 } from 'uuid'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { pino } from 'pino'
import { SERVER_KINDS } from './test/servers.ts'
import { openDatabase } from './db/pool.ts'
import { migrate } from './db/migrate.ts'
import { insertPackets } from './packets/packet.repo.ts'
const server = await SERVER_KINDS[0]!.start()
let seq = 0
const make = (n: number) => Array.from({ length: n }, () => { const sealed = randomBytes(1500).toString('base64url'); return { packetId: v7(), sequence: ++seq, previousHash: null, hash: createHash('sha256').update(sealed).digest('base64url'), sealed } })
const db = await openDatabase(await server.newDatabase(), pino({ level: 'silent' }))
await migrate(db, import.meta.dirname + '/db/migrations')
await db.pool.query('create table p (id uuid primary key, station uuid, seq bigint, prev text, hash text, sealed text)')
const station = randomUUID()
const bare = (ps: any[]) => db.pool.query({ name: 'x', text: 'insert into p select * from unnest($1::uuid[],$2::uuid[],$3::bigint[],$4::text[],$5::text[],$6::text[]) on conflict do nothing', values: [ps.map((p: any) => p.packetId), ps.map(() => station), ps.map((p: any) => p.sequence), ps.map((p: any) => p.previousHash), ps.map((p: any) => p.hash), ps.map((p: any) => p.sealed)] })
const ours = (packets: any[]) => insertPackets(db.pool, { intakeId: randomUUID(), stationId: station, receivedAtMs: 1, packets })
for (let r = 0; r < 4; r++) for (const [name, f] of [['bare', bare], ['ours', ours]] as const) {
  const bs = Array.from({ length: 20 }, () => make(500)); const c = process.cpuUsage(); const a = performance.now()
  for (const b of bs) await f(b)
  const u = process.cpuUsage(c)
  console.log(name, ((performance.now() - a) / 20).toFixed(1), 'ms/batch, node cpu', ((u.user + u.system) / 20000).toFixed(1))
}
await db.close(); await server.stop()
