import type { FaultCode } from '../../flows/base/fault-codes.ts'
import type { DeviceStanding } from '../../flows/ports/device.port.ts'
import type { ModemView } from '../../flows/ports/modem.port.ts'
import type { ScannerState } from '../../flows/ports/scanner.port.ts'
import type { PinStanding, SeenToken, TokenPort } from '../../flows/ports/token.port.ts'
import type { DeviceSettings } from '../device-settings.ts'
import type { StationDevices } from '../station-devices.ts'
import type { Finding, LiveTest, Part } from './finding.ts'
import { nextStepFor } from './next-steps.ts'

/** Everything that can be plugged in, as it stands at this moment. */
export function deviceFindings(devices: StationDevices, settings: DeviceSettings): readonly Finding[] {
  return [
    scannerFinding(devices, settings),
    ...tokenFindings(devices, settings),
    ...readerFindings(devices, settings),
    ...modemFindings(devices, settings),
    printerFinding(devices, settings),
  ]
}

const SCANNER_CODES: Readonly<Record<ScannerState, FaultCode | null>> = {
  ready: null,
  absent: 'SCANNER_ABSENT',
  lost: 'SCANNER_LOST',
  off: null,
}

function scannerFinding({ scanner }: StationDevices, { scanner: setting }: DeviceSettings): Finding {
  if (!scanner) return off('scanner', 'Máy quét: không dùng.')
  const name = setting.kind === 'serial' ? ` ở ${setting.path}` : setting.kind === 'simulated' ? ' mô phỏng' : ''
  const code = SCANNER_CODES[scanner.state]
  if (code === null) return ready('scanner', `Máy quét${name} sẵn sàng.`, 'scan')
  return lacking('scanner', { state: 'missing', code }, true, `Máy quét${name}: ${stateWords('missing')}.`)
}

const PIN_WORDS: Readonly<Record<PinStanding, string>> = {
  fine: 'mã PIN bình thường',
  'count-low': 'mã PIN vừa bị nhập sai',
  'final-try': 'mã PIN chỉ còn một lần thử, đừng thử ở đây',
  locked: 'mã PIN đã khoá, liên hệ nơi cấp',
  'not-set': 'chưa đặt mã PIN, liên hệ nơi cấp',
}

function tokenFindings({ token }: StationDevices, { token: setting }: DeviceSettings): readonly Finding[] {
  if (!token) return [off('token', 'USB token: không dùng.')]
  const needed = setting.kind !== 'auto'
  const troubles = token.troubles.map(({ module, code }) =>
    lacking(
      'token',
      { state: code === 'TOKEN_MODULE_CRASHED' || code === 'TOKEN_MODULE_HUNG' ? 'faulted' : 'needs-driver', code },
      needed,
      `Thư viện token ${module} không dùng được.`,
    ),
  )
  const seen = token.tokens.map(tokenFinding)
  if (seen.length > 0 || troubles.length > 0) return [...seen, ...troubles]
  return [standingFinding(token, needed)]
}

function standingFinding({ standing }: TokenPort, needed: boolean): Finding {
  const empty = 'USB token: sẵn sàng, chưa cắm token nào.'
  if (standing.state === 'ready') return ready('token', empty, null)
  // People bring theirs: between two of them none is in, whatever the settings name.
  if (standing.code === 'TOKEN_ABSENT') return lacking('token', standing, false, empty)
  return lacking('token', standing, needed, `USB token: ${stateWords(standing.state)}.`)
}

function tokenFinding(token: SeenToken): Finding {
  const says = `USB token "${token.label}" (${token.module}): ${token.certificates.length} chứng thư số, ${PIN_WORDS[token.pin]}.`
  if (token.certificates.length === 0)
    return lacking('token', { state: 'faulted', code: 'TOKEN_NO_CERTIFICATE' }, false, says)
  if (token.pin === 'locked') return lacking('token', { state: 'faulted', code: 'TOKEN_PIN_LOCKED' }, false, says)
  if (token.pin === 'final-try') return lacking('token', { state: 'faulted', code: 'TOKEN_PIN_LAST_TRY' }, false, says)
  if (token.pin === 'not-set') return lacking('token', { state: 'faulted', code: 'TOKEN_PIN_NOT_SET' }, false, says)
  return ready('token', says, 'sign')
}

function readerFindings(devices: StationDevices, { readers: setting }: DeviceSettings): readonly Finding[] {
  const { readers, card } = devices
  if (!readers) return [off('readers', 'Đầu đọc thẻ: không dùng.')]
  const needed = setting.kind !== 'auto'
  if (readers.code !== null)
    return [
      lacking(
        'readers',
        { state: 'needs-driver', code: readers.code },
        needed,
        readers.code === 'PCSC_BINDING_MISSING'
          ? 'Đầu đọc thẻ: phần kết nối PC/SC của chương trình chưa được cài.'
          : 'Đầu đọc thẻ: dịch vụ PC/SC của máy chưa chạy hoặc chưa cài.',
      ),
    ]
  if (readers.readers.length === 0)
    return [lacking('readers', { state: 'missing', code: 'READER_ABSENT' }, needed, 'Đầu đọc thẻ: chưa cắm.')]
  return [
    ...readers.readers.map(({ name, presence }) =>
      presence === 'mute'
        ? lacking('readers', { state: 'faulted', code: 'CARD_MUTE' }, false, `Đầu đọc "${name}": thẻ không trả lời.`)
        : ready('readers', `Đầu đọc "${name}": ${presence === 'present' ? 'có thẻ' : 'chưa có thẻ'}.`, null),
    ),
    ...(card ? [chipFinding(devices)] : []),
    ready('sim', 'Đọc SIM trong đầu đọc: đặt SIM vào đầu đọc rồi thử.', 'read-sim'),
  ]
}

function chipFinding({ anchorCount }: StationDevices): Finding {
  const anchors =
    anchorCount > 0
      ? `${anchorCount} chứng thư gốc (CSCA) đã cài`
      : 'chưa cài chứng thư gốc (CSCA) nên chưa kiểm tra được chuỗi'
  return ready('chip', `Đọc chip căn cước: ${anchors}.`, 'read-chip')
}

const NETWORK_WORDS: Readonly<Record<ModemView['network'], string>> = {
  home: 'đã vào mạng',
  roaming: 'đang chuyển vùng',
  searching: 'đang tìm mạng',
  denied: 'bị mạng từ chối',
  none: 'không có mạng',
}

const SIM_CODES: Readonly<Record<ModemView['sim'], FaultCode | null>> = {
  ready: null,
  unknown: null,
  absent: 'SIM_ABSENT',
  pin: 'SIM_PIN_REQUIRED',
  puk: 'SIM_PUK_REQUIRED',
  faulted: 'SIM_UNREADABLE',
}

function modemFindings({ modem }: StationDevices, { modem: setting }: DeviceSettings): readonly Finding[] {
  if (!modem) return [off('modem', 'Modem: không dùng.')]
  const needed = setting.kind !== 'auto'
  if (modem.modems.length === 0)
    return [lacking('modem', modem.standing, needed, `Modem: ${stateWords(modem.standing.state)}.`)]
  return modem.modems.map((view) => modemFinding(view, needed))
}

function modemFinding(view: ModemView, needed: boolean): Finding {
  const operator = view.operator === null ? '' : ` ${view.operator}`
  const signal = view.signalDbm === null ? '' : `, sóng ${view.signalDbm} dBm`
  const says = `Modem ${view.name}: ${NETWORK_WORDS[view.network]}${operator}${signal}.`
  const code =
    SIM_CODES[view.sim] ?? (view.network === 'home' || view.network === 'roaming' ? null : 'MODEM_NO_NETWORK')
  if (code === null) return ready('modem', says, 'modem-sim')
  return lacking('modem', { state: 'faulted', code }, needed, says)
}

function printerFinding({ printer }: StationDevices, { paper }: DeviceSettings): Finding {
  if (!printer) return off('printer', 'Máy in phiếu: không dùng.')
  const { standing } = printer
  const name = standing.name === null ? '' : ` (${standing.name}, giấy ${paper} mm)`
  if (standing.state === 'ready') return ready('printer', `Máy in phiếu${name} sẵn sàng.`, 'print')
  return lacking('printer', standing, true, `Máy in phiếu${name}: ${stateWords(standing.state)}.`)
}

const STATE_WORDS: Readonly<Record<DeviceStanding['state'], string>> = {
  ready: 'sẵn sàng',
  missing: 'chưa cắm',
  'needs-driver': 'thiếu phần mềm điều khiển',
  faulted: 'đang hỏng',
  off: 'không dùng',
}

function stateWords(state: DeviceStanding['state']): string {
  return STATE_WORDS[state]
}

function ready(part: Part, says: string, test: LiveTest | null): Finding {
  return { part, state: 'ready', code: null, says, nextStep: null, needed: false, test }
}

function off(part: Part, says: string): Finding {
  return { part, state: 'off', code: null, says, nextStep: null, needed: false, test: null }
}

function lacking(
  part: Part,
  { state, code }: Pick<DeviceStanding, 'state' | 'code'>,
  needed: boolean,
  says: string,
): Finding {
  return { part, state, code, says, nextStep: nextStepFor(code), needed, test: null }
}
