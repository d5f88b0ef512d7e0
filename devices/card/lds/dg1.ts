import { childOf, invalidFile, readTemplate } from './ber.ts'

/** The 90 characters of DG1's MRZ in TD1 format (ICAO 9303-10 §4.7.1). Raises CHIP_FILE_INVALID; what the characters say is for flows/rules/mrz. */
export function readDg1(file: Uint8Array): string {
  const mrz = childOf(readTemplate(file, 0x61, FILE), MRZ_TAG, FILE).value
  const text = String.fromCharCode(...mrz.subarray(0, TD1_LENGTH + 1))
  if (!/^[A-Z0-9<]{90}$/.test(text)) throw invalidFile(FILE, 'mrz')
  return text
}

const FILE = 'DG1'
const MRZ_TAG = 0x5f1f
const TD1_LENGTH = 90
