/** What a client prints after it has pushed all it had. */
export interface PushReport {
  readonly records: number
  readonly totalMs: number
  /** Most memory the process ever held, MiB. */
  readonly maxRssMb: number
}
