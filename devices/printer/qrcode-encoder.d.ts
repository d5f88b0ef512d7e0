declare module 'qrcode-terminal/vendor/QRCode/index.js' {
  /** `version` -1 takes the smallest that holds the data. */
  export default class QrCode {
    constructor(version: number, level: number)
    addData(latin1: string): void
    make(): void
    getModuleCount(): number
    isDark(row: number, column: number): boolean
  }
}

declare module 'qrcode-terminal/vendor/QRCode/QRErrorCorrectLevel.js' {
  const levels: { readonly L: number; readonly M: number; readonly Q: number; readonly H: number }
  export default levels
}
