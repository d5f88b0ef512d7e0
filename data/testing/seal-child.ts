import { randomUUID } from 'node:crypto'
import pino from 'pino'
import { systemClock } from '../../flows/base/clock.ts'
import { createSecrets } from '../../flows/base/secret.ts'
import { openStation } from '../station.ts'
import { draftOf } from './drafts.ts'
import { MIGRATIONS } from './station-fixture.ts'

/** Seals packets in the given folder, as many as asked for, and says each on a line of its own; to be killed at any moment. */
const [dir = '', count = '0'] = process.argv.slice(2)
const secrets = createSecrets(randomUUID)
const station = openStation({
  dir,
  migrationsDir: MIGRATIONS,
  clock: systemClock,
  newId: randomUUID,
  log: pino({ enabled: false }),
  secrets,
})
for (let made = 0; made < Number(count); made += 1) {
  const { packetId } = await station.packets.seal(draftOf(secrets))
  process.stdout.write(`${packetId}\n`)
}
station.close()
