import { afterAll, beforeAll, expect, test } from 'vitest'
import { createMemoryCache } from '../../data/pki/revocation-cache.ts'
import { readTrust } from '../../data/pki/trust.ts'
import { openSandbox } from '../sandbox/harness.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import { createSignatureCheck } from './check-signature.ts'
import { createAuthorityLine } from './fetch-limited.ts'
import { openCheck, outcomeOf, signWith } from './testing/signature-bed.ts'

/** One check that has seen a certificate before: what it remembers must never answer another question. */
const YEARS_MS = 10 * 365 * 86_400_000

let sandbox: Sandbox
let person: string
beforeAll(async () => {
  sandbox = await openSandbox()
  const people = (await (await fetch(`${sandbox.url}/people`)).json()) as readonly {
    key: string
    subject: string
    expected: Record<string, string | null>
  }[]
  const holder = people.find((one) => one.subject === 'citizen' && one.expected['usb-token'] === 'accepted')
  if (!holder) throw new Error('nobody with a good token')
  person = holder.key
})
afterAll(() => sandbox.close())

test('a certificate that was good with its own card is judged anew with somebody else’s', async () => {
  const { check, line } = await openCheck(sandbox)
  const { question } = await signWith(sandbox, { person })
  expect(outcomeOf(await check(question))).toBe('good')
  const card = { idNumber: '038190009999', oldIdNumber: null }
  expect(outcomeOf(await check({ ...question, card }))).toBe('refused CERTIFICATE_OTHER_PERSON')
  expect(outcomeOf(await check(question))).toBe('good')
  line.close()
})

test('a chain that was good is judged anew at a time when it no longer is', async () => {
  const { check, line } = await openCheck(sandbox)
  const { question } = await signWith(sandbox, { person })
  expect(outcomeOf(await check(question))).toBe('good')
  expect(outcomeOf(await check({ ...question, nowMs: question.nowMs + YEARS_MS }))).toBe('refused CERTIFICATE_EXPIRED')
  line.close()
})

test('a chain that was good is not, once its root has been taken out', async () => {
  const { trust } = await openCheck(sandbox)
  let current = trust.current
  const line = createAuthorityLine({ allowPrivate: true })
  const store = {
    get current() {
      return current
    },
    reload: async () => current,
  }
  const check = createSignatureCheck({ trust: store, line, cache: createMemoryCache() })
  const { question } = await signWith(sandbox, { person })
  expect(outcomeOf(await check(question))).toBe('good')
  current = readTrust({ anchors: [] })
  expect(outcomeOf(await check(question))).toBe('refused CERTIFICATE_UNTRUSTED')
  current = trust.current
  expect(outcomeOf(await check(question))).toBe('good')
  line.close()
})
