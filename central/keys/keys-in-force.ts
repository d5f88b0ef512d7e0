import { createHash } from 'node:crypto'
import { Fault } from '../../flows/base/fault.ts'
import type { Sql } from '../db/pool.ts'
import type { CentralKeys } from './central-keys.ts'

/**
 * Holds this central's keys against those of its database. The first central of a database writes the thumbprints down, all in one statement; stations seal to these keys and keep
 * acknowledgements by them, so a central with others could read nothing and would be believed by nobody. Raises CENTRAL_KEYS_DIFFER (details.keys: which of sealing, signing,
 * otp-hmac; details.folder): copy the key folder of the running central, or name it with `--keys`.
 */
export async function claimKeys(sql: Sql, keys: CentralKeys, folder: string, nowMs: number): Promise<void> {
  const mine = thumbprints(keys)
  const names = Object.keys(mine).sort()
  await sql.query(
    `insert into central_key (name, thumbprint, since_ms) select n.name, n.thumbprint, $3 from unnest($1::text[], $2::text[]) as n (name, thumbprint)
     on conflict do nothing`,
    [names, names.map((name) => mine[name]), nowMs],
  )
  const { rows } = await sql.query<{ name: string; thumbprint: string }>('select name, thumbprint from central_key')
  const others = rows.filter(({ name, thumbprint }) => mine[name] !== thumbprint).map(({ name }) => name)
  if (others.length > 0) throw new Fault('CENTRAL_KEYS_DIFFER', { keys: others.sort().join(' '), folder })
}

/** RFC 7638 for the key pairs; a hash of the secret one, which has 256 random bits. */
function thumbprints({ sealing, signing, otpHmac }: CentralKeys): Readonly<Record<string, string>> {
  return {
    sealing: sealing.keyId,
    signing: signing.keyId,
    'otp-hmac': createHash('sha256').update('motcua otp-hmac\n').update(otpHmac).digest('base64url'),
  }
}
