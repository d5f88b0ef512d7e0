import { childOf, readTemplate } from './ber.ts'

/** One elementary file of the eMRTD application (ICAO 9303-10 §3.11, §4; domain.md §1.6). */
export interface ElementaryFile {
  readonly name: string
  /** 1–16; null for files that are no data group. */
  readonly dgNumber: number | null
  readonly fileId: number
  /** Short EF identifier of READ BINARY. */
  readonly sfi: number
  /** First byte of the file: the application tag of its template. */
  readonly tag: number
}

/** EF.CardAccess in the master file: a plain SET OF SecurityInfo, no template around it (ICAO 9303-11 §9.2). */
export const EF_CARD_ACCESS: ElementaryFile = {
  name: 'EF.CardAccess',
  dgNumber: null,
  fileId: 0x011c,
  sfi: 0x1c,
  tag: 0x31,
}
export const EF_COM: ElementaryFile = { name: 'EF.COM', dgNumber: null, fileId: 0x011e, sfi: 0x1e, tag: 0x60 }
export const EF_SOD: ElementaryFile = { name: 'EF.SOD', dgNumber: null, fileId: 0x011d, sfi: 0x1d, tag: 0x77 }

/** DG1 to DG16 by their number (ICAO 9303-10 table 38). */
export const DATA_GROUPS: ReadonlyMap<number, ElementaryFile> = new Map(
  [0x61, 0x75, 0x63, 0x76, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f, 0x70].map((tag, index) => {
    const dgNumber = index + 1
    return [dgNumber, { name: `DG${dgNumber}`, dgNumber, fileId: 0x0100 + dgNumber, sfi: dgNumber, tag }] as const
  }),
)

/** What a citizen card offers a reader without a government's terminal certificate; DG3 (fingerprints) never (domain.md §1.6). */
export const READ_DATA_GROUPS: readonly number[] = [1, 2, 13, 14, 15]

/** The data groups EF.COM says are there, in its order; tags nobody defined are left out. Raises CHIP_FILE_INVALID. ICAO 9303-10 §4.6.1. */
export function dgNumbersOf(com: Uint8Array): readonly number[] {
  const tags = childOf(readTemplate(com, EF_COM.tag, EF_COM.name), TAG_LIST, EF_COM.name).value
  return [...tags].flatMap((tag) => {
    const file = [...DATA_GROUPS.values()].find((each) => each.tag === tag)
    return file?.dgNumber ? [file.dgNumber] : []
  })
}

const TAG_LIST = 0x5c
