/** Flags of all commands, as commander hands them over. */
export interface CommonFlags {
  readonly json?: boolean
  readonly data?: string
  readonly config?: string
  readonly [flag: string]: unknown
}
