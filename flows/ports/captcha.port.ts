/** A picture of letters and digits, as rows of pixels, to be drawn with half blocks. */
export interface CaptchaChallenge {
  readonly captchaId: string
  /** Rows from the top; each string holds one character a pixel, '#' set, '.' clear; all rows are equally long; the count of rows is even. */
  readonly pixels: readonly string[]
}

export interface CaptchaPort {
  issue(): Promise<CaptchaChallenge>
  /** Letter case and blanks do not matter. A challenge answers once: right or wrong, the next try needs a new one. */
  check(captchaId: string, answer: string): Promise<boolean>
}
