/**
 * Purpose: one person in front of the screen, from welcome to wipe.
 * Rule: product.md §3 (subject → method, or the adviser → …), §4 (what needs the line says so before anything is typed), §8 (F10 ends and wipes); inactivity warns at 45 s and wipes at 60 s in every state.
 * A result is left by no key before it can have been read, and not without a question where nothing on paper tells its number.
 * Ends: never; every visit passes `wiping` and returns to `welcome`.
 */
import { clockOf, emptyVisit, printOf, registrationOf, returnOf, situationOf } from './visit-context.ts'
import { visitSetup } from './visit-setup.ts'

export const visitFlow = visitSetup.createMachine({
  id: 'visit',
  context: ({ input }) => emptyVisit(input.language),
  type: 'parallel',
  states: {
    path: {
      initial: 'welcome',
      on: {
        'user.choseLanguage': { actions: { type: 'takeLanguage', params: ({ event }) => event } },
        'station.changed': { actions: { type: 'takeReach', params: ({ event }) => event } },
        'scanner.scanned': { actions: 'noteCardNotNeeded' },
        'scanner.mrzScanned': { actions: 'noteCardNotNeeded' },
        'scanner.receiptScanned': { actions: 'noteReceiptNotNow' },
        'scanner.refused': { actions: { type: 'noteRefusedScan', params: ({ event }) => event } },
        'user.active': { actions: 'clearNotice' },
      },
      states: {
        welcome: {
          tags: 'welcome',
          on: {
            'user.started': 'opening',
            'user.confirmed': 'opening',
            'scanner.scanned': { target: 'opening', actions: { type: 'keepCard', params: ({ event }) => event } },
            'scanner.mrzScanned': { target: 'opening', actions: { type: 'keepMrz', params: ({ event }) => event } },
            'scanner.receiptScanned': {
              target: 'opening',
              actions: { type: 'keepReceipt', params: ({ event }) => event },
            },
            'user.choseReturn': { target: 'opening', actions: { type: 'noteErrand', params: { errand: 'return' } } },
            'user.askedCallBacks': {
              target: 'opening',
              actions: { type: 'noteErrand', params: { errand: 'call-backs' } },
            },
          },
        },
        opening: {
          tags: 'opening',
          invoke: {
            src: 'openVisit',
            onDone: { target: 'opened', actions: { type: 'takeOpening', params: ({ event }) => event } },
            onError: { target: 'result', actions: { type: 'noteFault', params: ({ event }) => event } },
          },
          on: {
            'scanner.scanned': { actions: { type: 'keepCard', params: ({ event }) => event } },
            'scanner.mrzScanned': { actions: { type: 'keepMrz', params: ({ event }) => event } },
            'scanner.receiptScanned': { actions: { type: 'keepReceipt', params: ({ event }) => event } },
          },
        },
        opened: {
          tags: 'opening',
          always: [
            { guard: 'comesBack', target: 'returning' },
            { guard: 'mayCallBack', target: 'callingBack' },
            { guard: 'isNoErrand', target: 'wiping' },
            { target: 'subject' },
          ],
        },
        returning: {
          invoke: {
            src: 'returnVisit',
            id: 'returning',
            input: ({ context }) => returnOf(context),
            onDone: [
              { guard: { type: 'returnLeft', params: ({ event }) => event }, target: 'wiping' },
              {
                guard: { type: 'returnMetAccount', params: ({ event }) => event },
                target: 'ways',
                actions: { type: 'noteReturned', params: ({ event }) => event },
              },
              { target: 'result', actions: { type: 'noteReturned', params: ({ event }) => event } },
            ],
            onError: { target: 'result', actions: { type: 'noteFault', params: ({ event }) => event } },
          },
          on: { 'user.ended': 'wiping', 'visit.expired': 'wiping' },
        },
        callingBack: {
          invoke: {
            src: 'callBacks',
            id: 'callingBack',
            onDone: [
              {
                guard: { type: 'isHere', params: ({ event }) => event },
                target: 'returning',
                actions: { type: 'keepCalledBack', params: ({ event }) => event },
              },
              { target: 'wiping' },
            ],
            onError: { target: 'result', actions: { type: 'noteFault', params: ({ event }) => event } },
          },
          on: { 'user.ended': 'wiping', 'visit.expired': 'wiping' },
        },
        subject: {
          tags: 'subject',
          on: {
            // Nothing was typed yet: the receipt is what somebody came for.
            'scanner.receiptScanned': {
              target: 'returning',
              actions: { type: 'keepReceipt', params: ({ event }) => event },
            },
            'user.choseSubject': { target: 'method', actions: { type: 'takeSubject', params: ({ event }) => event } },
            'scanner.scanned': { actions: { type: 'keepCard', params: ({ event }) => event } },
            'scanner.mrzScanned': { actions: { type: 'keepMrz', params: ({ event }) => event } },
            'user.wentBack': 'wiping',
            'user.ended': 'wiping',
            'visit.expired': 'wiping',
          },
        },
        method: {
          tags: 'method',
          on: {
            'user.choseMethod': [
              {
                guard: { type: 'methodNeedsLine', params: ({ event }) => event },
                target: 'needingLine',
                actions: { type: 'takeMethod', params: ({ event }) => event },
              },
              {
                guard: { type: 'methodIsOpen', params: ({ event }) => event },
                target: 'registering',
                actions: { type: 'takeMethod', params: ({ event }) => event },
              },
              { actions: { type: 'noteMethod', params: ({ event }) => event } },
            ],
            'user.askedAdvice': { target: 'advising', actions: 'clearNotice' },
            'scanner.scanned': { actions: { type: 'keepCard', params: ({ event }) => event } },
            'scanner.mrzScanned': { actions: { type: 'keepMrz', params: ({ event }) => event } },
            'user.wentBack': { target: 'subject', actions: 'clearNotice' },
            'user.ended': 'wiping',
            'visit.expired': 'wiping',
          },
        },
        // Nothing was typed yet: another way is taken, or the line is waited for.
        needingLine: {
          tags: 'needs-line',
          always: { guard: 'lineIsBack', target: 'registering' },
          on: {
            'user.choseMethod': {
              guard: { type: 'methodDoesWithoutLine', params: ({ event }) => event },
              target: 'registering',
              actions: { type: 'takeMethod', params: ({ event }) => event },
            },
            'scanner.scanned': { actions: { type: 'keepCard', params: ({ event }) => event } },
            'scanner.mrzScanned': { actions: { type: 'keepMrz', params: ({ event }) => event } },
            'user.wentBack': { target: 'method', actions: 'clearNotice' },
            'user.ended': 'wiping',
            'visit.expired': 'wiping',
          },
        },
        advising: {
          invoke: {
            src: 'adviser',
            id: 'adviser',
            input: ({ context }) => situationOf(context),
            onDone: [
              {
                guard: { type: 'adviceIsOpen', params: ({ event }) => event },
                target: 'registering',
                actions: { type: 'takeAdvice', params: ({ event }) => event },
              },
              { target: 'method', actions: 'clearNotice' },
            ],
            onError: { target: 'result', actions: { type: 'noteFault', params: ({ event }) => event } },
          },
          on: {
            'scanner.scanned': { actions: { type: 'keepCard', params: ({ event }) => event } },
            'scanner.mrzScanned': { actions: { type: 'keepMrz', params: ({ event }) => event } },
            'user.ended': 'wiping',
            'visit.expired': 'wiping',
          },
        },
        registering: {
          initial: 'deciding',
          on: { 'user.ended': 'wiping', 'visit.expired': 'wiping' },
          states: {
            deciding: {
              tags: 'opening',
              always: [
                { guard: 'onlyInReader', target: 'byKey' },
                { guard: { type: 'provesBy', params: { by: 'phone' } }, target: 'byPhone' },
                { guard: { type: 'provesBy', params: { by: 'another-screen' } }, target: 'atAnotherScreen' },
                { guard: { type: 'provesBy', params: { by: 'officer' } }, target: 'byOfficer' },
                { target: 'byKey' },
              ],
            },
            byPhone: {
              invoke: {
                src: 'mobile',
                id: 'registration',
                input: ({ context }) => registrationOf(context),
                onDone: [
                  { guard: { type: 'cameBack', params: ({ event }) => event }, target: '#visit.path.method' },
                  {
                    guard: { type: 'accountExists', params: ({ event }) => event },
                    target: '#visit.path.ways',
                    actions: { type: 'noteOutcome', params: ({ event }) => event },
                  },
                  { target: '#visit.path.result', actions: { type: 'noteOutcome', params: ({ event }) => event } },
                ],
                onError: {
                  target: '#visit.path.result',
                  actions: { type: 'noteFault', params: ({ event }) => event },
                },
              },
            },
            atAnotherScreen: {
              invoke: {
                src: 'remoteRegistration',
                id: 'registration',
                input: ({ context }) => registrationOf(context),
                onDone: [
                  { guard: { type: 'cameBack', params: ({ event }) => event }, target: '#visit.path.method' },
                  { guard: { type: 'wantsReader', params: ({ event }) => event }, target: 'byKey' },
                  {
                    guard: { type: 'accountExists', params: ({ event }) => event },
                    target: '#visit.path.ways',
                    actions: { type: 'noteOutcome', params: ({ event }) => event },
                  },
                  { target: '#visit.path.result', actions: { type: 'noteOutcome', params: ({ event }) => event } },
                ],
                onError: {
                  target: '#visit.path.result',
                  actions: { type: 'noteFault', params: ({ event }) => event },
                },
              },
            },
            byKey: {
              invoke: {
                src: 'tokenRegistration',
                id: 'registration',
                input: ({ context }) => ({ ...registrationOf(context), ...clockOf(context) }),
                onDone: [
                  { guard: { type: 'cameBack', params: ({ event }) => event }, target: '#visit.path.method' },
                  {
                    guard: { type: 'accountExists', params: ({ event }) => event },
                    target: '#visit.path.ways',
                    actions: { type: 'noteOutcome', params: ({ event }) => event },
                  },
                  { target: '#visit.path.result', actions: { type: 'noteOutcome', params: ({ event }) => event } },
                ],
                onError: {
                  target: '#visit.path.result',
                  actions: { type: 'noteFault', params: ({ event }) => event },
                },
              },
            },
            byOfficer: {
              invoke: {
                src: 'inPerson',
                id: 'registration',
                input: ({ context }) => registrationOf(context),
                onDone: [
                  { guard: { type: 'cameBack', params: ({ event }) => event }, target: '#visit.path.method' },
                  {
                    guard: { type: 'accountExists', params: ({ event }) => event },
                    target: '#visit.path.ways',
                    actions: { type: 'noteOutcome', params: ({ event }) => event },
                  },
                  { target: '#visit.path.result', actions: { type: 'noteOutcome', params: ({ event }) => event } },
                ],
                onError: {
                  target: '#visit.path.result',
                  actions: { type: 'noteFault', params: ({ event }) => event },
                },
              },
            },
          },
        },
        // Never a dead end (product.md §3): recover the password, the carrier's counter, or a complaint.
        ways: {
          tags: 'account-ways',
          on: {
            'user.choseWay': { target: 'result', actions: { type: 'noteWay', params: ({ event }) => event } },
            'user.confirmed': { target: 'result', actions: { type: 'noteWay', params: { way: 'recover' } } },
            // A packet that is kept has ended this visit's registration; another one needs a visit of its own.
            'user.wentBack': [
              { guard: 'nothingIsKept', target: 'method', actions: 'forgetOutcome' },
              { target: 'result' },
            ],
            'user.ended': 'wiping',
            'visit.expired': 'wiping',
          },
        },
        result: {
          tags: 'result',
          type: 'parallel',
          states: {
            paper: {
              initial: 'deciding',
              states: {
                deciding: { always: [{ guard: 'hasPaper', target: 'printing' }, { target: 'shown' }] },
                printing: {
                  entry: 'notePrinting',
                  invoke: {
                    src: 'printReceipt',
                    input: ({ context }) => printOf(context),
                    onDone: { target: 'shown', actions: { type: 'notePaper', params: ({ event }) => event } },
                    onError: { target: 'shown', actions: { type: 'noteNoPaper', params: ({ event }) => event } },
                  },
                },
                shown: { on: { 'user.printedAgain': { guard: 'hasPaper', target: 'printing' } } },
              },
            },
            // Keys that leave are dropped until the page can have been read, and while they come in a burst; without paper the number is asked after.
            leaving: {
              initial: 'deciding',
              states: {
                deciding: { always: [{ guard: 'isAssisted', target: 'settling' }, { target: 'unread' }] },
                unread: { after: { resultUnread: 'settling' } },
                settling: {
                  on: {
                    'user.confirmed': { target: 'settling', reenter: true },
                    'user.wentBack': { target: 'settling', reenter: true },
                  },
                  after: { keysQuiet: 'free' },
                },
                free: {
                  on: {
                    'user.confirmed': [{ guard: 'mayGoUnkept', target: 'asking' }, { target: '#visit.path.wiping' }],
                    'user.wentBack': [{ guard: 'mayGoUnkept', target: 'asking' }, { target: '#visit.path.wiping' }],
                  },
                },
                asking: {
                  on: {
                    'user.confirmed': { target: 'asking', reenter: true },
                    'user.wentBack': { target: 'asking', reenter: true },
                  },
                  after: { keysQuiet: 'asked' },
                },
                asked: { on: { 'user.confirmed': '#visit.path.wiping', 'user.wentBack': 'settling' } },
              },
            },
          },
          on: { 'user.ended': 'wiping', 'visit.expired': 'wiping' },
        },
        wiping: {
          tags: 'wiping',
          invoke: {
            src: 'wipeVisit',
            input: ({ context }) => ({ visitId: context.opening?.visitId ?? '' }),
            onDone: 'welcome',
            onError: 'welcome',
          },
          after: { wipeLimit: 'welcome' },
          exit: 'forgetVisit',
        },
      },
    },
    presence: {
      initial: 'present',
      states: {
        present: {
          on: {
            'user.active': { target: 'present', reenter: true },
            'remote.waits': { target: 'present', reenter: true },
          },
          after: { inactivityWarning: { guard: 'visitIsOpen', target: 'warned' } },
        },
        warned: {
          on: { 'user.active': 'present', 'remote.waits': 'present' },
          after: { inactivityGrace: { target: 'present', actions: 'endVisit' } },
        },
      },
    },
  },
})
