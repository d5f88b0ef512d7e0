import { Fault, toFault } from '../../flows/base/fault.ts'
import type { PacketPort } from '../../flows/ports/packet.port.ts'
import type { ReturnPort } from '../../flows/ports/return.port.ts'
import type { ReceiptRef } from '../../flows/rules/receipt-code.ts'
import type { ReturnClient } from '../central-client/return.client.ts'
import { receiptNumber } from '../packet/receipt-number.ts'
import type { OutboxRepo } from '../store/outbox.repo.ts'
import type { PacketRepo } from '../store/packet.repo.ts'

/**
 * The ReturnPort of this station: central's word, after what the station itself still holds was brought there. A citizen whose registration never left this machine comes back to it
 * when the line is there again: one scan, one code.
 */
export function createReturnVisits(parts: {
  readonly client: ReturnClient
  readonly packets: Pick<PacketRepo, 'byId' | 'bySequence' | 'waitingForCitizen'>
  readonly outbox: Pick<OutboxRepo, 'has'>
  readonly stationCode: string
  readonly deliver: PacketPort['deliver']
}): ReturnPort {
  const { client, packets, outbox, stationCode } = parts
  /** The packet of the receipt as far as it is this station's, by its id or by the number printed here. */
  const ownPacket = ({ receiptNumber: number, packetId }: ReceiptRef) => {
    if (packetId !== null) return packets.byId(packetId)
    const sequence = Number(number.split('-')[1])
    return receiptNumber(stationCode, sequence) === number ? packets.bySequence(sequence) : null
  }
  const isTypedOfHere = ({ receiptNumber: number, packetId }: ReceiptRef) =>
    packetId === null && number.startsWith(`${stationCode}-`)
  return {
    ...client,
    async lookUp(receipt, signal) {
      const own = ownPacket(receipt)
      // A line that is down is told by the question that follows.
      if (own && outbox.has(own.sequence)) await parts.deliver(own.packetId, signal)
      return client.lookUp(own ? { ...receipt, packetId: own.packetId } : receipt, signal).catch((thrown: unknown) => {
        // Central is asked first: a store restored from an old disk does not know all it gave out.
        if (toFault(thrown).code === 'RECEIPT_UNKNOWN' && own === null && isTypedOfHere(receipt))
          throw new Fault('RECEIPT_NOT_GIVEN', {}, thrown)
        throw thrown
      })
    },
    countWaiting: async () => packets.waitingForCitizen(),
  }
}
