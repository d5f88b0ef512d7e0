// Program of the push figure: pairs a new station with central and seals registrations into its outbox. Prints { sealedBytes }, the middle length
// of a compact JWE. Arguments: station's folder, folder of the SQL scripts, central's URL, enrolment code, how many.
import { benchDraft } from './draft.ts'
import { openBenchStation } from './paired-station.ts'

const [dir = '', migrationsDir = '', centralUrl = '', code = '', count = ''] = process.argv.slice(2)
const { station, secrets } = openBenchStation({ dir, migrationsDir })
await station.enroll({ centralUrl, code, name: 'Máy đo', kind: 'self-service' })
for (let at = 1; at <= Number(count); at += 1) await station.packets.seal(benchDraft(at, secrets))
const sealed = station.store.db
  .prepare<[], { bytes: number }>('SELECT avg(length(sealed)) AS bytes FROM sealed_content')
  .get()
station.close()
// base64url writes three bytes as four letters; the few letters of the compact form's dots and header do not matter here.
process.stdout.write(`${JSON.stringify({ sealedBytes: Math.round(((sealed?.bytes ?? 0) * 4) / 3) })}\n`)
