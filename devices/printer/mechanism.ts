import { DLE, ESC, GS, type StatusQuestion } from './frame.ts'
import { answerTo, automaticOf, isStopped, NOTHING_WRONG, type PrinterStatus, paperSensorOf } from './printer-status.ts'
import type { Raster } from './raster.ts'

/** One piece of paper that came out, with the white it was fed. */
export type PrintedPaper = Raster

export interface MechanismOptions {
  readonly widthDots: number
  /** Without one a slip ends where it is fed to the edge and torn. */
  readonly cutter: boolean
  /** Whether it knows GS a. Small printers do not. */
  readonly automaticStatus: boolean
  /** What it answers DLE EOT to. Small printers leave out 2 and 3. */
  readonly questions: readonly StatusQuestion[]
  /** False stops it at the next command. */
  working(): boolean
  reply(bytes: Uint8Array): void
  paperOut(paper: PrintedPaper): void
}

/** The inside of a simulated printer: takes ESC/POS bytes, works them off and says how it stands. */
export interface Mechanism {
  /** Real-time commands are answered at once, wherever they stand; the rest goes into the buffer. */
  receive(bytes: Uint8Array): void
  /** Works off at most so many commands of the buffer, as long as nothing is wrong. */
  work(commands: number): void
  /** Something goes wrong, or right again. */
  set(change: Partial<PrinterStatus>): void
  /** Called when so many rows are on the present paper. */
  afterRows(rows: number, run: () => void): void
  /** Bytes that were no command: a real printer prints them as letters. */
  readonly strayBytes: number
}

export function createMechanism(options: MechanismOptions): Mechanism {
  const rowBytes = options.widthDots / 8
  let status: PrinterStatus = NOTHING_WRONG
  let automatic = false
  let pending: number[] = []
  let buffer: number[] = []
  let rows: Uint8Array[] = []
  let strayBytes = 0
  let watch: { rows: number; run: () => void } | null = null

  const addRow = (row: Uint8Array) => {
    rows.push(row)
    if (!watch || rows.length < watch.rows) return
    const { run } = watch
    watch = null
    run()
  }
  const feed = (dots: number) => {
    for (let row = 0; row < dots; row += 1) addRow(new Uint8Array(rowBytes))
  }
  const endPaper = () => {
    const bits = Uint8Array.from(Buffer.concat(rows))
    options.paperOut({ widthDots: options.widthDots, heightDots: rows.length, bits })
    rows = []
  }
  const tellAutomatic = () => {
    if (automatic) options.reply(automaticOf(status))
  }
  /** Rows of a picture narrower than the paper are white to its right; what is wider falls off. */
  const picture = (widthBytes: number, data: readonly number[]) => {
    for (let from = 0; from < data.length; from += widthBytes) {
      const row = new Uint8Array(rowBytes)
      row.set(data.slice(from, from + Math.min(widthBytes, rowBytes)))
      addRow(row)
    }
  }

  const commands: Readonly<Record<string, (bytes: readonly number[]) => Command | null>> = {
    [key(ESC, 0x40)]: () => ({
      sizeBytes: 2,
      run: () => {
        automatic = false
      },
    }),
    [key(ESC, 0x64)]: ([, , lines]) =>
      lines === undefined
        ? null
        : {
            sizeBytes: 3,
            run: () => {
              feed(lines * LINE_DOTS)
              if (!options.cutter) endPaper()
            },
          },
    [key(GS, 0x61)]: ([, , what]) =>
      what === undefined
        ? null
        : {
            sizeBytes: 3,
            run: () => {
              automatic = what !== 0 && options.automaticStatus
              tellAutomatic()
            },
          },
    [key(GS, 0x56)]: ([, , , dots]) =>
      dots === undefined
        ? null
        : {
            sizeBytes: 4,
            run: () => {
              feed(dots)
              if (options.cutter) endPaper()
            },
          },
    [key(GS, 0x72)]: ([, , what]) =>
      what === undefined
        ? null
        : {
            sizeBytes: 3,
            run: () => options.reply(Uint8Array.of(paperSensorOf(status.paperLow, status.paperOut))),
          },
    [key(GS, 0x28)]: (bytes) => {
      if (bytes.length < 11) return null
      return { sizeBytes: 11, run: () => options.reply(Uint8Array.of(0x37, 0x22, ...bytes.slice(7, 11), 0)) }
    },
    [key(GS, 0x76)]: (bytes) => {
      const [, , , , xLow = 0, xHigh = 0, yLow = 0, yHigh] = bytes
      if (yHigh === undefined) return null
      const widthBytes = xLow + 256 * xHigh
      const sizeBytes = 8 + widthBytes * (yLow + 256 * yHigh)
      return bytes.length < sizeBytes ? null : { sizeBytes, run: () => picture(widthBytes, bytes.slice(8, sizeBytes)) }
    },
  }

  /** The buffer's first command worked off; false when it is not whole yet. */
  const workOne = (): boolean => {
    const [first, second] = buffer
    if (first === undefined || ((first === ESC || first === GS) && second === undefined)) return false
    const read = commands[key(first, second ?? 0)]
    if (!read) {
      strayBytes += 1
      buffer = buffer.slice(1)
      return true
    }
    const command = read(buffer)
    if (!command) return false
    buffer = buffer.slice(command.sizeBytes)
    command.run()
    return true
  }

  return {
    receive(bytes) {
      for (const byte of bytes) {
        pending.push(byte)
        const [first, second, third] = pending
        if (first !== DLE || (second !== undefined && second !== EOT)) {
          // A DLE that begins nothing may be followed by one that does.
          const again = pending.length === 2 && second === DLE
          buffer.push(...(again ? [DLE] : pending))
          pending = again ? [DLE] : []
        } else if (third !== undefined) {
          // First: over a line in memory the answer brings the next question before it returns.
          pending = []
          const question = options.questions.find((one) => one === third)
          if (question) options.reply(Uint8Array.of(answerTo(question, status)))
        }
      }
    },
    work(count) {
      for (let done = 0; done < count && !isStopped(status) && options.working(); done += 1) if (!workOne()) return
    },
    set(change) {
      status = { ...status, ...change }
      tellAutomatic()
    },
    afterRows(count, run) {
      watch = { rows: count, run }
    },
    get strayBytes() {
      return strayBytes
    },
  }
}

interface Command {
  readonly sizeBytes: number
  readonly run: () => void
}

const EOT = 0x04
const LINE_DOTS = 30

function key(first: number, second: number): string {
  return `${first} ${second}`
}
