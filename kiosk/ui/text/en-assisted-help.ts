import type { viAssistedHelp } from './vi-assisted-help.ts'

const wait = ['The machine is working, a few seconds as a rule.', 'What has been typed is still there.']
const signsIn = ['The citizen scans a QR code and signs in on the phone; this machine never sees the password.']
const key = 'The certificate is in the device that its issuer handed out; name and dates come next.'

/** What the help says to an officer otherwise than to a citizen, English. */
export const enAssistedHelp: typeof viAssistedHelp = {
  screens: {
    opening: wait,
    method: [
      'These are the ways to prove who the citizen is. Lines marked "ready" or "now" can be chosen now.',
      'Lines marked "Kept": begin now, the citizen comes back once. Choose another line to hear why it cannot be used.',
    ],
    'needs-line': ['The way chosen has to ask elsewhere over the line. Ask what the citizen has for the ways listed.'],
    'adviser-question': [
      'Read the question to the citizen and press the number of the answer. Six at most, none is kept.',
      'If the citizen does not know, choose "I am not sure". Esc answers the last one again.',
    ],
    'adviser-advice': [
      'Ways that work now stand first: those the citizen has all for, then higher levels, then faster ones.',
      'Choose one that does not work to hear why and what to do. Esc answers again.',
    ],
    'remote-starting': wait,
    'signature-checking': wait,
    'otp-sending': wait,
    'otp-entry': [
      'Have the citizen open the newest message and type the 6 digits. Do not ask for the code or type it.',
      'If the number is not right, press Esc to go back and correct it.',
    ],
    'otp-checking': wait,
    'line-down': [
      'Choose 1 to try again. Choose 2: the citizen sets a password, the file is kept, and only the code is left.',
    ],
    'return-receipt': [
      'Scan the QR code, or a photograph of it. A number needs neither the K nor the zeros in front.',
      'After a disk was restored a number may stand for two files: then the QR code alone tells.',
    ],
    'return-looking': wait,
    'return-unknown': [
      'The counter that took the file may not have sent it: ask the one whose code begins the number.',
      'A file of this very counter is sent before it is looked for.',
    ],
    'return-found': [
      'Enter sends the code to the number in the file. The citizen types it.',
      'If that number is no longer in use, press Esc and register anew.',
    ],
    'return-checking': wait,
    'return-line-down': ['File and receipt stay as they are. Ask the citizen back, or to a place with a line.'],
    'call-backs-loading': wait,
    'call-backs': [
      'Call from the top: the soonest expiry stands first. One who is here: press Enter on their row.',
      'The list is shown here only and is not kept. Press Esc before leaving the counter.',
    ],
    'pre-checking': wait,
    'password-saving': wait,
    sealing: wait,
    delivering: ['The file is safe in this machine. There is no need to wait: press Enter, the result comes later.'],
    result: ['Enter goes to the waiting screen, F8 to the next citizen.'],
    wiping: wait,
    'account-ways': [
      'Everybody has one account only. Choose a line to see its steps.',
      'If the citizen does not remember registering, choose 3 to complain.',
    ],
  },
  keepReceipt: 'Give the citizen the receipt number. The QR code holds receipt and packet number, nothing personal.',
  conditions: {
    mobile: [
      "The SIM must have been registered with the citizen's own papers.",
      'Send TTTB to 1414: the carrier answers whose name the SIM is in, and by which paper.',
    ],
    vnpost: signsIn,
    vneid: signsIn,
    'usb-token': [key, 'The PIN is asked only after the citizen has read what will be signed.'],
    'remote-signing': ['The request appears in the app on the phone; the citizen confirms it there.'],
  },
  remote: {
    'sign-in': [
      'The citizen scans the QR code with the phone, or opens the page and types the code.',
      'The code must be the same on the phone and here. If it is not, do not agree.',
      'When it is done there, this machine goes on; or press Enter to look at once.',
    ],
    'remote-signature': [
      'The citizen opens the signing app on the phone; the request is in its list.',
      'The control code must be the same on both. If it is not, refuse.',
      'When it is done there, this machine goes on; or press Enter to look at once.',
    ],
  },
}
