import type { CentralOptions, OutsideParties } from '../../central/options.ts'
import { Fault } from '../../flows/base/fault.ts'
import type { CommonFlags } from './command-flags.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Within the 80–300 s that services give a person (domain.md §4.2). */
const SIGN_WITHIN_S = 180
const SIGN_WITHIN_MIN_S = 80
const SIGN_WITHIN_MAX_S = 300
/** What services ask for between two questions after a signature. */
const POLL_AFTER_MS = 5_000

/**
 * The outside parties of the methods, from the environment alone: addresses and secrets stand together there, and never on a command line. A party is left out when its
 * address is; half of one raises CONFIG_INVALID with the variable that is missing, and so does an address that would send the secret in clear text: a party in the house may speak plain
 * HTTP where `_ALLOW_HTTP` is 1, one on this very machine always.
 */
export function partiesOf(env: Environment): OutsideParties {
  const group = <T>(prefix: string, address: string, read: (value: (name: string) => string) => T): T | undefined => {
    if (env[`${prefix}_${address}`] === undefined) return undefined
    refuseClearText(env, prefix, address)
    return read((name) => required(env, `${prefix}_${name}`))
  }
  const identity = (prefix: string) =>
    group(prefix, 'ISSUER', (value) => ({
      issuer: value('ISSUER'),
      clientId: value('CLIENT_ID'),
      clientSecret: value('CLIENT_SECRET'),
      allowHttp: env[`${prefix}_ALLOW_HTTP`] === '1' || new URL(value('ISSUER')).protocol === 'http:',
    }))
  const parties = {
    insurance: group('MOTCUA_INSURANCE', 'URL', (value) => ({ url: value('URL'), apiKey: value('API_KEY') })),
    vnpost: identity('MOTCUA_VNPOST'),
    vneid: identity('MOTCUA_VNEID'),
    mssp: group('MOTCUA_MSSP', 'URL', (value) => ({
      url: value('URL'),
      apId: value('AP_ID'),
      apPassword: value('AP_PASSWORD'),
      timeOutSeconds: seconds(env, 'MOTCUA_MSSP_TIMEOUT'),
      pollAfterMs: POLL_AFTER_MS,
      signatureProfile: env.MOTCUA_MSSP_PROFILE ?? null,
      soap: env.MOTCUA_MSSP_SOAP === '1.1' ? ('1.1' as const) : ('1.2' as const),
    })),
    smartca: group('MOTCUA_SMARTCA', 'URL', (value) => ({
      url: value('URL'),
      spId: value('SP_ID'),
      spPassword: value('SP_PASSWORD'),
      ...(env.MOTCUA_SMARTCA_APP_LINK ? { appLinkTemplate: env.MOTCUA_SMARTCA_APP_LINK } : {}),
    })),
    csc: group('MOTCUA_CSC', 'URL', (value) => ({
      url: value('URL'),
      clientId: value('CLIENT_ID'),
      clientSecret: value('CLIENT_SECRET'),
    })),
  }
  return Object.fromEntries(Object.entries(parties).filter(([, party]) => party !== undefined))
}

/** Whom central trusts: `--trust` or MOTCUA_TRUST, a folder with `public/`, `state/` and `issuers/`. */
export function signatureOptionsOf(flags: CommonFlags, env: Environment): NonNullable<CentralOptions['signatures']> {
  const trustDir = flags.trust ?? env.MOTCUA_TRUST
  return {
    ...(typeof trustDir === 'string' ? { trustDir } : {}),
    allowPrivate: env.MOTCUA_AUTHORITIES_ALLOW_PRIVATE === '1',
  }
}

const THIS_MACHINE = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

function refuseClearText(env: Environment, prefix: string, address: string): void {
  const setting = `${prefix}_${address}`
  const text = required(env, setting)
  const url = URL.canParse(text) ? new URL(text) : null
  const mayBeClear = env[`${prefix}_ALLOW_HTTP`] === '1' || (url !== null && THIS_MACHINE.test(url.hostname))
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && mayBeClear)) return
  throw new Fault('CONFIG_INVALID', { setting })
}

function required(env: Environment, name: string): string {
  const value = env[name]
  if (!value) throw new Fault('CONFIG_INVALID', { setting: name })
  return value
}

function seconds(env: Environment, name: string): number {
  const value = Number(env[name] ?? SIGN_WITHIN_S)
  if (!Number.isInteger(value) || value < SIGN_WITHIN_MIN_S || value > SIGN_WITHIN_MAX_S)
    throw new Fault('CONFIG_INVALID', { setting: name })
  return value
}
