import type { OutsideParties } from '../options.ts'

/** What central signs in with at every party of the sandbox; the one secret is made at each start and goes to nobody else. */
export const SANDBOX_CLIENT_ID = 'motcua'

const SIGN_WITHIN_S = 180
/** The sandbox is on this machine and answers at once; real services are asked every few seconds. */
const POLL_AFTER_MS = 1_000

/** The outside parties as the sandbox plays them, for the options of central. */
export function sandboxParties(sandbox: { readonly url: string; readonly apiKey: string }): OutsideParties {
  const { url, apiKey } = sandbox
  const client = { clientId: SANDBOX_CLIENT_ID, clientSecret: apiKey, allowHttp: true }
  return {
    insurance: { url, apiKey },
    vnpost: { ...client, issuer: `${url}/identity/vnpost` },
    vneid: { ...client, issuer: `${url}/identity/vneid` },
    mssp: {
      url: `${url}/mss`,
      apId: SANDBOX_CLIENT_ID,
      apPassword: apiKey,
      timeOutSeconds: SIGN_WITHIN_S,
      pollAfterMs: POLL_AFTER_MS,
      signatureProfile: null,
      soap: '1.2',
    },
    smartca: { url: `${url}/sca/sp769`, spId: SANDBOX_CLIENT_ID, spPassword: apiKey, pollAfterMs: POLL_AFTER_MS },
    csc: { url: `${url}/csc/v2`, clientId: SANDBOX_CLIENT_ID, clientSecret: apiKey, pollAfterMs: POLL_AFTER_MS },
  }
}
