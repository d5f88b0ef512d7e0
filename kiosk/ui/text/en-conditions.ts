import type { Subject } from '../../../flows/base/terms.ts'
import type { ConditionTexts, ConditionWords } from './vi-conditions.ts'

const everybody = (words: ConditionWords): Record<Subject, ConditionWords> => ({
  citizen: words,
  enterprise: words,
  agency: words,
})

const noPassword = 'The signature takes the place of a password: none is needed.'
const keyPin = 'The PIN of the token. Type it only when the machine asks.'
const keyLocks = 'Too many wrong PINs lock the token; only its issuer can unlock it.'
const ownPhone = 'A phone with Internet that can scan a QR code.'
const noTyping = 'You sign in on your own phone; no password is typed on this machine.'
const simPhone = 'The phone with that SIM, switched on and with reception.'
const simPin = 'The signing PIN of the SIM: enter it on the phone, never here.'
const simLocks = 'Too many wrong PINs lock the SIM; only the carrier can unlock it.'
const appPin = 'PIN and password of the app are entered on the phone, never here.'
const app = 'The signing app, installed and signed in on a phone with Internet.'

/** What each method needs of whom, English. */
export const enConditions: ConditionTexts = {
  question: 'Before you start, you need:',
  methods: {
    mobile: everybody({
      why: 'All three are needed to register with a mobile subscription.',
      items: [
        'A SIM registered in your own name.',
        'A SIM tied to your 12-digit ID number (not to a 9-digit CMND).',
        'Your phone with you, able to receive messages.',
      ],
      checks: [
        'Not sure whose name the SIM is in? Send TTTB to 1414 (free) to see.',
        "If it is not right, please have it changed at the carrier's shop first.",
      ],
    }),
    'social-insurance': everybody({
      why: 'Your details are compared with those of the social insurance agency (BHXH).',
      items: [
        'Your BHXH number: the last 10 digits of the health card, or in VssID.',
        'ID number, name and birth date as the agency has them.',
        'A phone with the SIM you use, able to receive messages.',
      ],
      checks: ['Details not right? Please take your ID card to the agency first.'],
    }),
    vnpost: everybody({
      why: noTyping,
      items: ['Your own Vietnam Post account.', ownPhone],
      checks: [
        'By law this way is not for officials of state agencies.',
        'No account yet? Please ask the post office.',
      ],
    }),
    vneid: {
      citizen: {
        why: noTyping,
        items: ['Your own electronic identity (VNeID), level 2.', ownPhone],
        checks: ['No level 2 yet? Please take your ID card to the commune police.'],
      },
      enterprise: {
        why: noTyping,
        items: ['The electronic identity of the enterprise.', 'The phone of whoever may use it, with Internet.'],
        checks: ['None yet? The representative asks for it in the VNeID app.'],
      },
      agency: {
        why: noTyping,
        items: ['The electronic identity of the agency.', 'The phone of whoever may use it, with Internet.'],
        checks: ['None yet? The head of the agency asks for it in the VNeID app.'],
      },
    },
    'usb-token': {
      citizen: {
        why: noPassword,
        items: [
          'Your USB token with a certificate that has not expired.',
          'A certificate that names your 12-digit ID number.',
          keyPin,
        ],
        checks: [keyLocks, "Only a 9-digit CMND in it? Hold the card's QR code to the scanner."],
      },
      enterprise: {
        why: noPassword,
        items: [
          "The enterprise's USB token; its certificate has not expired.",
          'A certificate that names the tax code.',
          keyPin,
        ],
        checks: [keyLocks],
      },
      agency: {
        why: noPassword,
        items: [
          'A government USB token (Ban Cơ yếu Chính phủ), not expired.',
          'A certificate that names your agency.',
          keyPin,
        ],
        checks: [keyLocks, 'Public certificates cannot be used for a state agency.'],
      },
    },
    'sim-pki': {
      citizen: {
        why: noPassword,
        items: ['Your signing SIM, activated and not expired.', simPhone, simPin],
        checks: [simLocks],
      },
      enterprise: {
        why: noPassword,
        items: ["The enterprise's signing SIM, activated and not expired.", simPhone, simPin],
        checks: [simLocks],
      },
      agency: {
        why: noPassword,
        items: ["The agency's signing SIM, activated and not expired.", simPhone, simPin],
        checks: [simLocks],
      },
    },
    'remote-signing': {
      citizen: {
        why: noPassword,
        items: ['Your remote signature, not expired, such as VNPT SmartCA.', app],
        checks: [appPin],
      },
      enterprise: {
        why: noPassword,
        items: ["The enterprise's remote signature, not expired, such as VNPT SmartCA.", app],
        checks: [appPin],
      },
      agency: {
        why: noPassword,
        items: ["The agency's remote signature, not expired.", app],
        checks: [appPin],
      },
    },
    'in-person': everybody({
      why: 'An officer does it with you.',
      items: ['Your ID card.', 'A phone number; an e-mail address if you have one.'],
      checks: ['The officer compares you, the card and its chip; you alone type the password.'],
    }),
  },
  simInReader: {
    why: noPassword,
    items: [
      "The signing SIM, activated and not expired, in this machine's reader.",
      'The signing PIN of the SIM. Type it only when the machine asks.',
    ],
    checks: [simLocks],
  },
  scan: 'Hold the QR code of the ID card to the scanner to have it filled in.',
  cardRead: 'The card has been read.',
}
