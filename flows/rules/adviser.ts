import { type Ial, METHODS, type Method, type StationKind, type Subject } from '../base/terms.ts'
import { METHOD_PATHS, type MethodPath, type Need } from './adviser-needs.ts'
import {
  type Answers,
  CHOICES,
  type Choice,
  type NeedStanding,
  QUESTIONS,
  type Question,
  rarityOf,
  standingOf,
} from './adviser-questions.ts'
import { type DoorCode, type Doors, doorOf } from './door.ts'
import { type Prospect, prospectOf, type Reach } from './offline.ts'

export type { Need } from './adviser-needs.ts'
export type { Answers, Choice, Question } from './adviser-questions.ts'

/** All the adviser goes by, apart from what the person says. It needs no line. */
export interface AdviserSituation extends Doors, Reach {
  readonly subject: Subject
  readonly stationKind: StationKind
}

/** A way that can be taken now. */
export interface OpenAdvice {
  readonly open: true
  readonly method: Method
  readonly ial: Ial | readonly Ial[]
  /** Estimated. */
  readonly minutes: number
  /** All it takes, and those of them the person has not yet said to have. */
  readonly needs: readonly Need[]
  readonly unsure: readonly Need[]
  /** What becomes of it while the line is down. */
  readonly prospect: Prospect
}

/** A way that is shut, by the rules or because something it takes is missing. */
export interface ShutAdvice {
  readonly open: false
  readonly method: Method
  readonly why: DoorCode | Need
  readonly since: string | null
  readonly instead: Method | null
}

export type Advice = OpenAdvice | ShutAdvice

/**
 * Every method of the matrix once, the best first (issue: "ranked methods with level, time and the reason for each closed door").
 * 1. Open ways before shut ones. 2. Ways whose needs are all at hand before those that are not sure of one. 3. While the line is down, what can be finished
 * before what can only be taken down. 4. Of what is at hand the higher level (of several levels the one that is certain); of what is not sure, what most people
 * carry. 5. The shorter time. 6. The order of METHODS. Shut ways: first those a person can do something about, then those the rules have shut.
 * Pure; the same input gives the same order.
 */
export function adviceFor(situation: AdviserSituation, answers: Answers): readonly Advice[] {
  return METHODS.map((method) => adviceOn(method, situation, answers))
    .map((advice, at) => ({ advice, rank: [...rankOf(advice), at] }))
    .toSorted((one, other) => compareRanks(one.rank, other.rank))
    .map(({ advice }) => advice)
}

/** The next thing worth asking, or null when no answer can change the ranking any more. Never one that is answered, so never more than six. */
export function nextQuestion(situation: AdviserSituation, answers: Answers): Question | null {
  return (
    QUESTIONS.find(
      (question) => answers[question] === undefined && choicesFor(question, situation, answers).length > 1,
    ) ?? null
  )
}

/** What the person can choose from: every choice that says more than `unknown` here, and `unknown`. */
export function choicesFor(question: Question, situation: AdviserSituation, answers: Answers): readonly Choice[] {
  const rankingAfter = (choice: Choice) => JSON.stringify(adviceFor(situation, { ...answers, [question]: choice }))
  const unchanged = rankingAfter('unknown')
  return CHOICES[question].filter((choice) => choice === 'unknown' || rankingAfter(choice) !== unchanged)
}

function adviceOn(method: Method, situation: AdviserSituation, answers: Answers): Advice {
  const door = doorOf(situation, situation.subject, method)
  if (!door.open) return { ...door, method }
  const { minutes } = METHOD_PATHS[method]
  const prospect = prospectOf(method, situation)
  const needs = needsOf(method, situation)
  const standings = needs.map((need) => ({ need, standing: standingIn(need, situation, answers) }))
  const missing = standings.find(({ standing }) => standing === 'missing')
  if (missing) return { open: false, method, why: missing.need, since: null, instead: null }
  const unsure = standings.filter(({ standing }) => standing === 'unsure').map(({ need }) => need)
  return { open: true, method, ial: door.ial, minutes, needs, unsure, prospect }
}

/** The needs of the method's path, and that of being no official where the matrix keeps officials out. */
function needsOf(method: Method, situation: AdviserSituation): readonly Need[] {
  const { policy, subject } = situation
  // A SIM in a reader of ours needs neither its phone nor the line.
  const isInReader = prospectOf(method, situation) === 'now-in-reader'
  const { needs }: Pick<MethodPath, 'needs'> = isInReader ? { needs: ['signing-sim'] } : METHOD_PATHS[method]
  const cell = policy.cells.find((candidate) => candidate.subject === subject && candidate.method === method)
  return cell?.reason === 'official' ? [...needs, 'not-official'] : needs
}

function standingIn(need: Need, { isOnline, stationKind }: AdviserSituation, answers: Answers): NeedStanding {
  if (need === 'line') return isOnline ? 'at-hand' : 'missing'
  if (need === 'officer') return stationKind === 'assisted' ? 'at-hand' : 'missing'
  return standingOf(need, answers)
}

/** Shut doors in the order of what can be done about them; a need that is missing comes before all of these. */
const SHUT_ORDER: readonly ShutAdvice['why'][] = [
  'METHOD_CLOSED',
  'METHOD_NOT_YET_OPEN',
  'METHOD_NOT_BUILT',
  'METHOD_NOT_FOR_SUBJECT',
]

function rankOf(advice: Advice): readonly number[] {
  if (!advice.open) return [1, 1 + SHUT_ORDER.indexOf(advice.why), 0, 0, 0]
  const isAtHand = advice.unsure.length === 0
  const certainIal = Math.min(...[advice.ial].flat())
  return [
    0,
    isAtHand ? 0 : 1,
    advice.prospect === 'return-once' ? 1 : 0,
    isAtHand ? -certainIal : Math.max(...advice.unsure.map(rarityOf)),
    advice.minutes,
  ]
}

function compareRanks(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((part, index) => part !== other[index])
  return at === -1 ? 0 : (one[at] ?? 0) - (other[at] ?? 0)
}
