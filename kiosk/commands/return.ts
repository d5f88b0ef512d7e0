import { Fault } from '../../flows/base/fault.ts'
import { EXIT, exitCodeOf, runCommand } from '../exit.ts'
import { readAnswers } from '../headless/answers.ts'
import { returnOnce } from '../headless/return-once.ts'
import { reasonWords } from './command-fault-words.ts'
import type { CommonFlags } from './command-flags.ts'
import { settingsOf } from './settings-of.ts'

/** `motcua return RECEIPT --answers F`: one return visit through the screen's own flows; RECEIPT is the text of its QR, or its number at an assisted counter. */
export function returnCommand(flags: CommonFlags, receipt: string | undefined): Promise<number> {
  return runCommand(flags.json === true, async (output) => {
    if (receipt === undefined) throw new Fault('USAGE', { missing: 'receipt' })
    const result = await returnOnce(settingsOf(flags), receipt, readAnswers(String(flags.answers)))
    output.json(result)
    const { outcome, ial, faults } = result
    output.text(
      outcome === 'accepted'
        ? `Đã cấp tài khoản, mức xác minh ${ial}.`
        : outcome === 'pending'
          ? 'Mã đã đúng, trung tâm đang đối soát.'
          : 'Hồ sơ chưa xong.',
    )
    for (const code of faults) output.text(`Lý do: ${reasonWords(code)}`)
    if (outcome === 'accepted' || outcome === 'pending') return EXIT.done
    const [code] = faults
    return outcome === 'faulted' && code ? exitCodeOf(code) : EXIT.failed
  })
}
