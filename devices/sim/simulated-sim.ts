/** What is on a SIM made of code. Everything on it is fictitious unless given. */
export interface SimulatedSim {
  /** `usim`: a UICC with a USIM, which knows class A0 as well. `gsm`: a 2G card, which knows nothing else. Default `usim`. */
  readonly variant?: 'usim' | 'gsm'
  readonly iccid?: string
  readonly imsi?: string
  /** E.164 with its plus sign, or as dialled at home. Default null: as most cards in Vietnam. */
  readonly msisdn?: string | null
  readonly providerName?: string | null
  /** A PIN guards what belongs to the subscription. */
  readonly pinGuarded?: boolean
  /** A file whose content is noise. */
  readonly damaged?: 'iccid' | 'imsi' | 'msisdn'
}
