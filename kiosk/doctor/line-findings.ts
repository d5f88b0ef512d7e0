import type { FaultCode } from '../../flows/base/fault-codes.ts'
import type { Settings } from '../settings.ts'
import { type Finding, found } from './finding.ts'

const ASK_TIMEOUT_MS = 3_000
/** A clock further off than this makes signed requests fail. */
const CLOCK_OFF_MS = 60_000
const MINUTE_MS = 60_000

/** Central with the clock it gives, and the sandbox of a demo. */
export async function lineFindings(settings: Settings): Promise<readonly Finding[]> {
  if (settings.training) return [found('central', 'off', null, { says: 'Trung tâm: không dùng khi luyện tập.' })]
  const [central, sandbox] = await Promise.all([centralFindings(settings), sandboxFinding(settings)])
  return [...central, sandbox]
}

async function centralFindings({ central }: Settings): Promise<readonly Finding[]> {
  if (central === null) {
    return [
      found('central', 'missing', 'CONFIG_INVALID', {
        says: 'Chưa khai báo địa chỉ trung tâm.',
        nextStep: 'Đặt --central URL, biến MOTCUA_CENTRAL, hoặc chạy motcua up.',
      }),
    ]
  }
  const response = await ask(`${central}/ready`)
  if (response?.ok)
    return [
      found('central', 'ready', null, { says: `Trung tâm trả lời (${central}).` }),
      clockFinding(response.headers.get('date')),
    ]
  const code: FaultCode = response ? 'CENTRAL_BUSY' : 'LINE_DOWN'
  return [
    found('central', 'faulted', code, {
      says: `Không gặp được trung tâm (${central}).`,
      nextStep: 'Kiểm tra dây mạng và bộ phát; hồ sơ vẫn được giữ trên máy và tự gửi khi có mạng.',
    }),
  ]
}

function clockFinding(date: string | null): Finding {
  const offMs = date === null ? 0 : Math.abs(Date.parse(date) - Date.now())
  if (offMs < CLOCK_OFF_MS) return found('clock', 'ready', null, { says: 'Đồng hồ máy khớp với trung tâm.' })
  return found('clock', 'faulted', 'CLOCK_SKEW', {
    says: `Đồng hồ máy lệch ${Math.round(offMs / MINUTE_MS)} phút so với trung tâm.`,
    nextStep: 'Bật đồng bộ giờ (NTP) hoặc chỉnh lại giờ.',
  })
}

async function sandboxFinding({ sandbox }: Settings): Promise<Finding> {
  if (sandbox === null) return found('sandbox', 'off', null, { says: 'Môi trường mô phỏng: không dùng.' })
  if (await ask(sandbox))
    return found('sandbox', 'ready', null, { says: `Môi trường mô phỏng đang chạy (${sandbox}).` })
  return found('sandbox', 'faulted', 'SANDBOX_UNAVAILABLE', {
    says: 'Môi trường mô phỏng không trả lời.',
    nextStep: 'Chạy: motcua up',
  })
}

/** Null when nobody answers in time. */
async function ask(url: string): Promise<Response | null> {
  try {
    return await fetch(url, { signal: AbortSignal.timeout(ASK_TIMEOUT_MS), redirect: 'manual' })
  } catch {
    return null
  }
}
