import { Box, Text, useCursor } from 'ink'
import { dayInVietnam } from '../../../flows/base/vietnam-time.ts'
import type { CallBack } from '../../../flows/ports/return.port.ts'
import { nationalPhone } from '../../../flows/rules/phone.ts'
import { cutTo, padTo, wrapTo } from '../draw/cells.ts'
import { dayOf } from '../draw/dates.ts'
import { TEXT_LEFT } from '../frame/layout.ts'
import { Page } from '../frame/page.view.tsx'
import { Problem } from '../frame/problem.view.tsx'
import { useLiveStore } from '../live-store.ts'
import { useScreenKeys } from '../screen-keys.ts'
import { CALL_BACK_TEXTS, type CallBackRow } from '../text/call-back-texts.ts'
import type { ScreenProps, Ui } from '../ui.ts'
import { takeListKey } from './call-backs.keys.ts'
import { listReducer, pagesFor } from './call-backs.reducer.ts'

/** The pointer, the receipt's number, phone as it is dialled here, method, dd/mm, dd/mm/yyyy, each with the blank after it; the name takes what is left. */
const CELLS = { pointer: 2, number: 15, phone: 12, method: 20, since: 7, until: 10 } as const
/** Below this a name is cut too often to know somebody by; method and day are left out before. */
const NAME_CELLS_MIN = 24
/** The heads above the rows, and below them an empty line, the pages and what to tell the citizen. */
const AROUND_ROWS = 4

/** Whom to call, soonest expiry first, a page at a time; Enter begins the return visit of the row. Without the line what is known here. */
export function CallBacksScreen({ view, ui }: ScreenProps) {
  const words = CALL_BACK_TEXTS[view.visit.language]
  const { callBacks = [], problem = null, waitingHere = null } = view.callBacks ?? {}
  const rows = Math.max(1, ui.area.contentRows - AROUND_ROWS)
  const pages = pagesFor(callBacks.length, rows)
  const [state, store] = useLiveStore(listReducer, () => ({ at: 0 }))
  const count = problem === null ? callBacks.length : 0
  useScreenKeys((key) =>
    takeListKey(key, store, {
      count,
      rows,
      onChoose: (at) => {
        const chosen = callBacks[at]
        if (chosen) ui.send({ type: 'user.choseCallBack', packetId: chosen.packetId })
      },
    }),
  )
  // A window made larger has fewer pages.
  const page = Math.floor(state.at / rows)
  const { setCursorPosition } = useCursor()
  const y = ui.area.contentRow + 1 + (state.at % rows)
  setCursorPosition(ui.uncovered && count > 0 ? { x: TEXT_LEFT, y } : undefined)
  const room = ui.area.textColumns
  if (problem !== null) {
    return (
      <Page ui={ui} step={null} question={words.away} why={words.awayWhy}>
        <Problem ui={ui} code={problem} />
        <Box flexDirection="column" marginTop={1}>
          {waitingHere === null ? null : <Text>{words.waitingHere(waitingHere)}</Text>}
          <Text>{words.retry}</Text>
        </Box>
      </Page>
    )
  }
  if (callBacks.length === 0) return <Page ui={ui} step={null} question={words.none} why={words.noneWhy} />
  return (
    <Page ui={ui} step={null} question={words.question} why={words.why(callBacks.length)}>
      <Text>{ui.look.paint.quiet(`  ${line(ui, words.head)}`)}</Text>
      <Box flexDirection="column" aria-role="list" height={rows}>
        {callBacks.slice(page * rows, (page + 1) * rows).map((callBack, place) => {
          const told = cellsFor(callBack, ui, words.methodOther)
          const isAt = page * rows + place === state.at
          const row = line(ui, told)
          return (
            <Box
              key={callBack.packetId}
              aria-role="listitem"
              aria-state={{ selected: isAt }}
              aria-label={words.rowSpoken(told)}
            >
              <Text wrap="truncate">
                {isAt ? ui.look.paint.focus(`${ui.look.paint.key(ui.look.glyphs.pointer)} ${row}`) : `  ${row}`}
              </Text>
            </Box>
          )
        })}
      </Box>
      <Text>{pages > 1 ? words.page(page + 1, pages) : ' '}</Text>
      <Text>{wrapTo(words.say, room).join('\n')}</Text>
    </Page>
  )
}

function cellsFor(
  { receiptNumber, fullName, phone, method, sinceMs, expiresAtMs }: CallBack,
  ui: Ui,
  other: string,
): CallBackRow {
  return {
    number: receiptNumber,
    name: fullName,
    phone: nationalPhone(phone),
    method: method === null ? other : ui.texts.methods[method],
    since: dayOf(dayInVietnam(sinceMs)).slice(0, 5),
    until: dayOf(dayInVietnam(expiresAtMs)),
  }
}

function line(ui: Ui, { number, name, phone, method, since, until }: CallBackRow): string {
  const { glyphs } = ui.look
  const rest = ui.area.textColumns - CELLS.pointer - CELLS.number - CELLS.phone - CELLS.until - 1
  const isWide = rest - CELLS.method - CELLS.since >= NAME_CELLS_MIN
  const nameCells = isWide ? rest - CELLS.method - CELLS.since : rest
  const cut = (text: string, cells: number) => padTo(cutTo(text, cells - 1, glyphs.more), cells)
  const more = isWide ? cut(method, CELLS.method) + cut(since, CELLS.since) : ''
  return cut(number, CELLS.number) + cut(name, nameCells) + cut(phone, CELLS.phone) + more + until
}
