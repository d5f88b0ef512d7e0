import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stationDir } from '../../../kiosk/settings.ts'
import { openForm } from '../drive/open-form.ts'
import { openNameField } from '../drive/open-name-field.ts'
import { NAME, type OpenField, typeAndErase, typeBurst } from '../drive/typing.ts'
import type { Measurement } from '../figure.ts'
import { interleave } from '../interleave.ts'
import { pairOffline } from '../programs/paired-station.ts'
import { type Programs, storeMigrations } from '../programs.ts'
import { median, percentile } from '../statistics.ts'
import { composedFigures } from './composed.ts'

/** About 90 words of five letters a minute: faster than most who stand at a kiosk. */
const PERSON_PAUSE_MS = 120
const BARE_FORM = 'bare 8-field Ink form, incremental, maxFps 120'
const DEFAULT_FORM = 'bare 8-field Ink form, maxFps 30'

interface Fields {
  readonly kiosk: OpenField
  readonly form: OpenField
  readonly slowForm: OpenField
}

/** Keys in the kiosk's name field: against a bare form, and composed against plain. */
export async function keyFigures(programs: Programs, quick: boolean): Promise<Measurement[]> {
  return [...(await againstBareForm(programs, quick)), ...(await composedFigures(programs, quick))]
}

/** At a person's pace, as fast as they are echoed, and in a burst. */
async function againstBareForm(programs: Programs, quick: boolean): Promise<Measurement[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'motcua-bench-keys-'))
  const opened: OpenField[] = []
  const open = async (field: Promise<OpenField>) => {
    opened.push(await field)
    return opened.at(-1)!
  }
  try {
    pairOffline({ dir: stationDir(dataDir), migrationsDir: storeMigrations })
    const fields = {
      kiosk: await open(openNameField(programs.product, dataDir)),
      form: await open(openForm(programs, 120)),
      slowForm: await open(openForm(programs, 30)),
    }
    return [
      ...(await atAPersonsPace(fields, quick)),
      ...(await echoed(fields, quick)),
      ...(await inABurst(fields, quick)),
    ]
  } finally {
    for (const { terminal } of opened) await terminal.close()
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function atAPersonsPace({ kiosk, form }: Fields, quick: boolean): Promise<Measurement[]> {
  const text = quick ? NAME.slice(0, 5) : NAME.slice(0, 20)
  const marks = [kiosk.terminal.chunks.length, form.terminal.chunks.length] as const
  const rounds = quick ? 1 : 6
  const runs = await interleave(
    {
      kiosk: () => typeAndErase(kiosk, text, quick ? 0 : PERSON_PAUSE_MS),
      form: () => typeAndErase(form, text, quick ? 0 : PERSON_PAUSE_MS),
    },
    rounds,
  )
  const [product, floor] = [runs.kiosk.flat(), runs.form.flat()]
  const bytes = [kiosk, form].map((field, at) => field.terminal.bytesSince(marks[at]!) / product.length)
  const line = (figure: string, p: number, most: number): Measurement => ({
    figure,
    value: percentile(product, p),
    unit: 'ms',
    floor: percentile(floor, p),
    floorName: BARE_FORM,
    goal: { of: 'ratio', most },
  })
  return [
    line('keys.p50', 50, 1.5),
    line('keys.p99', 99, 1.5),
    {
      figure: 'keys.bytes',
      value: bytes[0]!,
      unit: 'bytes/key',
      floor: bytes[1]!,
      floorName: BARE_FORM,
      goal: { of: 'value', most: 400 },
    },
  ]
}

/** Each key at once when the one before is on the screen: how many a second the screen can follow. */
async function echoed({ kiosk, form, slowForm }: Fields, quick: boolean): Promise<Measurement[]> {
  const text = NAME.slice(0, quick ? 5 : 20)
  const keysPerSecond = async (field: OpenField) => {
    const latencies = await typeAndErase(field, text, 0)
    return (latencies.length * 1_000) / latencies.reduce((sum, ms) => sum + ms, 0)
  }
  const runs = await interleave(
    { kiosk: () => keysPerSecond(kiosk), form: () => keysPerSecond(form), slowForm: () => keysPerSecond(slowForm) },
    quick ? 1 : 7,
    quick ? 0 : 1,
  )
  const [value, unit] = [median(runs.kiosk), 'keys/s']
  return [
    {
      figure: 'keys.echoed',
      value,
      unit,
      floor: median(runs.form),
      floorName: BARE_FORM,
      goal: { of: 'ratio', least: 0.67 },
    },
    {
      figure: 'keys.echoed-over-default',
      value,
      unit,
      floor: median(runs.slowForm),
      floorName: DEFAULT_FORM,
      goal: { of: 'ratio', least: 6 },
    },
  ]
}

async function inABurst({ kiosk, form }: Fields, quick: boolean): Promise<Measurement[]> {
  const runs = await interleave(
    { kiosk: () => typeBurst(kiosk, NAME), form: () => typeBurst(form, NAME) },
    quick ? 1 : 9,
    quick ? 0 : 1,
  )
  return [
    {
      figure: 'keys.burst',
      value: median(runs.kiosk),
      unit: 'keys/s',
      floor: median(runs.form),
      floorName: BARE_FORM,
      goal: { of: 'ratio', least: 0.67 },
    },
  ]
}
