import { EXIT, exitCodeOf, runCommand } from '../exit.ts'
import { readAnswers } from '../headless/answers.ts'
import type { RegisterResult } from '../headless/register.ts'
import { registerOnce } from '../headless/register-once.ts'
import { reasonWords } from './command-fault-words.ts'
import type { CommonFlags } from './command-flags.ts'
import { settingsOf } from './settings-of.ts'

/** `motcua register --answers F`: one registration through the screen's own flows. Done when accepted or safely queued. */
export function registerCommand(flags: CommonFlags): Promise<number> {
  return runCommand(flags.json === true, async (output) => {
    const answers = readAnswers(String(flags.answers))
    const result = await registerOnce(settingsOf(flags), answers)
    output.json(result)
    for (const line of linesOf(result)) output.text(line)
    return exitCodeFor(result)
  })
}

function exitCodeFor(result: RegisterResult): number {
  if (result.outcome === 'accepted' || result.outcome === 'pending' || result.outcome === 'waiting-for-citizen')
    return EXIT.done
  const [code] = result.faults
  return result.outcome === 'faulted' && code ? exitCodeOf(code) : EXIT.failed
}

function linesOf(result: RegisterResult): readonly string[] {
  const words: Record<RegisterResult['outcome'], string> = {
    accepted: result.raised
      ? `Đã nâng tài khoản lên mức xác minh ${result.ial}.`
      : `Đã cấp tài khoản, mức xác minh ${result.ial}.`,
    pending: 'Đã ghi nhận, đang chờ kết quả; `motcua sync` sẽ gửi đi.',
    'waiting-for-citizen': 'Đã ghi nhận, còn một bước cần chính công dân làm.',
    refused: 'Chưa đăng ký được.',
    faulted: 'Có trục trặc, chưa ghi nhận được gì.',
  }
  return [
    words[result.outcome],
    ...(result.receipt ? [`Phiếu biên nhận: ${result.receipt.number}`] : []),
    ...(result.warnings.includes('ACCOUNT_MAYBE_EXISTS')
      ? ['Chưa hỏi được trung tâm: có thể đã có tài khoản; trung tâm sẽ kiểm tra lại (ACCOUNT_MAYBE_EXISTS).']
      : []),
    ...result.faults.map((code) => `Lý do: ${reasonWords(code)}`),
  ]
}
