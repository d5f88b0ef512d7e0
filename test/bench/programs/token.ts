// Signatures through the child that runs a module, against pkcs11js called directly in this process: SoftHSM2, one RSA-2048 key, the same statement.
// token <module> <softhsm2.conf> <child> <pin> <signatures a block> <blocks>. Prints signatures per second of each block.
import { pino } from 'pino'
import { systemScheduler } from '../../../devices/port/scheduler.ts'
import { createTokenDriver } from '../../../devices/token/driver.ts'
import { startModuleProcess } from '../../../devices/token/module-process.ts'
import { createModuleFinder } from '../../../devices/token/modules/find-modules.ts'
import { createSecrets } from '../../../flows/base/secret.ts'
import { createBareToken } from '../floors/bare-token.ts'
import { interleave } from '../interleave.ts'

export interface TokenReport {
  readonly bareSign: readonly number[]
  readonly sign: readonly number[]
  readonly bareWhole: readonly number[]
  readonly whole: readonly number[]
}

/** A registration statement has about this much. */
const DATA = new Uint8Array(1_024).fill(0x61)
/** Enough that the child never waits for this process. */
const IN_FLIGHT = 32
const LIMIT_MS = 30_000

const [modulePath = '', conf = '', childPath = '', pin = '', perBlockText, blocksText] = process.argv.slice(2)
const perBlock = Number(perBlockText)
process.env.SOFTHSM2_CONF = conf

const bare = await createBareToken(modulePath, pin)
let ids = 0
const secrets = createSecrets(() => String(++ids))
const driver = createTokenDriver({
  find: createModuleFinder({ configured: [modulePath], discover: false }),
  secrets,
  log: pino({ enabled: false }),
  childPath,
})
await driver.start()
const certificateId = driver.tokens[0]?.certificates[0]?.certificateId ?? ''
const child = startModuleProcess({ childPath, moduleName: 'bench', scheduler: systemScheduler })
await child.request({ kind: 'load', module: { kind: 'library', path: modulePath } }, LIMIT_MS)

async function signWhole(): Promise<void> {
  const request = { signatureId: `s${++ids}`, certificateId, data: DATA, pin: secrets.keep(pin) }
  const outcome = await driver.sign(request)
  if (outcome.kind !== 'signed') throw new Error(outcome.kind)
}

async function signInOneLogin(): Promise<void> {
  const pinBytes = new TextEncoder().encode(pin)
  const found = await child.request({ kind: 'find', certificateId, algorithm: 'RS256' }, LIMIT_MS)
  const loggedIn = await child.request({ kind: 'login', pin: pinBytes }, LIMIT_MS)
  if (found.kind === 'refused' || loggedIn.kind === 'refused') throw new Error('not logged in')
  let asked = 0
  const lane = async () => {
    while (asked++ < perBlock) {
      const answer = await child.request({ kind: 'sign', data: DATA }, LIMIT_MS)
      if (answer.kind !== 'signature') throw new Error(answer.why)
    }
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane))
  await child.request({ kind: 'end' }, LIMIT_MS)
}

async function perSecond(work: () => Promise<void> | void): Promise<number> {
  const beganAtMs = performance.now()
  await work()
  return (perBlock * 1_000) / (performance.now() - beganAtMs)
}

const report = await interleave(
  {
    bareSign: () => perSecond(() => bare.signMany(DATA, perBlock)),
    sign: () => perSecond(signInOneLogin),
    bareWhole: () =>
      perSecond(() => {
        for (let count = 0; count < perBlock; count += 1) bare.signWhole(DATA)
      }),
    whole: () =>
      perSecond(async () => {
        for (let count = 0; count < perBlock; count += 1) await signWhole()
      }),
  },
  Number(blocksText),
  1,
)
await driver.stop()
await child.stop()
process.stdout.write(`${JSON.stringify(report satisfies TokenReport)}\n`)
