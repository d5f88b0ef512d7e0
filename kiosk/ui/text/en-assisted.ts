import { enAssistedFaults } from './en-assisted-faults.ts'
import { enAssistedHelp } from './en-assisted-help.ts'
import { enAssistedReturn } from './en-assisted-return.ts'
import { enRefusals } from './en-refusals.ts'
import type { AssistedTexts } from './vi-assisted.ts'

const noTyping = 'The citizen signs in on a phone; no password is typed on this machine.'
const noPassword = { why: 'The signature takes the place of a password: none is chosen.' }
const goOn = 'A few seconds as a rule. It goes on without an answer too.'
const exists = 'The citizen has an account already.'

/** What is said otherwise where an officer serves, English. */
export const enAssisted: AssistedTexts = {
  troubles: { line: (device, why) => `${device}: ${why}. Registrations go on.` },
  hints: {
    confirmed: 'the citizen is done',
    simInReader: 'the SIM is in the reader',
    haveReceipt: 'citizen has a receipt',
  },
  store: {
    noRoom: {
      question: 'This counter takes no new registration for now',
      why: {
        STORE_FULL: 'The disk is full: what is typed now could not be kept.',
        STORE_READ_ONLY: 'The disk cannot be written: what is typed now could not be kept.',
      },
      go: 'Send the citizen to another counter. Tell a technician; the data folder must stay.',
      receipt: 'The citizen has a receipt: press F3, this can still be done.',
    },
  },
  subject: { question: 'Who is the account for?' },
  subjectDetails: { citizen: 'for the person at the counter' },
  method: { question: 'How does the citizen prove who it is?' },
  notices: {
    instead: (method) => `Use ${method}.`,
    chooseOther: 'Choose another way.',
  },
  adviser: {
    advice: {
      question: 'The way that suits the citizen best is first',
      unsureQuestion: 'See which way the citizen has all it needs for',
      unsureWhy: 'We are not sure what there is. Ways most people can take come first. Press a number.',
      noneQuestion: 'There is no way the citizen could take now',
      noneWhy: 'Press a number to see why and what to tell the citizen.',
    },
    needs: {
      phone: { now: 'Ask the citizen back with the phone.' },
      'own-sim': {
        name: "a SIM in the citizen's own name",
        wanted: 'Needs an own SIM',
        lacking: 'SIM in another name',
        now: "The citizen has it changed at the carrier's shop, with the ID card, then comes back.",
      },
      'insurance-number': { name: 'the social insurance number' },
      'vnpost-account': { now: 'The citizen opens one at a post office.' },
      'vneid-account': { now: 'The citizen takes the ID card to the police of the commune or ward for level 2.' },
      'signing-sim': { now: "The citizen asks the carrier's shop for one." },
      'chip-card': { now: 'Ask the citizen back with the card.' },
      'not-official': { now: "Choose another way, like the agency's USB token." },
      officer: { now: 'It is done at this counter, once an officer is signed in.' },
      line: { now: 'Ask the citizen back when the line is up, or choose another way.' },
    },
  },
  conditions: {
    question: 'Before you start, the citizen needs:',
    methods: {
      vnpost: {
        citizen: {
          why: noTyping,
          items: ["The citizen's own Vietnam Post account.", 'A phone with Internet that can scan a QR code.'],
          checks: ['By law this way is not for officials of state agencies.', 'Post offices open accounts.'],
        },
      },
      vneid: {
        citizen: {
          why: noTyping,
          items: [
            "The citizen's own electronic identity (VNeID), level 2.",
            'A phone with Internet that can scan a QR code.',
          ],
          checks: ['No level 2 yet? The commune police give it, with the ID card.'],
        },
        enterprise: { why: noTyping },
        agency: { why: noTyping },
      },
      'usb-token': {
        citizen: {
          ...noPassword,
          items: [
            "The citizen's USB token; its certificate has not expired.",
            'A certificate that names the 12-digit ID number.',
            'The PIN of the token: the citizen types it when the machine asks.',
          ],
        },
        enterprise: {
          ...noPassword,
          items: [
            "The enterprise's USB token; its certificate has not expired.",
            'A certificate that names the tax code.',
            'The PIN of the token: its holder types it when the machine asks.',
          ],
        },
        agency: {
          ...noPassword,
          items: [
            'A government USB token (Ban Cơ yếu Chính phủ), not expired.',
            'A certificate that names the agency.',
            'The PIN of the token: its holder types it when the machine asks.',
          ],
        },
      },
      'sim-pki': {
        citizen: {
          ...noPassword,
          items: [
            "The citizen's signing SIM, activated and not expired.",
            'The phone with that SIM, switched on and with reception.',
            'The signing PIN of the SIM: the citizen enters it on the phone, never here.',
          ],
        },
        enterprise: noPassword,
        agency: noPassword,
      },
      'remote-signing': {
        citizen: {
          ...noPassword,
          items: [
            "The citizen's remote signature, not expired, such as VNPT SmartCA.",
            'The signing app, installed and signed in on a phone with Internet.',
          ],
        },
        enterprise: noPassword,
        agency: noPassword,
      },
    },
    simInReader: noPassword,
  },
  offline: {
    why: {
      'return-once': 'This machine has no line just now. The file is kept; the citizen comes back once with the slip.',
    },
    blocked: {
      wait: 'For the way chosen: wait here, it goes on by itself when the line is back. Or ask the citizen back.',
    },
    needsLineAlone: 'This way needs the line, which is down just now. Please ask the citizen to come back later.',
  },
  review: { warningNow: 'If it is as on the card, just go on.' },
  otp: {
    question: 'The citizen types the 6-digit code',
    why: (phone) => `A code has just been sent to ${phone}.`,
    whyByModem: {
      delivered: (phone) => `A code has just been sent by this machine's modem to ${phone}.`,
      unconfirmed: (phone) =>
        `A code has just been sent by this machine's modem to ${phone}. The network has not confirmed it yet.`,
    },
    secrecy: "Do not ask for the code or type it: it is the citizen's own.",
  },
  returns: enAssistedReturn,
  lineDown: {
    options: ['Try again', 'Later: keep the file, ask the citizen back when the line is up'],
    why: 'What was typed is still there. Press a number to choose.',
    cutOff: { why: 'The code the citizen typed is kept and does not count as wrong. Press a number, or Esc.' },
  },
  remote: {
    cutOff: { kept: 'What was filled in is still there. Nothing is sent twice.' },
    waiting: {
      signIn: {
        question: 'The citizen signs in on a phone',
        why: (name) => `Account: ${name}. The password is typed on the phone only.`,
        warning: 'Agree only if the citizen stands at this counter.',
      },
      sim: {
        question: 'The citizen signs on the phone',
        warning: 'Another code? The citizen refuses on the phone; call a supervisor.',
      },
      app: {
        question: 'The citizen confirms in the signing app',
        why: "The request has been sent to the app on the citizen's phone.",
        warning: 'Another code? The citizen refuses; call a supervisor.',
      },
    },
    statement: { why: "This is all that the citizen's signature confirms: have the citizen read it." },
  },
  account: {
    raise: {
      question: (from, to) => `There is an account of level ${from}. Raise it to level ${to}?`,
      why: 'Ask the citizen. It stays the same account; no second one is made.',
    },
    ways: {
      question: exists.slice(0, -1),
      why: 'There is no need to register again. Ask what is needed and press a number.',
      pages: {
        recover: { what: exists },
        'carrier-counter': { what: exists },
        complain: {
          what: 'The citizen says not to have made this account.',
          steps: [
            "See the citizen's ID card.",
            'Write down: "I did not create this account".',
            'Give a slip with the day of the answer.',
          ],
        },
      },
    },
  },
  waits: {
    'signature-checking': { way: 'A few seconds as a rule. It goes on without the line too.' },
    'otp-sending': { what: "Sending a code to the citizen's phone." },
    'pre-checking': { what: "Asking the carrier about the citizen's number.", way: goOn },
    sealing: { what: 'Saving the file.' },
    wiping: { what: "Wiping the citizen's data from this machine." },
  },
  preChecking: { 'social-insurance': { way: goOn } },
  result: {
    accepted: { go: 'Send the citizen to dichvucong.gov.vn.' },
    pending: {
      what: 'The citizen need not do it again.',
      steps: [
        'Give the receipt number, or have the QR photographed.',
        'In some days the citizen scans that code where there is a line, to see the result.',
        'If there is none yet, ask at the counter.',
      ],
    },
    before: (day: string) => `Before ${day}`,
    within: (days: number) => `Within ${days} days from today`,
    waiting: (when: string) => ({
      title: 'One step is left',
      what: 'The file is saved; the phone is not yet confirmed.',
      steps: [
        'Give the receipt, or have the QR photographed.',
        `${when} the citizen brings it and the phone to any counter or machine with a line.`,
        'Scan the receipt; the citizen types the code: done.',
      ],
    }),
    refused: { steps: ['If it is not clear, call a supervisor.'] },
    faulted: {
      nothingSent: "Nothing has been sent; the citizen's data will be wiped from this machine.",
      steps: ['Start again from the beginning, at another counter if this machine stays as it is.'],
    },
    refusals: {
      SUBSCRIBER_OTHER_OWNER: (carrier) => ({
        ...enRefusals.SUBSCRIBER_OTHER_OWNER(carrier),
        title: "Not in the citizen's name",
      }),
      REMOTE_SIGN_NO_CERTIFICATE: (carrier) => ({
        ...enRefusals.REMOTE_SIGN_NO_CERTIFICATE(carrier),
        title: 'No signature was found',
      }),
    },
    stepsTitle: 'What to do:',
    paper: {
      printing: 'Printing the receipt.',
      printed: 'The receipt is printed. Give it to the citizen.',
      instead: {
        qr: 'Have this code photographed, or copy the receipt number.',
        number: 'Copy the receipt number for the citizen.',
        screen: 'Have the citizen photograph this screen.',
      },
    },
    noQr: 'Copy this number for the citizen, or have it photographed.',
    noQrAhead:
      'Copy this number for the citizen, to take to a staffed counter: a self-service machine takes the QR only.',
    kept: {
      question: 'Has the citizen photographed or copied the receipt number?',
      why: 'To come back, or to ask for the result, the citizen needs it.',
    },
  },
  warned: {
    title: 'Is anybody at the counter?',
    text: 'The counter is about to wipe this registration and sign out.',
  },
  devices: {
    token: {
      looking: { question: 'Plug the USB token into this machine' },
      choose: { question: 'Choose the certificate to sign with' },
      confirm: {
        why: 'If the signer is right, press Enter. The PIN is the next step.',
        whyStatement: 'The signer reads it; if it is right, press Enter. The PIN is the next step.',
        whyStatementPinPad:
          "The signer reads it; if it is right, press Enter. The PIN is typed on the token's own keys.",
        whyPinPad: "If the signer is right, press Enter. The PIN is typed on the token's own keys.",
      },
      pinPad: { question: "The signer types the PIN on the token's own keys" },
    },
    card: {
      key: { question: 'Type the last 6 digits of the ID number' },
      wait: {
        question: "Lay the citizen's ID card on the reader",
        lift: 'Lift the card and lay it flat again.',
        noReader: 'If the reader shows no light, tell a technician.',
      },
      reading: { why: 'Keep the card still on the reader.' },
      read: { badWhy: 'Look at the card closely, call a supervisor. Press Enter to finish.' },
    },
    help: {
      'card-key': [
        'The last 6 digits of the ID number open the chip; the three lines on the back have 30 characters each.',
        'A card without a chip: press F4 and compare by eye; the file says that no chip was read.',
      ],
      'card-wait': [
        'Lay the whole card on the reader, away from wallets and other cards; the chip is on its back.',
        'A reader or card that does not work: press F4 and compare by eye; the file says that no chip was read.',
      ],
    },
  },
  faults: enAssistedFaults,
  unknownFault: (code) => ({ what: 'This machine could not do that.', now: `Tell a technician the code ${code}.` }),
  help: enAssistedHelp,
}
