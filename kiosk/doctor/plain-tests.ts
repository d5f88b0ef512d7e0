import { Fault, toFault } from '../../flows/base/fault.ts'
import type { FaultCode } from '../../flows/base/fault-codes.ts'
import { dayInVietnam } from '../../flows/base/vietnam-time.ts'
import type { PrintIntent, Slip } from '../../flows/ports/printer.port.ts'
import type { SimIdentity } from '../../flows/ports/sim.port.ts'
import type { PrintOutput } from '../../flows/print/print.flow.ts'
import { homeNetwork } from '../../flows/rules/home-network.ts'
import { scannerInput } from '../../flows/visit/scanner-input.ts'
import type { StationDevices } from '../station-devices.ts'
import { nextStepFor } from './next-steps.ts'

/** How a test that asks nothing of a person ended, in whole sentences. */
export interface TestResult {
  readonly state: 'done' | 'failed'
  readonly lines: readonly string[]
}

/** Prints one slip, recorded in the journal, and tells how that ended. */
export type PrintSlip = (intent: Omit<PrintIntent, 'printId'>, slip: Slip) => Promise<PrintOutput>

/** Long enough to fetch a card and hold it before the scanner. */
const SCAN_WITHIN_MS = 30_000

/** What a fault of any test means: what to do, and the code to say on the phone. */
export function failedWith(code: FaultCode): TestResult {
  return { state: 'failed', lines: [`Chưa được (mã ${code}).`, nextStepFor(code) ?? ''].filter((line) => line !== '') }
}

const PRINTED = {
  test: 'Máy in báo đã in xong. Mời xem phiếu: chữ có dấu phải rõ, mã QR phải quét được.',
  readiness: 'Máy in báo đã in xong. Mời lấy phiếu, treo cạnh máy hoặc gửi kỹ thuật viên.',
} as const

/** What printing comes to at a station whose settings name no printer. */
export const NO_PRINTER: TestResult = {
  state: 'failed',
  lines: [
    'Máy này chưa khai báo máy in (mã PRINTER_ABSENT).',
    'Khai báo bằng --printer hoặc MOTCUA_PRINTER; cách viết ở docs/huong-dan-thiet-bi.md.',
  ],
}

/** Puts a slip on paper. */
export async function testPrint(print: PrintSlip, documentId: 'test' | 'readiness', slip: Slip): Promise<TestResult> {
  const { kind, code } = await print({ documentId, kind: documentId }, slip)
  if (kind === 'printed') return { state: 'done', lines: [PRINTED[documentId]] }
  const failed = failedWith(code ?? 'PRINTER_ERROR')
  return kind === 'uncertain'
    ? { ...failed, lines: ['Máy in không báo lại là đã in; xin nhìn xem có phiếu không.', ...failed.lines] }
    : failed
}

/** Says what a SIM is, from the reader or from the modem; no number stands on the screen whole. */
export async function testSim(identify: (signal: AbortSignal) => Promise<SimIdentity>, signal: AbortSignal) {
  try {
    return { state: 'done', lines: simLines(await identify(signal)) } as const
  } catch (thrown) {
    return failedWith(toFault(thrown).code)
  }
}

/** Silence alone does not say whether the scanner fails or nobody held a card to it. */
const NOTHING_SCANNED: TestResult = {
  state: 'failed',
  lines: [
    'Máy chưa nhận được mã nào (mã TIMED_OUT).',
    'Nếu chưa quét: thử lại, đưa mã lại gần máy quét.',
    'Nếu máy quét đã kêu mà ở đây không thấy gì: đặt lại chế độ cổng nối tiếp (USB-COM), rồi rút ra cắm lại.',
  ],
}

/** Waits for one scan and says what kind it is, nothing of what is in it. */
export function testScan(
  scanner: NonNullable<StationDevices['scanner']>,
  signal: AbortSignal,
  withinMs = SCAN_WITHIN_MS,
): Promise<TestResult> {
  return new Promise((resolve) => {
    const end = (result: TestResult) => {
      clearTimeout(timer)
      unsubscribe()
      resolve(result)
    }
    const timer = setTimeout(() => end(NOTHING_SCANNED), withinMs)
    signal.addEventListener('abort', () => end(failedWith('CANCELLED')), { once: true })
    const unsubscribe = scanner.subscribe((event) => {
      if (event.kind === 'refused') end(failedWith(event.code))
      else if (event.kind === 'scanned') end(scanResult(event.text))
      else if (event.code) end(failedWith(event.code))
    })
  })
}

function scanResult(text: string): TestResult {
  const input = scannerInput(text, dayInVietnam(Date.now()))
  switch (input.type) {
    case 'scanner.scanned':
      return { state: 'done', lines: ['Máy quét đọc được mã QR của một thẻ căn cước, đủ dấu.'] }
    case 'scanner.mrzScanned':
      return { state: 'done', lines: ['Máy quét đọc được dòng MRZ của một thẻ căn cước, các số kiểm tra đều đúng.'] }
    case 'scanner.receiptScanned':
      return { state: 'done', lines: ['Máy quét đọc được mã QR của một phiếu biên nhận.'] }
    case 'scanner.refused':
      return input.code === 'SCAN_NOT_A_CARD'
        ? { state: 'done', lines: ['Máy quét đọc được mã, nhưng đó không phải thẻ căn cước.'] }
        : failedWith(input.code)
  }
}

function simLines(sim: SimIdentity): readonly string[] {
  const network = homeNetwork(sim)
  return [
    `SIM của mạng: ${network === null ? 'chưa nhận ra' : network === 'foreign' ? 'nước ngoài' : network}${sim.providerName ? ` (trên SIM ghi ${sim.providerName})` : ''}.`,
    `Số ICCID: ${sim.iccid.slice(0, 4)}…${sim.iccid.slice(-4)}.`,
    sim.imsi === null ? 'IMSI: có mã PIN che, không đọc (không thử mã PIN ở đây).' : 'IMSI: đọc được.',
    sim.msisdn === null ? 'Số thuê bao: SIM không ghi, đây là điều bình thường.' : 'Số thuê bao: SIM có ghi.',
  ]
}

/** For a device that is not there any more when its test begins. */
export function absent(code: FaultCode): never {
  throw new Fault(code)
}
