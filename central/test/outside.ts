import { randomUUID } from 'node:crypto'
import type { PacketContent } from '../../data/wire/packet.wire.ts'
import type { Problem } from '../../data/wire/primitives.ts'
import type { TransactionAnswer, TransactionReply, TransactionRequest } from '../../data/wire/transaction.wire.ts'
import type { Subject } from '../../flows/base/terms.ts'
import { openSandbox, TEST_API_KEY } from '../sandbox/harness.ts'
import { PEOPLE } from '../sandbox/people/people.ts'
import type { Person } from '../sandbox/people/person.ts'
import { e164 } from '../sandbox/phone/number.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import { sandboxParties } from '../sandbox/sandbox-parties.ts'
import { type SigningOrder, signWith } from '../signatures/testing/signature-bed.ts'
import type { FakeStation } from './fake-station.ts'
import { decisionOn, type Overrides, until } from './world.ts'

type Evidence = PacketContent['evidence']
export interface Asked {
  readonly kind: 'sign-in' | 'sim-signature' | 'remote-signature'
  /** Of a sign-in. */
  readonly provider?: 'vnpost' | 'vneid'
}

/** The sandbox, and what central needs to know to meet it. Parties are asked as often as a test can stand. */
export async function openOutside(options: Parameters<typeof openSandbox>[0] = {}) {
  const sandbox = await openSandbox(options)
  const parties = sandboxParties({ url: sandbox.url, apiKey: TEST_API_KEY })
  const { mssp, smartca, csc } = parties
  const overrides: Overrides = {
    parties: {
      ...parties,
      ...(mssp && { mssp: { ...mssp, pollAfterMs: POLL_AFTER_MS } }),
      ...(smartca && { smartca: { ...smartca, pollAfterMs: POLL_AFTER_MS, timeoutMs: ANSWER_WITHIN_MS } }),
      ...(csc && { csc: { ...csc, pollAfterMs: POLL_AFTER_MS, timeoutMs: ANSWER_WITHIN_MS } }),
    },
    signatures: { anchors: await sandbox.anchors(), allowPrivate: true },
    verification: { retryDelaysMs: [30] },
  }
  return { sandbox, overrides }
}

const POLL_AFTER_MS = 50
/** Making a key for somebody takes the sandbox a second on a busy machine. */
const ANSWER_WITHIN_MS = 2_000

export function personOf(key: string): Person {
  const found = PEOPLE.find((one) => one.key === key)
  if (!found) throw new Error(`nobody is called ${key}`)
  return found
}

/** The content of a registration by another method than the mobile one. */
export function contentOf(
  station: FakeStation,
  method: string,
  over: Partial<PacketContent> & { readonly without?: 'password' } = {},
): PacketContent {
  const { without, ...rest } = over
  const content = { ...station.content({}, []), method, ...rest }
  if (without !== 'password') return content
  const { passwordHash: _, ...bare } = content
  return bare
}

/** Seals and pushes, and gives what was decided. */
export async function submit(station: FakeStation, content: PacketContent) {
  const packet = await station.seal(content)
  await station.push([packet])
  return decisionOn(station, packet.packetId)
}

/** A statement for this packet of this station, signed with a USB token of one of the people. */
export async function tokenEvidence(
  sandbox: Sandbox,
  { identity }: Pick<FakeStation, 'identity'>,
  packetId: string,
  order: SigningOrder,
): Promise<Evidence> {
  const place = { packetId, station: `Quầy thử (${identity.stationCode})` }
  const { question } = await signWith(sandbox, { ...order, says: { ...place, method: 'usb-token', ...order.says } })
  return [signatureEvidence(question.statement, Buffer.from(question.cms).toString('base64'))]
}

export function signatureEvidence(statement: string, cms: string, transactionId: string | null = null) {
  return { kind: 'signature', statement, cms, transactionId, revocation: 'good' }
}

/** A registration by USB token, decided. */
export async function registerByToken(
  sandbox: Sandbox,
  station: FakeStation,
  order: SigningOrder,
  over: Partial<PacketContent> = {},
) {
  const content = contentOf(station, 'usb-token', { subject: order.subject ?? 'citizen', ...over })
  const evidence = [...(await tokenEvidence(sandbox, station, content.packetId, order)), ...(over.evidence ?? [])]
  return submit(station, { ...content, evidence })
}

/** Asks a party for the person, who does on the phone what is asked there, and gives the answer that ends it. */
export async function askParty(
  sandbox: Sandbox,
  station: FakeStation,
  who: Person,
  asked: Asked,
  packetId: string,
  subject: Subject = who.subject,
): Promise<{ transactionId: string | null; answer: Exclude<TransactionAnswer, { kind: 'waiting' }> }> {
  await clearPhone(sandbox, who)
  const { body } = await station.send<TransactionReply & Problem>(
    'POST',
    '/v1/transactions',
    requestOf(who, asked, packetId, subject),
  )
  if (body.kind === 'refused') return { transactionId: null, answer: body }
  if (body.kind !== 'started') throw new Error(`not started: ${(body as Problem).code}`)
  const { transactionId, link } = body
  const isSignIn = asked.kind === 'sign-in'
  let isDone = isSignIn && (await confirm(sandbox, who.phone, { uri: link }))
  const answer = await until(async () => {
    if (!isDone && !isSignIn) isDone = await confirm(sandbox, who.phone, {})
    const poll = await station.send<TransactionAnswer & Problem>('GET', `/v1/transactions/${transactionId}`)
    if (poll.status !== 200) throw new Error(`not polled: ${poll.body.code}`)
    return poll.body.kind === 'waiting' ? null : poll.body
  })
  return { transactionId, answer }
}

/** Puts away what an earlier test left on the phone. */
export async function clearPhone(sandbox: Sandbox, { phone }: Person): Promise<void> {
  while (await confirm(sandbox, phone, { answer: 'cancelled' }));
}

export function requestOf(
  who: Person,
  asked: Asked,
  packetId: string,
  subject: Subject = who.subject,
): TransactionRequest {
  const visit = { requestId: randomUUID(), packetId, subject, termsVersion: '2022-06', card: null }
  switch (asked.kind) {
    case 'sign-in':
      return { ...visit, kind: 'sign-in', provider: asked.provider ?? 'vnpost' }
    case 'sim-signature':
      return { ...visit, kind: 'sim-signature', phone: e164(who.phone), carrier: who.subscription?.carrier ?? '' }
    case 'remote-signature': {
      const provider = who.remote?.provider ?? 'csc'
      const userKey = subject === 'citizen' ? who.idNumber : (who.taxCode ?? who.idNumber)
      return { ...visit, kind: 'remote-signature', provider, userKey }
    }
  }
}

/** What an answer becomes in a packet. */
export function evidenceOf(
  { transactionId, answer }: Awaited<ReturnType<typeof askParty>>,
  provider: 'vnpost' | 'vneid' = 'vnpost',
): Evidence {
  switch (answer.kind) {
    case 'signed':
      return [signatureEvidence(answer.statement, answer.cms, transactionId)]
    case 'signed-in':
      return [{ kind: 'sign-in', provider, transactionId, proof: answer.proof }] as unknown as Evidence
    case 'refused':
      throw new Error(`refused: ${answer.code}`)
  }
}

async function confirm(sandbox: Sandbox, phone: string, body: object): Promise<boolean> {
  const response = await fetch(`${sandbox.url}/phones/${phone}/confirm`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return ((await response.json()) as { done?: boolean }).done === true
}
