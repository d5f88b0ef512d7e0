import { dayInVietnam } from '../../../flows/base/vietnam-time.ts'
import type { DeviceView } from '../../../flows/device-view.ts'
import type { TokenChoice } from '../../../flows/token/token-choice.ts'
import { dayOf } from '../draw/dates.ts'
import { wordsForFault } from '../text/texts.ts'
import type { Ui } from '../ui.ts'

/** True where a SIM in a reader is to sign, and no USB token. */
export function isBySim(tokenSign: DeviceView['tokenSign']): boolean {
  return tokenSign?.ask?.method === 'sim-pki'
}

/** True when one of the certificates seen may sign. */
export function certificatesAreUsable(tokenSign: DeviceView['tokenSign']): boolean {
  return tokenSign?.choices.some((choice) => choice.blocked === null) ?? false
}

/** From which day to which a certificate is good, as every screen shows days. */
export function validityOf(ui: Ui, { validFrom, validTo }: TokenChoice): string {
  return ui.texts.devices.token.choose.validity(dayOf(dayInVietnam(validFrom)), dayOf(dayInVietnam(validTo)))
}

/** Whose it is: the person, and the organisation where there is one. */
export function holderOf(ui: Ui, { commonName, organisation }: TokenChoice): string {
  return organisation ? `${commonName} ${ui.look.glyphs.dot} ${organisation}` : commonName
}

/** Who issued it and for how long; for one that may not sign, why, with the dates where they are the reason. */
export function standingOfCertificate(ui: Ui, choice: TokenChoice): string {
  const { dot } = ui.look.glyphs
  if (choice.blocked === null) return `${validityOf(ui, choice)} ${dot} ${choice.issuerName}`
  const { what } = wordsForFault(ui.texts, choice.blocked)
  const isAboutTime = choice.blocked === 'CERTIFICATE_EXPIRED' || choice.blocked === 'CERTIFICATE_NOT_YET_VALID'
  return isAboutTime ? `${what} ${dot} ${validityOf(ui, choice)}` : what
}
