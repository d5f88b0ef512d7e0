import { Fault } from '../../flows/base/fault.ts'

/** How often the sandbox's phone is asked, and how long a message may take: an SMS centre on this machine answers at once. */
const POLL_MS = 100
const WAIT_MS = 15_000

export interface SandboxMessage {
  readonly id: string | number
  readonly from: string
  readonly text: string
}

/** The messages of a phone, oldest first. Raises SANDBOX_UNAVAILABLE. `phone` is E.164. */
export async function readSandboxMessages(
  sandbox: string,
  phone: string,
  signal?: AbortSignal,
): Promise<readonly SandboxMessage[]> {
  try {
    const response = await fetch(`${sandbox}/phones/${encodeURIComponent(phone)}/messages`, { signal: signal ?? null })
    if (!response.ok) throw new Error(`status ${response.status}`)
    const body = (await response.json()) as { messages: SandboxMessage[] }
    return body.messages
  } catch (error) {
    throw new Fault('SANDBOX_UNAVAILABLE', {}, error)
  }
}

/** Waits for a message that was not there before and gives its six digits. Raises SANDBOX_NO_CODE when none comes in time. */
export async function waitForSandboxCode(sandbox: string, phone: string, known: number): Promise<string> {
  const deadline = performance.now() + WAIT_MS
  while (performance.now() < deadline) {
    const fresh = (await readSandboxMessages(sandbox, phone)).slice(known)
    const code = fresh.map(({ text }) => /\b\d{6}\b/.exec(text)?.[0]).findLast((found) => found !== undefined)
    if (code) return code
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
  throw new Fault('SANDBOX_NO_CODE')
}
