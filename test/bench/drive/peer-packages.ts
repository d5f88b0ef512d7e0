import { cp, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startProcess } from '../../harness/processes.ts'
import { checkout } from '../programs.ts'

/** Outside the rooms: neither the product's install nor a look at its sources finds them. */
const INSTALLED = join(checkout, 'node_modules', '.cache', 'bench-peers')
const LOCKED = join(checkout, 'test', 'bench', 'peers')
const FILES = ['package.json', 'package-lock.json']
/** 150 small packages; without a network npm gives up after its own tries. */
const INSTALL_WITHIN_MS = 120_000

/** Installs PouchDB and RxDB as locked in test/bench/peers, once. Gives their folder, or null when that cannot be done; says so on stderr. */
export async function peerPackages(): Promise<string | null> {
  if (await isInstalled()) return INSTALLED
  process.stderr.write('installing PouchDB and RxDB for comparison\n')
  await mkdir(INSTALLED, { recursive: true })
  for (const file of FILES) await cp(join(LOCKED, file), join(INSTALLED, file))
  const args = [
    'ci',
    '--no-fund',
    '--no-audit',
    '--loglevel=error',
    '--prefer-offline',
    '--fetch-retries=1',
    '--prefix',
    INSTALLED,
  ]
  const npm = startProcess({ command: 'npm', args, cwd: INSTALLED })
  const late = setTimeout(() => void npm.stop('SIGKILL').catch(() => undefined), INSTALL_WITHIN_MS)
  const code = await npm.exit.then(
    ({ code }) => code,
    () => null,
  )
  clearTimeout(late)
  if (code === 0) return INSTALLED
  process.stderr.write(
    `left out: figures over-pouchdb and over-rxdb; npm ci ended with ${code}: ${npm.stderr().slice(0, 300)}\n`,
  )
  return null
}

/** npm writes its hidden lock file last. */
async function isInstalled(): Promise<boolean> {
  try {
    await readFile(join(INSTALLED, 'node_modules', '.package-lock.json'))
    const [wanted, there] = await Promise.all(
      [LOCKED, INSTALLED].map((dir) => readFile(join(dir, 'package-lock.json'), 'utf8')),
    )
    return wanted === there
  } catch {
    return false
  }
}
