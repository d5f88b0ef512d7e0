import { Box, Text } from 'ink'
import { warningsOf } from '../../../flows/form/fields.ts'
import { DenseForm } from '../fields/dense-form.view.tsx'
import { demoExtras, Page } from '../frame/page.view.tsx'
import { stepOf } from '../frame/steps.ts'
import { fixedRows, warningRows } from '../screens/review-lines.ts'
import { COUNTER_TEXTS } from '../text/counter-texts.ts'
import type { ScreenProps } from '../ui.ts'

/** Every field of a method on one screen, for an officer: what a proof told stands fixed above them, what is to be corrected is summed up first. */
export function FormScreen({ view, ui }: ScreenProps) {
  const { form, visit } = view
  const words = COUNTER_TEXTS[visit.language]
  if (!form) return null
  const fixed = form.fixed.map((line) => ({ ...fixedRows(ui, line), name: line.name }))
  const fixedCount = fixed.reduce((sum, { rows }) => sum + rows.length, 0)
  const names = form.problems.map(({ field }) => words.labels[field]).join(', ')
  const summary = form.problems.length === 0 ? words.form.why : words.form.problems(form.problems.length, names)
  const method = visit.method ? ui.texts.methods[visit.method] : ''
  const subject = visit.subject ? ui.texts.subjects[visit.subject] : ''
  const warnings = form.fields.includes('idNumber') ? warningsOf(form.draft, form.card, form.today) : []
  const composes = form.fields.includes('fullName') || form.fields.includes('organisation')
  return (
    <Page
      ui={ui}
      step={stepOf(view)}
      question={words.form.question(method, subject)}
      why={summary}
      extras={composes ? [...demoExtras(ui), ['typing', 'typing']] : demoExtras(ui)}
      tight
    >
      {fixed.length === 0 ? null : (
        <Box flexDirection="column" flexShrink={0} aria-role="list">
          {fixed.map(({ name, rows, spoken }) => (
            <Box key={name} aria-role="listitem" aria-label={spoken}>
              <Text wrap="truncate">{rows.join('\n')}</Text>
            </Box>
          ))}
        </Box>
      )}
      <DenseForm key={form.fields.join()} ui={ui} words={words} form={form} row={ui.area.contentRow - 1 + fixedCount} />
      {warnings.map((warning) => (
        <Text key={warning}>
          {ui.look.paint.attention(warningRows(ui, ui.texts.review.warnings[warning]).join('\n'))}
        </Text>
      ))}
    </Page>
  )
}
