import { Text } from 'ink'
import { useCallback } from 'react'
import { hang, wrapTo } from '../draw/cells.ts'
import { Page } from '../frame/page.view.tsx'
import { commandOf } from '../keys.ts'
import { useScreenKeys } from '../screen-keys.ts'
import type { RoomTrouble } from '../status.ts'
import type { ScreenProps } from '../ui.ts'

/** In the place of every page before the first answer, while this station could not keep a registration: where to go instead, and what is still possible here. */
export function NoRoomScreen({ view, ui, code }: ScreenProps & { readonly code: RoomTrouble }) {
  const words = ui.texts.store.noRoom
  const { paint, glyphs } = ui.look
  const { send } = ui
  const isWelcome = view.screen === 'welcome'
  useScreenKeys(
    useCallback(
      (key) => {
        const command = commandOf(key)
        if (isWelcome && command === 'renew') send({ type: 'user.choseReturn' })
        // A page back is this page again.
        else if (!isWelcome && command === 'back') send({ type: 'user.ended' })
        else return false
        return true
      },
      [send, isWelcome],
    ),
  )
  const { textColumns } = ui.area
  return (
    <Page
      ui={ui}
      step={null}
      question={words.question}
      why={words.why[code]}
      extras={isWelcome ? [['renew', 'haveReceipt']] : []}
    >
      <Text>{paint.attention(hang(glyphs.warning, words.go, textColumns))}</Text>
      <Text> </Text>
      {isWelcome ? <Text>{wrapTo(words.receipt, textColumns).join('\n')}</Text> : null}
      <Text>{wrapTo(words.byItself, textColumns).join('\n')}</Text>
      <Text> </Text>
      <Text>{paint.quiet(ui.texts.welcome.station(ui.stationName))}</Text>
    </Page>
  )
}
