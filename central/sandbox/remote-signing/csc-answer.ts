/** An answer of the service: status and JSON. */
export interface CscAnswer {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

export function said(body: CscAnswer['body'], status = 200): CscAnswer {
  return { status, body }
}

/** CSC API v2 §10.2. */
export function erred(error: string, error_description: string, status = 400): CscAnswer {
  return { status, body: { error, error_description } }
}

/** `invalid_request` with the sentence of the method's own table. */
export function invalid(description: string): CscAnswer {
  return erred('invalid_request', description)
}
