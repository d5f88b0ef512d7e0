import { Box, Text } from 'ink'
import type { ReactNode } from 'react'
import { Page } from '../frame/page.view.tsx'
import type { Step } from '../frame/steps.ts'
import type { Ui } from '../ui.ts'

export interface DeviceWaitProps {
  readonly ui: Ui
  readonly step: Step | null
  readonly words: { readonly what: string; readonly way: string }
  readonly children?: ReactNode
}

/** What is being waited for, and how long it takes or how to leave it. Nothing moves: a picture that turns says nothing. */
export function DeviceWait({ ui, step, words, children }: DeviceWaitProps) {
  return (
    <Page ui={ui} step={step} question={words.what} why={words.way}>
      <Box aria-role="progressbar" aria-state={{ busy: true }} aria-label={words.what} flexShrink={0}>
        <Text> </Text>
      </Box>
      {children}
    </Page>
  )
}
