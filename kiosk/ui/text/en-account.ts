import type { AccountTexts, viAccepted } from './vi-account.ts'

const password = 'Use the password just chosen.'
const certificate = 'verified by certificate'

/** Words about the account itself: that it is there already, that it is ready; English. */
export const enAccount: AccountTexts = {
  raise: {
    question: (from, to) => `You have an account of level ${from}. Raise it to level ${to}?`,
    why: 'It stays the same account, at a higher level. No second account is made.',
    yes: (level) => `Yes, raise the account to level ${level}`,
    no: 'No, leave the account as it is',
  },
  maybe: {
    question: 'There may be an account already',
    why: 'Checked without the line, it may be wrong. The centre checks again.',
    sealedQuestion: 'Perhaps registered here just now',
    sealedWhy: (receipt) => `Receipt ${receipt} waits for its result. It may be wrong; the centre checks again.`,
    sealedAccepted: (receipt) => `The centre has accepted receipt ${receipt}, so there may be an account.`,
    goOn: 'Register all the same',
    ways: 'Do not register, see other ways',
    keep: (receipt) => `Keep the file there is, print receipt ${receipt} again`,
    end: 'Finish without registering',
    waysQuestion: 'You may have an account already',
    waysWhy: 'Press a number to see what to do. If there is no account yet, press Esc to register.',
    told: 'You may have an account already.',
  },
  ways: {
    question: 'You have an account already',
    why: 'There is no need to register again. Press a number to see what to do.',
    choices: {
      recover: { name: 'Forgot the password', detail: 'with a code sent to the phone' },
      'carrier-counter': { name: "The carrier's counter", detail: 'if the number has changed' },
      complain: { name: 'Complain', detail: '"I did not create this account"' },
    },
    pages: {
      recover: {
        title: 'Recover the password',
        what: 'You have an account already.',
        steps: [
          'At dichvucong.gov.vn choose "Quên mật khẩu".',
          'Type the user name and the code sent to the phone.',
          'Choose a new password.',
        ],
      },
      'carrier-counter': {
        title: "To the carrier's counter",
        what: 'You have an account already.',
        steps: [
          "Take ID card and phone to the carrier's counter.",
          'Ask for the password of the portal to be recovered.',
          'Then go to dichvucong.gov.vn.',
        ],
      },
      complain: {
        title: 'Complain about this account',
        what: 'You did not make this account.',
        steps: ['Give our staff your ID card.', 'Say: "I did not create this account".', 'Ask when they will answer.'],
      },
    },
  },
}

/** How an account that is ready is told: its level and by whom, how to sign in. */
export const enAccepted: typeof viAccepted = {
  title: 'The account is ready',
  raised: (level) => `Raised to level ${level}`,
  level: (level) => `Level ${level}`,
  by: {
    mobile: 'verified by the carrier',
    'social-insurance': 'verified by the social insurance agency',
    vnpost: 'verified by Vietnam Post',
    vneid: 'verified by VNeID',
    'usb-token': certificate,
    'sim-pki': certificate,
    'remote-signing': certificate,
    'in-person': 'compared in person by an officer',
  },
  go: 'Go to dichvucong.gov.vn.',
  signInAsBefore: 'The password is as before.',
  userId: 'The user name is the ID number.',
  userTaxCode: 'The user name is the tax code.',
  userCertificate: 'No user name is needed: the certificate is enough.',
  userAny: 'The user name is the ID number, of an enterprise the tax code.',
  signIn: {
    mobile: password,
    'social-insurance': password,
    vnpost: 'Sign in with Vietnam Post.',
    vneid: 'Sign in with VNeID.',
    'usb-token': 'Sign in with the USB token.',
    'sim-pki': 'Sign in with the signing SIM.',
    'remote-signing': 'Sign in with the signing app.',
    'in-person': password,
  },
  signInAny: 'Sign in with the password just chosen, or in the way of this registration.',
}
