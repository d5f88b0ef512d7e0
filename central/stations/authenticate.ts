import type { KeyObject } from 'node:crypto'
import { verifyRequest } from '../../data/wire/message-signature.ts'
import type { Clock } from '../../flows/base/clock.ts'
import { Fault } from '../../flows/base/fault.ts'
import { dayInVietnam } from '../../flows/base/vietnam-time.ts'
import type { Sql } from '../db/pool.ts'
import { writeFindings } from '../packets/station-finding.repo.ts'
import { createNonceBook } from './nonce.repo.ts'
import type { Station, StationDirectory } from './station.repo.ts'

export interface IncomingRequest {
  readonly method: string
  /** The request target as it stood on the wire. */
  readonly url: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Uint8Array | null
}

export interface Authenticator {
  /**
   * Looks at the headers before a body is read: a request that is not signed, or by a key nobody enrolled, costs us no body.
   * Raises SIGNATURE_MISSING, STATION_UNKNOWN.
   */
  preview(headers: IncomingRequest['headers']): Promise<void>
  /** Checks signature, time and nonce. Raises SIGNATURE_*, CLOCK_SKEW, STATION_UNKNOWN, REQUEST_REPLAYED. */
  station(request: IncomingRequest): Promise<Station>
  /** The same for a key that is not enrolled yet: the request must be signed with this key. */
  possession(request: IncomingRequest, keyId: string, publicKey: KeyObject): Promise<void>
}

const KEY_ID = /;keyid="([A-Za-z0-9_-]{1,80})"/

export function createAuthenticator(parts: { sql: Sql; directory: StationDirectory; clock: Clock }): Authenticator {
  const { sql, directory, clock } = parts
  const takeNonce = createNonceBook(sql)
  const check = async (request: IncomingRequest, findKey: (keyId: string) => Promise<KeyObject | null>) => {
    const nowMs = clock.now()
    const signed = await verifyRequest({ ...request, findKey, nowMs })
    if (await takeNonce({ ...signed, nowMs })) return signed
    const station = await directory.byKey(signed.keyId)
    if (station) await noteReplay(sql, station, nowMs)
    throw new Fault('REQUEST_REPLAYED')
  }
  return {
    async preview(headers) {
      const input = headers['signature-input']
      if (!headers.signature || typeof input !== 'string') throw new Fault('SIGNATURE_MISSING')
      const keyId = KEY_ID.exec(input)?.[1]
      if (keyId && !(await directory.byKey(keyId))) throw new Fault('STATION_UNKNOWN')
    },
    async station(request) {
      const known = async (keyId: string) => {
        const station = await directory.byKey(keyId)
        if (!station) throw new Fault('STATION_UNKNOWN')
        return station
      }
      const { keyId } = await check(request, async (claimed) => (await known(claimed)).publicKey)
      return known(keyId)
    },
    async possession(request, keyId, publicKey) {
      await check(request, async (claimed) => (claimed === keyId ? publicKey : null))
    },
  }
}

/** A request that came a second time, signed and whole: one finding a day is enough for somebody to look, and no flood fills the table. */
async function noteReplay(sql: Sql, { stationId }: Station, nowMs: number): Promise<void> {
  const finding = { kind: 'replay', sequence: 0, details: { what: 'request' } } as const
  await writeFindings(sql, [{ ...finding, stationId, about: `request ${dayInVietnam(nowMs)}` }], nowMs)
}
