import type { viCallBacks } from './vi-call-backs.ts'

/** Words of the call-back list, English. */
export const enCallBacks: typeof viCallBacks = {
  question: 'Citizens to call back',
  why: (count) =>
    count === 1
      ? '1 file waits for its citizen and a code.'
      : `${count} files wait for their citizen and a code. Soonest expiry first.`,
  none: 'Nobody to call back.',
  noneWhy: 'Every file of this counter has its code, or has not been sent.',
  away: 'The call-back list is at central and needs the line',
  awayWhy: 'Names and phone numbers are not kept on this machine.',
  waitingHere: (count) => `By this machine's own book: ${count} files wait for their citizen.`,
  retry: 'When the line is back, press Enter to try again.',
  head: { number: 'Receipt', name: 'Full name', phone: 'Phone', method: 'Method', since: 'Since', until: 'Until' },
  methodOther: 'other',
  page: (at, of) => `Page ${at} / ${of}: left and right keys.`,
  say: 'Tell the citizen: bring receipt and phone to any counter or machine with a line. One who is here now: press Enter on their row.',
  rowSpoken: ({ number, name, phone, method, since, until }) =>
    `Receipt ${number}, ${name}, phone ${phone}, ${method}, waiting since ${since}, until ${until}`,
}
