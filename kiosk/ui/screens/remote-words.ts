import type { RemoteContext } from '../../../flows/remote/remote.flow.ts'
import { minutesOf } from '../draw/dates.ts'
import { wordsForFault } from '../text/texts.ts'
import type { Ui } from '../ui.ts'

/** What stands on the screen while somebody answers elsewhere. */
export interface RemoteWords {
  readonly question: string
  /** Where the request went, or what this is about. */
  readonly why: string
  /** With a QR code to scan beside them. */
  readonly steps: readonly string[]
  /** Without one. */
  readonly plainSteps: readonly string[]
  /** Shown on both screens, to be compared. */
  readonly code: string | null
  /** The page for whoever cannot scan; null where there is none. */
  readonly page: string | null
  readonly warning: string
  readonly left: string
  /** Why nothing is heard just now; null while all is well. */
  readonly trouble: string | null
  readonly qrLabel: string
}

/** Words of one request, by its kind. */
export function remoteWords(ui: Ui, remote: RemoteContext): RemoteWords {
  const { waiting } = ui.texts.remote
  const { request, transaction, shownTo, trouble, elapsedMs } = remote
  const shared = {
    left: waiting.left(minutesOf((transaction?.lifetimeMs ?? 0) - elapsedMs)),
    trouble: trouble ? `${wordsForFault(ui.texts, trouble).what} ${waiting.stillWaiting}` : null,
    qrLabel: waiting.qrLabel,
  }
  switch (request.kind) {
    case 'sign-in': {
      const { signIn } = waiting
      return {
        ...shared,
        ...signIn,
        why: signIn.why(ui.texts.methods[request.provider]),
        code: plainOf(transaction?.userCode),
        page: plainOf(transaction?.verificationUri),
      }
    }
    case 'sim-signature': {
      const { sim } = waiting
      const code = plainOf(transaction?.controlCode)
      return { ...shared, ...sim, why: sim.why(shownTo ?? ''), plainSteps: sim.steps, code, page: null }
    }
    case 'remote-signature': {
      const { app } = waiting
      return { ...shared, ...app, code: plainOf(transaction?.controlCode), page: null }
    }
  }
}

/** What came from outside, without what a terminal would obey. */
function plainOf(text: string | null | undefined): string | null {
  return text ? text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim() : null
}
