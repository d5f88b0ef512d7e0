import type { ScannerInput } from '../../flows/base/events.ts'
import { Fault } from '../../flows/base/fault.ts'
import { isReceiptScan, readReceiptNumber, readReceiptQr } from '../../flows/rules/receipt-code.ts'
import type { Settings } from '../settings.ts'
import { startVisit } from '../visit-store.ts'
import { wireFlows } from '../wire-flows.ts'
import { openKeptStation } from '../wire-station.ts'
import type { Answers } from './answers.ts'
import { type RegisterResult, register } from './register.ts'

/** Nobody stands at a screen, so nothing is wiped for standing still. */
const NOBODY_TO_WARN = { inactivityWarning: 24 * 3_600_000 }

/**
 * One return visit at the station of these settings, through the screen's own flows: the receipt's QR, or its number at an assisted counter, then the code of the answers. Raises
 * RECEIPT_FORMAT, RECEIPT_QR_SPOILT, STATION_NOT_ENROLLED, the faults of opening the store, SANDBOX_UNAVAILABLE, SANDBOX_NO_CODE.
 */
export async function returnOnce(settings: Settings, receipt: string, answers: Answers): Promise<RegisterResult> {
  const scanned = scanOf(receipt)
  const station = openKeptStation(settings, 'return')
  try {
    const { flow, captcha } = wireFlows(station, station.secrets, station.newId, {
      delays: NOBODY_TO_WARN,
      stationKind: station.station.identity?.kind ?? settings.stationKind,
    })
    const visit = startVisit(flow, answers.language ?? settings.language)
    try {
      visit.send(scanned)
      const { secrets } = station
      return await register({ visit, secrets, answers, sandbox: settings.sandbox, peekCaptcha: captcha.peek })
    } finally {
      visit.stop()
    }
  } finally {
    station.close()
  }
}

function scanOf(receipt: string): ScannerInput {
  const read = isReceiptScan(receipt) ? readReceiptQr(receipt) : readReceiptNumber(receipt)
  if (!read.ok) throw new Fault(read.problem)
  return { type: 'scanner.receiptScanned', receipt: read.value }
}
