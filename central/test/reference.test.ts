import { compactVerify, importJWK } from 'jose'
import { expect, test } from 'vitest'
import type { Problem } from '../../data/wire/primitives.ts'
import type { PolicyDocument, ReferenceReply } from '../../data/wire/reference.wire.ts'
import { readPolicySet } from '../../flows/rules/policy.ts'
import { onEveryServer } from './suites.ts'

onEveryServer('reference data', (open) => {
  test('the policy in force is signed, unchanged until the administrator changes it', async () => {
    const world = await open()
    const station = await world.enrol()
    const get = (headers: Record<string, string> = {}) =>
      station.send<ReferenceReply>('GET', '/v1/reference/policy', null, { headers })
    const first = await get()
    expect([first.status, first.body.name, first.body.version]).toEqual([200, 'policy', 1])
    const signing = await importJWK({ ...station.identity.centralKeys.signing }, 'ES256')
    const { payload } = await compactVerify(first.body.document, signing)
    const document = JSON.parse(new TextDecoder().decode(payload)) as PolicyDocument
    expect(document).toMatchObject({ typ: 'reference', name: 'policy', version: 1 })
    expect(readPolicySet(document.policy).id).toBe('portal-2022')
    const etag = first.headers.get('etag') ?? ''
    const same = await get({ 'if-none-match': `"other", W/${etag}` })
    expect([same.status, same.body, same.headers.get('etag')]).toEqual([304, null, etag])

    const put = await fetch(`${world.central.url}/admin/v1/policy`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${world.central.adminToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ id: 'vneid-2024' }),
    })
    expect(await put.json()).toEqual({ id: 'vneid-2024', version: 2 })
    expect(await world.central.admin.setPolicy('vneid-2024')).toEqual({ id: 'vneid-2024', version: 2 })
    const changed = await get({ 'if-none-match': etag })
    expect([changed.status, changed.body.version]).toEqual([200, 2])
    // What the administrator chose outlives a start that names another set.
    await world.restart()
    expect(await world.central.admin.setPolicy('vneid-2024')).toEqual({ id: 'vneid-2024', version: 2 })
  })

  test('other names, and an administrator without the token', async () => {
    const world = await open()
    const station = await world.enrol()
    const none = await station.send('GET', '/v1/reference/prices')
    expect([none.status, none.body.code]).toEqual([404, 'NOT_FOUND'])
    for (const authorization of [undefined, 'Bearer wrong', `Basic ${world.central.adminToken}`]) {
      for (const path of ['/admin/v1/packets/counts', '/admin/v1/accounts/count']) {
        const answer = await fetch(`${world.central.url}${path}`, { headers: authorization ? { authorization } : {} })
        expect([answer.status, ((await answer.json()) as Problem).code]).toEqual([403, 'NOT_ALLOWED'])
      }
    }
    const headers = { authorization: `Bearer ${world.central.adminToken}` }
    const counts = await fetch(`${world.central.url}/admin/v1/packets/counts`, { headers })
    expect(await counts.json()).toEqual({
      total: 0,
      received: 0,
      verifying: 0,
      accepted: 0,
      refused: 0,
      'waiting-for-citizen': 0,
      conflicts: 0,
      'chain-gap': 0,
      'chain-fork': 0,
      'chain-broken-link': 0,
      clock: 0,
      replay: 0,
      duplicate: 0,
      'own-codes': 0,
      'not-told': 0,
      'notices-due': 0,
      'notices-not-delivered': 0,
    })
    expect(await (await fetch(`${world.central.url}/admin/v1/accounts/count`, { headers })).json()).toEqual({
      count: 0,
    })
    const code = await fetch(`${world.central.url}/admin/v1/enrollment-codes`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: '{"kind":"assisted"}',
    })
    expect(await code.json()).toEqual({
      code: expect.stringMatching(/^[0-9A-Z]{16}$/),
      expiresAtMs: expect.any(Number),
    })
    const policy = await fetch(`${world.central.url}/admin/v1/policy`, {
      method: 'PUT',
      headers: { ...headers, 'content-type': 'application/json' },
      body: '{"id":"my-own"}',
    })
    expect([policy.status, ((await policy.json()) as Problem).code]).toEqual([422, 'SHAPE_INVALID'])
  })
})
