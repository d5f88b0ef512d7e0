import type { Logger } from 'pino'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { BirthDate, IdNumber, Name } from '../../../data/wire/primitives.ts'
import { compareInsured, type InsuredFacts, type InsuredMatch } from '../../../flows/rules/insured.ts'
import { capped } from '../capped-response.ts'
import { createParty, type PartyOptions } from '../party.ts'

export interface InsuranceOptions {
  /** Base address of the register; the path /insurance/records/<number> is added. */
  readonly url: string
  readonly apiKey: string
  /** How patient to be; for tests. */
  readonly patience?: Partial<Omit<PartyOptions, 'unavailable'>>
}

/** What the person says. `birthDate` YYYY-MM-DD with 00 for unknown parts; `insuranceNumber` 10 or 12 digits. */
export type InsuranceClaims = InsuredFacts

export type InsuranceAnswer =
  /** The ID number FROM the register: the one that is checked for duplicates. Or the fields that differ, which are told to staff only. */
  | InsuredMatch
  /** Nobody is insured under this number. */
  | { readonly result: 'unknown' }
  | { readonly result: 'unavailable' }

export interface InsuranceClient {
  /** Looks the number up and compares here. Never raises: no answer in time, or a wrong one, is `unavailable`. */
  match(claims: InsuranceClaims): Promise<InsuranceAnswer>
}

/** A citizen waits for the check; a register that takes longer is treated as away. */
const ANSWER_WITHIN_MS = 3_000

const RecordReply = Type.Object({
  insuranceNumber: Type.String({ pattern: '^(\\d{10}|\\d{12})$' }),
  idNumber: IdNumber,
  oldIdNumber: Type.Optional(IdNumber),
  fullName: Name,
  birthDate: BirthDate,
})
const recordReply = Compile(RecordReply)
/** A 404 that does not say this comes from a wrong address or a box in between, and decides nothing about a person. */
const unknownReply = Compile(Type.Object({ code: Type.Literal('INSURANCE_UNKNOWN') }))

export function createInsuranceClient(options: InsuranceOptions, log: Logger): InsuranceClient {
  const party = createParty({
    unavailable: 'INSURANCE_UNAVAILABLE',
    timeoutMs: ANSWER_WITHIN_MS,
    ...options.patience,
  })
  return {
    async match(claims) {
      const url = new URL(`/insurance/records/${encodeURIComponent(claims.insuranceNumber)}`, options.url)
      try {
        const record = await party.ask('safe', (signal) => look(url, options.apiKey, signal))
        if (!record) return { result: 'unknown' }
        if (record.insuranceNumber === claims.insuranceNumber) return compareInsured(claims, record)
        log.warn('social insurance answered for another number')
      } catch (err) {
        log.warn({ err }, 'social insurance did not answer')
      }
      return { result: 'unavailable' }
    },
  }
}

/** The record, null when there is none. Throws on everything that is no answer of the register. */
async function look(url: URL, apiKey: string, signal: AbortSignal): Promise<InsuredFacts | null> {
  const response = await fetch(url, { headers: { 'x-api-key': apiKey }, signal, redirect: 'error' })
  if (response.status !== 200 && response.status !== 404) {
    await response.body?.cancel()
    throw new Error(`status ${response.status}`)
  }
  const value: unknown = await (await capped(response)).json()
  if (response.status === 404 && unknownReply.Check(value)) return null
  if (response.status === 200 && recordReply.Check(value)) return value
  throw new Error('another shape')
}
