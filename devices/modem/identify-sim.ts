import { Fault } from '../../flows/base/fault.ts'
import type { SimIdentity } from '../../flows/ports/sim.port.ts'
import type { RunCommand } from './channel.ts'
import {
  ASK_ICCID,
  askFile,
  askImsi,
  askOwnNumbers,
  EF_ICCID,
  EF_IMSI,
  EF_MSISDN,
  EF_SPN,
  isSimSuccess,
  readBinary,
  readRecord,
  readSimAnswer,
} from './commands/sim-file.ts'
import { simErrorCode } from './errors.ts'
import type { AtCommand } from './exchange.ts'
import { fieldsOf } from './frame.ts'
import { iccidOf, imsiOf, msisdnOf, recordLengthOf, spnOf } from './sim-files.ts'

/**
 * Reads what the SIM says of itself: files by restricted access, and the modem's own questions where it refuses that (domain.md §4.3).
 * Raises SIM_ABSENT, SIM_UNREADABLE (no ICCID to be had), MODEM_NOT_ANSWERING, MODEM_LOST. A PIN hides IMSI and number: they are null then.
 */
export async function identifySim(run: RunCommand): Promise<SimIdentity> {
  const iccid = await readIccid(run)
  if (iccid === null) throw new Fault('SIM_UNREADABLE', { file: 'ICCID' })
  const imsiFile = await readFile(run, readBinary(EF_IMSI, 9))
  const imsi = (imsiFile && imsiOf(imsiFile)) ?? (await plainDigits(run, askImsi))
  const spnFile = await readFile(run, readBinary(EF_SPN, 17))
  const msisdn = (await recordedNumber(run)) ?? (await ownNumber(run))
  return { iccid, imsi, msisdn, providerName: spnFile && spnOf(spnFile) }
}

/** The ICCID, which no PIN guards; null when neither way gives one. Raises as `identifySim`, but SIM_UNREADABLE. */
export async function readIccid(run: RunCommand): Promise<string | null> {
  const file = await readFile(run, readBinary(EF_ICCID, 10))
  const iccid = file && iccidOf(file)
  if (iccid) return iccid
  for (const command of ASK_ICCID) {
    const digits = await plainDigits(run, command)
    if (digits) return digits
  }
  return null
}

async function recordedNumber(run: RunCommand): Promise<string | null> {
  const about = await readFile(run, askFile(EF_MSISDN))
  const lengthOctets = about && recordLengthOf(about)
  if (!lengthOctets) return null
  const record = await readFile(run, readRecord(EF_MSISDN, 1, lengthOctets))
  return record && msisdnOf(record)
}

async function ownNumber(run: RunCommand): Promise<string | null> {
  const end = await answered(run, askOwnNumbers)
  for (const { text } of end ?? []) {
    const [, number = '', type = ''] = fieldsOf(text)
    if (/^\+\d{8,15}$/.test(number)) return number
    if (type === '145' && /^\d{8,15}$/.test(number)) return `+${number}`
    if (/^0\d{9}$/.test(number)) return `+84${number.slice(1)}`
  }
  return null
}

async function plainDigits(run: RunCommand, command: AtCommand): Promise<string | null> {
  const lines = await answered(run, command)
  return lines?.[0] ? (/\d{14,20}/.exec(lines[0].text)?.[0] ?? null) : null
}

/** The bytes of a file, or null when the SIM or the modem refuses them. */
async function readFile(run: RunCommand, command: AtCommand): Promise<Uint8Array | null> {
  const lines = await answered(run, command)
  const answer = lines && readSimAnswer(lines)
  return answer && isSimSuccess(answer.sw) ? answer.data : null
}

/** The lines, or null when it was refused for a reason that another way may get round. */
async function answered(run: RunCommand, command: AtCommand) {
  const end = await run(command)
  switch (end.kind) {
    case 'done':
      return end.lines
    case 'refused':
      if (simErrorCode(end.error) === 'SIM_ABSENT') throw new Fault('SIM_ABSENT')
      return null
    case 'lost':
      throw new Fault('MODEM_LOST')
    default:
      throw new Fault('MODEM_NOT_ANSWERING')
  }
}
