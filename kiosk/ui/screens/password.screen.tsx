import { Text } from 'ink'
import type { PasswordAbout } from '../../../flows/rules/password.ts'
import { hang } from '../draw/cells.ts'
import { PasswordField } from '../fields/password-field.view.tsx'
import { Page } from '../frame/page.view.tsx'
import { stepOf } from '../frame/steps.ts'
import type { ScreenProps } from '../ui.ts'

/** The two examples the official guides print (sources 2 and 3); people use them. */
const PRINTED_EXAMPLES = 'HoaNT@2021, Aa@123456'

const NOBODY: PasswordAbout = { fullName: '', idNumber: '', phone: '', birthDate: '' }

/** The citizen alone chooses the password. */
export function PasswordScreen({ view, ui }: ScreenProps) {
  const { texts, look, area, send, keep } = ui
  return (
    <Page
      ui={ui}
      step={stepOf(view)}
      question={texts.password.question}
      why={texts.password.why}
      extras={[['reveal', 'reveal']]}
    >
      <PasswordField
        ui={ui}
        about={view.password?.about ?? NOBODY}
        row={area.contentRow}
        refused={view.password?.problem === 'PASSWORD_WEAK'}
        onEntered={(password) => send({ type: 'user.passwordEntered', password: keep(password) })}
      />
      <Text> </Text>
      <Text>
        {look.paint.attention(hang(look.glyphs.warning, texts.password.banned(PRINTED_EXAMPLES), area.textColumns))}
      </Text>
    </Page>
  )
}
