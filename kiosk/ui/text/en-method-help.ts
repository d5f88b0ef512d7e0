import type { MethodHelp } from './vi-method-help.ts'

const key = 'The certificate is on the device its issuer handed out; name and dates are shown in a moment.'

/** What the help adds where it depends on the method, English. */
export const enMethodHelp: MethodHelp = {
  conditions: {
    mobile: [
      'The SIM must have been registered with your own papers.',
      'Send TTTB to 1414 and the carrier replies with the name and paper the SIM is registered to.',
    ],
    'social-insurance': ['A health card has 15 characters; the last 10 digits are the BHXH number.'],
    vnpost: ['You scan a QR code and sign in on your phone; this machine never sees the password.'],
    vneid: ['You scan a QR code and sign in on your phone; this machine never sees the password.'],
    'usb-token': [key, 'The PIN is asked only after you have read what will be signed.'],
    'sim-pki': [key, "If the SIM is in this machine's reader, press F3."],
    'remote-signing': ['The request appears in the app on your phone; you confirm it there.'],
    'in-person': ['The officer looks whether you, the card and its chip agree.'],
  },
  review: {
    'get-code': 'Press Enter and a code is sent to your phone.',
    'ask-phone': 'Press Enter and the signing request is sent to your phone.',
    continue: 'Press Enter to read the terms. Nothing has been sent yet.',
  },
  remote: {
    'sign-in': [
      'Scan the QR code with the phone, or open the page shown and type the code.',
      'The code on the phone and the one here must be the same. If not, do not agree.',
      'When you are done, the screen goes on by itself; or press Enter to look at once.',
    ],
    'sim-signature': [
      'The phone shows the request by itself; it may take a minute or two.',
      'Both control codes must be the same. Enter the PIN on the phone only.',
      'Nothing yet? See whether the phone has reception, then press Esc to send again.',
    ],
    'remote-signature': [
      'Open the signing app on your phone; the request is in its list.',
      'Both control codes must be the same. If not, refuse.',
      'When you are done, the screen goes on by itself; or press Enter to look at once.',
    ],
  },
  officer: ['Our staff do this step. Please ask them for anything you need.'],
}
