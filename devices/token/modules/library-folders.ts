import { join } from 'node:path'

/** Debian's folder names of architectures (multiarch tuples). */
const MULTIARCH: Readonly<Record<string, string>> = {
  x64: 'x86_64-linux-gnu',
  arm64: 'aarch64-linux-gnu',
  arm: 'arm-linux-gnueabihf',
  ia32: 'i386-linux-gnu',
}

/** Folders where vendors' installers and distributions put modules, the likeliest first. `environment` gives SystemRoot and the program folders on Windows. */
export function libraryFolders(
  platform: NodeJS.Platform,
  arch: string,
  environment: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  switch (platform) {
    case 'win32': {
      const root = environment.SystemRoot ?? 'C:\\Windows'
      const programs = environment.ProgramFiles ?? 'C:\\Program Files'
      // A 64-bit process sees its own libraries in System32; SysWOW64 holds the 32-bit ones, which are found to be named.
      return [join(root, 'System32'), join(root, 'SysWOW64'), join(programs, 'OpenSC Project', 'OpenSC', 'pkcs11')]
    }
    case 'darwin':
      return ['/usr/local/lib', '/opt/homebrew/lib', '/Library/OpenSC/lib', '/usr/local/lib/pkcs11']
    default: {
      const tuple = MULTIARCH[arch]
      return [
        '/usr/local/lib',
        '/usr/lib/WatchData/ProxKey/lib',
        '/opt/ePass2003-Castle-20141128/redist',
        ...(tuple ? [`/usr/lib/${tuple}`, `/usr/lib/${tuple}/pkcs11`] : []),
        '/usr/lib64',
        '/usr/lib64/pkcs11',
        '/usr/lib',
        '/usr/lib/pkcs11',
      ]
    }
  }
}
