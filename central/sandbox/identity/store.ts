import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider'

/** Records kept before the oldest goes: a sandbox that is left running must not grow. */
const KEPT = 2_000
/** A device code is remembered this long past its end, so that who asks is told "expired" and not "never heard of". */
const REMEMBERED_MS = 10 * 60_000
const MS_PER_S = 1_000

interface Entry {
  readonly payload: AdapterPayload
  readonly endsAtMs: number
}

/** What one provider remembers (sessions, device codes, grants, tokens), in memory and gone at the end. Few records: every search looks at all. */
export function createStore(): AdapterFactory {
  const entries = new Map<string, Entry>()
  const alive = (key: string) => {
    const entry = entries.get(key)
    if (entry && entry.endsAtMs > Date.now()) return entry.payload
    entries.delete(key)
    return undefined
  }
  return (model) => {
    const prefix = `${model}:`
    const findBy = (field: 'uid' | 'userCode', value: string) => {
      for (const [key, { payload }] of entries)
        if (key.startsWith(prefix) && payload[field] === value) return alive(key)
      return undefined
    }
    const adapter: Adapter = {
      async upsert(id, payload, expiresInS) {
        const key = prefix + id
        const lifetimeMs = expiresInS === undefined ? Number.POSITIVE_INFINITY : expiresInS * MS_PER_S
        const extraMs = model === 'DeviceCode' ? REMEMBERED_MS : 0
        // Deleted first, so that the order of the map is that of the last writing.
        entries.delete(key)
        entries.set(key, { payload, endsAtMs: Date.now() + lifetimeMs + extraMs })
        if (entries.size > KEPT) entries.delete(entries.keys().next().value!)
      },
      find: async (id) => alive(prefix + id),
      findByUid: async (uid) => findBy('uid', uid),
      findByUserCode: async (userCode) => findBy('userCode', userCode),
      async consume(id) {
        const payload = alive(prefix + id)
        if (payload) payload.consumed = Math.floor(Date.now() / MS_PER_S)
      },
      async destroy(id) {
        entries.delete(prefix + id)
      },
      async revokeByGrantId(grantId) {
        for (const [key, { payload }] of entries) if (payload.grantId === grantId) entries.delete(key)
      },
    }
    return adapter
  }
}
