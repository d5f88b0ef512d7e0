/** What a library was built for, in Node's words (`process.platform`, `process.arch`). */
export interface LibraryTarget {
  readonly platform: 'linux' | 'darwin' | 'win32'
  /** Node's name, or the number in the header where Node has none. A Mach-O file may hold several. */
  readonly architectures: readonly string[]
}

/** e_machine of ELF (System V ABI, "ELF Header"), with the class: x32 and 32-bit libraries do not fit a 64-bit process. */
const ELF_MACHINES: Readonly<Record<number, string>> = {
  3: 'ia32',
  8: 'mips',
  21: 'ppc64',
  22: 's390x',
  40: 'arm',
  62: 'x64',
  183: 'arm64',
  243: 'riscv64',
  258: 'loong64',
}
/** Machine of the COFF header (Microsoft PE format). */
const PE_MACHINES: Readonly<Record<number, string>> = { 332: 'ia32', 34404: 'x64', 43620: 'arm64', 452: 'arm' }
/** cputype of Mach-O (mach/machine.h). */
const MACH_CPUS: Readonly<Record<number, string>> = {
  7: 'ia32',
  16777223: 'x64',
  12: 'arm',
  16777228: 'arm64',
}
const MACH_64_LITTLE = 0xfeedfacf
const MACH_32_LITTLE = 0xfeedface
const MACH_FAT_BIG = 0xcafebabe
/** Java class files begin like a fat Mach-O; no library holds this many. */
const MAX_FAT_PARTS = 16

/** Bytes of a file that suffice. */
export const HEADER_BYTES = 4096

/** Reads what a library was built for off its first bytes, without loading it. Null for what is no library at all. */
export function libraryTarget(header: Uint8Array): LibraryTarget | null {
  const bytes = Buffer.from(header.buffer, header.byteOffset, header.length)
  return elfTarget(bytes) ?? peTarget(bytes) ?? machTarget(bytes)
}

function elfTarget(bytes: Buffer): LibraryTarget | null {
  if (bytes.length < 20 || bytes.toString('latin1', 0, 4) !== '\x7fELF') return null
  const bits = bytes[4] === 2 ? 64 : 32
  const machine = bytes[5] === 2 ? bytes.readUInt16BE(18) : bytes.readUInt16LE(18)
  const name = ELF_MACHINES[machine] ?? String(machine)
  const isX32 = name === 'x64' && bits === 32
  return { platform: 'linux', architectures: [isX32 ? 'x32' : name] }
}

function peTarget(bytes: Buffer): LibraryTarget | null {
  if (bytes.length < 64 || bytes.toString('latin1', 0, 2) !== 'MZ') return null
  const at = bytes.readUInt32LE(0x3c)
  if (at + 6 > bytes.length || bytes.toString('latin1', at, at + 4) !== 'PE\0\0') return null
  const machine = bytes.readUInt16LE(at + 4)
  return { platform: 'win32', architectures: [PE_MACHINES[machine] ?? String(machine)] }
}

function machTarget(bytes: Buffer): LibraryTarget | null {
  if (bytes.length < 8) return null
  const magic = bytes.readUInt32LE(0)
  if (magic === MACH_64_LITTLE || magic === MACH_32_LITTLE) {
    return { platform: 'darwin', architectures: [machName(bytes.readUInt32LE(4))] }
  }
  const parts = bytes.readUInt32BE(4)
  if (bytes.readUInt32BE(0) !== MACH_FAT_BIG || parts > MAX_FAT_PARTS) return null
  const architectures = Array.from({ length: parts }, (_, index) => 8 + index * 20)
    .filter((at) => at + 4 <= bytes.length)
    .map((at) => machName(bytes.readUInt32BE(at)))
  return { platform: 'darwin', architectures }
}

function machName(cpu: number): string {
  return MACH_CPUS[cpu] ?? String(cpu)
}
