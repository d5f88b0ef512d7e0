import type { Need } from './adviser-needs.ts'

/** Everything the adviser may ask, in the order it asks: what most people carry first. There are no more (issue: at most six). */
export const QUESTIONS = ['phone', 'card', 'insurance', 'account', 'official', 'signing'] as const
export type Question = (typeof QUESTIONS)[number]

/** What a person can say. `unknown` is always among the choices: nobody has to guess. */
export const CHOICES = {
  phone: ['own-sim', 'other-sim', 'no-phone', 'unknown'],
  card: ['yes', 'no', 'unknown'],
  insurance: ['yes', 'no', 'unknown'],
  account: ['vneid-account', 'vnpost-account', 'none', 'unknown'],
  official: ['yes', 'no', 'unknown'],
  signing: ['usb-token', 'signing-sim', 'signing-app', 'none', 'unknown'],
} as const satisfies Readonly<Record<Question, readonly string[]>>
export type Choice = (typeof CHOICES)[Question][number]

export type Answers = Readonly<Partial<Record<Question, Choice>>>

/** What answers say of a need; `unsure` until something is said. */
export type NeedStanding = 'at-hand' | 'unsure' | 'missing'

/** What the answers say of a need of the person. Needs that nobody is asked about are unsure here. */
export function standingOf(need: Need, answers: Answers): NeedStanding {
  for (const question of QUESTIONS) {
    const choice = answers[question]
    const said = choice === undefined ? undefined : SAYS[question][choice]
    if (said?.has.includes(need)) return 'at-hand'
    if (said?.lacks.includes(need)) return 'missing'
  }
  return 'unsure'
}

/** How few people carry a thing: the place of the question that asks for it, since questions begin with what most people have. */
export function rarityOf(need: Need): number {
  return QUESTIONS.findIndex((question) =>
    Object.values(SAYS[question]).some((said) => said.has.includes(need) || said.lacks.includes(need)),
  )
}

interface Said {
  readonly has: readonly Need[]
  readonly lacks: readonly Need[]
}

const has = (...needs: readonly Need[]): Said => ({ has: needs, lacks: [] })
const lacks = (...needs: readonly Need[]): Said => ({ has: [], lacks: needs })

/** A choice that is not here says nothing. Having one means of signing says nothing of the others: a person may have two. */
const SAYS: Readonly<Record<Question, Readonly<Partial<Record<Choice, Said>>>>> = {
  phone: {
    'own-sim': has('phone', 'own-sim'),
    'other-sim': { has: ['phone'], lacks: ['own-sim'] },
    'no-phone': lacks('phone', 'own-sim'),
  },
  card: { yes: has('chip-card'), no: lacks('chip-card') },
  insurance: { yes: has('insurance-number'), no: lacks('insurance-number') },
  account: {
    'vneid-account': has('vneid-account'),
    'vnpost-account': has('vnpost-account'),
    none: lacks('vneid-account', 'vnpost-account'),
  },
  official: { yes: lacks('not-official'), no: has('not-official') },
  signing: {
    'usb-token': has('usb-token'),
    'signing-sim': has('signing-sim'),
    'signing-app': has('signing-app'),
    none: lacks('usb-token', 'signing-sim', 'signing-app'),
  },
}
