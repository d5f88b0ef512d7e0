import { Fault } from '../../flows/base/fault.ts'
import { readScan } from '../../flows/rules/read-scan.ts'
import type { Answers } from './answers.ts'
import type { Confirmation } from './step.ts'

/** What the sandbox tells of one of its people, as far as answers need it (central/sandbox/people/listing.ts). */
export interface SandboxPerson {
  readonly key: string
  readonly subject: string
  readonly idNumber: string
  readonly taxCode: string | null
  readonly organisation: string | null
  /** National form. */
  readonly phone: string
  readonly token: { readonly label: string; readonly pin: string } | null
  readonly remoteProvider: 'smartca' | 'csc' | null
}

/** A USB token of the sandbox, with its key. Bytes are DER. */
export interface SandboxToken {
  readonly label: string
  readonly pin: string
  readonly privateKey: Uint8Array
  /** The holder's own first. */
  readonly certificates: readonly Uint8Array[]
}

/**
 * The person of the sandbox whom these answers speak of: by ID number (typed, or on the card), else by tax code, else by the organisation's name. Null when nobody there
 * is like that. `today` is YYYY-MM-DD. Raises SANDBOX_UNAVAILABLE.
 */
export async function findSandboxPerson(
  sandbox: string,
  answers: Answers,
  today: string,
): Promise<SandboxPerson | null> {
  const people = await read<readonly SandboxPerson[]>(`${sandbox}/people`)
  const ofSubject = people.filter(({ subject }) => subject === answers.subject)
  const by = (name: 'idNumber' | 'taxCode' | 'organisation', value: string | undefined) =>
    value === undefined ? undefined : ofSubject.find((person) => person[name] === value)
  const found =
    by('idNumber', answers.idNumber ?? numberOnCard(answers.scan, today)) ??
    by('taxCode', answers.taxCode) ??
    by('organisation', answers.organisation)
  return found ?? null
}

/** The token this person carries; null when there is none. Raises SANDBOX_UNAVAILABLE. */
export async function readSandboxToken(sandbox: string, person: SandboxPerson | null): Promise<SandboxToken | null> {
  if (!person?.token) return null
  const token = await read<{
    label: string
    pin: string
    certificate: string
    chain: readonly string[]
    privateKey: string
  }>(`${sandbox}/tokens/${encodeURIComponent(person.key)}`)
  const { label, pin, certificate, chain, privateKey } = token
  return { label, pin, privateKey: bytesOf(privateKey), certificates: [certificate, ...chain].map(bytesOf) }
}

/** The person confirms on the phone, or opens the address. False while nothing there waits for it. Raises SANDBOX_UNAVAILABLE. */
export async function confirmOnPhone(sandbox: string, phone: string, by: Confirmation): Promise<boolean> {
  const { done } = await read<{ done: boolean }>(`${sandbox}/phones/${encodeURIComponent(phone)}/confirm`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(by),
  })
  return done
}

async function read<Value>(url: string, init: RequestInit = {}): Promise<Value> {
  try {
    const response = await fetch(url, init)
    if (!response.ok) throw new Error(`status ${response.status}`)
    return (await response.json()) as Value
  } catch (error) {
    throw new Fault('SANDBOX_UNAVAILABLE', {}, error)
  }
}

function numberOnCard(scan: string | undefined, today: string): string | undefined {
  const read = scan === undefined ? null : readScan(scan, today)
  if (read?.kind === 'card') return read.card.idNumber
  return read?.kind === 'mrz' ? read.mrz.idNumber : undefined
}

function bytesOf(base64: string): Uint8Array {
  return Buffer.from(base64, 'base64')
}
