import type { DeviceScreen } from '../../../flows/base/device-screens.ts'

const wait = ['The machine is working, for a few seconds as a rule.', 'Please do not unplug the device now.']

/** What the help says on each screen that uses a device, English. */
export const enDeviceHelp: Record<DeviceScreen, readonly string[]> = {
  'token-looking': [
    'A USB token holds a certificate and goes into a USB port of this machine.',
    'If a driver is missing, a technician installs the one of the company that issued the token.',
  ],
  'token-choose': [
    'Each line is a certificate on one of the tokens plugged in.',
    'A certificate that has expired, is not valid yet or may not sign cannot be chosen.',
  ],
  'token-checking': ['The machine looks whose certificate it is, whether it is valid and not revoked; no PIN yet.'],
  'token-confirm': [
    'What will be signed is on the screen; the arrow keys up and down show all of it.',
    'Only the token shown here is opened. Nothing is signed before you press Enter.',
  ],
  'token-pin': [
    'Type the PIN and press Enter. Backspace removes the last character.',
    'If you are not sure, press Esc: too many wrong PINs lock the token, and only its issuer can unlock it.',
  ],
  'token-pin-pad': ['This token has keys of its own. The PIN is typed there and never passes through this machine.'],
  'token-signing': wait,
  'card-key': [
    'The ID number is on the front of the card; its last 6 digits open the chip.',
    'The three lines on the back are capital letters, digits and the sign <, 30 in each line.',
  ],
  'card-wait': [
    'Lay the whole card on the reader, away from other cards and wallets.',
    'The chip is on the back of the card, where the yellow square is.',
  ],
  'card-reading': ['Please hold the card still. If it is lifted too early the reading starts again.'],
  'card-read': [
    'The issuer has signed the chip; this machine checks that signature and whether the chip is the original.',
    '"Chain not checked" means that this machine lacks a root certificate, not that the card is wrong.',
  ],
  'owner-asking': ['The carrier answers the SIM that asks, so only the SIM in the modem can be asked about.'],
  'owner-waiting': ['Some carriers answer in seconds, some take a few minutes.'],
  'owner-result': ['Name, birth date and the visible digits of the paper are compared; accents do not count.'],
  'code-sending': ["The code goes by this machine's own SIM, without the Internet.", ...wait.slice(0, 1)],
  printing: ['If no paper comes out, the file is still in this machine and can be printed later.'],
}
