/** Largest answer that is read: a list of certificates with their chains has some ten thousand bytes. */
const ANSWER_MAX_BYTES = 1_048_576
const SERVER_ERROR = 500

/** What a provider answered: a status below 500 and JSON, or null for a body without anything. */
export interface HttpAnswer {
  readonly status: number
  readonly value: unknown
}

/**
 * Sends one POST and reads the JSON of the answer. Raises a plain error for everything that is no answer of a provider: no connection, a redirect, a web page,
 * a body past 1 MiB, a status from 500. What was sent or read is in no message.
 */
export async function post(
  url: string,
  body: { readonly json: unknown } | { readonly form: Readonly<Record<string, string>> },
  signal: AbortSignal,
  headers: Readonly<Record<string, string>> = {},
): Promise<HttpAnswer> {
  const [type, text] =
    'json' in body
      ? ['application/json', JSON.stringify(body.json)]
      : ['application/x-www-form-urlencoded', new URLSearchParams(body.form).toString()]
  const response = await fetch(url, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': type, ...headers },
    body: text,
    signal,
    redirect: 'error',
  })
  if (response.status >= SERVER_ERROR) {
    await response.body?.cancel()
    throw new Error(`answered with status ${response.status}`)
  }
  const answer = await readCapped(response)
  return { status: response.status, value: answer === '' ? null : parseJson(answer) }
}

/** Joins a base address and a path with one slash. */
export function under(base: string, path: string): string {
  return `${base.replace(/\/+$/, '')}/${path}`
}

async function readCapped(response: Response): Promise<string> {
  const parts: Uint8Array[] = []
  let sizeBytes = 0
  for await (const part of response.body ?? []) {
    sizeBytes += part.byteLength
    if (sizeBytes > ANSWER_MAX_BYTES) throw new Error('answer is too large')
    parts.push(part)
  }
  return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts))
}

/** Without the parser's own message, which quotes what it read. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error('answer is not JSON')
  }
}
