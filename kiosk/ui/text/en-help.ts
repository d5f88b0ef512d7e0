import type { Screen } from '../../../flows/base/screens.ts'

const wait = ['The machine is working, for a few seconds as a rule.', 'What you have typed is still there.']

/** What the help says on each screen, English. */
export const enHelp: Record<Screen, readonly string[]> = {
  welcome: [
    'Here you can register an account for the National Public Service Portal.',
    'You need your ID card and your phone. What you type is wiped from the screen when you leave.',
  ],
  opening: wait,
  subject: [
    'To register yourself choose 1, Citizen.',
    'Enterprises and state agencies register with a digital signature.',
  ],
  method: [
    'These are the ways to prove who you are. Lines marked "ready" or "now" can be chosen now.',
    'Lines marked "Kept": begin now, come back once. Choose any other line to learn why it cannot be used yet.',
  ],
  'needs-line': [
    'The way you chose has to ask elsewhere over the line, which is down. The ways listed work without it.',
  ],
  'adviser-question': [
    'There are 6 questions at most, only to find the way that suits you. Your answers are not kept.',
    'If you are not sure, choose "I do not know". Esc takes you back to the question before.',
  ],
  'adviser-advice': [
    'Ways you can take now come first; among them those you have it all for, the higher level, the quicker.',
    'Choose a line that is shut to learn why and what to do. Esc lets you answer again.',
  ],
  conditions: ['If you have all of this, press Enter. If not, press Esc to choose another way.'],
  field: [
    'Type the answer and press Enter. Backspace removes a wrong letter.',
    'In words, F6 changes how Vietnamese is typed; F7 takes marks back that were not meant. F4 turns a name to CAPITALS as on the card, and back.',
    'With a scanner, hold the QR code of the card to it: ID number, name and birth date are filled in.',
    'Your file is sent only when you agree in the last step.',
  ],
  captcha: ['Type the letters and digits you see. Press F3 if they are hard to read.'],
  'captcha-wait': wait,
  review: ['Press the number of a line to change it.', 'A line "to be verified" is a reminder only; you can go on.'],
  form: ['Our staff fill this in. Please see whether it is right.'],
  'remote-starting': wait,
  'remote-cut-off': [
    'The line or the other side did not answer. Press Enter to try the same request again.',
    'If it does not work after a few tries, press Esc to choose another way.',
  ],
  'remote-waiting': [],
  'signature-checking': wait,
  'raise-level': [
    'Level 3 is good for more procedures. The user name stays the same.',
    'Choose 2 and nothing changes.',
  ],
  'account-maybe': [
    'The centre could not be asked; a list kept at this counter was. Of 100 people without an account it takes about 1 for somebody with one.',
    'Ask whether the citizen ever registered. Choose 1 to register all the same: the centre never makes a second account.',
    'With a receipt number on the page, a file waits at this machine and there is no account yet: choose 2 to print it again.',
  ],
  'account-ways': [
    'Everybody has one account only. Choose a line to see its steps.',
    'If you do not remember having registered, choose 3 to complain.',
  ],
  attest: ['Our staff compare you, the card and its chip.'],
  'otp-sending': wait,
  'otp-entry': [
    'Open the newest message on your phone and type the 6 digits in it.',
    'Do not tell the code to anybody. Our staff never ask for it.',
    'If the phone number is wrong, press Esc to go back and change it.',
  ],
  'otp-checking': wait,
  'line-down': [
    'Choose 1 to try again. Choose 2 to keep the file now; when the line is back, come with the receipt to get the code.',
  ],
  'pre-checking': wait,
  'return-receipt': [
    'The receipt has a QR code: hold it to the scanner. A photograph of it on the phone does as well.',
    'Lost it, but the number is written down? Please go to a staffed counter. No number left? Please register anew.',
  ],
  'return-looking': wait,
  'return-unknown': [
    'The counter or machine that took your file may not have sent it yet. Once its line is back, the receipt works.',
    'The place that took your file is the surest one.',
  ],
  'return-found': [
    'The code goes to the phone number in your file. Press Enter to get it, or to type it once it was sent.',
    'If you have another number now, press Esc and register anew.',
  ],
  'return-checking': wait,
  'return-line-down': ['File and receipt stay as they are. Come back another time, or go where there is a line.'],
  'call-backs-loading': wait,
  'call-backs': ['Our staff are looking at a list.'],
  password: [
    'Take a phrase that you remember and others cannot guess, with a digit and a sign like @ or #.',
    'F4 shows or hides the password. Please cover the screen while it is shown.',
  ],
  'password-saving': wait,
  terms: [
    'You may say no. Nothing is sent then, and what you typed is wiped.',
    'To withdraw later, tell the counter your receipt number.',
  ],
  sealing: wait,
  delivering: ['Your file is safe in this machine. You need not wait: the result will come later.'],
  result: ['Press Enter to finish and wipe the screen.'],
  wiping: wait,
}
