import { Fault } from '../../flows/base/fault.ts'

/** ISO/IEC 18004 §9.1: four light modules around. */
export const QUIET_MODULES = 4
/** A receipt's QR has about 60 characters. So much still gives modules a phone reads on 58 mm. */
const MAX_QR_BYTES = 300

/** Modules of a QR code, true dark, without margin. Level M: paper gets creased. Raises PRINT_TOO_LONG. */
export async function qrModules(text: string): Promise<readonly (readonly boolean[])[]> {
  const bytes = Buffer.from(text, 'utf8')
  if (bytes.length > MAX_QR_BYTES)
    throw new Fault('PRINT_TOO_LONG', { sizeBytes: bytes.length, limitBytes: MAX_QR_BYTES })
  // The encoder inside qrcode-terminal: its front door draws for a terminal alone and keeps the level in a variable of the module.
  const { default: QrCode } = await import('qrcode-terminal/vendor/QRCode/index.js')
  const { default: levels } = await import('qrcode-terminal/vendor/QRCode/QRErrorCorrectLevel.js')
  const code = new QrCode(-1, levels.M)
  // It takes one character for one byte.
  code.addData(bytes.toString('latin1'))
  code.make()
  const size = code.getModuleCount()
  return Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (__, column) => code.isDark(row, column)),
  )
}
