/**
 * Purpose: finds the way to register that fits what the person has with them ("Ông/Bà có gì trong tay?").
 * Rule: flows/rules/adviser.ts; at most six questions, each only while its answer can change the ranking; nothing said here is kept.
 * Ends: chosen (an open way) · backed-out.
 */
import { assign, setup } from 'xstate'
import type { PersonEvent, ReachWord } from '../base/events.ts'
import type { Screen } from '../base/screens.ts'
import type { Method } from '../base/terms.ts'
import {
  type Advice,
  type AdviserSituation,
  adviceFor,
  type Choice,
  choicesFor,
  nextQuestion,
  type Question,
} from '../rules/adviser.ts'

export type AdviserInput = AdviserSituation

export interface Answer {
  readonly question: Question
  readonly choice: Choice
}

export interface AdviserContext {
  readonly situation: AdviserSituation
  /** In the order they were given: going back forgets the last. */
  readonly answers: readonly Answer[]
  /** What is asked now, with its choices; null when nothing more can change the ranking. */
  readonly asked: { readonly question: Question; readonly choices: readonly Choice[] } | null
  readonly advice: readonly Advice[]
  /** The shut way whose reason the person wants to read in full. */
  readonly explained: Method | null
  readonly outcome: AdviserOutput
}

export type AdviserOutput = { kind: 'chosen'; method: Method } | { kind: 'backed-out' }

export const adviserFlow = setup({
  types: {
    input: {} as AdviserInput,
    context: {} as AdviserContext,
    events: {} as PersonEvent | ReachWord,
    output: {} as AdviserOutput,
    tags: {} as Screen,
  },
  guards: {
    nothingToAsk: ({ context }) => context.asked === null,
    answersTheQuestion: ({ context }, { question, choice }: Answer) =>
      context.asked?.question === question && context.asked.choices.includes(choice),
    hasAnswers: ({ context }) => context.answers.length > 0,
    isOpen: ({ context }, { method }: { method: Method }) =>
      context.advice.some((advice) => advice.open && advice.method === method),
  },
  actions: {
    keepAnswer: assign(({ context }, { question, choice }: Answer) =>
      consider(context.situation, [...context.answers, { question, choice }]),
    ),
    forgetAnswer: assign(({ context }) => consider(context.situation, context.answers.slice(0, -1))),
    takeReach: assign(({ context }, { isOnline, canText }: ReachWord) => {
      const situation = { ...context.situation, isOnline, canText }
      return { situation, ...consider(situation, context.answers), explained: context.explained }
    }),
    explain: assign({ explained: (_, { method }: { method: Method }) => method }),
    noteChosen: assign({
      outcome: (_, { method }: { method: Method }): AdviserOutput => ({ kind: 'chosen', method }),
    }),
  },
}).createMachine({
  id: 'adviser',
  context: ({ input }) => ({ situation: input, outcome: { kind: 'backed-out' }, ...consider(input, []) }),
  initial: 'asking',
  on: { 'visit.reachChanged': { actions: { type: 'takeReach', params: ({ event }) => event } } },
  states: {
    asking: {
      tags: 'adviser-question',
      always: { guard: 'nothingToAsk', target: 'advised' },
      on: {
        'user.adviserAnswered': {
          guard: { type: 'answersTheQuestion', params: ({ event }) => event },
          actions: { type: 'keepAnswer', params: ({ event }) => event },
        },
        'user.wentBack': [{ guard: 'hasAnswers', actions: 'forgetAnswer' }, { target: 'done' }],
      },
    },
    advised: {
      tags: 'adviser-advice',
      on: {
        'user.choseMethod': [
          {
            guard: { type: 'isOpen', params: ({ event }) => event },
            target: 'done',
            actions: { type: 'noteChosen', params: ({ event }) => event },
          },
          { actions: { type: 'explain', params: ({ event }) => event } },
        ],
        'user.wentBack': [{ guard: 'hasAnswers', target: 'asking', actions: 'forgetAnswer' }, { target: 'done' }],
      },
    },
    done: { type: 'final' },
  },
  output: ({ context }) => context.outcome,
})

/** All that follows from what was said so far. */
function consider(
  situation: AdviserSituation,
  answers: readonly Answer[],
): Pick<AdviserContext, 'answers' | 'asked' | 'advice' | 'explained'> {
  const said = Object.fromEntries(answers.map(({ question, choice }) => [question, choice]))
  const question = nextQuestion(situation, said)
  return {
    answers,
    asked: question && { question, choices: choicesFor(question, situation, said) },
    advice: adviceFor(situation, said),
    explained: null,
  }
}
