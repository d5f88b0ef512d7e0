import type { viReturn } from './vi-return.ts'

/** Words of a return visit and of the receipt one comes back with, English. */
export const enReturn: typeof viReturn = {
  welcome: 'Have a receipt and still need the code? Scan it, or press F3.',
  welcomeElsewhere: 'Have a receipt? This machine cannot read it now: please go to a counter.',
  receipt: {
    question: 'Please hold your receipt to the scanner',
    why: 'The QR code on the paper, or your photograph of it on the phone.',
    scanOnly:
      'To keep your file private this machine takes the QR code only. If it does not scan, please go to a counter.',
    noScanner: {
      question: 'This machine cannot read receipts now',
      why: 'Please take the receipt to a staffed counter, or to another machine with a scanner.',
      keep: 'The receipt stays as it is. Once the scanner is back, this page says so.',
    },
    scans: {
      other: 'That code is not the one on a receipt. Please hold the QR code of the receipt to the scanner.',
      card: 'That is an ID card. This step needs the QR code of the receipt.',
      unread: 'The code was not read whole. Please hold the QR code of the receipt closer, and still.',
      notNeeded: 'Nothing needs to be scanned in this step.',
    },
    typeQuestion: 'The number on the receipt?',
    typeWhy: 'Scan the QR code, or type the number printed below "Receipt number".',
    label: 'Receipt number',
    example: 'For example: K0007-000123',
    noLine: 'There is no line, the slip cannot be looked up yet. Type its number; when this line goes, press Enter.',
  },
  found: {
    question: 'One step is left of this file',
    why: (phone) => `A 6-digit code will go to ${phone}. Please have that phone at hand.`,
    number: (receiptNumber) => `Receipt ${receiptNumber}`,
    method: (method) => `Registered by: ${method}`,
    until: (until) => `Use the receipt before ${until}.`,
    notYours: 'Not your number? Press Esc: nothing has been sent.',
    notYoursAsked: 'Not your number? Press Esc to leave.',
    sent: {
      why: (phone) => `A code has gone to ${phone}. Press Enter to type it.`,
      notYours: 'Not your number? Press Esc to leave: without that code the file stays as it was.',
    },
  },
  unknown: {
    question: 'This file cannot be shown yet',
    why: {
      scanned: 'The code was read; nothing more is known here about the file.',
      typed: 'The number is well formed; no file with it is known here.',
      notGiven: 'The number is well formed, but some digit fits no receipt.',
      notAsked: 'Central could not be asked, so nothing is known about the file.',
    },
    keep: 'Keep the receipt: it works once that place has sent the file.',
    scanCode: 'Please check the number typed. The QR code on the receipt is surest.',
    again: 'Press Enter to try another receipt, or Esc to leave.',
  },
  lineDown: {
    question: 'There is no line for the code just now',
    why: 'Nothing is lost: your file and your receipt stay as they are.',
    unseen: {
      question: 'There is no line to look this receipt up',
      why: 'Whether the file is at central by now could not be asked. Not seen is not lost.',
      until: (until) => `If the file still waits, use the receipt before ${until}, wherever there is a line.`,
      untilUnknown:
        'If the file still waits, the receipt is good until the day printed on it, wherever there is a line.',
    },
    until: (until) => `Use the receipt before ${until}, at any counter or machine with a line.`,
    over: 'The receipt may have expired: with a line the machine can tell for certain, or register anew here.',
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
