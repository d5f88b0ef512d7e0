import { Text } from 'ink'
import { SUBJECTS } from '../../../flows/base/terms.ts'
import { padTo } from '../draw/cells.ts'
import { demoExtras, Page } from '../frame/page.view.tsx'
import { stepOf } from '../frame/steps.ts'
import { Menu } from '../menu/menu.view.tsx'
import type { ScreenProps } from '../ui.ts'

const NAME_CELLS = 18

/** An empty line and what the card gave. */
const BELOW_ROWS = 2

/** For whom the account is. */
export function SubjectScreen({ view, ui }: ScreenProps) {
  const { texts, look } = ui
  const options = SUBJECTS.map((subject) => ({
    id: subject,
    line: `${padTo(texts.subjects[subject], NAME_CELLS)}${look.paint.quiet(texts.subjectDetails[subject])}`,
    spoken: `${texts.subjects[subject]}, ${texts.subjectDetails[subject]}`,
  }))
  return (
    <Page ui={ui} step={stepOf(view)} question={texts.subject.question} why={texts.subject.why} extras={demoExtras(ui)}>
      <Menu
        ui={ui}
        options={options}
        row={ui.area.contentRow}
        enterChooses
        roomRows={ui.area.contentRows - BELOW_ROWS}
        onChoose={(line) => {
          const subject = SUBJECTS[line]
          if (subject) ui.send({ type: 'user.choseSubject', subject })
        }}
      />
      <Text> </Text>
      {view.visit.card ? <Text>{look.paint.good(`${look.glyphs.check} ${texts.subject.cardKept}`)}</Text> : null}
    </Page>
  )
}
