import { EF_ICCID, EF_IMSI, EF_MSISDN, EF_SPN } from '../commands/sim-file.ts'
import { toSeptets } from '../pdu/gsm7.ts'
import { toSemiOctets } from '../pdu/octets.ts'

/** A SIM without plastic. Fictitious; 452 04 is Viettel (domain.md §4.5). */
export interface SimulatedSim {
  readonly iccid: string
  readonly imsi: string
  /** E.164, or null where nobody wrote the record, as often in Vietnam. */
  readonly msisdn: string | null
  readonly providerName: string
  readonly operator: string
  readonly pin: string
}

export const SAMPLE_SIM: SimulatedSim = {
  iccid: '89840480001234567893',
  imsi: '452040012345678',
  msisdn: '+84821234088',
  providerName: 'Viettel',
  operator: 'Viettel',
  pin: '1234',
}

export interface SimAnswer {
  readonly sw1: number
  readonly sw2: number
  readonly data: Uint8Array
}

/** Answers restricted access to a file as the SIM does: `locked` while a PIN guards it. */
export function answerFile(sim: SimulatedSim, locked: boolean, command: number, file: number): SimAnswer {
  const files: Readonly<Record<number, Uint8Array>> = {
    [EF_ICCID]: toSemiOctets(sim.iccid.padEnd(20, 'f')),
    [EF_IMSI]: Uint8Array.from([8, ...toSemiOctets(`9${sim.imsi}`)]),
    [EF_MSISDN]: msisdnRecord(sim.msisdn),
    [EF_SPN]: Uint8Array.from([1, ...padded(toSeptets(sim.providerName) ?? [], 16)]),
  }
  const data = files[file]
  if (!data) return { sw1: 106, sw2: 130, data: new Uint8Array() }
  if (locked && file !== EF_ICCID) return { sw1: 105, sw2: 130, data: new Uint8Array() }
  return { sw1: 144, sw2: 0, data: command === GET_RESPONSE ? aboutRecords(data.length) : data }
}

const GET_RESPONSE = 192
const NAME_OCTETS = 14

function msisdnRecord(msisdn: string | null): Uint8Array {
  const record = new Uint8Array(NAME_OCTETS + 14).fill(0xff)
  if (msisdn === null) return record
  const digits = toSemiOctets(msisdn.slice(1))
  record.set([digits.length + 1, 0x91, ...digits], NAME_OCTETS)
  return record
}

/** The template that a USIM gives for a linear file (TS 102 221 §11.1.1.3). */
function aboutRecords(lengthOctets: number): Uint8Array {
  return Uint8Array.from([0x62, 7, 0x82, 5, 0x42, 0x21, 0, lengthOctets, 1])
}

function padded(octets: readonly number[], length: number): number[] {
  return [...octets, ...Array(length).fill(0xff)].slice(0, length)
}
