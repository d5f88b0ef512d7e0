import { toFault } from '../../../flows/base/fault.ts'
import { openStick } from '../stick-files.ts'

/** Run on a stick that is mounted to be read alone (stick-fault.test.ts): prints the fault of one attempt. */
const [, , folder = '', what] = process.argv
try {
  const stick = openStick(folder)
  const [file] = stick.list('in')
  if (!file) throw new Error('nothing lies on the stick')
  if (what === 'remove') stick.remove(file)
  else await stick.write(what === 'write' ? 'K0001' : 'K0002', 'a', 'out', Buffer.from('{}'))
  process.stdout.write('nothing was said\n')
} catch (thrown) {
  const { code, details } = toFault(thrown)
  process.stdout.write(`${code} ${String(details.reason)}\n`)
}
