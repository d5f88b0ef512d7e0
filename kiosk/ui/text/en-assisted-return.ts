import type { viAssistedReturn } from './vi-assisted-return.ts'

/** What is said otherwise of a return visit where an officer serves, English. */
export const enAssistedReturn: typeof viAssistedReturn = {
  found: {
    question: 'One step is left of this file',
    why: (phone) => `The code goes to ${phone}. Ask whether the citizen has that phone.`,
    notYours: 'Another number by now? Press Esc and register anew.',
    notYoursAsked: 'Another number by now? Press Esc and register anew.',
    sent: {
      why: (phone) => `A code has gone to ${phone}. Press Enter: the citizen types it.`,
      notYours: 'Another number by now? Press Esc and register anew.',
    },
  },
  unknown: {
    keep: 'The citizen keeps the receipt: it works once that place has sent the file.',
    scanCode: 'Check the number typed. The QR code on the receipt is surest.',
  },
  lineDown: {
    why: "The citizen's file and receipt stay as they are.",
    proved: 'The code was right. When the line is back, press Enter to finish.',
    options: ['Try again', 'Later: ask the citizen back with the receipt'],
  },
  result: {
    verifying: {
      title: 'Received, being checked',
      what: 'The citizen need not do it again.',
      steps: [
        'The citizen keeps the receipt.',
        'Scan it again tomorrow to see the result.',
        'Or try dichvucong.gov.vn.',
      ],
    },
    stillGood: 'The citizen keeps the receipt: it is still good.',
    faulted: ['The file is kept, the receipt is still good.', 'Try again in a few minutes, or call a supervisor.'],
  },
}
