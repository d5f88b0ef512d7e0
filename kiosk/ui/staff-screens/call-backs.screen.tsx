import { Box, Text } from 'ink'
import { dayInVietnam } from '../../../flows/base/vietnam-time.ts'
import type { CallBack } from '../../../flows/ports/return.port.ts'
import { nationalPhone } from '../../../flows/rules/phone.ts'
import { cutTo, padTo, wrapTo } from '../draw/cells.ts'
import { dayOf } from '../draw/dates.ts'
import { Page } from '../frame/page.view.tsx'
import { Problem } from '../frame/problem.view.tsx'
import { useLiveStore } from '../live-store.ts'
import { useScreenKeys } from '../screen-keys.ts'
import { CALL_BACK_TEXTS } from '../text/call-back-texts.ts'
import type { ScreenProps, Ui } from '../ui.ts'
import { takePageKey } from './call-backs.keys.ts'
import { pageReducer, pagesFor } from './call-backs.reducer.ts'

/** Phone as it is dialled here, method, dd/mm, dd/mm/yyyy, each with the blank after it; the name takes what is left. */
const CELLS = { phone: 12, method: 20, since: 7, until: 10 } as const
/** The heads above the rows, and below them an empty line, the pages and what to tell the citizen. */
const AROUND_ROWS = 4

/** Whom to call, soonest expiry first, a page at a time; without the line what is known here. */
export function CallBacksScreen({ view, ui }: ScreenProps) {
  const words = CALL_BACK_TEXTS[view.visit.language]
  const { callBacks = [], problem = null, waitingHere = null } = view.callBacks ?? {}
  const rows = Math.max(1, ui.area.contentRows - AROUND_ROWS)
  const pages = pagesFor(callBacks.length, rows)
  const [state, store] = useLiveStore(pageReducer, () => ({ page: 0 }))
  useScreenKeys((key) => takePageKey(key, store, pages))
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
  // A window made larger has fewer pages.
  const page = Math.min(state.page, pages - 1)
  return (
    <Page ui={ui} step={null} question={words.question} why={words.why(callBacks.length)}>
      <Text>{ui.look.paint.quiet(line(ui, words.head))}</Text>
      <Box flexDirection="column" aria-role="list" height={rows}>
        {callBacks.slice(page * rows, (page + 1) * rows).map((callBack) => {
          const told = cellsFor(callBack, ui, words.methodOther)
          const { name, phone, method, since, until } = told
          return (
            <Box
              key={callBack.packetId}
              aria-role="listitem"
              aria-label={words.rowSpoken(name, phone, method, since, until)}
            >
              <Text wrap="truncate">{line(ui, told)}</Text>
            </Box>
          )
        })}
      </Box>
      <Text>{pages > 1 ? words.page(page + 1, pages) : ' '}</Text>
      <Text>{wrapTo(words.say, room).join('\n')}</Text>
    </Page>
  )
}

type Row = Readonly<Record<'name' | 'phone' | 'method' | 'since' | 'until', string>>

function cellsFor({ fullName, phone, method, sinceMs, expiresAtMs }: CallBack, ui: Ui, other: string): Row {
  return {
    name: fullName,
    phone: nationalPhone(phone),
    method: method === null ? other : ui.texts.methods[method],
    since: dayOf(dayInVietnam(sinceMs)).slice(0, 5),
    until: dayOf(dayInVietnam(expiresAtMs)),
  }
}

function line(ui: Ui, { name, phone, method, since, until }: Row): string {
  const { glyphs } = ui.look
  const nameCells = Math.max(8, ui.area.textColumns - CELLS.phone - CELLS.method - CELLS.since - CELLS.until - 1)
  const cut = (text: string, cells: number) => padTo(cutTo(text, cells - 1, glyphs.more), cells)
  return cut(name, nameCells) + cut(phone, CELLS.phone) + cut(method, CELLS.method) + cut(since, CELLS.since) + until
}
