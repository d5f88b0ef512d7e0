import type { ChipDetails } from '../../../flows/ports/card.port.ts'
import { BER, type BerNode, integerOf, invalidFile, readTemplate } from './ber.ts'

/**
 * The Vietnamese details of DG13 (domain.md §1.6): SEQUENCEs of a number and its values, read as BER whatever the lengths. Every field is optional,
 * numbers nobody knows are ignored, each text may be any ASN.1 string; blanks are collapsed, text is NFC, empty is null. What a field says is not
 * judged here. Raises CHIP_FILE_INVALID for broken encoding, bytes that are no text, and control characters (they would act on a terminal).
 */
export function readDg13(file: Uint8Array): ChipDetails {
  const fields = new Map<number, readonly (string | null)[]>()
  for (const node of fieldsIn(readTemplate(file, 0x6d, FILE).children)) {
    const number = integerOf(node.children[0])
    if (number !== null && !fields.has(number)) fields.set(number, node.children.slice(1).map(textOf))
  }
  const one = (number: number) => fields.get(number)?.[0] ?? null
  return {
    idNumber: one(1),
    fullName: one(2),
    birthDate: one(3),
    sex: one(4),
    nationality: one(5),
    ethnicity: one(6),
    // Field 7 is religion: sensitive, of no use here, never taken out of the file.
    origin: one(8),
    residence: one(9),
    features: one(10),
    issuedOn: one(11),
    expiresOn: one(12),
    father: one(13),
    mother: fields.get(13)?.[1] ?? null,
    spouses: (fields.get(14) ?? []).filter((name) => name !== null),
    oldIdNumber: one(15),
    cardCode: one(16),
  }
}

const FILE = 'DG13'

/** The fields, whether they stand right in the template or inside further wrappers. A wrapper may begin with a version number: its SEQUENCEs have numbers too. */
function fieldsIn(nodes: readonly BerNode[]): readonly BerNode[] {
  return nodes
    .filter(({ constructed }) => constructed)
    .flatMap((node) => (isField(node) ? [node] : fieldsIn(node.children)))
}

function isField(node: BerNode): boolean {
  const isNumbered = (each: BerNode) => each.tag === BER.sequence && each.children[0]?.tag === BER.integer
  return isNumbered(node) && !node.children.some((child) => isNumbered(child) || child.tag === BER.set)
}

/** A string, or a SEQUENCE around one (parents, spouses). */
function textOf(node: BerNode): string | null {
  if (node.constructed) return node.children[0] ? textOf(node.children[0]) : null
  const text = decoded(node).normalize('NFC').replace(/\s+/g, ' ').trim()
  if (/[\p{Cc}\p{Cs}\ufffd]/u.test(text)) throw invalidFile(FILE, 'text')
  return text || null
}

const BMP_STRING = 0x1e

function decoded(node: BerNode): string {
  try {
    // ASCII strings of any kind are UTF-8 as well.
    return new TextDecoder(node.tag === BMP_STRING ? 'utf-16be' : 'utf-8', { fatal: true }).decode(node.value)
  } catch (cause) {
    throw invalidFile(FILE, 'text', cause)
  }
}
