declare module 'qrcode-terminal' {
  const qrcode: {
    /** Calls back at once, with half blocks when `small`: light modules are the drawn ones, one module of margin around. */
    generate(text: string, options: { small: boolean }, callback: (drawn: string) => void): void
  }
  export default qrcode
}
