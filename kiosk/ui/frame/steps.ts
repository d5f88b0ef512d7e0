import type { VisitView } from '../../../flows/visit/visit-view.ts'

/** What one step of a registration is about. */
export type StepName =
  | 'choose'
  | 'fill'
  | 'check'
  | 'phone'
  | 'sign-in'
  | 'sign-key'
  | 'sign-sim'
  | 'sign-app'
  | 'compare'
  | 'password'
  | 'agree'

/** Where a registration stands: "Bước 2 / 6". `of` is null while no method is chosen: each has its own steps. */
export interface Step {
  readonly at: number
  readonly of: number | null
  readonly name: StepName
}

/** The step of the screen a visit stands on, or null outside a registration. */
export function stepOf(view: VisitView): Step | null {
  const steps = stepsOf(view)
  const name = nameOf(view, steps ?? [])
  if (name === null) return null
  if (!steps || CHOOSING.includes(view.screen)) return { at: 1, of: null, name }
  const at = steps.indexOf(name)
  return at < 0 ? null : { at: at + 1, of: steps.length, name }
}

/** Whoever came back to these chooses anew: the method of before says nothing of what follows. */
const CHOOSING: readonly VisitView['screen'][] = ['subject', 'method', 'adviser-question', 'adviser-advice']

/** The steps of the method that was chosen, in order (product.md §3); null before. */
function stepsOf({ visit, tokenRegistration }: VisitView): readonly StepName[] | null {
  const steps: readonly StepName[] | null = visit.method && (tokenRegistration ? BY_KEY : STEPS[visit.method])
  // An officer looks the answers over on the dense form itself.
  const isDense = visit.opening?.officer != null
  return isDense && steps?.includes('check') && fillsLast(steps) ? steps.filter((step) => step !== 'check') : steps
}

const BY_PHONE = ['choose', 'fill', 'check', 'phone', 'password', 'agree'] as const
const BY_SIGN_IN = ['choose', 'sign-in', 'fill', 'check', 'agree'] as const
const BY_KEY = ['choose', 'sign-key', 'fill', 'check', 'agree'] as const

const STEPS: Readonly<Record<NonNullable<VisitView['visit']['method']>, readonly StepName[]>> = {
  mobile: BY_PHONE,
  'social-insurance': BY_PHONE,
  vnpost: BY_SIGN_IN,
  vneid: BY_SIGN_IN,
  'usb-token': BY_KEY,
  'sim-pki': ['choose', 'fill', 'sign-sim', 'check', 'agree'],
  'remote-signing': ['choose', 'fill', 'sign-app', 'check', 'agree'],
  'in-person': ['choose', 'fill', 'compare', 'password', 'agree'],
}

const PROOFS: readonly StepName[] = ['phone', 'sign-in', 'sign-key', 'sign-sim', 'sign-app', 'compare']

/** True where what is filled in and what is looked over stand side by side. */
function fillsLast(steps: readonly StepName[]): boolean {
  return steps.indexOf('check') === steps.indexOf('fill') + 1
}

function nameOf({ screen, proved }: VisitView, steps: readonly StepName[]): StepName | null {
  const hasTwoForms = !fillsLast(steps)
  switch (screen) {
    case 'welcome':
    case 'opening':
    case 'account-ways':
    case 'return-receipt':
    case 'return-looking':
    case 'return-unknown':
    case 'return-found':
    case 'return-checking':
    case 'return-line-down':
    case 'call-backs-loading':
    case 'call-backs':
    case 'result':
    case 'wiping':
      return null
    case 'subject':
    case 'method':
    case 'needs-line':
    case 'adviser-question':
    case 'adviser-advice':
    case 'conditions':
      return 'choose'
    case 'field':
    case 'captcha':
    case 'captcha-wait':
    case 'form':
      return hasTwoForms && proved ? 'check' : 'fill'
    // What was filled in is looked over before it goes on.
    case 'account-maybe':
      return steps.includes('check') ? 'check' : 'fill'
    case 'review':
      return hasTwoForms && !proved ? 'fill' : 'check'
    case 'password':
    case 'password-saving':
      return 'password'
    case 'terms':
    case 'sealing':
    case 'delivering':
      return 'agree'
    default:
      return steps.find((step) => PROOFS.includes(step)) ?? null
  }
}
