import { createSecrets } from '../../flows/base/secret.ts'
import { dayInVietnam } from '../../flows/base/vietnam-time.ts'
import { readinessSlip, type SlipFrame } from '../../flows/rules/slips.ts'
import { scannerInput } from '../../flows/visit/scanner-input.ts'
import { doctorLog } from '../doctor/doctor-log.ts'
import { createDoctorStore } from '../doctor/doctor-store.ts'
import type { Finding } from '../doctor/finding.ts'
import { createLiveTests } from '../doctor/live-tests.ts'
import { NO_PRINTER, type PrintSlip, type TestResult, testPrint } from '../doctor/plain-tests.ts'
import { readinessLines } from '../doctor/readiness.ts'
import { acknowledgeRecovery } from '../doctor/station-findings.ts'
import { EXIT } from '../exit.ts'
import { newId } from '../new-id.ts'
import { createScanLines } from '../scan-lines.ts'
import type { Settings } from '../settings.ts'
import type { StationDevices } from '../station-devices.ts'
import { untilStopped } from '../stopping.ts'
import { displayOf } from '../terminal-display.ts'
import { ticker } from '../ticker.ts'
import { renderDoctor } from '../ui/doctor/render-doctor.tsx'
import { type WiredDevices, wireDevices } from '../wire-devices.ts'
import { printPaper } from '../wire-printing.ts'
import { openWiredStation } from '../wire-station.ts'

/** The doctor on the screen of this terminal until somebody leaves it; exit 0 whatever it showed. Devices are freed and no child stays behind. */
export async function runDoctor(settings: Settings): Promise<number> {
  const abort = new AbortController()
  const secrets = createSecrets(newId)
  const devices = await wireDevices(settings, { log: doctorLog(settings), secrets })
  process.stdin.setRawMode(true)
  void devices.start()
  const findings = createDoctorStore(settings, devices, abort.signal)
  const frame = () => slipFrame(settings, findings.getSnapshot().findings)
  const print = printSlipWith(settings, devices)
  const tests = createLiveTests({ devices, secrets, newId, ticker, print, frame })
  const screen = renderDoctor(
    {
      findings,
      test: tests,
      look: findings.look,
      printSlip: () =>
        tests.run('In phiếu kiểm tra', () => printReadiness(settings, devices, findings.getSnapshot().findings)),
      startTest: (test) => {
        tests.start(test)
        if (test === 'scan') void holdSampleCard(devices)
      },
      endTest: tests.end,
      send: tests.send,
      keep: secrets.keep,
      quit: () => abort.abort(),
      // A technician's own screen: looks that a station has for its citizens are not for it.
      display: displayOf(
        { ...settings, letters: 'vietnamese', contrast: 'normal', text: 'normal' },
        process.env,
        process.stdout.getColorDepth(),
      ),
      stationName: settings.training ? 'LUYỆN TẬP' : settings.stationName,
    },
    { stdin: process.stdin, stdout: process.stdout },
  )
  const lines = createScanLines((text) => tests.send(scannerInput(text, dayInVietnam(Date.now()))))
  devices.scanner?.subscribe((event) => {
    if (event.kind === 'scanned') lines.push(event.text)
    if (event.kind === 'refused') tests.send({ type: 'scanner.refused', code: event.code })
  })
  try {
    await Promise.race([
      untilStopped({ stdinIsLeash: false }),
      screen.waitUntilExit(),
      new Promise((resolve) => abort.signal.addEventListener('abort', resolve, { once: true })),
    ])
  } finally {
    abort.abort()
    lines.stop()
    tests.end()
    screen.unmount()
    process.stdin.setRawMode(false)
    secrets.wipe()
    await devices.stop()
    acknowledgeRecovery(settings)
  }
  return EXIT.done
}

/** Nobody can hold a card to a scanner made of code: it is given one. A real scanner waits for a person. */
async function holdSampleCard({ wiredScanner }: WiredDevices): Promise<void> {
  const simulator = wiredScanner?.simulator
  if (!simulator) return
  const { SAMPLE_CARDS } = await import('../wire-scanner.ts')
  await simulator.scan(SAMPLE_CARDS[0] ?? '').catch(() => undefined)
}

/** Prints through the journal of this station, opened for as long as the paper takes. */
function printSlipWith(settings: Settings, devices: StationDevices): PrintSlip {
  return async (intent, slip) => {
    if (!devices.printer) return { kind: 'not-printed', code: 'PRINTER_ABSENT', copy: false }
    const wired = openWiredStation(settings, 'doctor')
    try {
      const parts = { printer: devices.printer, journal: wired.station.prints }
      return await printPaper(parts, { ...intent, printId: newId() }, () => slip)
    } finally {
      wired.close()
    }
  }
}

/** Puts the readiness slip of these findings on paper, and tells how that ended. */
export async function printReadiness(
  settings: Settings,
  devices: StationDevices,
  findings: readonly Finding[],
): Promise<TestResult> {
  if (!devices.printer) return NO_PRINTER
  const slip = readinessSlip({ ...slipFrame(settings, findings), findings: readinessLines(findings) })
  return testPrint(printSlipWith(settings, devices), 'readiness', slip)
}

/** The clock counts as proven when this look found it to agree with central's. */
function slipFrame(settings: Settings, findings: readonly Finding[]): SlipFrame {
  return {
    stationName: settings.stationName,
    language: 'vi',
    printedAt: Date.now(),
    timeProven: findings.some(({ part, state }) => part === 'clock' && state === 'ready'),
    training: settings.training,
  }
}
