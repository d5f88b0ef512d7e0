import { createSecrets } from '../../flows/base/secret.ts'
import { dayInVietnam } from '../../flows/base/vietnam-time.ts'
import { readinessSlip, type SlipFrame } from '../../flows/rules/slips.ts'
import { scannerInput } from '../../flows/visit/scanner-input.ts'
import { createDoctorStore } from '../doctor/doctor-store.ts'
import type { Finding } from '../doctor/finding.ts'
import { createLiveTests } from '../doctor/live-tests.ts'
import { type PrintSlip, testPrint } from '../doctor/plain-tests.ts'
import { readinessLines } from '../doctor/readiness.ts'
import { EXIT } from '../exit.ts'
import { openLog } from '../log.ts'
import { newId } from '../new-id.ts'
import { createScanLines } from '../scan-lines.ts'
import { type Settings, stationDir } from '../settings.ts'
import type { StationDevices } from '../station-devices.ts'
import { untilStopped } from '../stopping.ts'
import { displayOf } from '../terminal-display.ts'
import { ticker } from '../ticker.ts'
import { renderDoctor } from '../ui/doctor/render-doctor.tsx'
import { wireDevices } from '../wire-devices.ts'
import { printPaper } from '../wire-printing.ts'
import { openWiredStation } from '../wire-station.ts'

/** The doctor on the screen of this terminal until somebody leaves it; exit 0 whatever it showed. Devices are freed and no child stays behind. */
export async function runDoctor(settings: Settings): Promise<number> {
  process.stdin.setRawMode(true)
  const abort = new AbortController()
  const secrets = createSecrets(newId)
  const devices = await wireDevices(settings, { log: openLog(stationDir(settings.dataDir), 'doctor'), secrets })
  void devices.start()
  const findings = createDoctorStore(settings, devices, abort.signal)
  const frame = () => slipFrame(settings)
  const print = printSlipWith(settings, devices)
  const tests = createLiveTests({ devices, secrets, newId, ticker, print, frame })
  const screen = renderDoctor(
    {
      findings,
      test: tests,
      look: findings.look,
      printSlip: () =>
        tests.run('In phiếu kiểm tra', () =>
          testPrint(print, 'readiness', slipOf(settings, findings.getSnapshot().findings)),
        ),
      startTest: (test) => tests.start(test),
      endTest: tests.end,
      send: tests.send,
      keep: secrets.keep,
      quit: () => abort.abort(),
      display: displayOf(settings, process.env, process.stdout.getColorDepth()),
      stationName: settings.training ? 'LUYỆN TẬP' : settings.stationName,
    },
    { stdin: process.stdin, stdout: process.stdout },
  )
  const lines = createScanLines((text) => tests.send(scannerInput(text, dayInVietnam(Date.now()))))
  devices.scanner?.subscribe((event) => {
    if (event.kind === 'scanned') lines.push(event.text)
    if (event.kind === 'refused') tests.send({ type: 'scanner.refused', code: event.code })
  })
  await Promise.race([
    untilStopped({ stdinIsLeash: false }),
    screen.waitUntilExit(),
    new Promise((resolve) => abort.signal.addEventListener('abort', resolve, { once: true })),
  ])
  abort.abort()
  lines.stop()
  tests.end()
  screen.unmount()
  process.stdin.setRawMode(false)
  secrets.wipe()
  await devices.stop()
  return EXIT.done
}

/** Prints through the journal of this station, opened for as long as the paper takes. */
export function printSlipWith(settings: Settings, devices: StationDevices): PrintSlip {
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

/** The readiness slip of these findings. */
export function slipOf(settings: Settings, findings: readonly Finding[]) {
  return readinessSlip({ ...slipFrame(settings), findings: readinessLines(findings) })
}

function slipFrame(settings: Settings): SlipFrame {
  return {
    stationName: settings.stationName,
    language: 'vi',
    printedAt: Date.now(),
    timeProven: false,
    training: settings.training,
  }
}
