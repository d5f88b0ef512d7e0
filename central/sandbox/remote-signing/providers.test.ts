import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  CSC_CLIENT,
  openSigningBed,
  PHONE,
  type SigningBed,
  SMARTCA_CLIENT,
  USER,
} from '../../connectors/remote-signing/testing/signing-bed.ts'
import { openSandbox, putFaults } from '../harness.ts'

let bed: SigningBed
beforeAll(async () => {
  bed = await openSigningBed()
})
afterAll(() => bed.close())

const SHA256 = '2.16.840.1.101.3.4.2.1'
const EC_OID = '1.2.840.10045.4.3.2'
const hash = (text: string) => createHash('sha256').update(text).digest('base64')

async function post(path: string, body: object, headers: Record<string, string> = {}) {
  const response = await fetch(`${bed.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

async function token(change: Record<string, string> = {}) {
  const { clientId, clientSecret } = CSC_CLIENT
  const form = { grant_type: 'client_credentials', scope: 'service', client_id: clientId, client_secret: clientSecret }
  const response = await fetch(`${bed.url}/csc/v2/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({ ...form, ...change }),
  })
  return { status: response.status, body: (await response.json()) as Record<string, string> }
}

describe('CSC', () => {
  const csc = async (method: string, body: object) =>
    post(`/csc/v2/${method}`, body, { authorization: `Bearer ${(await token()).body.access_token}` })

  /** An SAD for the hash of "a", confirmed in the app. */
  async function sadFor(user: string) {
    const { body: list } = await csc('credentials/list', { userID: user })
    const credentialID = (list.credentialIDs as string[])[0] ?? ''
    const order = { credentialID, numSignatures: 1, hashes: [hash('a')], hashAlgorithmOID: SHA256 }
    const { body } = await csc('credentials/authorize', { ...order, authData: [{ id: 'APP' }] })
    bed.phones.answer(PHONE, 'confirmed')
    const { body: check } = await csc('credentials/authorizeCheck', { handle: body.handle })
    return { credentialID, SAD: check.SAD as string, hashes: [hash('a')], signAlgo: EC_OID }
  }

  test('an SAD is good for its own hash and key, again and again for these, and for nothing else', async () => {
    const order = await sadFor(USER.good)
    const other = await sadFor(USER.hasTwo)
    const refusal = async (change: object) =>
      (await csc('signatures/signHash', { ...order, ...change })).body.error_description
    expect(await refusal({ hashes: [hash('b')] })).toBe('Hash is not authorized by the SAD')
    expect(await refusal({ hashes: [hash('a'), hash('b')] })).toBe('Hash is not authorized by the SAD')
    expect(await refusal({ credentialID: other.credentialID })).toBe('Invalid parameter credentialID')
    expect(await refusal({ SAD: 'guessed' })).toBe('Invalid parameter SAD')
    expect(await refusal({ signAlgo: '1.2.840.113549.1.1.11' })).toBe('Invalid parameter signAlgo')
    const first = await csc('signatures/signHash', order)
    expect(first.status).toBe(200)
    expect(await csc('signatures/signHash', order)).toEqual(first)
    expect(await refusal({ hashes: [hash('b')] })).toBe('Hash is not authorized by the SAD')
  })

  test.each([
    ['a hash of another length', { hashes: ['YQ=='] }, 'Invalid digest value length'],
    ['two hashes', { hashes: [hash('a'), hash('b')] }, 'Numbers of signatures is too high'],
    ['SHA-1', { hashAlgorithmOID: '1.3.14.3.2.26' }, 'Invalid parameter hashAlgorithmOID'],
    ['no word for the app', { authData: [] }, 'The authentication data is invalid'],
    ['no key', { credentialID: 'csc-00' }, 'Invalid parameter credentialID'],
    ['no number', { numSignatures: 'one' }, 'Malformed request'],
  ])('an authorisation with %s is refused, and nobody is asked', async (_what, change, description) => {
    const { body: list } = await csc('credentials/list', { userID: USER.good })
    const credentialID = (list.credentialIDs as string[])[0]
    const before = bed.phones.list(PHONE).at(-1)?.id
    const order = {
      credentialID,
      numSignatures: 1,
      hashes: [hash('a')],
      hashAlgorithmOID: SHA256,
      authData: [{ id: 'APP' }],
    }
    const { status, body } = await csc('credentials/authorize', { ...order, ...change })
    expect([status, body.error_description]).toEqual([400, description])
    expect(bed.phones.list(PHONE).at(-1)?.id).toBe(before)
  })

  test.each([
    [{ client_secret: 'x' }, 401, 'invalid_client'],
    [{ client_id: 'x' }, 401, 'invalid_client'],
    [{ grant_type: 'password' }, 400, 'unsupported_grant_type'],
    [{ scope: 'credential' }, 400, 'invalid_scope'],
  ])('a token for %j is refused', async (change, status, error) => {
    expect(await token(change)).toMatchObject({ status, body: { error } })
  })

  test('without a token, or after its hour, nobody is let in', async () => {
    const { access_token } = (await token()).body
    const ask = (authorization: string) => post('/csc/v2/credentials/list', { userID: USER.good }, { authorization })
    expect(await ask('')).toMatchObject({ status: 401, body: { error: 'invalid_token' } })
    expect(await ask(`Basic ${access_token}`)).toMatchObject({ status: 401 })
    expect(await ask(`Bearer ${access_token}`)).toMatchObject({ status: 200 })
    bed.pass(3_600_001)
    expect(await ask(`Bearer ${access_token}`)).toMatchObject({ status: 401 })
  })

  test('the name of a key does not name its holder', async () => {
    const { body } = await csc('credentials/list', { userID: USER.good })
    expect(JSON.stringify(body.credentialIDs)).not.toContain(USER.good)
  })
})

describe('sp769', () => {
  const { spId, spPassword } = SMARTCA_CLIENT
  const login = { sp_id: spId, sp_password: spPassword }
  const sign = async (change: object = {}, file: object = {}) => {
    const asked = { ...login, user_id: USER.good, transaction_id: 'q' }
    const { body } = await post('/sca/sp769/v1/credentials/get_certificate', asked)
    const { user_certificates } = body.data as { user_certificates: { serial_number: string }[] }
    return post('/sca/sp769/v1/signatures/sign', {
      ...asked,
      serial_number: user_certificates[0]?.serial_number,
      sign_files: [
        {
          data_to_be_signed: 'ab'.repeat(32),
          doc_id: 'DOC-1',
          file_type: 'cms',
          sign_type: 'hash',
          ...file,
        },
      ],
      ...change,
    })
  }

  test.each([
    ['capitals', { data_to_be_signed: 'AB'.repeat(32) }],
    ['base64', { data_to_be_signed: hash('a') }],
    ['a whole file', { sign_type: 'file' }],
  ])('%s are a bad request', async (_what, file) => {
    expect(await sign({}, file)).toMatchObject({ status: 400, body: { status_code: 400, message: 'BAD_REQUEST' } })
  })

  test('a wrong password, a key of somebody else, a key without one', async () => {
    expect(await sign({ sp_password: 'x' })).toMatchObject({ status: 401, body: { message: 'SP_CREDENTIAL_INVALID' } })
    const refused = { status: 403, body: { message: 'CREDENTIAL_STATUS_INVALID' } }
    expect(await sign({ user_id: USER.company })).toMatchObject(refused)
    expect(await sign({ serial_number: undefined })).toMatchObject(refused)
  })

  test('the app shows the document’s name where the text has no code', async () => {
    expect(await sign({ transaction_id: 'shown', transaction_desc: 'Không có mã' })).toMatchObject({
      status: 200,
      body: { message: 'sig_wait_for_user_confirm', data: { transaction_id: 'shown', expired_in: 300 } },
    })
    expect(bed.phones.list(PHONE).at(-1)).toMatchObject({ code: 'DOC-1', text: 'Không có mã' })
    bed.pass(100_000)
    const waiting = await post('/sca/sp769/v1/signatures/sign/shown/status', {})
    expect(waiting.body.data).toMatchObject({ expired_in: 200 })
    bed.phones.answer(PHONE, 'confirmed', 'DOC-1')
    const { body } = await post('/sca/sp769/v1/signatures/sign/shown/status', {})
    expect(body).toMatchObject({ message: 'SUCCESS', data: { signatures: [{ doc_id: 'DOC-1' }] } })
  })
})

test('the switch is set over HTTP like the others', async () => {
  const sandbox = await openSandbox()
  try {
    expect(await (await putFaults(sandbox, { remoteSigning: 'silent' })).json()).toMatchObject({
      remoteSigning: 'silent',
    })
    expect((await putFaults(sandbox, { remoteSigning: 'forged' })).status).toBe(400)
  } finally {
    await sandbox.close()
  }
})
