// Takes the picture of the README: `node test/harness/take-screenshot.ts` after a build.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { walkKiosk } from './kiosk-walk.ts'
import { checkout, motcuaTerminal, sandboxPeople, startUp } from './product.ts'
import { withTempFolder } from './temp.ts'

await withTempFolder(async (dir) => {
  const [person] = await sandboxPeople()
  if (!person) throw new Error('nobody lives in the sandbox')
  const { up, process } = await startUp(dir)
  const terminal = motcuaTerminal(['kiosk', '--data', up.data], { cols: 100, rows: 30 })
  await terminal.waitFor('Trực tuyến')
  await walkKiosk(terminal, person, 'field')
  await terminal.type(person.idNumber)
  await terminal.waitFor('12/12')
  await writeFile(join(checkout, 'docs', 'images', 'kiosk.svg'), terminal.toSvg({ title: 'Một Cửa' }))
  await terminal.close()
  await process.stop('SIGTERM')
})
