import { createInterface } from 'node:readline'
import { systemClock } from '../../../flows/base/clock.ts'
import { openSafeStore } from '../open-safe-store.ts'
import { safePlaces } from '../safe-places.ts'

/** Opens the store in the given folder when a line comes, says the newest sequence or the fault, and closes it when its input ends. */
const [dir = '', migrationsDir = ''] = process.argv.slice(2)
const lines = createInterface({ input: process.stdin })
lines.once('line', () => {
  try {
    const { repos, close } = openSafeStore({ places: safePlaces(dir), migrationsDir, clock: systemClock })
    process.stdout.write(`${repos.packets.head()?.sequence}\n`)
    lines.once('close', close)
  } catch (thrown) {
    process.stdout.write(`${thrown instanceof Error ? thrown.message : 'failed'}\n`)
  }
})
process.stdout.write('ready\n')
