import type { OwnCodePort } from '../../flows/ports/own-code.port.ts'
import { OTP_DEFAULTS, type OtpSettings } from '../../flows/rules/otp-limits.ts'
import { loadCodeKey } from './code-key.ts'
import type { CodeParts } from './code-parts.ts'
import { createJudgeCode } from './judge-code.ts'
import { createPrepareCode, createSettleCode } from './prepare-code.ts'
import { createStationCodeRepo } from './station-code.repo.ts'

export type StationCodesOptions = Omit<CodeParts, 'codes' | 'codeKey' | 'settings'> & {
  /** File of the key of codes, beside the station's own. */
  readonly keyPath: string
  /** OTP_DEFAULTS when absent. */
  readonly settings?: OtpSettings
}

/** The station's own codes (flows/ports/own-code.port.ts). Raises CONFIG_INVALID for a spoilt key file. */
export function createStationCodes({ keyPath, settings = OTP_DEFAULTS, ...given }: StationCodesOptions): OwnCodePort {
  const parts: CodeParts = {
    ...given,
    settings,
    codeKey: loadCodeKey(keyPath),
    codes: createStationCodeRepo(given.store),
  }
  return {
    prepare: createPrepareCode(parts),
    settle: createSettleCode(parts),
    judge: createJudgeCode(parts),
  }
}
