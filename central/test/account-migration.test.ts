import { readdirSync } from 'node:fs'
import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { accountLevel, findAccounts } from '../accounts/account.repo.ts'
import { migrate } from '../db/migrate.ts'
import { openDatabase } from '../db/pool.ts'
import { SERVER_KINDS } from './servers.ts'

const SHIPPED = join(import.meta.dirname, '../db/migrations')
const STATION = '018f0000-0000-7000-8000-000000000001'
const PACKET = '018f0000-0000-7000-8000-000000000002'
const ACCOUNTS = ['018f0000-0000-7000-8000-000000000003', '018f0000-0000-7000-8000-000000000004'] as const

/** Rows as a central before enterprises and levels wrote them. */
const BEFORE = `
  insert into station (station_id, name, kind, key_id, public_jwk, enrolled_at_ms) values ('${STATION}', 'Quầy', 'assisted', 'k', '{}', 1);
  insert into packet (packet_id, station_id, sequence, hash, sealed, received_at_ms) values ('${PACKET}', '${STATION}', 1, 'h', 's', 1);
  insert into decision_cursor (station_id, last) values ('${STATION}', 1);
  insert into account (account_id, ial, origin, packet_id, full_name, birth_date, phone, password_hash, created_at_ms) values
    ('${ACCOUNTS[0]}', 2, 'packet', '${PACKET}', 'Nguyễn Thị Thử', '2004-05-06', '+84982000001', '$argon2id$x', 1),
    ('${ACCOUNTS[1]}', 2, 'earlier-portal', null, 'Trần Văn Thử', '1950-00-00', null, null, 1);
  insert into account_number (number, account_id) values ('046204000001', '${ACCOUNTS[0]}'), ('191234567', '${ACCOUNTS[0]}'), ('046204000002', '${ACCOUNTS[1]}');
  insert into packet_decision (station_id, cursor, packet_id, state, ial, at_ms) values ('${STATION}', 1, '${PACKET}', 'accepted', 2, 1);
`

for (const kind of SERVER_KINDS) {
  describe.skipIf(kind.missing !== null)(
    `accounts of before (${kind.name}${kind.missing === null ? '' : `, not run because ${kind.missing}`})`,
    () => {
      test('are citizens’ after the migration, under the same numbers, and an enterprise may have the same digits', async () => {
        const server = await kind.start()
        const database = await openDatabase(await server.newDatabase(), pino({ level: 'silent' }))
        const folder = await mkdtemp(join(tmpdir(), 'central-sql-'))
        for (const name of readdirSync(SHIPPED).filter((one) => one < '0006'))
          await copyFile(join(SHIPPED, name), join(folder, name))
        await migrate(database, folder)
        await database.pool.query(BEFORE)
        expect((await migrate(database, SHIPPED))[0]).toBe(6)

        const { rows } = await database.pool.query(
          'select subject, ial, full_name as name, birth_date as born, organisation, phone from account order by account_id',
        )
        expect(rows).toEqual([
          {
            subject: 'citizen',
            ial: 2,
            name: 'Nguyễn Thị Thử',
            born: '2004-05-06',
            organisation: null,
            phone: '+84982000001',
          },
          { subject: 'citizen', ial: 2, name: 'Trần Văn Thử', born: '1950-00-00', organisation: null, phone: null },
        ])
        const found = await findAccounts(
          database.pool,
          ['046204000001', '191234567'].map((number) => ({ kind: 'id', number })),
        )
        expect(new Set(found.map(({ accountId }) => accountId))).toEqual(new Set([ACCOUNTS[0]]))
        expect(await accountLevel(database.pool, [{ kind: 'tax', number: '046204000001' }])).toBeNull()
        const decisions = await database.pool.query('select raised from packet_decision')
        expect(decisions.rows).toEqual([{ raised: false }])

        const link = (keyKind: string, number: string) =>
          database.pool.query('insert into account_number (kind, number, account_id) values ($1, $2, $3)', [
            keyKind,
            number,
            ACCOUNTS[1],
          ])
        await link('tax', '046204000001')
        await expect(link('id', '046204000001')).rejects.toMatchObject({ code: '23505' })
        await expect(link('id', '0199999078-001')).rejects.toMatchObject({ code: '23514' })
        await database.close()
        await server.stop()
        await rm(folder, { recursive: true, force: true })
      })
    },
  )
}
