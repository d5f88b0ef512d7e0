import { useMemo, useState } from 'react'
import type { TypingSettings } from './kiosk-props.ts'
import { createLiveStore, useStored } from './live-store.ts'
import type { Ui } from './ui.ts'

interface Chosen {
  readonly visitId: string
  readonly choice: TypingSettings['choice']
}

const replace = (_: Chosen | null, next: Chosen | null) => next

/** How Vietnamese is typed in this visit: as the person chose, else as the station is set. Another visit starts with the station's again. */
export function useTyping({ choice, tones }: TypingSettings, visitId: string): Ui['typing'] {
  const [store] = useState(() => createLiveStore(replace, null))
  const chosen = useStored(store)
  const current = chosen?.visitId === visitId ? chosen.choice : choice
  return useMemo(
    () => ({ choice: current, tones, choose: (next) => store.dispatch({ visitId, choice: next }) }),
    [current, tones, store, visitId],
  )
}
