import { Text, useIsScreenReaderEnabled } from 'ink'
import type { VisitView } from '../../../flows/visit/visit-view.ts'
import { wordsForFault } from '../text/texts.ts'
import type { Ui } from '../ui.ts'
import { problemOf } from './problem-of.ts'

/** For who hears the screen: what is to be corrected, said before the page. Those who see it have the title and the words beside the answer. */
export function SpokenProblem({ ui, view }: { readonly ui: Ui; readonly view: VisitView }) {
  const isHeard = useIsScreenReaderEnabled()
  const code = problemOf(view)
  if (!isHeard || code === null) return null
  const { what, now } = wordsForFault(ui.texts, code)
  return <Text>{`${ui.texts.frame.subtitleProblem}: ${what} ${now}`}</Text>
}
