import { randomUUID } from 'node:crypto'
import type { StationOtpProof } from '../../data/wire/otp.wire.ts'
import type { PacketContent } from '../../data/wire/packet.wire.ts'
import { createJwsSigner } from '../keys/jws.ts'
import type { FakeStation } from './fake-station.ts'
import { decisionOn, type KnownPerson, type World } from './world.ts'

/** A proof as a station signs it (data/station-code/judge-code.ts). */
export function proofBy(
  station: FakeStation,
  phone: string,
  over: Partial<StationOtpProof> = {},
  key = station.key,
): PacketContent['evidence'][number] {
  const said: StationOtpProof = {
    typ: 'station-otp-proof',
    challengeId: randomUUID(),
    stationId: station.identity.stationId,
    phone,
    messageReport: 'unconfirmed',
    sentAtMs: 1,
    provedAtMs: 2,
    clock: 'unproven',
    ...over,
  }
  const sign = createJwsSigner({ ...key, publicJwk: {} as never, publicKey: {} as never })
  return { kind: 'otp', challengeId: said.challengeId, proof: sign(said) } as never
}

/** Seals a registration with this evidence. */
export const sealWith = (station: FakeStation, claims: KnownPerson, evidence: PacketContent['evidence'][number]) =>
  station.seal(station.content(claims, [evidence]))

/** Sends a registration with this evidence and waits for what is decided. */
export async function decisionOf(
  station: FakeStation,
  claims: KnownPerson,
  evidence: PacketContent['evidence'][number] = proofBy(station, claims.phone),
) {
  const packet = await sealWith(station, claims, evidence)
  await station.push([packet])
  return decisionOn(station, packet.packetId)
}

/** Words to the subscriber that reached the SMS centre. */
export const noticesTo = (world: Pick<World, 'smsc'>, phone: string) =>
  world.smsc.messages.filter((one) => one.phone === phone && one.text.includes('dang ky tai khoan'))

/** Moves the clock on to noon in Vietnam, of today or tomorrow: a test of a day does not run over its end. */
export function passToNoon(world: Pick<World, 'now' | 'pass'>): void {
  const dayMs = 86_400_000
  const noonMs = 5 * 3_600_000
  world.pass((dayMs + noonMs - (world.now() % dayMs)) % dayMs)
}
