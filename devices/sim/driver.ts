import type { Logger } from 'pino'
import { Fault, toFault } from '../../flows/base/fault.ts'
import type { SimIdentity, SimPort } from '../../flows/ports/sim.port.ts'
import type { CardReaders, ReaderView } from '../port/pcsc/card-readers.ts'
import { createReaderStanding } from '../port/pcsc/reader-standing.ts'
import { readSim } from './read-sim.ts'

export interface SimDriverOptions {
  readonly readers: CardReaders
  readonly log: Logger
  /** Part of the name of the reader for SIMs, where a machine has several. Default: all contact cards are looked at, the first SIM counts. */
  readonly readerName?: string
}

/**
 * A SIM in a contact reader: says who issued it and to which subscription, and tries no PIN. The readers are started and stopped by whoever made
 * them. Beside the faults of SimPort it raises READER_ABSENT, CARD_BUSY and PCSC_BINDING_MISSING.
 */
export function createSimDriver({ readers, log, readerName }: SimDriverOptions): SimPort {
  const suits = ({ name }: ReaderView) => readerName === undefined || name.includes(readerName)
  const standing = createReaderStanding(readers, suits)

  const identifyIn = async (name: string, signal?: AbortSignal): Promise<SimIdentity> => {
    const line = await readers.connect(name, signal)
    try {
      return await readSim((command) => line.transmit(command, signal))
    } finally {
      await line.close()
    }
  }
  return {
    get standing() {
      return standing.standing
    },
    watch: standing.watch,
    async identifySim(signal) {
      if (signal?.aborted) throw new Fault('CANCELLED')
      if (readers.code !== null) throw new Fault(readers.code)
      const usable = readers.readers.filter(suits)
      if (usable.length === 0) throw new Fault('READER_ABSENT')
      const filled = usable.filter((reader) => reader.presence !== 'empty' && !isContactless(reader))
      if (filled.length === 0) throw new Fault('CARD_ABSENT', { reader: usable[0]!.name })
      let passedOver: Fault | null = null
      for (const { name } of filled) {
        try {
          const identity = await identifyIn(name, signal)
          log.info({ reader: name, number: identity.msisdn !== null, pinGuarded: identity.imsi === null }, 'sim read')
          return identity
        } catch (thrown) {
          const fault = toFault(thrown)
          log.info({ reader: name, code: fault.code }, 'sim not read')
          // A USB token is a card in a reader too, and its own driver may hold it: the SIM may be in the next one.
          if (fault.code !== 'SIM_NOT_A_SIM' && fault.code !== 'CARD_BUSY') throw fault
          if (passedOver?.code !== 'CARD_BUSY') passedOver = fault
        }
      }
      throw passedOver ?? new Fault('CARD_ABSENT')
    },
  }
}

/** PC/SC part 3 §3.1.3.2.3 gives contactless cards an ATR of this beginning; no SIM has it. The citizen's card may lie on such a reader. */
function isContactless({ atr }: ReaderView): boolean {
  return atr !== null && atr[0] === 0x3b && (atr[1]! & 0xf0) === 0x80 && atr[2] === 0x80 && atr[3] === 0x01
}
