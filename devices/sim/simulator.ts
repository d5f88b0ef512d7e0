import { answerApdu, type CommandApdu, parseCommandApdu } from '../port/pcsc/apdu.ts'
import type { VirtualCard } from '../port/pcsc/card-readers.ts'
import type { SimulatedSim } from './simulated-sim.ts'
import { SIM_STATUS, type SimFile, type SimTree, simTree } from './simulator-files.ts'

export interface SimSimulator extends VirtualCard {
  /** Whether it was ever sent a VERIFY: nobody here may. */
  readonly pinTried: boolean
}

/** T=0, historical bytes "SIM0" (ISO 7816-3 §8.2: without interface bytes it is T=0 and has no check byte). */
const ATR = Uint8Array.from([0x3b, 0x04, 0x53, 0x49, 0x4d, 0x30])
const VERIFY = 0x20

/** A SIM made of code, for a simulated reader or the virtual one. Everything on it is fictitious unless given. */
export function createSimSimulator(options: SimulatedSim = {}): SimSimulator {
  const { variant = 'usim' } = options
  const tree = simTree(options)
  let place: Place = atRoot(tree)
  let pending = new Uint8Array(0)
  let pinTried = false

  const run = (command: CommandApdu, gsm: boolean): Uint8Array => {
    const status = SIM_STATUS[gsm ? 'gsm' : 'uicc']
    switch (command.ins) {
      case 0xa4: {
        const next = selected(place, tree, command)
        if (!next) return answerApdu(status.absent)
        place = next
        const about = next.file ? describe(next.file, gsm) : describeDirectory(gsm)
        if (!gsm && command.le !== null) return answerApdu(0x9000, about)
        pending = Uint8Array.from(about)
        return answerApdu((gsm ? 0x9f00 : 0x6100) | pending.length)
      }
      case 0xc0: {
        const data = pending.subarray(0, command.le ?? 0)
        pending = new Uint8Array(0)
        return answerApdu(0x9000, data)
      }
      case 0xb0:
      case 0xb2: {
        const { file } = place
        if (!file) return answerApdu(status.noFile)
        if (file.guarded) return answerApdu(status.guarded)
        const data = command.ins === 0xb0 ? file.records[0] : file.records[command.p1 - 1]
        if (!data) return answerApdu(status.noRecord)
        const wanted = command.le ?? 256
        // T=0 says how much there is in place of giving less than was asked for (ISO 7816-3 §12.2.1).
        if (wanted > data.length) return answerApdu((gsm ? 0x6700 : 0x6c00) | (gsm ? 0 : data.length))
        return answerApdu(0x9000, data.subarray(0, wanted))
      }
      case VERIFY:
        pinTried = true
        return answerApdu(status.guarded)
      default:
        return answerApdu(0x6d00)
    }
  }
  return {
    atr: ATR,
    get pinTried() {
      return pinTried
    },
    reset() {
      place = atRoot(tree)
      pending = new Uint8Array(0)
    },
    async answer(bytes) {
      const command = parseCommandApdu(bytes)
      if (!command) return answerApdu(0x6700)
      const gsm = command.cla === 0xa0
      if (!gsm && (variant === 'gsm' || command.cla !== 0x00)) return answerApdu(0x6e00)
      return run(command, gsm)
    },
  }
}

/** The current directory (by its path in the tree) and file. */
interface Place {
  readonly directory: string
  readonly file: SimFile | null
}

function atRoot(tree: SimTree): Place {
  return { directory: tree.root, file: null }
}

function selected(place: Place, tree: SimTree, { p1, data }: CommandApdu): Place | null {
  const id = Buffer.from(data).toString('hex')
  if (p1 === 0x04) return tree.directories.has(id) ? { directory: id, file: null } : null
  if (tree.directories.has(id)) return { directory: id, file: null }
  const file = tree.directories.get(place.directory)?.get(id)
  return file ? { ...place, file } : null
}

/** FCP (TS 102 221 §11.1.1.3) with the file descriptor, or the answer of a 2G card (TS 51.011 §9.2.1) with sizes where it has them. */
function describe({ records, kind }: SimFile, gsm: boolean): Uint8Array {
  const size = records[0]?.length ?? 0
  if (gsm) {
    const about = new Uint8Array(15)
    new DataView(about.buffer).setUint16(2, size * records.length)
    if (kind === 'records') about[14] = size
    return about
  }
  const descriptor = kind === 'records' ? [0x42, 0x21, size >> 8, size & 0xff, records.length] : [0x41, 0x21]
  return Uint8Array.from([0x62, descriptor.length + 2, 0x82, descriptor.length, ...descriptor])
}

function describeDirectory(gsm: boolean): Uint8Array {
  return gsm ? new Uint8Array(22) : Uint8Array.from([0x62, 0x04, 0x82, 0x02, 0x78, 0x21])
}
