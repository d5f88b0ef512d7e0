import { readdirSync } from 'node:fs'
import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { migrate } from '../db/migrate.ts'
import { openDatabase } from '../db/pool.ts'
import { countNotices, takeDueNotices } from '../notices/notice.repo.ts'
import { SERVER_KINDS } from './servers.ts'

const SHIPPED = join(import.meta.dirname, '../db/migrations')
const STATES = ['due', 'sending', 'sent', 'failed'] as const
const idOf = (at: number) => `018f0000-0000-7000-8000-00000000000${at}`

for (const kind of SERVER_KINDS) {
  describe.skipIf(kind.missing !== null)(
    `words to subscribers of before (${kind.name}${kind.missing === null ? '' : `, not run because ${kind.missing}`})`,
    () => {
      test('that were not said, or being said when the process died, are due; those said or lost stay so', async () => {
        const server = await kind.start()
        const database = await openDatabase(await server.newDatabase(), pino({ level: 'silent' }))
        const folder = await mkdtemp(join(tmpdir(), 'central-sql-'))
        try {
          for (const name of readdirSync(SHIPPED).filter((one) => one < '0014'))
            await copyFile(join(SHIPPED, name), join(folder, name))
          await migrate(database, folder)
          for (const [at, state] of STATES.entries()) {
            await database.pool.query(
              `insert into packet (packet_id, station_id, sequence, hash, sealed, received_at_ms) values ($1, $2, $3, 'h', 's', 1)`,
              [idOf(at), idOf(9), at + 1],
            )
            const phone = at < 2 ? `+8498200000${at}` : null
            await database.pool.query(
              `insert into subscriber_notice (packet_id, phone, place, state, since_ms) values ($1, $2, 'Quầy 1', $3, 5)`,
              [idOf(at), phone, state],
            )
          }
          expect((await migrate(database, SHIPPED))[0]).toBe(14)
          expect(await countNotices(database.pool)).toEqual({ 'notices-due': 2, 'notices-not-delivered': 1 })
          const due = await takeDueNotices(database.pool, 10, 20, 5)
          expect(due.map(({ packetId, phone, tries }) => [packetId, phone, tries]).sort()).toEqual([
            [idOf(0), '+84982000000', 1],
            [idOf(1), '+84982000001', 1],
          ])
        } finally {
          await database.close()
          await server.stop()
          await rm(folder, { recursive: true, force: true })
        }
      })
    },
  )
}
