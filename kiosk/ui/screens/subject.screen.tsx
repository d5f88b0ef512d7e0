import { Text } from 'ink'
import { SUBJECTS } from '../../../flows/base/terms.ts'
import { padTo } from '../draw/cells.ts'
import { demoExtras, Page } from '../frame/page.view.tsx'
import { Menu } from '../menu/menu.view.tsx'
import type { ScreenProps } from '../ui.ts'

const NAME_CELLS = 18

/** For whom the account is. */
export function SubjectScreen({ view, ui }: ScreenProps) {
  const { texts, look } = ui
  const options = SUBJECTS.map((subject) => ({
    id: subject,
    line: `${padTo(texts.subjects[subject], NAME_CELLS)}${look.paint.quiet(texts.subjectDetails[subject])}`,
    spoken: `${texts.subjects[subject]}, ${texts.subjectDetails[subject]}`,
  }))
  return (
    <Page ui={ui} step={1} question={texts.subject.question} why={texts.subject.why} extras={demoExtras(ui)}>
      <Menu
        ui={ui}
        options={options}
        row={ui.area.contentRow}
        enterChooses
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
