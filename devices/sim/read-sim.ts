import { Fault } from '../../flows/base/fault.ts'
import type { SimIdentity } from '../../flows/ports/sim.port.ts'
import { type FileAnswer, gsmDialect, type SimDialect, type Transmit, uiccDialect } from './dialect.ts'
import {
  DIRECTORY,
  decodeIccid,
  decodeImsi,
  decodeMsisdn,
  decodeProviderName,
  FILE,
  ICCID_BYTES,
  IMSI_BYTES,
  SPN_BYTES,
  usimAid,
} from './frame.ts'

/** EF_DIR of a card lists its applications; none has more. */
const MAX_APPLICATIONS = 10

/**
 * Reads what a SIM says of itself: as a UICC with a USIM, else as a 2G card. Raises SIM_NOT_A_SIM (no SIM's files), SIM_UNREADABLE (a file holds
 * what it must not), and what `transmit` raises. Never gives a PIN: what one guards is null.
 */
export async function readSim(transmit: Transmit): Promise<SimIdentity> {
  const uicc = uiccDialect(transmit)
  const gsm = gsmDialect(transmit)
  const isUicc = (await uicc.selectFile(FILE.mf)).kind === 'data'
  if (!isUicc && (await gsm.selectFile(FILE.mf)).kind !== 'data') throw new Fault('SIM_NOT_A_SIM')
  const iccid = await readIccid(isUicc ? uicc : gsm)

  const aid = isUicc ? await findUsim(uicc) : null
  if (aid && (await uicc.selectApplication(aid)).kind === 'data') {
    const rest = await readSubscriber(uicc)
    return { iccid, ...rest, msisdn: rest.msisdn ?? (await readTelecomNumber(uicc)) }
  }
  if ((await selectPath(gsm, DIRECTORY.gsm)).kind !== 'data') throw new Fault('SIM_NOT_A_SIM')
  const { imsi, providerName } = await readSubscriber(gsm)
  return { iccid, imsi, providerName, msisdn: await readTelecomNumber(gsm) }
}

async function readIccid(dialect: SimDialect): Promise<string> {
  const selected = await dialect.selectFile(FILE.iccid)
  if (selected.kind === 'absent') throw new Fault('SIM_NOT_A_SIM')
  const iccid = decodeIccid(needed(await dialect.readBinary(ICCID_BYTES), 'iccid'))
  if (iccid === null) throw new Fault('SIM_UNREADABLE', { file: 'iccid' })
  return iccid
}

async function findUsim(uicc: SimDialect): Promise<Uint8Array | null> {
  const selected = await uicc.selectFile(FILE.dir)
  const recordBytes = selected.kind === 'data' ? uicc.recordBytes(selected.bytes) : null
  if (recordBytes === null) return null
  for (let number = 1; number <= MAX_APPLICATIONS; number += 1) {
    const record = await uicc.readRecord(number, recordBytes)
    if (record.kind !== 'data') return null
    const aid = usimAid(record.bytes)
    if (aid) return aid
  }
  return null
}

/** Files of the selected application (USIM), or of DF GSM. */
async function readSubscriber(dialect: SimDialect): Promise<Pick<SimIdentity, 'imsi' | 'msisdn' | 'providerName'>> {
  return {
    imsi: await readImsi(dialect),
    msisdn: await readNumber(dialect),
    providerName: await readProviderName(dialect),
  }
}

async function readImsi(dialect: SimDialect): Promise<string | null> {
  const selected = await dialect.selectFile(FILE.imsi)
  if (selected.kind === 'guarded') return null
  const read = selected.kind === 'data' ? await dialect.readBinary(IMSI_BYTES) : selected
  if (read.kind === 'guarded') return null
  const imsi = decodeImsi(needed(read, 'imsi'))
  if (imsi === null) throw new Fault('SIM_UNREADABLE', { file: 'imsi' })
  return imsi
}

/** A number nobody wrote, a file that is not there, or one behind a PIN are all the same: the card does not say. */
async function readNumber(dialect: SimDialect): Promise<string | null> {
  const selected = await dialect.selectFile(FILE.msisdn)
  const recordBytes = selected.kind === 'data' ? dialect.recordBytes(selected.bytes) : null
  if (recordBytes === null) return null
  const record = await dialect.readRecord(1, recordBytes)
  return record.kind === 'data' ? decodeMsisdn(record.bytes) : null
}

async function readProviderName(dialect: SimDialect): Promise<string | null> {
  if ((await dialect.selectFile(FILE.spn)).kind !== 'data') return null
  const read = await dialect.readBinary(SPN_BYTES)
  return read.kind === 'data' ? decodeProviderName(read.bytes) : null
}

async function readTelecomNumber(dialect: SimDialect): Promise<string | null> {
  return (await selectPath(dialect, DIRECTORY.telecom)).kind === 'data' ? readNumber(dialect) : null
}

async function selectPath(dialect: SimDialect, directory: number): Promise<FileAnswer> {
  const root = await dialect.selectFile(FILE.mf)
  return root.kind === 'data' ? dialect.selectFile(directory) : root
}

function needed(answer: FileAnswer, file: string): Uint8Array {
  if (answer.kind === 'data') return answer.bytes
  throw new Fault('SIM_UNREADABLE', {
    file,
    status: answer.kind === 'failed' ? answer.status.toString(16) : answer.kind,
  })
}
