import type { Logger } from 'pino'
import { Fault } from '../../../../flows/base/fault.ts'
import type { Party } from '../../party.ts'
import { post, under } from '../exchange.ts'
import { isInfo } from './csc-replies.ts'

const METHODS = ['credentials/list', 'credentials/info', 'credentials/authorize', 'credentials/authorizeCheck']

/**
 * Gives a check that asks `info` (CSC API v2 §11.1) until it has once answered well: version 2, client credentials, and every method that is needed. Raises
 * REMOTE_SIGN_UNAVAILABLE, reason `conformance` with the first thing that is missing.
 */
export function checkConformance(
  url: string,
  parts: { readonly operationMode: 'S' | 'A'; readonly party: Party; readonly log: Logger },
): () => Promise<void> {
  const { operationMode, party, log } = parts
  const methods = [...METHODS, 'signatures/signHash', ...(operationMode === 'A' ? ['signatures/signPolling'] : [])]
  let isKnown = false
  return async () => {
    if (isKnown) return
    await party.ask('safe', async (signal) => {
      const { status, value } = await post(under(url, 'info'), { json: {} }, signal)
      if (status !== 200 || !isInfo.Check(value)) throw new Error('info answered in another shape')
      const missing = [
        ...(value.specs.startsWith('2.') ? [] : ['version']),
        ...(value.authType.includes('oauth2client') ? [] : ['oauth2client']),
        ...methods.filter((method) => !value.methods.includes(method)),
      ][0]
      if (missing === undefined) return
      log.error({ missing }, 'remote signing service lacks what is needed')
      throw new Fault('REMOTE_SIGN_UNAVAILABLE', { reason: 'conformance', missing })
    })
    isKnown = true
  }
}
