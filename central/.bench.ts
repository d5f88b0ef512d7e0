import Fastify from 'fastify'
import pg from 'pg'
import http from 'node:http'
import { v7 } from 'uuid'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { SERVER_KINDS } from './test/servers.ts'
import { startWorld } from './test/world.ts'
import { signRequest } from '../data/wire/message-signature.ts'
const server = await SERVER_KINDS[0]!.start()
const SIZE = 2000, N = 10000, B = 500
let seq = 0
const make = (n: number) => Array.from({ length: n }, () => { const sealed = randomBytes(SIZE * 3 / 4).toString('base64url'); return { packetId: v7(), sequence: ++seq, previousHash: null, hash: createHash('sha256').update(sealed).digest('base64url'), sealed } })
const agent = new http.Agent({ keepAlive: true, maxSockets: 4 })
const post = (url: string, headers: any, body: Buffer) => new Promise<void>((res, rej) => { const r = http.request(url, { method: 'POST', agent, headers: { ...headers, 'content-length': body.length } }, (m) => { let n = 0; m.on('data', (c) => n += c.length); m.on('end', () => m.statusCode === 200 ? res() : rej(new Error(String(m.statusCode)))) }); r.on('error', rej); r.end(body) })
async function bare() {
  const url = await server.newDatabase()
  const pool = new pg.Pool({ connectionString: url, max: 4 })
  await pool.query('create table p (id uuid primary key, station uuid, seq bigint, prev text, hash text, sealed text)')
  const app = Fastify({ bodyLimit: 1e8 })
  app.post('/p', async (req) => { const ps = (req.body as any).packets; await pool.query({ name: 'x', text: 'insert into p select * from unnest($1::uuid[],$2::uuid[],$3::bigint[],$4::text[],$5::text[],$6::text[]) on conflict do nothing', values: [ps.map((p: any) => p.packetId), ps.map(() => '018f0000-0000-7000-8000-000000000000'), ps.map((p: any) => p.sequence), ps.map((p: any) => p.previousHash), ps.map((p: any) => p.hash), ps.map((p: any) => p.sealed)] }); return { ok: ps.map((p: any) => p.packetId) } })
  const base = await app.listen({ port: 0, host: '127.0.0.1' })
  return { url: base + '/p', headers: async (_b: Buffer) => ({ 'content-type': 'application/json' }), close: async () => { await app.close(); await pool.end() } }
}
async function ours() {
  const world = await startWorld(server)
  const station = await world.enrol()
  return { url: world.central.url + '/v1/packets', headers: (body: Buffer) => signRequest({ method: 'POST', url: world.central.url + '/v1/packets', headers: { 'content-type': 'application/json' }, body, key: station.key, createdMs: Date.now(), nonce: randomUUID() }), close: () => world.close(), world, station }
}
async function run(target: any, inFlight: number) {
  const batches: any[] = []
  for (let i = 0; i < N / B; i++) { const body = Buffer.from(JSON.stringify({ packets: make(B) })); batches.push({ body, headers: await target.headers(body) }) }
  const a = performance.now(), c = process.cpuUsage()
  await Promise.all(Array.from({ length: inFlight }, async () => { for (let b = batches.pop(); b; b = batches.pop()) await post(target.url, b.headers, b.body) }))
  const s = (performance.now() - a) / 1000, cpu = process.cpuUsage(c)
  return { rate: N / s, cpu: (cpu.user + cpu.system) / 1000 / (N / B) }
}
const ratios: number[] = []
for (let round = 0; round < Number(process.env['R'] ?? 5); round++) {
  const b = await bare(); const rb = await run(b, 2); await b.close()
  const o = await ours(); const ro = await run(o, 2)
  const t = performance.now()
  if (round === 0 && !process.env["NOV"]) { while ((await o.world.central.admin.countPackets())['received']! > 0) await new Promise((r) => setTimeout(r, 200))
  console.log('all decided after', Math.round(performance.now() - t), 'ms', process.memoryUsage().rss >> 20) }
  await o.close()
  ratios.push(ro.rate / rb.rate)
  console.log('bare', Math.round(rb.rate), rb.cpu.toFixed(1), 'ms cpu/batch   ours', Math.round(ro.rate), ro.cpu.toFixed(1), 'ratio', (ro.rate / rb.rate).toFixed(2))
}
console.log('median', ratios.sort()[ratios.length >> 1])
await server.stop()
process.exit(0)
