const CODE = /Mã đối chiếu: ([0-9A-Za-z-]{1,16})(?![0-9A-Za-z-])/

/** The control code in what an app is asked to show: `Mã đối chiếu: <code>`, 1 to 16 letters, digits and hyphens, anywhere in the text. Null without one. */
export function controlCodeIn(text: string): string | null {
  return CODE.exec(text.normalize('NFC'))?.[1] ?? null
}
