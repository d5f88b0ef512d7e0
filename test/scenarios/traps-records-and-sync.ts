/** Where a test stands: its file from the root of the project, and its name as written there. */
export type TestPlace = readonly [file: string, name: string]

export interface CoveredTrap {
  /** What broke, and in which system. */
  readonly trap: string
  /** The test that has it as somebody would report it. */
  readonly here: TestPlace
  /** What else would fail if it were built: the same from nearer by. */
  readonly elsewhere: readonly TestPlace[]
}

const STATION = 'test/scenarios/traps-records-and-sync.test.ts'
const COUNTERS = 'test/scenarios/traps-of-two-counters.test.ts'

/** Every trap of records and sync, in the order in which they were collected. */
export const COVERED: readonly CoveredTrap[] = [
  {
    trap: 'paging by offset over a set the loop itself shrinks (MOSIP registration-client)',
    here: [STATION, 'trap: of a long queue every second batch stays behind'],
    elsewhere: [
      ['data/store/store.test.ts', 'a set that shrinks while it is paged through loses nobody'],
      ['data/sync/engine.test.ts', 'more than one batch: none is skipped, none goes twice, none is larger than agreed'],
    ],
  },
  {
    trap: 'an error taken for success because its text contains "duplicate" (MOSIP registration-client)',
    here: [STATION, 'trap: a registration is gone because an error said "duplicate" (%s)'],
    elsewhere: [
      ['data/central-client/answer.test.ts', 'an error is never taken for success for the words in it'],
      [
        'data/sync/push-trouble.test.ts',
        'an answer about other packets is no answer: central is asked, and the packets go again',
      ],
    ],
  },
  {
    trap: 'a status request built and sent empty (MOSIP android client #947, #948)',
    here: [STATION, 'trap: a registration stands at "sent" for ever'],
    elsewhere: [
      ['data/sync/push-trouble.test.ts', 'without a packet in doubt nothing is asked'],
      [
        'data/sync/push-trouble.test.ts',
        'what is in doubt beside others is asked for by name, and central having none of it sends it again',
      ],
    ],
  },
  {
    trap: 'endless retry of a permanent refusal, unbounded back-off, refused without a trace (OpenCRVS #12292, #9866)',
    here: [
      STATION,
      'trap: what central refuses for good is sent for ever, or vanishes; what it refuses for now waits a day',
    ],
    elsewhere: [
      ['data/sync/engine.test.ts', 'a refusal for good is not tried again and not lost from sight'],
      [
        'data/sync/backoff.test.ts',
        'jitter is full: any wait from none to the ceiling, which is a quarter of an hour at most',
      ],
      ['data/sync/push-trouble.test.ts', 'ends alone and held, wherever it stands, and the others pass at once'],
    ],
  },
  {
    trap: 'duplicates because a slow link timed out and the outbox re-sent (OpenCRVS #7477, ODK #50)',
    here: [COUNTERS, 'trap: one person registered twice because the answer was late'],
    elsewhere: [
      [
        'data/sync/push-trouble.test.ts',
        'a lost answer: central is asked what it has, and nothing is sent a second time',
      ],
      ['central/test/packets.test.ts', 'a full batch sent three times at once and once more is there once'],
    ],
  },
  {
    trap: 'one user sees another user’s stuck records (OpenCRVS #9946)',
    here: [COUNTERS, 'trap: an officer sees whose registrations of a colleague are stuck'],
    elsewhere: [
      ['kiosk/unfinished-desk.test.ts', 'shows it to no other officer'],
      ['data/unfinished/unfinished.test.ts', 'comes back to its officer after the process is gone, and to nobody else'],
      ['data/packet/packets.test.ts', 'no file of the station holds a planted word in the clear'],
    ],
  },
  {
    trap: 'offline duplicates at two counters never flagged (OpenCRVS #7215)',
    here: [COUNTERS, 'trap: the same person at two counters without a line, and nobody is told'],
    elsewhere: [
      [
        'central/test/findings.test.ts',
        'one person at two stations: one account, and both stations are told of the other',
      ],
      ['data/sync/notices.test.ts', 'is kept once, logged without personal data, and asked for after its cursor'],
    ],
  },
  {
    trap: '"sync finished" shown after a time-out; refused records given up silently (CHT #8303, #8186)',
    here: [STATION, 'trap: "sync finished" after a time-out, and not a word of what was refused'],
    elsewhere: [
      ['data/sync/tally-check.test.ts', 'a push that timed out is not finished and not counted'],
      ['data/sync/tally-check.test.ts', 'a count that never comes is not finished'],
    ],
  },
  {
    trap: 'record row written but file not (ODK #6522)',
    here: [STATION, 'trap: the record is there and its file is not, or the other way round'],
    elsewhere: [
      [
        'data/safety/damaged-store.test.ts',
        'a journalled packet whose transaction did not commit comes once at most, and never in the place of one that did',
      ],
      ['data/packet/packets.test.ts', 'after a full disk the same draft can be sealed'],
    ],
  },
  {
    trap: 'delete after a failed send; submission repeated from the start after a broken link (ODK #1017, PR #7353)',
    here: [STATION, 'trap: after a broken link all is sent from the start, or deleted unsent'],
    elsewhere: [
      [
        'data/packet/erase.test.ts',
        'an unsigned refusal is none either, and what waits in the outbox stays though it is decided',
      ],
      [
        'data/sync/push-trouble.test.ts',
        'a program that ended meanwhile: the next one asks before it sends, and only the rest travels',
      ],
    ],
  },
  {
    trap: 'captive portal taken for the server (ODK)',
    here: [STATION, 'trap: the Wi-Fi login page is taken for central (%s)'],
    elsewhere: [
      ['data/central-client/line.test.ts', 'trap: captive portal taken for the server (200 with a login page)'],
      ['data/sync/engine.test.ts', 'a captive portal takes no packet out of the outbox'],
    ],
  },
  {
    trap: 'clock wrong: locked out, time-travelling records (VxSuite #9001, CHT #6284)',
    here: [STATION, 'trap: the clock is %i ms wrong: nothing can be sent, records travel in time, nobody can sign in'],
    elsewhere: [
      ['data/staff/pin-sign-in.test.ts', 'no lock is freed by %s'],
      ['data/packet/packets.test.ts', 'stamps rise along the chain and into the log, whatever the clock does'],
      [
        'central/test/findings.test.ts',
        'a clock that runs ahead or jumps back is told with how far, and worse when it was said to be proven',
      ],
      ['data/station-code/station-codes.test.ts', 'trap: a clock %s frees no lock, no cool-down, and ends no code'],
    ],
  },
  {
    trap: 'a valid card refused because the issuing machine was ahead (VxSuite #5150)',
    here: [STATION, 'trap: a valid card is refused because the machine that made it was ahead'],
    elsewhere: [
      ['flows/rules/card-qr.test.ts', 'trap: a station whose clock is behind does not refuse a valid card'],
      ['data/statement/statements.test.ts', 'dates, while the clock is unproven'],
    ],
  },
  {
    trap: 'schema change handled by resetting the database (VxSuite)',
    here: [STATION, 'trap: a new version of the program empties the station'],
    elsewhere: [
      ['data/store/store.test.ts', 'a newer script is applied to a store that is there, which keeps its rows'],
      ['data/store/store.test.ts', 'a store from a newer program is refused, and left as it is'],
      [
        'data/store/standing-migration.test.ts',
        'keeps every packet, its bytes, its standing, its place in the outbox and what central signed',
      ],
    ],
  },
  {
    trap: 'the station freezes on an offline limit with a queue at the door, without warning (MOSIP)',
    here: [STATION, 'trap: the station stops with a queue at the door because it was offline for too long'],
    elsewhere: [
      [
        'data/safety/full-disk.test.ts',
        'that is full lets the reserve go first: the people who stand here are still served',
      ],
    ],
  },
  {
    trap: 'the approver may be the maker (MOSIP)',
    here: [COUNTERS, 'trap: who attested also confirms'],
    elsewhere: [
      ['flows/in-person/in-person.flow.test.ts', 'trap: %s may not confirm'],
      ['central/packets/proofs/by-officer.test.ts', 'trap: an officer %s'],
      ['data/staff/staff-accounts.test.ts', 'is never opened by its own officer'],
    ],
  },
]
