import { createHash, timingSafeEqual } from 'node:crypto'
import { Type } from 'typebox'
import { FindingKindWord } from '../../data/wire/holding.wire.ts'
import { BirthDate, IdNumber, Name, PhoneE164, Problem } from '../../data/wire/primitives.ts'
import { Fault } from '../../flows/base/fault.ts'
import type { CentralAdmin } from '../admin/central-admin.ts'
import type { App } from '../http/app.ts'

const IMPORT_MAX = 500

const CodeRequest = Type.Object(
  {
    kind: Type.Optional(Type.Union([Type.Literal('self-service'), Type.Literal('assisted')])),
    lifetimeMs: Type.Optional(Type.Integer({ minimum: 60_000, maximum: 604_800_000 })),
  },
  { additionalProperties: false },
)
const PolicyRequest = Type.Object(
  { id: Type.Union([Type.Literal('portal-2022'), Type.Literal('vneid-2024')]) },
  { additionalProperties: false },
)
const EarlierAccountBody = Type.Object(
  {
    idNumber: IdNumber,
    oldIdNumber: Type.Optional(IdNumber),
    fullName: Name,
    birthDate: BirthDate,
    phone: Type.Optional(PhoneE164),
  },
  { additionalProperties: false },
)
/** One account, or many. */
const ImportRequest = Type.Union([
  Type.Object(
    { accounts: Type.Array(EarlierAccountBody, { minItems: 1, maxItems: IMPORT_MAX }) },
    { additionalProperties: false },
  ),
  EarlierAccountBody,
])
const ImportReply = Type.Object({
  results: Type.Array(
    Type.Union([Type.Literal('created'), Type.Literal('existing'), Type.Literal('linked'), Type.Literal('conflict')]),
  ),
})
const TrustReply = Type.Object({
  version: Type.Integer(),
  anchors: Type.Integer(),
  issuers: Type.Integer(),
  unreadable: Type.Array(Type.String(), { description: 'Files that hold no certificate' }),
})
const FindingQuery = Type.Object(
  {
    station: Type.Optional(Type.String({ pattern: '^K\\d{4,6}$' })),
    kind: Type.Optional(FindingKindWord),
    open: Type.Optional(Type.Union([Type.Literal('0'), Type.Literal('1')])),
  },
  { additionalProperties: false },
)
const FindingReply = Type.Object({
  findings: Type.Array(
    Type.Object({
      station: Type.String(),
      kind: FindingKindWord,
      sequence: Type.Integer(),
      foundAtMs: Type.Number(),
      resolvedAtMs: Type.Union([Type.Number(), Type.Null()]),
      details: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])),
    }),
  ),
})
const Counts = Type.Record(Type.String(), Type.Integer())
const problems = { '4xx': Problem, '5xx': Problem } as const
const security = [{ admin: [] }]

/** /admin/v1: for whoever can read admin.token in central's folder. */
export function adminRoute(scope: App, parts: { admin: CentralAdmin; token: string }): void {
  scope.addHook('onRequest', async (request) => {
    const [, given] = /^Bearer ([A-Za-z0-9_-]{1,200})$/i.exec(request.headers.authorization ?? '') ?? []
    if (!given || !sameText(given, parts.token)) throw new Fault('NOT_ALLOWED')
  })
  scope.post(
    '/admin/v1/enrollment-codes',
    {
      schema: {
        summary: 'One-time code that admits one station',
        security,
        body: CodeRequest,
        response: { 200: Type.Object({ code: Type.String(), expiresAtMs: Type.Integer() }), ...problems },
      },
    },
    (request) => parts.admin.createEnrollmentCode(request.body),
  )
  scope.put(
    '/admin/v1/policy',
    {
      schema: {
        summary: 'Put a policy set in force',
        security,
        body: PolicyRequest,
        response: { 200: Type.Object({ id: Type.String(), version: Type.Integer() }), ...problems },
      },
    },
    (request) => parts.admin.setPolicy(request.body.id),
  )
  scope.put(
    '/admin/v1/trust',
    {
      schema: {
        summary: 'Read the trust folder again and send it to the stations',
        security,
        response: { 200: TrustReply, ...problems },
      },
    },
    async () => {
      const { unreadable, ...report } = await parts.admin.reloadTrust()
      return { ...report, unreadable: [...unreadable] }
    },
  )
  scope.post(
    '/admin/v1/accounts',
    {
      schema: {
        summary: 'Take over accounts of the earlier portal',
        security,
        body: ImportRequest,
        response: { 200: ImportReply, ...problems },
      },
    },
    async (request) => {
      const { body } = request
      return { results: [...(await parts.admin.importAccounts('accounts' in body ? body.accounts : [body]))] }
    },
  )
  scope.get(
    '/admin/v1/packets/counts',
    {
      schema: {
        summary: 'Packets by state, words to subscribers, and what is wrong with chains',
        security,
        response: { 200: Counts, ...problems },
      },
    },
    () => parts.admin.countPackets(),
  )
  scope.get(
    '/admin/v1/findings',
    {
      schema: {
        summary: "What central noticed about stations' packets, newest first",
        security,
        querystring: FindingQuery,
        response: { 200: FindingReply, ...problems },
      },
    },
    async (request) => {
      const { station, kind, open } = request.query
      const found = await parts.admin.findings({ station, kind, open: open === undefined ? undefined : open === '1' })
      return { findings: found.map(({ details, ...finding }) => ({ ...finding, details: { ...details } })) }
    },
  )
  scope.get(
    '/admin/v1/accounts/count',
    {
      schema: { summary: 'Accounts', security, response: { 200: Type.Object({ count: Type.Integer() }), ...problems } },
    },
    async () => ({ count: await parts.admin.countAccounts() }),
  )
}

function sameText(a: string, b: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(a), hash(b))
}
