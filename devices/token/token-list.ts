import { createHash } from 'node:crypto'
import type { SeenToken, TokenCertificate } from '../../flows/ports/token.port.ts'
import type { SlotToken } from './messages.ts'
import { CKF, pinStanding } from './token-flags.ts'

/** Tokens as one module sees them. */
export interface ModuleView {
  readonly module: string
  readonly tokens: readonly SlotToken[]
}

/**
 * All tokens as the flows see them. `read` gives null for what is no certificate: it is left out. A token whose certificates have all been shown
 * through an earlier module is left out too: OpenSC and a vendor's module see the same card.
 */
export function listTokens(
  views: readonly ModuleView[],
  read: (der: Uint8Array) => TokenCertificate | null,
): readonly SeenToken[] {
  const shown = new Map<string, string>()
  return views.flatMap(({ module, tokens }) =>
    tokens.flatMap((token) => {
      const certificates = token.certificates.flatMap((der) => read(der) ?? [])
      const again = ({ certificateId }: TokenCertificate) => (shown.get(certificateId) ?? module) !== module
      if (certificates.length > 0 && certificates.every(again)) return []
      for (const { certificateId } of certificates) if (!shown.has(certificateId)) shown.set(certificateId, module)
      return [
        {
          tokenId: tokenIdOf(module, token),
          label: token.label.normalize('NFC'),
          module,
          pin: pinStanding(token.flags),
          hasPinPad: (token.flags & CKF.PROTECTED_AUTHENTICATION_PATH) !== 0,
          certificates,
        },
      ]
    }),
  )
}

function tokenIdOf(module: string, { serialNumber, label }: SlotToken): string {
  return createHash('sha256')
    .update(JSON.stringify([module, serialNumber, label]))
    .digest('hex')
    .slice(0, 32)
}
