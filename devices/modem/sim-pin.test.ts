import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { SecretHandle } from '../../flows/base/secret.ts'
import type { Modems, ModemsOptions } from './modems.ts'
import { SAMPLE_SIM } from './simulator/simulated-sim.ts'
import type { ModemSimulator } from './simulator.ts'
import { openModemBed } from './testing/modem-bed.ts'

const CODE = '200832'
const TEXT = `Ma xac thuc cua Ong/Ba la ${CODE}, co hieu luc 5 phut. Khong cung cap ma cho bat ky ai.`

let bed: Awaited<ReturnType<typeof openModemBed>>
let simulator: ModemSimulator
let modems: Modems

beforeEach(async () => {
  bed = await openModemBed()
  simulator = bed.simulator
})

afterEach(() => bed.close())

/** Another modem in place of the usual one. */
async function openOther(config: Parameters<typeof openModemBed>[0]) {
  await bed.close()
  bed = await openModemBed(config)
  ;({ simulator } = bed)
}

async function start(options: Partial<ModemsOptions> = {}) {
  await bed.start(options)
  modems = bed.modems()
}
async function ready(options: Partial<ModemsOptions> = {}) {
  await start(options)
  await standing('ready')
}
const standing = (state: string, code: string | null = null) => bed.standing(state, code)
const message = (text = TEXT, reportWithinMs?: number, messageId?: string) =>
  bed.message(text, reportWithinMs, messageId)

describe('the PIN of a SIM', () => {
  const withPin = (pin: string) => {
    let asked = 0
    const simPin = (): SecretHandle => {
      asked += 1
      return bed.secrets.keep(pin)
    }
    return { simPin, asked: () => asked }
  }

  test('is never sent unless one is configured', async () => {
    await simulator.fault('pin')
    await start()
    await standing('faulted', 'SIM_PIN_REQUIRED')
    expect(bed.logged()).not.toMatch(/"command":"AT\+CPIN","end":"refused"/)
    expect(await modems.identifySim()).toMatchObject({ iccid: SAMPLE_SIM.iccid, imsi: null, msisdn: null })
  })

  test('that is configured opens the SIM', async () => {
    await simulator.fault('pin')
    await ready({ simPin: withPin(SAMPLE_SIM.pin).simPin })
    expect(await modems.sendText(message())).toEqual({ kind: 'delivered' })
  })

  test('that has one try left is never tried, right or wrong', async () => {
    await openOther({ pinTries: 1 })
    const kept = bed.secrets.count
    await simulator.fault('pin')
    await start({ simPin: withPin(SAMPLE_SIM.pin).simPin })
    await standing('faulted', 'SIM_PIN_REQUIRED')
    simulator.heal()
    await standing('ready')
    expect(bed.logged().match(/"command":"AT\+CPIN"/g)?.length).toBe(
      bed.logged().match(/"command":"AT\+CGSN"/g)?.length,
    )
    expect(bed.secrets.count).toBe(kept)
  })

  test('that is wrong is sent once and never again, not after a replug either', async () => {
    await simulator.fault('pin')
    const pin = withPin('9999')
    await start({ simPin: pin.simPin })
    await standing('faulted', 'SIM_PIN_REQUIRED')
    await simulator.fault('replug')
    await standing('missing', 'MODEM_LOST')
    await standing('faulted', 'SIM_PIN_REQUIRED')
    expect(pin.asked()).toBe(1)
    expect(bed.logged()).not.toContain('9999')
  })
})
