import type { FaultCode } from '../../../flows/base/fault-codes.ts'
import type { DeviceTrouble } from '../status.ts'
import type { Texts } from '../text/texts.ts'

/** One device's trouble in a line: which one, why, and that the citizen may go on. */
export function troubleText({ device, code }: DeviceTrouble, { troubles }: Texts): string {
  return troubles.line(troubles.device[device], whyText(code, troubles))
}

function whyText(code: FaultCode, troubles: Texts['troubles']): string {
  switch (code) {
    case 'PRINTER_PAPER_OUT':
      return troubles.paperOut
    case 'PRINTER_COVER_OPEN':
      return troubles.coverOpen
    case 'SCANNER_ABSENT':
    case 'SCANNER_LOST':
    case 'PRINTER_ABSENT':
    case 'PRINTER_LOST':
    case 'MODEM_ABSENT':
    case 'MODEM_LOST':
    case 'READER_ABSENT':
    case 'READER_LOST':
      return troubles.lost
    default:
      return troubles.other(code)
  }
}
