import { setTimeout as delay } from 'node:timers/promises'
import type { Fault } from '../../flows/base/fault.ts'
import type { ReopenPauses } from '../reopen-pauses.ts'
import type { Settings } from '../settings.ts'
import type { OutOfServicePage } from '../ui/out-of-service/render-out-of-service.tsx'
import { OUT_OF_SERVICE_CODES, type OutOfServiceCode } from '../ui/text/vi-store.ts'
import { toStoreFault } from '../wire-disk-faults.ts'

/** The code for which a screen rests instead of ending, or null for every other fault: a store that cannot be opened, a data folder that cannot be made. */
export function outOfServiceCode({ code, details }: Fault): OutOfServiceCode | null {
  if (code === 'CONFIG_INVALID' && details.setting !== 'data') return null
  return OUT_OF_SERVICE_CODES.find((known) => known === code) ?? null
}

/**
 * Opens the store of this station anew until it opens, with the page before it saying why it does not. `ended` ends it early. Gives what ended it, or null when the store
 * is well. Raises the faults of opening for which no screen rests.
 */
export async function untilOpens<End>(
  first: OutOfServiceCode,
  {
    page,
    settings,
    pauses,
    ended,
  }: {
    readonly page: OutOfServicePage
    readonly settings: Settings
    readonly pauses: ReopenPauses
    readonly ended: Promise<End>
  },
): Promise<{ readonly end: End } | null> {
  const { openPairedStation } = await import('../wire-station.ts')
  const stop = new AbortController()
  const end = ended.then((how) => {
    stop.abort()
    return { end: how }
  })
  for (let code = first; ; ) {
    const pauseMs = pauses.after(code)
    await page.show(pauseMs === 0 ? null : code)
    const waited = await Promise.race([end, delay(pauseMs, null, { signal: stop.signal }).catch(() => end)])
    if (waited) return waited
    const fault = tryOpening(() => openPairedStation(settings, 'kiosk').close())
    if (!fault) {
      pauses.opened()
      return null
    }
    const next = outOfServiceCode(fault)
    if (next === null) throw fault
    code = next
  }
}

function tryOpening(open: () => void): Fault | null {
  try {
    open()
    return null
  } catch (thrown) {
    return toStoreFault(thrown)
  }
}
