import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compactVerify, importJWK } from 'jose'
import { afterEach, expect, test } from 'vitest'
import { CA, ROOT, STATE } from '../../data/pki/testing/ca.ts'
import type { ReferenceReply, TrustDocument } from '../../data/wire/reference.wire.ts'
import { removeOldSignedNonces, spendNonce } from '../signatures/nonce.repo.ts'
import { createRevocationAnswers, removeOldAnswers } from '../signatures/revocation.repo.ts'
import { onEveryServer } from './suites.ts'

const DAY_MS = 86_400_000
const PACKETS = ['01890a5d-ac96-774b-bcce-b302099a8057', '01890a5d-ac96-774b-bcce-b302099a8058'] as const
const folders: string[] = []
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

onEveryServer('signatures', (open, shared) => {
  test('revocation answers are kept, the newest of each, and the old ones leave', async () => {
    const { database } = await shared()
    const answers = createRevocationAnswers(database)
    const now = 1_800_000_000_000
    const put = (key: string, text: string, keptAtMs: number) =>
      answers.put(key, { bytes: Buffer.from(text), keptAtMs })
    const textAt = async (key: string) => {
      const found = await answers.get(key)
      return found && [Buffer.from(found.bytes).toString(), Number(found.keptAtMs)]
    }
    expect(await answers.get('a')).toBeNull()
    await put('a', 'first', now)
    await put('a', 'second', now + 1)
    await put('a', 'older', now - 1)
    expect(await textAt('a')).toEqual(['second', now + 1])
    await put('b', 'x'.repeat(40), now - 29 * DAY_MS)
    await put('c', 'long ago', now - 31 * DAY_MS)
    await removeOldAnswers(database, now)
    expect([await textAt('b'), await textAt('c')]).toEqual([['x'.repeat(40), now - 29 * DAY_MS], null])
    await removeOldAnswers(database, now, 45)
    expect([await textAt('a'), await textAt('b')]).toEqual([['second', now + 1], null])
  })

  test('a nonce serves one packet, however often that one asks', async () => {
    const { database } = await shared()
    const [one, two] = PACKETS
    const nonce = 'ab'.repeat(32)
    expect(await spendNonce(database, nonce, one, 1_000)).toBe(true)
    expect(await spendNonce(database, nonce, one, 2_000)).toBe(true)
    expect(await spendNonce(database, nonce, two, 3_000)).toBe(false)
    const rivals = await Promise.all(PACKETS.map((packet) => spendNonce(database, 'cd'.repeat(32), packet, 4_000)))
    expect(rivals.filter(Boolean)).toHaveLength(1)
    await removeOldSignedNonces(database, 1_000 + 401 * DAY_MS)
    expect(await spendNonce(database, nonce, two, 5_000)).toBe(true)
  })

  test('what central trusts reaches the stations, a new version when the folder changed', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'trust-'))
    folders.push(dir)
    await mkdir(join(dir, 'public'))
    await writeFile(join(dir, 'public', 'root.crt'), ROOT)
    const world = await open({ signatures: { trustDir: dir, anchors: [{ tree: 'state', der: STATE }] } })
    const station = await world.enrol()
    const get = async (etag = '') => {
      const answer = await station.send<ReferenceReply>('GET', '/v1/reference/trust', null, {
        headers: etag === '' ? {} : { 'if-none-match': etag },
      })
      if (answer.status !== 200) return { status: answer.status, etag: '', document: null }
      const key = await importJWK({ ...station.identity.centralKeys.signing }, 'ES256')
      const { payload } = await compactVerify(answer.body.document, key)
      const document = JSON.parse(new TextDecoder().decode(payload)) as TrustDocument
      return { status: 200, etag: answer.headers.get('etag') ?? '', document }
    }
    const first = await get()
    expect(first.document).toEqual({
      typ: 'reference',
      name: 'trust',
      version: 1,
      issuedAtMs: expect.any(Number),
      anchors: [
        { tree: 'public', certificate: base64(ROOT) },
        { tree: 'state', certificate: base64(STATE) },
      ],
      issuers: [],
    })
    expect((await get(first.etag)).status).toBe(304)

    const put = async () => {
      const answer = await fetch(`${world.central.url}/admin/v1/trust`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${world.central.adminToken}` },
      })
      return answer.json()
    }
    expect(await put()).toEqual({ version: 1, anchors: 2, issuers: 0, unreadable: [] })
    await mkdir(join(dir, 'issuers'))
    await writeFile(join(dir, 'issuers', 'ca.crt'), CA)
    await writeFile(join(dir, 'issuers', 'words.txt'), 'no certificate')
    // A copy under another name is the same root.
    await writeFile(join(dir, 'public', 'again.crt'), ROOT)
    expect(await put()).toEqual({ version: 2, anchors: 2, issuers: 1, unreadable: ['issuers/words.txt'] })
    const second = await get(first.etag)
    expect(second.document).toMatchObject({ version: 2, issuers: [base64(CA)] })
    await world.restart()
    expect(await world.central.admin.reloadTrust()).toMatchObject({ version: 2 })
  })
})
