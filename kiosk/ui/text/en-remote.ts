import type { RemoteTexts } from './vi-remote.ts'

/** Words while somebody answers on a device of their own, English. */
export const enRemote: RemoteTexts = {
  starting: {
    signIn: (name) => `Connecting to the sign-in of ${name}.`,
    'sim-signature': 'Sending the signing request to the carrier.',
    'remote-signature': 'Sending the signing request to the provider.',
    way: 'A few seconds as a rule. Press Esc if you do not want to wait.',
  },
  cutOff: {
    question: 'The request could not be sent',
    why: 'Press Enter to try again, or Esc to go back.',
    kept: 'What you have filled in is still there. Nothing is sent twice.',
  },
  waiting: {
    signIn: {
      question: 'Please sign in on your phone',
      why: (name) => `Account: ${name}. Type the password on the phone only.`,
      steps: [
        'Scan this QR code with the camera or Zalo.',
        'The code on the phone must be:',
        'If it is, sign in and agree.',
      ],
      plainSteps: [
        "Open the page above in the phone's browser.",
        'Type the code; the phone must show the same code as here.',
        'If it does, sign in and agree.',
      ],
      warning: 'Agree only if you yourself stand at this machine.',
    },
    sim: {
      question: 'Please sign on your phone',
      why: (phone) => `The request has been sent to ${phone}. It may take a minute or two.`,
      steps: [
        'The phone shows the request with a control code.',
        'Compare the control code: both must be the same.',
        'If they are, enter the PIN of the SIM on the phone, never here.',
      ],
      warning: 'Another code? Refuse on the phone and call our staff.',
    },
    app: {
      question: 'Please confirm in the signing app',
      why: 'The request has been sent to the app on your phone.',
      steps: [
        'Scan this QR code, or open the signing app.',
        'The control code in the app must be:',
        'If it is, confirm.',
      ],
      plainSteps: [
        'Open the signing app on the phone and choose the waiting request.',
        'Compare the control code: both must be the same.',
        'If they are, confirm in the app.',
      ],
      warning: 'Another code? Refuse and call our staff.',
    },
    openPage: (page) => `Cannot scan? Open ${page} and type the code above.`,
    code: (code) => `Control code: ${code}`,
    left: (time) => `Time left: ${time}`,
    stillWaiting: 'Still waiting.',
    qrLabel: 'QR code to open with a phone',
  },
  statement: {
    title: 'What will be signed',
    why: 'This is all that your signature confirms. It is written in Vietnamese.',
    position: (from, to, of) => `lines ${from}-${to} / ${of}, arrow keys up and down to read`,
  },
}
