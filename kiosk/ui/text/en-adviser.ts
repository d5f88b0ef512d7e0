import type { viAdviser } from './vi-adviser.ts'

/** The adviser's words, English. */
export const enAdviser: typeof viAdviser = {
  offer: 'Not sure which way to choose? Let us suggest one',
  questions: {
    phone: {
      question: 'Do you have a phone with a SIM in your own name?',
      why: 'A code comes by message. In your own name: registered to you with your 12-digit ID number.',
    },
    card: {
      question: 'Do you have your ID card with a chip here?',
      why: 'With the card our officer can compare it and register you in person.',
    },
    insurance: {
      question: 'Do you have your social insurance number?',
      why: 'The insurance agency can verify you. The number is on your health insurance card.',
    },
    account: {
      question: 'Do you have one of these accounts?',
      why: 'With an account you just sign in, and need not type your details again.',
    },
    official: {
      question: 'Are you an official of a state agency?',
      why: 'Vietnam Post accounts cannot be used by officials of state agencies.',
    },
    signing: {
      question: 'Do you have a digital signature with you?',
      why: 'With a digital signature the account reaches level 3, high, and needs no password.',
    },
  },
  choices: {
    'own-sim': 'Yes, the SIM is in my own name',
    'other-sim': 'A phone, but the SIM is not in my name',
    'no-phone': 'No phone with me',
    'vneid-account': 'VNeID, level 2',
    'vnpost-account': 'A Vietnam Post account',
    'usb-token': 'A USB token',
    'signing-sim': 'A signing SIM',
    'signing-app': 'A signing app on my phone, like VNPT SmartCA',
    yes: 'Yes',
    no: 'No',
    none: 'None',
    unknown: 'I do not know',
  },
  advice: {
    question: 'The way that suits you best comes first',
    why: 'Press Enter for the first line, or the number of another. Times are estimates.',
    unsureQuestion: 'Please see which way you have all it needs for',
    unsureWhy: 'We are not sure what you have. Ways most people can take come first. Press a number to choose.',
    noneQuestion: 'There is no way you could take just now',
    noneWhy: 'Press a number to see why and what to do next. Or please call our staff.',
    minutes: (minutes) => `${minutes} min`,
    atHand: 'You have it all',
    lineDown: 'The line is down: ways that can be finished now come first.',
    firstNeeds: (needs) => `Line 1 needs: ${needs}.`,
    explained: (method, lack, now) => `${method}. ${lack}. ${now}`,
  },
  needs: {
    phone: {
      name: 'a phone',
      wanted: 'Needs a phone',
      lacking: 'No phone with you',
      now: 'Please come back with your phone.',
    },
    'own-sim': {
      name: 'a SIM in your own name',
      wanted: 'Needs your SIM',
      lacking: 'SIM not in your own name',
      now: "Please take your ID card to the carrier's shop to have it changed, then come back.",
    },
    'insurance-number': {
      name: 'your social insurance number',
      wanted: 'Needs its number',
      lacking: 'No social insurance number',
      now: 'You find it on your health insurance card or in the VssID app.',
    },
    'vnpost-account': {
      name: 'a Vietnam Post account',
      wanted: 'Needs an account',
      lacking: 'No Vietnam Post account',
      now: 'Please ask the post office staff to open one.',
    },
    'vneid-account': {
      name: 'VNeID level 2',
      wanted: 'Needs VNeID 2',
      lacking: 'No VNeID account of level 2',
      now: 'Please take your ID card to the police of your commune or ward for level 2.',
    },
    'usb-token': {
      name: 'a USB token',
      wanted: 'Needs a token',
      lacking: 'No USB token',
      now: 'Providers of digital signatures issue it.',
    },
    'signing-sim': {
      name: 'a signing SIM',
      wanted: 'Needs signing SIM',
      lacking: 'No signing SIM',
      now: "Please ask at the carrier's shop for a signing SIM.",
    },
    'signing-app': {
      name: 'a signing app',
      wanted: 'Needs the app',
      lacking: 'No signing app',
      now: 'Providers of digital signatures issue it and help to set it up.',
    },
    'chip-card': {
      name: 'an ID card with a chip',
      wanted: 'Needs a chip card',
      lacking: 'No ID card with a chip here',
      now: 'Please come back with your card.',
    },
    'not-official': {
      name: 'not to be a state official',
      wanted: 'Not for officials',
      lacking: 'Not for state officials',
      now: "Please choose another way, like your agency's USB token.",
    },
    officer: {
      name: 'an officer at a counter',
      wanted: 'Needs an officer',
      lacking: 'Only at a counter with an officer',
      now: 'Please take your ID card to a counter with an officer.',
    },
    line: {
      name: 'the line',
      wanted: 'Needs the line',
      lacking: 'Needs the line, which is down',
      now: 'Please come back when the line is up, or choose another way.',
    },
  },
}
