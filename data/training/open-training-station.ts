import { generateKeyPairSync } from 'node:crypto'
import { join } from 'node:path'
import { Fault } from '../../flows/base/fault.ts'
import type { Decision, PacketDraft, PacketPort } from '../../flows/ports/packet.port.ts'
import { PORTAL_2022 } from '../../flows/rules/policy-sets.ts'
import { createStationKeys } from '../keys/station-keys.ts'
import type { Station } from '../station.ts'
import { openStation } from '../station.ts'
import type { StationOptions } from '../station-options.ts'
import type { StationIdentity } from '../store/station.repo.ts'
import type { PublicJwk } from '../wire/primitives.ts'
import { createTrainingCentral } from './training-central.ts'
import { createTrainingRemote } from './training-remote.ts'
import { createTrainingReturns } from './training-returns.ts'

/** Printed on receipts of practice in place of a station's code. */
export const TRAINING_STATION_CODE = 'LT000'

export interface TrainingOptions extends StationOptions {
  /** What a phone would receive; `to` is E.164. */
  readonly onText: (message: { readonly to: string; readonly text: string }) => void
}

/**
 * A station for practice, in a folder of its own. It seals real packets to a key that nobody holds; they never enter the outbox, and every way
 * to a central raises TRAINING_STATION. Raises NOT_ALLOWED for a folder that is paired with a real central, and the faults of openStation.
 */
export function openTrainingStation(options: TrainingOptions): Station {
  const station = openStation(options)
  try {
    const identity = station.identity ?? makeIdentity(station, options)
    if (!identity.training) throw new Fault('NOT_ALLOWED', { reason: 'not a training station' })
    const refuse = () => Promise.reject(new Fault('TRAINING_STATION'))
    return {
      store: station.store,
      repos: station.repos,
      identity,
      time: station.time,
      keepTime: async () => {},
      // Never asked: practice has no central.
      line: station.line,
      prints: station.prints,
      people: { look: async () => ({ kind: 'unknown' }) },
      packets: trainingPackets(station, identity, options),
      passwords: station.passwords,
      policy: async () => ({ set: PORTAL_2022, version: null }),
      // No roots came from any central: certificates are taken as they are, and told to be unchecked.
      trust: station.trust,
      createStatements: () => station.createStatements({ isOnline: () => false }),
      createCentral: () => createTrainingCentral({ ...options, nowMs: () => performance.now() }),
      createCodes: (running) => station.createCodes(running),
      createReturns: createTrainingReturns,
      createRemote: () => createTrainingRemote({ newId: options.newId, nowMs: () => performance.now() }),
      createSync: refuse,
      stick: refuse,
      enroll: refuse,
      safety: station.safety,
      trouble: station.trouble,
      createSafekeeping: station.createSafekeeping,
      warm: async () => {},
      close: () => station.close(),
    }
  } catch (thrown) {
    station.close()
    throw thrown
  }
}

function makeIdentity(station: Station, options: TrainingOptions): StationIdentity {
  const key = createStationKeys(join(options.dir, 'station-key.json')).loadOrCreate()
  const identity: StationIdentity = {
    stationId: options.newId(),
    stationCode: TRAINING_STATION_CODE,
    keyId: key.keyId,
    name: 'Máy luyện tập',
    kind: 'self-service',
    centralUrl: '',
    centralKeys: { sealing: keyOfNobody(), signing: keyOfNobody() },
    enrolledAtMs: station.time.now(),
    training: true,
  }
  station.repos.station.insert(identity)
  return identity
}

/** The private half is dropped at once: what is sealed to it is closed for good. */
function keyOfNobody(): PublicJwk {
  const { x, y } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' })
  return { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' }
}

/** Sealing is loaded at the first packet, as at a real station. */
function trainingPackets(station: Station, identity: StationIdentity, options: TrainingOptions): PacketPort {
  const decisions = new Map<string, Decision>()
  let ready: Promise<PacketPort> | null = null
  const load = async () => {
    const [{ createPackets }, { createSeal }] = await Promise.all([
      import('../packet/packets.ts'),
      import('../packet/seal.ts'),
    ])
    return createPackets({
      store: station.store,
      packets: station.repos.packets,
      outbox: { add: () => {} },
      log: station.repos.log,
      identity,
      seal: createSeal(
        createStationKeys(join(options.dir, 'station-key.json')).loadOrCreate(),
        identity.centralKeys.sealing,
      ),
      secrets: options.secrets,
      time: station.time,
      deliver: async (packetId) => decisions.get(packetId) ?? { state: 'pending', reason: null },
    })
  }
  const packets = () => {
    ready ??= load()
    return ready
  }
  return {
    async seal(draft, signal) {
      decisions.set(draft.packetId, decisionOf(draft))
      return (await packets()).seal(draft, signal)
    },
    deliver: async (packetId, signal) => (await packets()).deliver(packetId, signal),
  }
}

/** What a central would say: nobody is "verified by the carrier" while the carrier is silent. */
function decisionOf({ evidence, method }: PacketDraft): Decision {
  const isSilent = evidence.some((one) => one.kind === 'pre-check' && one.subscriber === 'unavailable')
  return isSilent
    ? { state: 'pending', reason: 'CARRIER_UNAVAILABLE' }
    : { state: 'accepted', ial: ialOf(method), raised: false }
}

/** The level that the matrix gives a citizen for the method. */
function ialOf(method: PacketDraft['method']): 2 | 3 {
  const cell = PORTAL_2022.cells.find((one) => one.subject === 'citizen' && one.method === method)
  return cell?.ial === 3 ? 3 : 2
}
