import type { OfflineTexts } from './vi-offline.ts'

/** What each way comes to while the line is down, English. */
export const enOffline: OfflineTexts = {
  state: {
    now: 'Works now',
    'now-by-modem': 'Now, code by our modem',
    'now-in-reader': 'Now, SIM in the reader',
    'return-once': 'Kept, come back once',
    'needs-line': 'Needs the line, down now',
  },
  why: {
    now: 'This machine has no line just now. This way works all the same.',
    'now-by-modem': "This machine has no line just now. This way works: the code comes by the machine's own modem.",
    'now-in-reader':
      "This machine has no line just now. This way works with the SIM in the machine's reader: press Enter.",
    'return-once': 'This machine has no line just now. Your registration is kept; please come back once with the slip.',
  },
  methodWhy: 'This machine has no line just now: ways that work stand first.',
  blocked: {
    question: (method) => `${method} needs the line, which is down`,
    why: 'Nothing was typed yet, so nothing is lost. These ways work without the line:',
    alone: 'Nothing was typed yet, so nothing is lost. There is no other way just now.',
    wait: 'For the way you chose: wait here, it goes on by itself when the line is back. Or come back later.',
  },
  needsLine: (others) => `This way needs the line, which is down just now. Ways without it: ${others}.`,
  needsLineAlone: 'This way needs the line, which is down just now. Please wait, or come back later.',
  others: (others) => `Ways without the line: ${others}. Press Esc to go back and choose.`,
}
