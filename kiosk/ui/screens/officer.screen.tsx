import { Page } from '../frame/page.view.tsx'
import { stepOf } from '../frame/steps.ts'
import type { ScreenProps } from '../ui.ts'

/** Stands where an officer works at an assisted counter, whose own presentation shows more: nobody meets it at a self-service station. */
export function OfficerScreen({ view, ui }: ScreenProps) {
  const { officer } = ui.texts
  return <Page ui={ui} step={stepOf(view)} question={officer.question} why={officer.why} />
}
