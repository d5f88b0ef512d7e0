import type { viReturn } from './vi-return.ts'

/** Words of a return visit and of the receipt one comes back with, English. */
export const enReturn: typeof viReturn = {
  welcome: 'Have a receipt and still need the code? Scan it, or press F3.',
  receipt: {
    question: 'Please hold your receipt to the scanner',
    why: 'The QR code on the paper, or your photograph of it on the phone.',
    scanOnly:
      'To keep your file private this machine takes the QR code only. If it does not scan, please go to a counter.',
    noScanner: 'This machine has no scanner now. Please take the receipt to another one, or to a counter.',
    typeQuestion: 'The number on the receipt?',
    typeWhy: 'Scan the QR code, or type the number printed below "Receipt number".',
    label: 'Receipt number',
    example: 'For example: K0007-000123',
  },
  found: {
    question: 'One step is left of this file',
    why: (phone) => `A 6-digit code will go to ${phone}. Please have that phone at hand.`,
    number: (receiptNumber) => `Receipt ${receiptNumber}`,
    method: (method) => `Registered by: ${method}`,
    until: (until) => `The receipt is good until before ${until}.`,
    notYours: 'Not your number? Press Esc: nothing has been sent.',
  },
  unknown: {
    question: 'This file cannot be shown yet',
    why: 'Your receipt is still good.',
    scanCode: 'Please check the number typed. The QR code on the receipt is surest.',
    again: 'Press Enter to try another receipt, or Esc to leave.',
  },
  lineDown: {
    question: 'There is no line for the code just now',
    why: 'Nothing is lost: your file and your receipt stay as they are.',
    until: (until) => `The receipt is good until before ${until}, at any counter or machine with a line.`,
    untilUnknown: 'The receipt is good until the day printed on it, at any counter or machine with a line.',
    proved: 'The code you typed was right. When the line is back, press Enter to finish.',
    again: 'Press Enter to try again, or Esc to leave and come back later.',
    options: ['Try again', 'Later: keep the receipt, come back when the line is up'],
  },
  result: {
    doneBefore: 'This file is finished',
    toldBefore: (what) => `There is a result already. ${what}`,
    verifying: {
      title: 'Received, being checked',
      what: 'You need not do it again.',
      steps: ['Keep the receipt.', 'Scan it again tomorrow to see the result.', 'Or try dichvucong.gov.vn.'],
    },
    password: 'Password: the one chosen when registering.',
    signInAny: 'Sign in with the password chosen then, or in the way you registered.',
    stillGood: 'Keep the receipt: it is still good.',
    faulted: ['Your file is kept, the receipt is still good.', 'Come back in a few minutes, or call our staff.'],
  },
  notNow: 'The receipt was read. Finish this, or press F10, then scan it again.',
}
