import type { DeviceState } from '../../flows/ports/device.port.ts'
import type { SlipFinding } from '../../flows/rules/slips.ts'
import { type Finding, isFine, type Part } from './finding.ts'

const PARTS: Readonly<Record<Part, string>> = {
  store: 'Kho dữ liệu',
  disk: 'Ổ đĩa',
  station: 'Ghép với trung tâm',
  outbox: 'Hồ sơ chờ gửi',
  central: 'Trung tâm',
  clock: 'Đồng hồ',
  sandbox: 'Mô phỏng',
  scanner: 'Máy quét',
  token: 'USB token',
  readers: 'Đầu đọc thẻ',
  chip: 'Chip căn cước',
  sim: 'SIM',
  modem: 'Modem',
  printer: 'Máy in phiếu',
}

const STATES: Readonly<Record<DeviceState, string>> = {
  ready: 'sẵn sàng',
  missing: 'chưa có',
  'needs-driver': 'thiếu phần mềm',
  faulted: 'có lỗi',
  off: 'không dùng',
}

/** The lines of the readiness slip: every part that is used, and what to do about those that are not well. */
export function readinessLines(findings: readonly Finding[]): readonly SlipFinding[] {
  return findings
    .filter(({ state }) => state !== 'off')
    .map((finding) => ({
      name: PARTS[finding.part],
      state:
        finding.code === null || finding.code === 'TOKEN_ABSENT'
          ? STATES[finding.state]
          : `${STATES[finding.state]} (${finding.code})`,
      next: isFine(finding) ? null : finding.nextStep,
    }))
}
