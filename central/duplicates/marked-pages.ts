import type { MarkPads } from '../../data/wire/person-mark.ts'
import { MARK_BYTES } from '../../data/wire/person-mark.ts'
import type { Sql } from '../db/pool.ts'

interface Page {
  readonly marks: Buffer | null
  readonly kind: string | null
  readonly number: string | null
}

/**
 * The marks of every key an account stands under, page by page in the order of their key: 16 bytes each, one after the other. The server makes the HMAC out of the two prepared
 * pads (data/wire/person-mark.ts), so that the process which serves citizens only sets bits, and no number leaves the database. Each page is a statement of its own: a long
 * transaction would hold up the server's vacuum. Keys that come while it runs may be missed; the next filter has them.
 */
export async function* markedPages(sql: Sql, { inner, outer }: MarkPads, pageSize: number): AsyncGenerator<Buffer> {
  for (let after: readonly [kind: string, number: string] = ['', '']; ; ) {
    const { rows } = await sql.query<Page>({
      name: 'marked-page',
      text: `with page as (
          select kind, number from account_number where (kind, number) > ($3, $4) order by kind, number limit $5
        ), last as (select kind, number from page order by kind desc, number desc limit 1)
        select (select string_agg(substr(sha256($2::bytea || sha256($1::bytea || convert_to(kind || ':' || number, 'UTF8'))), 1, ${MARK_BYTES}), ''::bytea) from page) as marks,
          (select kind from last) as kind, (select number from last) as number`,
      values: [inner, outer, ...after, pageSize],
    })
    const [page] = rows
    if (!page?.marks || page.kind === null || page.number === null) return
    yield page.marks
    after = [page.kind, page.number]
  }
}
