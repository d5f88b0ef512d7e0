// ../../tmp/demo.tsx
import { fromCallback as fromCallback2, fromPromise as fromPromise7 } from "xstate";

// kiosk/visit-store.ts
import { createActor } from "xstate";

// flows/base/screens.ts
var SCREENS = [
  "welcome",
  "opening",
  "subject",
  "method",
  "conditions",
  "field",
  "captcha",
  "captcha-wait",
  "review",
  "otp-sending",
  "otp-entry",
  "otp-checking",
  "line-down",
  "pre-checking",
  "password",
  "password-saving",
  "terms",
  "sealing",
  "delivering",
  "result",
  "wiping"
];

// flows/visit/visit-view.ts
function viewOf(snapshot) {
  const chain = runningFlows(snapshot);
  const contextOf = (id) => chain.find((flow2) => flow2.machine.id === id)?.context ?? null;
  return {
    screen: screenOf(chain),
    visit: snapshot.context,
    mobile: contextOf("mobile"),
    captcha: contextOf("captcha"),
    otp: contextOf("otp"),
    password: contextOf("password"),
    delivery: contextOf("delivery"),
    inactivityWarned: snapshot.matches({ presence: "warned" })
  };
}
function runningActors(visit2) {
  return [...childFlows(visit2.getSnapshot()).flatMap((child) => runningActors(child)), visit2];
}
function runningFlows(snapshot) {
  return [...childFlows(snapshot).flatMap((child) => runningFlows(child.getSnapshot())), snapshot];
}
function childFlows(snapshot) {
  return Object.values(snapshot.children).filter(
    (child) => child !== void 0 && isFlow(child)
  );
}
function isFlow(actor) {
  const snapshot = actor.getSnapshot();
  return typeof snapshot === "object" && snapshot !== null && "machine" in snapshot && snapshot.status === "active";
}
function screenOf(chain) {
  for (const flow2 of chain) {
    const screen = SCREENS.find((name) => flow2.hasTag(name));
    if (screen) return screen;
  }
  return "opening";
}

// kiosk/listeners.ts
function createListeners() {
  const listeners = /* @__PURE__ */ new Set();
  return {
    subscribe(listener) {
      listeners.add(listener);
      return { unsubscribe: () => listeners.delete(listener) };
    },
    tell(value) {
      for (const listener of [...listeners]) {
        if (typeof listener === "function") listener(value);
        else listener.next?.(value);
      }
    },
    clear: () => listeners.clear()
  };
}

// kiosk/visit-store.ts
function startVisit(flow2, language) {
  const listeners = createListeners();
  let view = null;
  const inspect = (event) => {
    if (event.type !== "@xstate.snapshot") return;
    view = null;
    listeners.tell(getSnapshot());
  };
  const actor = createActor(flow2, { input: { language }, inspect });
  const getSnapshot = () => {
    view ??= viewOf(actor.getSnapshot());
    return view;
  };
  actor.start();
  return {
    getSnapshot,
    subscribe: listeners.subscribe,
    send(event) {
      const taker = runningActors(actor).find((running) => running.getSnapshot().can?.(event));
      taker?.send(event);
    },
    stop() {
      listeners.clear();
      actor.stop();
    }
  };
}

// flows/visit/visit.flow.ts
import { assign as assign6, enqueueActions, fromPromise as fromPromise6, raise, setup as setup6 } from "xstate";

// flows/base/delays.ts
var INACTIVITY_WARNING_MS = 45e3;
var INACTIVITY_GRACE_MS = 15e3;
var DECISION_WAIT_MS = 8e3;
var WIPE_LIMIT_MS = 3e3;

// flows/base/fault.ts
var Fault = class extends Error {
  code;
  details;
  constructor(code, details = {}, cause) {
    super(code, cause === void 0 ? void 0 : { cause });
    this.name = "Fault";
    this.code = code;
    this.details = details;
  }
};
function toFault(thrown) {
  return thrown instanceof Fault ? thrown : new Fault("INTERNAL", {}, thrown);
}

// flows/mobile/mobile.flow.ts
import { assign as assign5, fromPromise as fromPromise5, setup as setup5 } from "xstate";

// flows/captcha/captcha.flow.ts
import { assign, fromPromise, setup } from "xstate";
var captchaFlow = setup({
  types: {
    context: {},
    events: {},
    output: {},
    tags: {}
  },
  actors: {
    issueCaptcha: fromPromise(async () => Promise.reject(new Error("issueCaptcha is not provided"))),
    checkCaptcha: fromPromise(
      async () => Promise.reject(new Error("checkCaptcha is not provided"))
    )
  },
  actions: {
    notePassed: assign({ outcome: { kind: "passed" } }),
    noteFault: assign({
      outcome: (_, { error }) => ({ kind: "faulted", code: toFault(error).code })
    })
  },
  guards: {
    isRight: (_, passed) => passed
  }
}).createMachine({
  id: "captcha",
  context: { challenge: null, answer: "", problem: null, outcome: { kind: "backed-out" } },
  initial: "issuing",
  states: {
    issuing: {
      tags: "captcha-wait",
      invoke: {
        src: "issueCaptcha",
        onDone: { target: "showing", actions: assign({ challenge: ({ event }) => event.output }) },
        onError: { target: "done", actions: { type: "noteFault", params: ({ event }) => event } }
      }
    },
    showing: {
      tags: "captcha",
      on: {
        "user.captchaAnswered": { target: "checking", actions: assign({ answer: ({ event }) => event.text }) },
        "user.refreshed": { target: "issuing", actions: assign({ problem: null }) },
        "user.wentBack": "done"
      }
    },
    checking: {
      tags: "captcha-wait",
      invoke: {
        src: "checkCaptcha",
        input: ({ context }) => ({ captchaId: context.challenge?.captchaId ?? "", answer: context.answer }),
        onDone: [
          { guard: { type: "isRight", params: ({ event }) => event.output }, target: "done", actions: "notePassed" },
          { target: "issuing", actions: assign({ problem: "CAPTCHA_WRONG", answer: "" }) }
        ],
        onError: { target: "done", actions: { type: "noteFault", params: ({ event }) => event } }
      }
    },
    done: { type: "final" }
  },
  output: ({ context }) => context.outcome
});

// flows/delivery/delivery.flow.ts
import { assign as assign2, fromPromise as fromPromise2, setup as setup2 } from "xstate";
var deliveryFlow = setup2({
  types: {
    input: {},
    context: {},
    events: {},
    output: {},
    tags: {}
  },
  actors: {
    sealPacket: fromPromise2(
      async () => Promise.reject(new Error("sealPacket is not provided"))
    ),
    deliverPacket: fromPromise2(
      async () => Promise.reject(new Error("deliverPacket is not provided"))
    )
  },
  delays: { decisionWait: DECISION_WAIT_MS },
  actions: {
    noteSealed: assign2({
      receipt: (_, { packet }) => ({
        packetId: packet.packetId,
        receiptNumber: packet.receiptNumber,
        sealedAt: packet.sealedAt
      }),
      outcome: (_, { packet }) => ({ kind: "pending", code: null, receipt: packet })
    }),
    noteDecision: assign2({
      outcome: ({ context }, { decision }) => outcomeOf(decision, context.receipt, context.outcome)
    }),
    noteFaulted: assign2({
      outcome: (_, { error }) => ({ kind: "faulted", code: toFault(error).code })
    })
  }
}).createMachine({
  id: "delivery",
  context: ({ input }) => ({ ...input, receipt: null, outcome: { kind: "faulted", code: "INTERNAL" } }),
  initial: "sealing",
  states: {
    sealing: {
      tags: "sealing",
      invoke: {
        src: "sealPacket",
        input: ({ context }) => ({ draft: context.draft }),
        onDone: {
          target: "delivering",
          actions: { type: "noteSealed", params: ({ event }) => ({ packet: event.output }) }
        },
        onError: { target: "done", actions: { type: "noteFaulted", params: ({ event }) => event } }
      }
    },
    delivering: {
      tags: "delivering",
      invoke: {
        src: "deliverPacket",
        input: ({ context }) => ({ packetId: context.draft.packetId }),
        onDone: {
          target: "done",
          actions: { type: "noteDecision", params: ({ event }) => ({ decision: event.output }) }
        },
        onError: "done"
      },
      after: { decisionWait: "done" },
      on: { "user.confirmed": "done" }
    },
    done: { type: "final" }
  },
  output: ({ context }) => context.outcome
});
function outcomeOf(decision, receipt, otherwise) {
  if (!receipt) return otherwise;
  switch (decision.state) {
    case "accepted":
      return { kind: "accepted", ial: decision.ial, receipt };
    case "refused":
      return { kind: "refused", code: decision.reason, carrier: decision.carrier, receipt };
    case "waiting-for-citizen":
      return { kind: "waiting-for-citizen", code: decision.reason, receipt };
    case "pending":
      return { kind: "pending", code: decision.reason, receipt };
  }
}

// flows/otp/otp.flow.ts
import { assign as assign3, fromCallback, fromPromise as fromPromise3, setup as setup3 } from "xstate";
var LINE_CODES = [
  "LINE_DOWN",
  "CAPTIVE_PORTAL",
  "CENTRAL_BUSY",
  "OTP_NOT_SENT",
  "CENTRAL_ANSWER_INVALID"
];
var LIMIT_CODES = ["OTP_LIMIT_NUMBER", "OTP_LIMIT_STATION", "OTP_TRIES_SPENT"];
var otpFlow = setup3({
  types: {
    input: {},
    context: {},
    events: {},
    output: {},
    tags: {}
  },
  actors: {
    requestOtp: fromPromise3(
      async () => Promise.reject(new Error("requestOtp is not provided"))
    ),
    verifyOtp: fromPromise3(
      async () => Promise.reject(new Error("verifyOtp is not provided"))
    ),
    /** Sends clock.ticked at once and then each second, by a monotonic clock. */
    countdown: fromCallback(() => void 0)
  },
  guards: {
    lineIsDown: (_, { error }) => LINE_CODES.includes(toFault(error).code),
    limitIsReached: (_, { error }) => LIMIT_CODES.includes(toFault(error).code),
    codeIsOnItsWay: ({ context }) => context.challenge !== null,
    verdictIs: (_, { verdict, kind }) => verdict.kind === kind,
    triesRemain: (_, { verdict }) => verdict.kind === "wrong" && verdict.triesLeft > 0,
    codeIsAlive: ({ context }) => context.challenge !== null && context.elapsedMs < context.challenge.lifetimeMs,
    mayResend: ({ context }) => context.challenge !== null && context.elapsedMs >= context.challenge.resendAfterMs
  },
  actions: {
    noteProblem: assign3({ problem: (_, { error }) => toFault(error).code }),
    noteRefused: assign3({
      outcome: (_, { error }) => ({ kind: "refused", code: toFault(error).code })
    }),
    noteFaulted: assign3({
      outcome: (_, { error }) => ({ kind: "faulted", code: toFault(error).code })
    }),
    noteSpent: assign3({ outcome: { kind: "refused", code: "OTP_TRIES_SPENT" } }),
    noteExpired: assign3({ problem: "OTP_EXPIRED" }),
    noteDeferred: assign3({ outcome: { kind: "deferred" } }),
    noteChallenge: assign3({
      challenge: (_, { challenge }) => challenge,
      triesLeft: (_, { challenge }) => challenge.triesLeft,
      sentAtMs: null,
      elapsedMs: 0,
      problem: null
    }),
    noteWrong: assign3({
      problem: "OTP_WRONG",
      triesLeft: ({ context }, { verdict }) => verdict.kind === "wrong" ? verdict.triesLeft : context.triesLeft
    }),
    noteProved: assign3({
      outcome: ({ context }, { verdict }) => verdict.kind === "proved" && context.challenge ? { kind: "proved", challengeId: context.challenge.challengeId, proof: verdict.proof } : context.outcome
    }),
    countRequest: assign3({ requests: ({ context }) => context.requests + 1 }),
    forgetCode: assign3({ code: null }),
    noteTime: assign3({
      sentAtMs: ({ context }, { nowMs }) => context.sentAtMs ?? nowMs,
      elapsedMs: ({ context }, { nowMs }) => nowMs - (context.sentAtMs ?? nowMs)
    }),
    noteBackedOut: assign3({
      outcome: ({ context }) => ({
        kind: "backed-out",
        standing: context.challenge ? {
          phone: context.phone,
          challenge: { ...context.challenge, triesLeft: context.triesLeft },
          sentAtMs: context.sentAtMs
        } : null
      })
    })
  }
}).createMachine({
  id: "otp",
  context: ({ input }) => ({
    ...input,
    requests: 1,
    attempts: 0,
    challenge: input.standing?.challenge ?? null,
    triesLeft: input.standing?.challenge.triesLeft ?? 0,
    sentAtMs: input.standing?.sentAtMs ?? null,
    elapsedMs: 0,
    code: null,
    problem: null,
    outcome: { kind: "backed-out", standing: null }
  }),
  initial: "starting",
  states: {
    starting: {
      tags: "otp-sending",
      always: [{ guard: "codeIsOnItsWay", target: "open" }, { target: "sending" }]
    },
    sending: {
      tags: "otp-sending",
      invoke: {
        src: "requestOtp",
        input: ({ context }) => ({
          requestId: `${context.packetId}:otp:${context.round}.${context.requests}`,
          phone: context.phone
        }),
        onDone: {
          target: "open",
          actions: { type: "noteChallenge", params: ({ event }) => ({ challenge: event.output }) }
        },
        onError: [
          { guard: "codeIsOnItsWay", target: "open", actions: { type: "noteProblem", params: ({ event }) => event } },
          {
            guard: { type: "lineIsDown", params: ({ event }) => event },
            target: "lineDown",
            actions: { type: "noteProblem", params: ({ event }) => event }
          },
          {
            guard: { type: "limitIsReached", params: ({ event }) => event },
            target: "done",
            actions: { type: "noteRefused", params: ({ event }) => event }
          },
          { target: "done", actions: { type: "noteFaulted", params: ({ event }) => event } }
        ]
      },
      on: { "user.wentBack": { target: "done", actions: "noteBackedOut" } }
    },
    open: {
      initial: "entering",
      invoke: { src: "countdown" },
      on: { "clock.ticked": { actions: { type: "noteTime", params: ({ event }) => event } } },
      states: {
        entering: {
          tags: "otp-entry",
          on: {
            "user.codeEntered": [
              {
                guard: "codeIsAlive",
                target: "checking",
                actions: assign3({
                  code: ({ event }) => event.code,
                  attempts: ({ context }) => context.attempts + 1,
                  problem: null
                })
              },
              { actions: "noteExpired" }
            ],
            "user.resent": { guard: "mayResend", target: "#otp.sending", actions: "countRequest" },
            "user.wentBack": { target: "#otp.done", actions: "noteBackedOut" }
          }
        },
        checking: {
          tags: "otp-checking",
          exit: "forgetCode",
          invoke: {
            src: "verifyOtp",
            input: ({ context }) => ({
              challengeId: context.challenge?.challengeId ?? "",
              attemptId: `${context.packetId}:try:${context.round}.${context.attempts}`,
              code: context.code ?? ""
            }),
            onDone: [
              {
                guard: { type: "verdictIs", params: ({ event }) => ({ verdict: event.output, kind: "proved" }) },
                target: "#otp.done",
                actions: { type: "noteProved", params: ({ event }) => ({ verdict: event.output }) }
              },
              {
                guard: { type: "verdictIs", params: ({ event }) => ({ verdict: event.output, kind: "expired" }) },
                target: "entering",
                actions: "noteExpired"
              },
              {
                guard: { type: "triesRemain", params: ({ event }) => ({ verdict: event.output }) },
                target: "entering",
                actions: { type: "noteWrong", params: ({ event }) => ({ verdict: event.output }) }
              },
              { target: "#otp.done", actions: "noteSpent" }
            ],
            onError: [
              {
                guard: { type: "limitIsReached", params: ({ event }) => event },
                target: "#otp.done",
                actions: { type: "noteRefused", params: ({ event }) => event }
              },
              { target: "entering", actions: { type: "noteProblem", params: ({ event }) => event } }
            ]
          }
        }
      }
    },
    lineDown: {
      tags: "line-down",
      on: {
        "user.retried": { target: "sending", actions: "countRequest" },
        "user.deferred": { target: "done", actions: "noteDeferred" },
        "user.wentBack": { target: "done", actions: "noteBackedOut" }
      }
    },
    done: { type: "final" }
  },
  output: ({ context }) => context.outcome
});

// flows/password/password.flow.ts
import { assign as assign4, fromPromise as fromPromise4, setup as setup4 } from "xstate";
var passwordFlow = setup4({
  types: {
    input: {},
    context: {},
    events: {},
    output: {},
    tags: {}
  },
  actors: {
    acceptPassword: fromPromise4(
      async () => Promise.reject(new Error("acceptPassword is not provided"))
    )
  },
  guards: {
    isAccepted: (_, { verdict }) => verdict.kind === "accepted"
  },
  actions: {
    noteAccepted: assign4({
      outcome: ({ context }, { verdict }) => verdict.kind === "accepted" ? { kind: "accepted", hash: verdict.hash } : context.outcome
    }),
    noteRefused: assign4({
      problem: "PASSWORD_WEAK",
      unmet: (_, { verdict }) => verdict.kind === "refused" ? verdict.unmet : []
    }),
    noteFaulted: assign4({
      outcome: (_, { error }) => ({ kind: "faulted", code: toFault(error).code })
    }),
    forgetPassword: assign4({ password: null })
  }
}).createMachine({
  id: "password",
  context: ({ input }) => ({ ...input, password: null, unmet: [], problem: null, outcome: { kind: "backed-out" } }),
  initial: "choosing",
  states: {
    choosing: {
      tags: "password",
      on: {
        "user.passwordEntered": {
          target: "accepting",
          actions: assign4({ password: ({ event }) => event.password, problem: null })
        },
        "user.wentBack": "done"
      }
    },
    accepting: {
      tags: "password-saving",
      exit: "forgetPassword",
      invoke: {
        src: "acceptPassword",
        input: ({ context }) => ({ password: context.password ?? "", about: context.about }),
        onDone: [
          {
            guard: { type: "isAccepted", params: ({ event }) => ({ verdict: event.output }) },
            target: "done",
            actions: { type: "noteAccepted", params: ({ event }) => ({ verdict: event.output }) }
          },
          { target: "choosing", actions: { type: "noteRefused", params: ({ event }) => ({ verdict: event.output }) } }
        ],
        onError: { target: "done", actions: { type: "noteFaulted", params: ({ event }) => event } }
      }
    },
    done: { type: "final" }
  },
  output: ({ context }) => context.outcome
});

// flows/rules/field.ts
function accepted(value, warnings = []) {
  return { ok: true, value, warnings };
}
function refused(problem) {
  return { ok: false, problem };
}

// flows/rules/birth-date.ts
var BIRTH_MAX_AGE_YEARS = 125;
function checkBirthDate(text, today) {
  const typed = text.trim();
  if (typed === "") return refused("FIELD_REQUIRED");
  for (const form of TYPED_FORMS) {
    const groups = form.exec(typed)?.groups;
    if (groups) return checkParts(groups.year, groups.month, groups.day, today);
  }
  return refused("BIRTH_DATE_FORMAT");
}
function cardBirthDate(text, today) {
  const groups = /^(?<day>\d\d)(?<month>\d\d)(?<year>\d{4})$/.exec(text)?.groups;
  return groups ? checkParts(groups.year, groups.month, groups.day, today) : refused("BIRTH_DATE_FORMAT");
}
function formatBirthDate(iso) {
  const groups = /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)$/.exec(iso)?.groups;
  if (!groups) return iso;
  return [groups.day, groups.month, groups.year].filter((part) => part !== "00").join("/");
}
function birthYear(iso) {
  return Number(iso.slice(0, 4));
}
function isCalendarDay(year, month, day) {
  if (month < 1 || month > 12 || day < 1) return false;
  const leap = year % 4 === 0 && year % 100 !== 0 || year % 400 === 0;
  return day <= (month === 2 ? leap ? 29 : 28 : [4, 6, 9, 11].includes(month) ? 30 : 31);
}
var TYPED_FORMS = [
  /^(?<day>\d{1,2})\s*(?<between>[/\-. ])\s*(?<month>\d{1,2})\s*\k<between>\s*(?<year>\d{4})$/,
  /^(?<day>\d\d)(?<month>\d\d)(?<year>\d{4})$/,
  /^(?<month>\d{1,2})\s*[/\-. ]\s*(?<year>\d{4})$/,
  /^(?<year>\d{4})$/
];
function checkParts(yearText = "", monthText = "00", dayText = "00", today) {
  const month = Number(monthText);
  const day = Number(dayText);
  if (month === 0 ? day !== 0 : !isCalendarDay(Number(yearText), month, day || 1))
    return refused("BIRTH_DATE_IMPOSSIBLE");
  const iso = `${yearText}-${monthText.padStart(2, "0")}-${dayText.padStart(2, "0")}`;
  const tooEarly = birthYear(iso) < birthYear(today) - BIRTH_MAX_AGE_YEARS;
  return iso > today || tooEarly ? refused("BIRTH_DATE_RANGE") : accepted(iso);
}

// flows/rules/email.ts
var EMAIL_MAX_LENGTH = 254;
function checkEmail(text) {
  const typed = text.trim();
  if (typed === "") return accepted(null);
  const parts = typed.length > EMAIL_MAX_LENGTH ? null : ADDRESS.exec(typed);
  if (!parts) return refused("EMAIL_FORMAT");
  return accepted(`${parts[1]}@${parts[2]?.toLowerCase()}`);
}
var WORD = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
var LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
var ADDRESS = new RegExp(`^(?=[^@]{1,64}@)(${WORD}(?:\\.${WORD})*)@((?:${LABEL}\\.)+(?!\\d+$)${LABEL})$`);

// flows/rules/province.ts
var PROVINCES = [
  { code: "001", name: "H\xE0 N\u1ED9i" },
  { code: "002", name: "H\xE0 Giang" },
  { code: "004", name: "Cao B\u1EB1ng" },
  { code: "006", name: "B\u1EAFc K\u1EA1n" },
  { code: "008", name: "Tuy\xEAn Quang" },
  { code: "010", name: "L\xE0o Cai" },
  { code: "011", name: "\u0110i\u1EC7n Bi\xEAn" },
  { code: "012", name: "Lai Ch\xE2u" },
  { code: "014", name: "S\u01A1n La" },
  { code: "015", name: "Y\xEAn B\xE1i" },
  { code: "017", name: "H\xF2a B\xECnh" },
  { code: "019", name: "Th\xE1i Nguy\xEAn" },
  { code: "020", name: "L\u1EA1ng S\u01A1n" },
  { code: "022", name: "Qu\u1EA3ng Ninh" },
  { code: "024", name: "B\u1EAFc Giang" },
  { code: "025", name: "Ph\xFA Th\u1ECD" },
  { code: "026", name: "V\u0129nh Ph\xFAc" },
  { code: "027", name: "B\u1EAFc Ninh" },
  { code: "030", name: "H\u1EA3i D\u01B0\u01A1ng" },
  { code: "031", name: "H\u1EA3i Ph\xF2ng" },
  { code: "033", name: "H\u01B0ng Y\xEAn" },
  { code: "034", name: "Th\xE1i B\xECnh" },
  { code: "035", name: "H\xE0 Nam" },
  { code: "036", name: "Nam \u0110\u1ECBnh" },
  { code: "037", name: "Ninh B\xECnh" },
  { code: "038", name: "Thanh H\xF3a" },
  { code: "040", name: "Ngh\u1EC7 An" },
  { code: "042", name: "H\xE0 T\u0129nh" },
  { code: "044", name: "Qu\u1EA3ng B\xECnh" },
  { code: "045", name: "Qu\u1EA3ng Tr\u1ECB" },
  { code: "046", name: "Th\u1EEBa Thi\xEAn Hu\u1EBF" },
  { code: "048", name: "\u0110\xE0 N\u1EB5ng" },
  { code: "049", name: "Qu\u1EA3ng Nam" },
  { code: "051", name: "Qu\u1EA3ng Ng\xE3i" },
  { code: "052", name: "B\xECnh \u0110\u1ECBnh" },
  { code: "054", name: "Ph\xFA Y\xEAn" },
  { code: "056", name: "Kh\xE1nh H\xF2a" },
  { code: "058", name: "Ninh Thu\u1EADn" },
  { code: "060", name: "B\xECnh Thu\u1EADn" },
  { code: "062", name: "Kon Tum" },
  { code: "064", name: "Gia Lai" },
  { code: "066", name: "\u0110\u1EAFk L\u1EAFk" },
  { code: "067", name: "\u0110\u1EAFk N\xF4ng" },
  { code: "068", name: "L\xE2m \u0110\u1ED3ng" },
  { code: "070", name: "B\xECnh Ph\u01B0\u1EDBc" },
  { code: "072", name: "T\xE2y Ninh" },
  { code: "074", name: "B\xECnh D\u01B0\u01A1ng" },
  { code: "075", name: "\u0110\u1ED3ng Nai" },
  { code: "077", name: "B\xE0 R\u1ECBa-V\u0169ng T\xE0u" },
  { code: "079", name: "TP. H\u1ED3 Ch\xED Minh" },
  { code: "080", name: "Long An" },
  { code: "082", name: "Ti\u1EC1n Giang" },
  { code: "083", name: "B\u1EBFn Tre" },
  { code: "084", name: "Tr\xE0 Vinh" },
  { code: "086", name: "V\u0129nh Long" },
  { code: "087", name: "\u0110\u1ED3ng Th\xE1p" },
  { code: "089", name: "An Giang" },
  { code: "091", name: "Ki\xEAn Giang" },
  { code: "092", name: "C\u1EA7n Th\u01A1" },
  { code: "093", name: "H\u1EADu Giang" },
  { code: "094", name: "S\xF3c Tr\u0103ng" },
  { code: "095", name: "B\u1EA1c Li\xEAu" },
  { code: "096", name: "C\xE0 Mau" }
];
var NAMES = new Map(PROVINCES.map(({ code, name }) => [code, name]));
function provinceName(code) {
  return NAMES.get(code) ?? null;
}

// flows/rules/id-number.ts
function checkIdNumber(text) {
  const digits2 = text.replace(/[\s.\-–]/g, "");
  if (digits2 === "") return refused("FIELD_REQUIRED");
  if (!/^(\d{9}|\d{12})$/.test(digits2)) return refused("ID_NUMBER_FORMAT");
  return accepted(digits2, crossCheckIdNumber(digits2, {}));
}
function readIdNumber(digits2) {
  if (!/^\d{12}$/.test(digits2)) return null;
  const provinceCode = digits2.slice(0, 3);
  const centurySex = Number(digits2[3]);
  const century = 20 + Math.floor(centurySex / 2);
  return {
    provinceCode,
    provinceName: provinceName(provinceCode),
    century,
    birthYear: (century - 1) * 100 + Number(digits2.slice(4, 6)),
    sex: centurySex % 2 === 0 ? "male" : "female"
  };
}
function crossCheckIdNumber(digits2, about) {
  const parts = readIdNumber(digits2);
  if (!parts) return [];
  const warnings = [];
  if (about.birthDate && birthYear(about.birthDate) !== parts.birthYear) warnings.push("ID_BIRTH_YEAR_DIFFERS");
  if (about.sex && about.sex !== parts.sex) warnings.push("ID_SEX_DIFFERS");
  if (parts.provinceName === null && Number(parts.provinceCode) < FIRST_COUNTRY_CODE)
    warnings.push("ID_PROVINCE_UNKNOWN");
  return warnings;
}
var FIRST_COUNTRY_CODE = 100;

// flows/rules/name-text.ts
function tidyName(text) {
  return text.normalize("NFC").replace(/[’‘ʼ´`＇]/g, "'").replace(/[‐‑]/g, "-").replace(/[ÐƉ]/g, "\u0110").replace(/[ðɖ]/g, "\u0111").replace(/\s+/g, " ").trim();
}
function searchKey(text) {
  return tidyName(withoutMarks(tidyName(text)).replaceAll("\u0111", "d"));
}
function withoutMarks(text) {
  return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");
}

// flows/rules/name-damage.ts
function isDamagedName(text) {
  const composed = text.normalize("NFC");
  if (LOST.test(composed) || composed.includes("?") || MISREAD.test(composed)) return true;
  const name = tidyName(text);
  if (LONE_MARK.test(name)) return true;
  return name.split(" ").some((word) => LOST_WORD.test(withoutMarks(word)) || isWithoutVowel(word));
}
var LOST = /[\ufffd]|(?!\s)[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}]/u;
var TRAIL = "\x80-\x9F\xA1-\xBF\u0152\u0153\u0160\u0161\u0178\u017D\u017E\u0192\u02C6\u02DC\u2013\u2014\u2018\u2019\u201A\u201C\u201D\u201E\u2020\u2021\u2022\u2026\u2030\u2039\u203A\u20AC\u2122";
var SIGN = "[\xA1-\xB3\xB5-\xBF]";
var MISREAD = new RegExp(`[\xC3\xC4\xC5\xC6\xCC][${TRAIL}]|\\p{Ll}[\xC3\xC4\xC5\xC6\xC7\xD4\xD5\xD6\xD8\xDE]|\xC3\xA0\\p{Ll}|[\xDE\xFE]|\\p{L}${SIGN}|${SIGN}\\p{L}`, "u");
var LONE_MARK = /(?<![êôơư])\u0306|(?!\u0306)\p{M}|[\u1e00-\u1e9d]/iu;
var LOST_WORD = /^(nguyn|nguyt|hunh|qu[^aeiouy'-]+)$/;
function isWithoutVowel(word) {
  const letters = withoutMarks(word).match(/\p{L}/gu) ?? [];
  return letters.length > 1 && letters.every((letter) => CONSONANT.test(letter));
}
var CONSONANT = /^(?![aeiouyæœøı])[a-z\u00df-\u024f]$/;

// flows/rules/name.ts
var NAME_MAX_LENGTH = 120;
function checkName(text) {
  if (text.trim() === "") return refused("FIELD_REQUIRED");
  if (isDamagedName(text)) return refused("NAME_DAMAGED");
  const name = tidyName(text);
  const letters = name.match(/\p{L}/gu)?.length ?? 0;
  if (!NAME.test(name) || letters < 2 || [...name].length > NAME_MAX_LENGTH) return refused("NAME_FORMAT");
  return accepted(name);
}
var LETTER = "(?:[A-Za-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u024F\\u1E9E\\u1EA0-\\u1EF9]\\u0306?)";
var WORD2 = `${LETTER}+(?:['-]${LETTER}+)*'?`;
var NAME = new RegExp(`^${WORD2}(?: ${WORD2})*$`);

// flows/rules/phone.ts
import { parsePhoneNumberFromString } from "libphonenumber-js/max";
function checkPhone(text) {
  const dialled = text.replace(/[\s.\-–()]/g, "");
  if (dialled === "") return refused("FIELD_REQUIRED");
  const national = nationalDigits(dialled);
  if (national === null) return refused("PHONE_FORMAT");
  if (/^1\d{9}$/.test(national)) return refused("PHONE_OLD_NUMBER");
  if (national.startsWith("2")) return refused("PHONE_NOT_MOBILE");
  const number = parsePhoneNumberFromString(`+84${national}`);
  if (!number?.isValid()) return refused("PHONE_FORMAT");
  if (number.getType() !== "MOBILE" || !/^\+84[35789]\d{8}$/.test(number.number)) return refused("PHONE_NOT_MOBILE");
  return accepted(number.number);
}
function nationalPhone(e164) {
  return e164.startsWith("+84") ? `0${e164.slice(3)}` : e164;
}
function nationalDigits(dialled) {
  return /^(?:(?:\+|00)840?|0|84(?=0?\d{9,10}$)0?)(\d{5,12})$/.exec(dialled)?.[1] ?? null;
}

// flows/mobile/fields.ts
var MOBILE_FIELDS = ["idNumber", "fullName", "birthDate", "phone", "email"];
var EMPTY_DRAFT = { idNumber: "", fullName: "", birthDate: "", phone: "", email: "" };
function checkField(field, text, today) {
  switch (field) {
    case "idNumber":
      return checkIdNumber(text);
    case "fullName":
      return checkName(text);
    case "birthDate":
      return checkBirthDate(text, today);
    case "phone":
      return checkPhone(text);
    case "email":
      return checkEmail(text);
  }
}
function firstOpenField(draft, today) {
  return MOBILE_FIELDS.find((field) => !checkField(field, draft[field], today).ok) ?? null;
}
function fillFromCard(draft, card) {
  return {
    ...draft,
    idNumber: card.idNumber,
    fullName: card.fullName,
    birthDate: formatBirthDate(card.birthDate)
  };
}
function cardStillHolds(draft, card) {
  return card !== null && draft.idNumber.replace(/\D/g, "") === card.idNumber;
}
function claimsOf(draft, card, today) {
  const idNumber2 = answerOf("idNumber", draft, today);
  const fullName = answerOf("fullName", draft, today);
  const birthDate2 = answerOf("birthDate", draft, today);
  const phone3 = answerOf("phone", draft, today);
  const email = checkField("email", draft.email, today);
  if (!idNumber2 || !fullName || !birthDate2 || !phone3 || !email.ok) return null;
  return {
    idNumber: idNumber2,
    fullName,
    birthDate: birthDate2,
    phone: phone3,
    ...email.value ? { email: email.value } : {},
    ...cardStillHolds(draft, card) ? cardDetails(card) : {}
  };
}
function warningsOf(draft, card, today) {
  const idNumber2 = checkIdNumber(draft.idNumber);
  if (!idNumber2.ok) return [];
  const birthDate2 = answerOf("birthDate", draft, today);
  const sex = cardStillHolds(draft, card) ? card.sex : null;
  return crossCheckIdNumber(idNumber2.value, { ...birthDate2 ? { birthDate: birthDate2 } : {}, ...sex ? { sex } : {} });
}
function answerOf(field, draft, today) {
  const checked = checkField(field, draft[field], today);
  return checked.ok ? checked.value : null;
}
function cardDetails(card) {
  return {
    ...card.oldIdNumber ? { oldIdNumber: card.oldIdNumber } : {},
    ...card.sex ? { sex: card.sex } : {},
    ...card.residence ? { residence: card.residence } : {}
  };
}

// flows/mobile/packet-draft.ts
var TERMS_VERSION = "2026-11";
function draftOfPacket(result, claims) {
  return {
    packetId: result.packetId,
    subject: "citizen",
    method: "mobile",
    claims,
    evidence: evidenceOf(result),
    consent: { termsVersion: TERMS_VERSION, language: result.language },
    passwordHash: result.passwordHash ?? ""
  };
}
function outcomeOfPreCheck(preCheck) {
  const refused2 = (code) => ({
    kind: "refused",
    code,
    carrier: preCheck.carrier,
    receipt: null
  });
  if (preCheck.account === "exists") return refused2("ACCOUNT_EXISTS");
  switch (preCheck.subscriber) {
    case "other-owner":
      return refused2("SUBSCRIBER_OTHER_OWNER");
    case "cmnd-9":
      return refused2("SUBSCRIBER_CMND9");
    case "unknown":
      return refused2("SUBSCRIBER_UNKNOWN");
    case "match":
    case "unavailable":
      return null;
  }
}
function passwordAbout(claims) {
  return {
    fullName: claims.fullName,
    idNumber: claims.idNumber,
    phone: claims.phone,
    birthDate: claims.birthDate,
    ...claims.oldIdNumber ? { oldIdNumber: claims.oldIdNumber } : {},
    ...claims.email ? { email: claims.email } : {}
  };
}
function evidenceOf(result) {
  const evidence = [];
  evidence.push(
    result.proof ? { kind: "otp", challengeId: result.proof.challengeId, proof: result.proof.proof } : { kind: "otp-deferred" }
  );
  if (result.preCheck) evidence.push({ kind: "pre-check", ...result.preCheck });
  if (cardStillHolds(result.draft, result.card)) {
    evidence.push({ kind: "card-qr", issuedOn: result.card.issuedOn, cancelledIdNumber: result.card.cancelledIdNumber });
  }
  const codes = warningsOf(result.draft, result.card, result.today);
  if (codes.length > 0) evidence.push({ kind: "needs-check", codes });
  return evidence;
}

// flows/mobile/mobile.flow.ts
var mobileFlow = setup5({
  types: {
    input: {},
    context: {},
    events: {},
    output: {},
    tags: {}
  },
  actors: {
    captcha: captchaFlow,
    otp: otpFlow,
    password: passwordFlow,
    delivery: deliveryFlow,
    preCheck: fromPromise5(
      async () => Promise.reject(new Error("preCheck is not provided"))
    )
  },
  guards: {
    answerIsGood: ({ context }, { field, text }) => checkField(field, text, context.today).ok,
    isEditing: ({ context }) => context.editing,
    isFirstField: ({ context }) => context.field === MOBILE_FIELDS[0],
    isLastField: ({ context }) => context.field === MOBILE_FIELDS.at(-1),
    captchaIsPassed: ({ context }) => context.captchaPassed,
    formIsComplete: ({ context }) => claimsOf(context.draft, context.card, context.today) !== null,
    phoneIsProved: ({ context }) => context.proof !== null && context.proof.phone === phoneOf(context),
    preCheckForbids: (_, { preCheck }) => outcomeOfPreCheck(preCheck) !== null,
    wasPassed: (_, { output }) => output.kind === "passed",
    wasProved: (_, { output }) => output.kind === "proved",
    wasDeferred: (_, { output }) => output.kind === "deferred",
    wasAccepted: (_, { output }) => output.kind === "accepted",
    backedOut: (_, { output }) => output.kind === "backed-out"
  },
  actions: {
    keepAnswer: assign5({
      draft: ({ context }, { field, text }) => ({
        ...context.draft,
        [field]: text.normalize("NFC")
      }),
      problem: null
    }),
    keepProblem: assign5({
      draft: ({ context }, { field, text }) => ({
        ...context.draft,
        [field]: text.normalize("NFC")
      }),
      problem: ({ context }, { field, text }) => problemOf(field, text, context.today)
    }),
    toNextField: assign5({ field: ({ context }) => neighbour(context.field, 1), problem: null }),
    toPreviousField: assign5({ field: ({ context }) => neighbour(context.field, -1), problem: null }),
    toField: assign5({ field: (_, { field }) => field, editing: true, problem: null }),
    toLastField: assign5({ field: ({ context }) => MOBILE_FIELDS.at(-1) ?? context.field, problem: null }),
    toFirstOpenField: assign5({
      field: ({ context }) => firstOpenField(context.draft, context.today) ?? context.field,
      problem: null
    }),
    stopEditing: assign5({ editing: false, problem: null }),
    takeCard: assign5({
      card: (_, { card }) => card,
      draft: ({ context }, { card }) => fillFromCard(context.draft, card),
      field: ({ context }, { card }) => firstOpenField(fillFromCard(context.draft, card), context.today) ?? "email",
      editing: false,
      problem: null
    }),
    noteCaptcha: assign5({ captchaPassed: true }),
    noteProof: assign5({
      proof: ({ context }, { output }) => output.kind === "proved" ? { phone: phoneOf(context), challengeId: output.challengeId, proof: output.proof } : context.proof,
      deferred: false
    }),
    noteStanding: assign5({
      otpStanding: (_, { output }) => output.kind === "backed-out" ? output.standing : null
    }),
    noteDeferred: assign5({ deferred: true }),
    countOtpRound: assign5({ otpRounds: ({ context }) => context.otpRounds + 1 }),
    notePreCheck: assign5({ preCheck: (_, { preCheck }) => preCheck }),
    noteForbidden: assign5({
      outcome: ({ context }, { preCheck }) => outcomeOfPreCheck(preCheck) ?? context.outcome
    }),
    noteHash: assign5({
      passwordHash: (_, { output }) => output.kind === "accepted" ? output.hash : null
    }),
    noteEnd: assign5({
      outcome: (_, { output }) => endOf(output)
    }),
    noteOutcome: assign5({ outcome: (_, { output }) => output }),
    noteFault: assign5({
      outcome: (_, { error }) => ({ kind: "faulted", code: toFault(error).code })
    }),
    forgetSecrets: assign5({ passwordHash: null, proof: null })
  }
}).createMachine({
  id: "mobile",
  context: ({ input }) => ({
    ...input,
    draft: input.card ? fillFromCard(EMPTY_DRAFT, input.card) : EMPTY_DRAFT,
    field: "idNumber",
    editing: false,
    problem: null,
    captchaPassed: false,
    proof: null,
    deferred: false,
    otpRounds: 0,
    otpStanding: null,
    preCheck: null,
    passwordHash: null,
    outcome: { kind: "backed-out" }
  }),
  initial: "conditions",
  states: {
    conditions: {
      tags: "conditions",
      on: {
        "user.confirmed": { target: "answering", actions: "toFirstOpenField" },
        "user.wentBack": "tidyingUp",
        "scanner.scanned": { target: "answering", actions: { type: "takeCard", params: ({ event }) => event } }
      }
    },
    answering: {
      tags: "field",
      on: {
        "user.answered": [
          {
            guard: { type: "answerIsGood", params: ({ event }) => event },
            target: "moving",
            actions: { type: "keepAnswer", params: ({ event }) => event }
          },
          { actions: { type: "keepProblem", params: ({ event }) => event } }
        ],
        "user.wentBack": [
          { guard: "isEditing", target: "review", actions: "stopEditing" },
          { guard: "isFirstField", target: "conditions" },
          { actions: "toPreviousField" }
        ],
        "scanner.scanned": { actions: { type: "takeCard", params: ({ event }) => event } }
      }
    },
    moving: {
      tags: "field",
      always: [
        { guard: "isEditing", target: "review", actions: "stopEditing" },
        { guard: "isLastField", target: "captcha" },
        { target: "answering", actions: "toNextField" }
      ]
    },
    captcha: {
      always: { guard: "captchaIsPassed", target: "review" },
      invoke: {
        src: "captcha",
        id: "captcha",
        onDone: [
          { guard: { type: "wasPassed", params: ({ event }) => event }, target: "review", actions: "noteCaptcha" },
          { guard: { type: "backedOut", params: ({ event }) => event }, target: "answering" },
          { target: "tidyingUp", actions: { type: "noteEnd", params: ({ event }) => event } }
        ],
        onError: { target: "tidyingUp", actions: { type: "noteFault", params: ({ event }) => event } }
      }
    },
    review: {
      tags: "review",
      on: {
        "user.edited": { target: "answering", actions: { type: "toField", params: ({ event }) => event } },
        "user.confirmed": [
          { guard: "phoneIsProved", target: "preChecking" },
          { guard: "formIsComplete", target: "otp" },
          { target: "answering", actions: "toFirstOpenField" }
        ],
        "user.wentBack": { target: "answering", actions: "toLastField" },
        "scanner.scanned": { actions: { type: "takeCard", params: ({ event }) => event } }
      }
    },
    otp: {
      entry: "countOtpRound",
      invoke: {
        src: "otp",
        id: "otp",
        input: ({ context }) => ({
          packetId: context.packetId,
          phone: phoneOf(context),
          round: context.otpRounds,
          standing: standingFor(context)
        }),
        onDone: [
          {
            guard: { type: "wasProved", params: ({ event }) => event },
            target: "preChecking",
            actions: { type: "noteProof", params: ({ event }) => event }
          },
          { guard: { type: "wasDeferred", params: ({ event }) => event }, target: "password", actions: "noteDeferred" },
          {
            guard: { type: "backedOut", params: ({ event }) => event },
            target: "review",
            actions: { type: "noteStanding", params: ({ event }) => event }
          },
          { target: "tidyingUp", actions: { type: "noteEnd", params: ({ event }) => event } }
        ],
        onError: { target: "tidyingUp", actions: { type: "noteFault", params: ({ event }) => event } }
      }
    },
    preChecking: {
      tags: "pre-checking",
      invoke: {
        src: "preCheck",
        input: ({ context }) => ({ challengeId: context.proof?.challengeId ?? "", claims: claimsIn(context) }),
        onDone: [
          {
            guard: { type: "preCheckForbids", params: ({ event }) => ({ preCheck: event.output }) },
            target: "tidyingUp",
            actions: { type: "noteForbidden", params: ({ event }) => ({ preCheck: event.output }) }
          },
          {
            target: "password",
            actions: { type: "notePreCheck", params: ({ event }) => ({ preCheck: event.output }) }
          }
        ],
        // Central checks all of it again when the packet arrives, so an answer that does not come holds nobody up.
        onError: "password"
      }
    },
    password: {
      invoke: {
        src: "password",
        id: "password",
        input: ({ context }) => ({ about: passwordAbout(claimsIn(context)) }),
        onDone: [
          {
            guard: { type: "wasAccepted", params: ({ event }) => event },
            target: "terms",
            actions: { type: "noteHash", params: ({ event }) => event }
          },
          { guard: { type: "backedOut", params: ({ event }) => event }, target: "review" },
          { target: "tidyingUp", actions: { type: "noteEnd", params: ({ event }) => event } }
        ],
        onError: { target: "tidyingUp", actions: { type: "noteFault", params: ({ event }) => event } }
      }
    },
    terms: {
      tags: "terms",
      on: { "user.confirmed": "delivery", "user.wentBack": "password" }
    },
    delivery: {
      invoke: {
        src: "delivery",
        id: "delivery",
        input: ({ context }) => ({ draft: draftOfPacket(context, claimsIn(context)) }),
        onDone: { target: "tidyingUp", actions: { type: "noteOutcome", params: ({ event }) => event } },
        onError: { target: "tidyingUp", actions: { type: "noteFault", params: ({ event }) => event } }
      }
    },
    tidyingUp: { entry: "forgetSecrets", always: "done" },
    done: { type: "final" }
  },
  output: ({ context }) => context.outcome
});
function neighbour(field, step) {
  return MOBILE_FIELDS[MOBILE_FIELDS.indexOf(field) + step] ?? field;
}
function problemOf(field, text, today) {
  const checked = checkField(field, text, today);
  return checked.ok ? null : { field, code: checked.problem };
}
function claimsIn(context) {
  const claims = claimsOf(context.draft, context.card, context.today);
  if (!claims) throw toFault(new Error("a state that needs complete claims was entered without them"));
  return claims;
}
function phoneOf(context) {
  return claimsOf(context.draft, context.card, context.today)?.phone ?? "";
}
function standingFor(context) {
  return context.otpStanding?.phone === phoneOf(context) ? context.otpStanding : null;
}
function endOf(output) {
  if (output.kind === "refused") return { kind: "refused", code: output.code, carrier: null, receipt: null };
  if (output.kind === "faulted") return { kind: "faulted", code: output.code };
  return { kind: "backed-out" };
}

// flows/base/terms.ts
var SUBJECTS = ["citizen", "enterprise", "agency"];
var METHODS = [
  "mobile",
  "social-insurance",
  "vnpost",
  "vneid",
  "usb-token",
  "sim-pki",
  "remote-signing",
  "in-person"
];

// flows/rules/policy.ts
function cellState(set, subject, method, onDate) {
  const cell2 = set.cells.find((candidate) => candidate.subject === subject && candidate.method === method);
  if (!cell2?.allowed) return { kind: "not-allowed" };
  if (cell2.validUntil !== null && onDate > cell2.validUntil)
    return { kind: "closed", since: dayAfter(cell2.validUntil), instead: cell2.instead };
  if (cell2.validFrom !== null && onDate < cell2.validFrom) return { kind: "not-yet", from: cell2.validFrom };
  return { kind: "open", ial: cell2.ial };
}
function matrixFor(set, subject, onDate) {
  return METHODS.map((method) => ({ method, state: cellState(set, subject, method, onDate) }));
}
function dayAfter(iso) {
  const next = /* @__PURE__ */ new Date(`${iso}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return Number.isNaN(next.getTime()) ? iso : next.toISOString().slice(0, 10);
}

// flows/visit/built-methods.ts
var BUILT_METHODS = ["mobile"];

// flows/visit/notice.ts
function noticeForMethod(visit2, method) {
  if (!visit2.opening || !visit2.subject) return { code: "METHOD_NOT_FOR_SUBJECT", method, since: null, instead: null };
  const state = cellState(visit2.opening.policy, visit2.subject, method, visit2.opening.today);
  switch (state.kind) {
    case "not-allowed":
      return { code: "METHOD_NOT_FOR_SUBJECT", method, since: null, instead: null };
    case "closed":
      return { code: "METHOD_CLOSED", method, since: state.since, instead: state.instead };
    case "not-yet":
      return { code: "METHOD_NOT_YET_OPEN", method, since: state.from, instead: null };
    case "open":
      return BUILT_METHODS.includes(method) ? null : { code: "METHOD_NOT_BUILT", method, since: null, instead: null };
  }
}

// flows/visit/visit.flow.ts
var visitFlow = setup6({
  types: {
    input: {},
    context: {},
    events: {},
    tags: {}
  },
  actors: {
    mobile: mobileFlow,
    openVisit: fromPromise6(async () => Promise.reject(new Error("openVisit is not provided"))),
    wipeVisit: fromPromise6(
      async () => Promise.reject(new Error("wipeVisit is not provided"))
    )
  },
  delays: { inactivityWarning: INACTIVITY_WARNING_MS, inactivityGrace: INACTIVITY_GRACE_MS, wipeLimit: WIPE_LIMIT_MS },
  guards: {
    visitIsOpen: ({ context }) => context.opening !== null || context.outcome !== null,
    methodIsOpen: ({ context }, { method }) => noticeForMethod(context, method) === null,
    cameBack: (_, { output }) => output.kind === "backed-out"
  },
  actions: {
    takeOpening: assign6({ opening: (_, { output }) => output, notice: null }),
    takeSubject: assign6({ subject: (_, { subject }) => subject, notice: null }),
    takeMethod: assign6({ method: (_, { method }) => method, notice: null }),
    takeLanguage: assign6({ language: (_, { language }) => language }),
    keepCard: assign6({ card: (_, { card }) => card, notice: { code: "CARD_KEPT" } }),
    noteCardNotNeeded: assign6({ notice: { code: "CARD_NOT_NEEDED" } }),
    noteRefusedScan: assign6({ notice: (_, { code }) => ({ code }) }),
    noteMethod: assign6({ notice: ({ context }, { method }) => noticeForMethod(context, method) }),
    noteOutcome: assign6({ outcome: (_, { output }) => output }),
    noteFault: assign6({
      outcome: (_, { error }) => ({ kind: "faulted", code: toFault(error).code })
    }),
    clearNotice: assign6({ notice: null }),
    forgetVisit: assign6({
      language: ({ context }) => context.stationLanguage,
      opening: null,
      subject: null,
      method: null,
      card: null,
      notice: null,
      outcome: null
    }),
    endVisit: raise({ type: "visit.expired" }),
    clearOldNotice: enqueueActions(({ context, enqueue }) => {
      if (context.notice) enqueue.assign({ notice: null });
    })
  }
}).createMachine({
  id: "visit",
  context: ({ input }) => ({
    stationLanguage: input.language,
    language: input.language,
    opening: null,
    subject: null,
    method: null,
    card: null,
    notice: null,
    outcome: null
  }),
  type: "parallel",
  states: {
    path: {
      initial: "welcome",
      on: {
        "user.choseLanguage": { actions: { type: "takeLanguage", params: ({ event }) => event } },
        "scanner.scanned": { actions: "noteCardNotNeeded" },
        "scanner.refused": { actions: { type: "noteRefusedScan", params: ({ event }) => event } },
        "user.active": { actions: "clearOldNotice" }
      },
      states: {
        welcome: {
          tags: "welcome",
          on: {
            "user.started": "opening",
            "user.confirmed": "opening",
            "scanner.scanned": { target: "opening", actions: { type: "keepCard", params: ({ event }) => event } }
          }
        },
        opening: {
          tags: "opening",
          invoke: {
            src: "openVisit",
            onDone: { target: "subject", actions: { type: "takeOpening", params: ({ event }) => event } },
            onError: { target: "result", actions: { type: "noteFault", params: ({ event }) => event } }
          },
          on: { "scanner.scanned": { actions: { type: "keepCard", params: ({ event }) => event } } }
        },
        subject: {
          tags: "subject",
          on: {
            "user.choseSubject": { target: "method", actions: { type: "takeSubject", params: ({ event }) => event } },
            "scanner.scanned": { actions: { type: "keepCard", params: ({ event }) => event } },
            "user.wentBack": "wiping",
            "user.ended": "wiping",
            "visit.expired": "wiping"
          }
        },
        method: {
          tags: "method",
          on: {
            "user.choseMethod": [
              {
                guard: { type: "methodIsOpen", params: ({ event }) => event },
                target: "registering",
                actions: { type: "takeMethod", params: ({ event }) => event }
              },
              { actions: { type: "noteMethod", params: ({ event }) => event } }
            ],
            "scanner.scanned": { actions: { type: "keepCard", params: ({ event }) => event } },
            "user.wentBack": { target: "subject", actions: "clearNotice" },
            "user.ended": "wiping",
            "visit.expired": "wiping"
          }
        },
        registering: {
          invoke: {
            src: "mobile",
            id: "registration",
            input: ({ context }) => ({
              packetId: context.opening?.packetId ?? "",
              today: context.opening?.today ?? "",
              language: context.language,
              card: context.card
            }),
            onDone: [
              { guard: { type: "cameBack", params: ({ event }) => event }, target: "method" },
              { target: "result", actions: { type: "noteOutcome", params: ({ event }) => event } }
            ],
            onError: { target: "result", actions: { type: "noteFault", params: ({ event }) => event } }
          },
          on: { "user.ended": "wiping", "visit.expired": "wiping" }
        },
        result: {
          tags: "result",
          on: {
            "user.confirmed": "wiping",
            "user.wentBack": "wiping",
            "user.ended": "wiping",
            "visit.expired": "wiping"
          }
        },
        wiping: {
          tags: "wiping",
          invoke: {
            src: "wipeVisit",
            input: ({ context }) => ({ visitId: context.opening?.visitId ?? "" }),
            onDone: "welcome",
            onError: "welcome"
          },
          after: { wipeLimit: "welcome" },
          exit: "forgetVisit"
        }
      }
    },
    presence: {
      initial: "present",
      states: {
        present: {
          on: { "user.active": { target: "present", reenter: true } },
          after: { inactivityWarning: { guard: "visitIsOpen", target: "warned" } }
        },
        warned: {
          on: { "user.active": "present" },
          after: { inactivityGrace: { target: "present", actions: "endVisit" } }
        }
      }
    }
  }
});

// flows/base/secret.ts
function createSecrets(newId) {
  const kept = /* @__PURE__ */ new Map();
  const discard = (handle) => {
    kept.get(handle)?.fill(0);
    kept.delete(handle);
  };
  return {
    keep(value) {
      const handle = `secret:${newId()}`;
      kept.set(handle, new TextEncoder().encode(value));
      return handle;
    },
    redeem(handle) {
      const bytes = kept.get(handle);
      if (!bytes) throw new Fault("SECRET_SPENT");
      const value = new TextDecoder().decode(bytes);
      discard(handle);
      return value;
    },
    discard,
    wipe() {
      for (const handle of [...kept.keys()]) discard(handle);
    },
    get count() {
      return kept.size;
    }
  };
}

// flows/rules/policy-sets.ts
var SOURCE_REPORTING = "H\u01B0\u1EDBng d\u1EABn \u0111\u0103ng k\xFD t\xE0i kho\u1EA3n, Ph\u1EE5 l\u1EE5c II, C\xF4ng v\u0103n VPCP-KSTT (2021)";
var SOURCE_QUANG_BINH = "H\u01B0\u1EDBng d\u1EABn \u0111\u0103ng k\xFD t\xE0i kho\u1EA3n C\u1ED5ng D\u1ECBch v\u1EE5 c\xF4ng t\u1EC9nh Qu\u1EA3ng B\xECnh";
var SOURCE_DUONG_HOA = "C\xF4ng v\u0103n 141/UBND ng\xE0y 29/11/2022, UBND x\xE3 D\u01B0\u01A1ng H\xF2a";
var SOURCE_DECREE_69 = "Ngh\u1ECB \u0111\u1ECBnh 69/2024/N\u0110-CP";
var PEOPLE_LAST_DAY = "2024-06-30";
var ORGANISATIONS_LAST_DAY = "2025-06-30";
var VNEID_FIRST_DAY = "2024-07-01";
var PORTAL_2022 = { id: "portal-2022", cells: portalCells() };
var VNEID_2024 = {
  id: "vneid-2024",
  cells: [...portalCells().map(closedByDecree69), ...SUBJECTS.map(openedByDecree69)]
};
function portalCells() {
  const nobody = { allowed: false, reason: "subject" };
  return [
    cell("citizen", "mobile", 2, SOURCE_QUANG_BINH),
    cell("enterprise", "mobile", 2, SOURCE_DUONG_HOA, nobody),
    cell("agency", "mobile", 2, SOURCE_DUONG_HOA, nobody),
    cell("citizen", "social-insurance", 2, SOURCE_QUANG_BINH),
    cell("enterprise", "social-insurance", 2, SOURCE_DUONG_HOA, nobody),
    cell("agency", "social-insurance", 2, SOURCE_DUONG_HOA, nobody),
    // Open to citizens, closed to the officials among them; only the sign-in tells who is one.
    cell("citizen", "vnpost", 2, SOURCE_DUONG_HOA, { reason: "official" }),
    cell("enterprise", "vnpost", 2, SOURCE_DUONG_HOA, nobody),
    cell("agency", "vnpost", 2, SOURCE_DUONG_HOA, nobody),
    cell("citizen", "usb-token", 3, SOURCE_DUONG_HOA),
    cell("enterprise", "usb-token", 3, SOURCE_DUONG_HOA),
    cell("agency", "usb-token", 3, SOURCE_REPORTING),
    cell("citizen", "sim-pki", 3, SOURCE_QUANG_BINH),
    // Sources 1 and 2 say citizens only; the newest official one wins (product.md).
    cell("enterprise", "sim-pki", 3, SOURCE_DUONG_HOA),
    cell("agency", "sim-pki", 3, SOURCE_DUONG_HOA, nobody),
    cell("citizen", "remote-signing", 3, SOURCE_DUONG_HOA),
    cell("enterprise", "remote-signing", 3, SOURCE_DUONG_HOA),
    cell("agency", "remote-signing", 3, SOURCE_DUONG_HOA, nobody),
    // Source 1 calls an IAL 3 account equal to one registered directly.
    cell("citizen", "in-person", 3, SOURCE_REPORTING),
    cell("enterprise", "in-person", 3, SOURCE_REPORTING),
    cell("agency", "in-person", 3, SOURCE_REPORTING)
  ];
}
function cell(subject, method, ial, source, more = {}) {
  return { subject, method, allowed: true, ial, validFrom: null, validUntil: null, source, instead: null, ...more };
}
function closedByDecree69(portal) {
  if (!portal.allowed) return portal;
  const validUntil = portal.subject === "citizen" ? PEOPLE_LAST_DAY : ORGANISATIONS_LAST_DAY;
  return { ...portal, validUntil, instead: "vneid", source: `${portal.source}; ${SOURCE_DECREE_69}` };
}
function openedByDecree69(subject) {
  return {
    subject,
    method: "vneid",
    allowed: true,
    ial: [2, 3],
    validFrom: VNEID_FIRST_DAY,
    validUntil: null,
    source: SOURCE_DECREE_69,
    instead: null
  };
}

// kiosk/ui/render-kiosk.tsx
import { render } from "ink";

// kiosk/ui/app.tsx
import { Box as Box20, useWindowSize } from "ink";
import { useMemo as useMemo2, useState as useState2 } from "react";

// kiosk/ui/draw/cells.ts
function cellsOf(text) {
  return [...text.normalize("NFC").replace(MARKS_AND_STYLES, "")].length;
}
function padTo(text, cells) {
  return text + " ".repeat(Math.max(0, cells - cellsOf(text)));
}
function spread(left, right, cells) {
  return left + " ".repeat(Math.max(1, cells - cellsOf(left) - cellsOf(right))) + right;
}
function cutTo(text, cells, more) {
  const letters = [...text.normalize("NFC")];
  if (letters.length <= cells) return text;
  return `${letters.slice(0, Math.max(0, cells - more.length)).join("")}${more}`;
}
var MARKS_AND_STYLES = /\p{M}|\u001b\[[\d;]*m/gu;
function wrapTo(text, cells) {
  const lines = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (cellsOf(longer) <= cells) {
      line = longer;
      continue;
    }
    if (line !== "") lines.push(line);
    const letters = [...word];
    while (letters.length > cells) lines.push(letters.splice(0, cells).join(""));
    line = letters.join("");
  }
  return [...lines, line];
}
function hang(sign, text, cells) {
  const indent = cellsOf(sign) + 1;
  return wrapTo(text, cells - indent).map((line, at) => at === 0 ? `${sign} ${line}` : `${" ".repeat(indent)}${line}`).join("\n");
}

// kiosk/ui/keys.ts
var KEYS = [
  { command: "next", keys: ["enter"], cap: "Enter", hint: "footer" },
  { command: "back", keys: ["escape"], cap: "Esc", hint: "footer" },
  { command: "help", keys: ["f1"], cap: "F1", hint: "footer" },
  { command: "end", keys: ["f10"], cap: "F10", hint: "footer" },
  { command: "language", keys: ["f2"], cap: "F2", hint: "header" },
  { command: "renew", keys: ["f3"], cap: "F3", hint: "page" },
  { command: "reveal", keys: ["f4"], cap: "F4", hint: "page" },
  { command: "demoScan", keys: ["f5"], cap: "F5", hint: "page" },
  { command: "erase", keys: ["backspace"], cap: "Backspace", hint: "help" },
  { command: "eraseAhead", keys: ["delete"], cap: "Delete", hint: "none" },
  { command: "left", keys: ["left"], cap: "\u2190", hint: "none" },
  { command: "right", keys: ["right"], cap: "\u2192", hint: "none" },
  { command: "first", keys: ["home"], cap: "Home", hint: "none" },
  { command: "last", keys: ["end"], cap: "End", hint: "none" },
  { command: "up", keys: ["up"], cap: "\u2191", hint: "none" },
  { command: "down", keys: ["down"], cap: "\u2193", hint: "none" },
  // The technician's way out; citizens have none and are told of none.
  { command: "quit", keys: ["ctrl-c"], cap: "Ctrl-C", hint: "none" }
];
function commandOf(input) {
  if (input.kind !== "key") return null;
  return KEYS.find((binding) => binding.keys.includes(input.name))?.command ?? null;
}
function capOf(command) {
  return KEYS.find((binding) => binding.command === command)?.cap ?? "";
}

// kiosk/ui/frame/bottom-line.ts
var SLOT_CELLS = { next: 24, back: 14, help: 13 };
function bottomLine(columns, look, texts, hints) {
  const [, , left, right] = look.glyphs.corners;
  const hint = (command, name) => name ? `${look.paint.key(capOf(command))} ${texts.hints[name]}` : "";
  const slots = padTo(hint("next", hints.next), SLOT_CELLS.next) + padTo(hint("back", hints.back), SLOT_CELLS.back) + padTo(hint("help", "help"), SLOT_CELLS.help) + hint("end", "end");
  const fill = look.glyphs.horizontal.repeat(Math.max(0, columns - 4 - cellsOf(slots)));
  return `${left} ${slots} ${fill}${right}`;
}
function bottomLineSpoken(texts, hints) {
  const spoken = (command, name) => name ? [`${capOf(command)} ${texts.hints[name]}`] : [];
  return [
    ...spoken("next", hints.next),
    ...spoken("back", hints.back),
    ...spoken("help", "help"),
    ...spoken("end", "end")
  ].join(", ");
}

// kiosk/ui/frame/foot.view.tsx
import { Box as Box2, Text as Text2 } from "ink";

// kiosk/ui/draw/dates.ts
function dayOf(iso) {
  const [year = "", month = "", day = ""] = iso.split("-");
  return `${day}/${month}/${year}`;
}
function minutesOf(leftMs) {
  const seconds = Math.max(0, Math.ceil(leftMs / 1e3));
  const two = (number) => String(number).padStart(2, "0");
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
}

// kiosk/ui/screens/method-lines.ts
var NAME_CELLS = 20;
var LEVEL_CELLS = 10;
function methodLines(ui, opening, subject) {
  const { paint, glyphs } = ui.look;
  return matrixFor(opening.policy, subject, opening.today).map(({ method, state }) => {
    const isOpen = noticeForMethod({ opening, subject }, method) === null;
    const level = levelText(ui, state);
    const text = stateText(ui, opening, method, state, isOpen);
    const sign = isOpen ? glyphs.check : glyphs.dot;
    const tail = isOpen ? paint.good(`${sign} ${text}`) : paint.quiet(`${sign} ${text}`);
    return {
      id: method,
      line: `${padTo(ui.texts.methods[method], NAME_CELLS)}${padTo(level, LEVEL_CELLS)}${tail}`,
      spoken: [ui.texts.methods[method], level, text].filter(Boolean).join(", "),
      disabled: !isOpen
    };
  });
}
function subjectsOf(ui, opening, method) {
  return SUBJECTS.filter((subject) => cellState(opening.policy, subject, method, opening.today).kind !== "not-allowed").map((subject) => ui.texts.subjects[subject].toLowerCase()).join(", ");
}
function levelText(ui, state) {
  return state.kind === "open" ? ui.texts.method.level([state.ial].flat().join("/")) : "";
}
function stateText(ui, opening, method, state, isOpen) {
  const { texts } = ui;
  switch (state.kind) {
    case "open":
      return isOpen ? texts.method.open : texts.method.notBuilt;
    case "closed":
      return texts.method.closed(dayOf(state.since), state.instead ? texts.methods[state.instead] : null);
    case "not-yet":
      return texts.method.notYet(dayOf(state.from));
    case "not-allowed": {
      const subjects = subjectsOf(ui, opening, method);
      return subjects === "" ? texts.method.notInForce : texts.method.onlyFor(subjects);
    }
  }
}

// kiosk/ui/text/citizen-faults.ts
var CITIZEN_FAULTS = [
  "FIELD_REQUIRED",
  "ID_NUMBER_FORMAT",
  "ID_NUMBER_CMND_EXPIRED_FORM",
  "NAME_FORMAT",
  "NAME_DAMAGED",
  "BIRTH_DATE_FORMAT",
  "BIRTH_DATE_IMPOSSIBLE",
  "BIRTH_DATE_RANGE",
  "PHONE_FORMAT",
  "PHONE_NOT_MOBILE",
  "PHONE_OLD_NUMBER",
  "EMAIL_FORMAT",
  "CAPTCHA_WRONG",
  "PASSWORD_WEAK",
  "PASSWORD_DIFFERS",
  "CONSENT_MISSING",
  "SCAN_EMPTY",
  "SCAN_NOT_A_CARD",
  "SCAN_INCOMPLETE",
  "SCAN_DAMAGED",
  "SCAN_TOO_LONG",
  "SCANNER_ABSENT",
  "SCANNER_LOST",
  "METHOD_NOT_BUILT",
  "METHOD_NOT_FOR_SUBJECT",
  "METHOD_CLOSED",
  "METHOD_NOT_YET_OPEN",
  "OTP_WRONG",
  "OTP_EXPIRED",
  "OTP_TRIES_SPENT",
  "OTP_RESEND_TOO_SOON",
  "OTP_LIMIT_NUMBER",
  "OTP_LIMIT_STATION",
  "OTP_NOT_SENT",
  "OTP_UNKNOWN",
  "OTP_NOT_PROVED",
  "OTP_DEFERRED",
  "SUBSCRIBER_OTHER_OWNER",
  "SUBSCRIBER_CMND9",
  "SUBSCRIBER_UNKNOWN",
  "CARRIER_UNAVAILABLE",
  "ACCOUNT_EXISTS",
  "LINE_DOWN",
  "CAPTIVE_PORTAL",
  "CENTRAL_ANSWER_INVALID",
  "CENTRAL_REFUSED",
  "CENTRAL_BUSY",
  "RATE_LIMITED",
  "CLOCK_SKEW",
  "STATION_NOT_ENROLLED",
  "STATION_UNKNOWN",
  "STORE_FULL",
  "STORE_BUSY",
  "STORE_DAMAGED",
  "SECRET_SPENT",
  "PACKET_CONFLICT",
  "PACKET_INCONSISTENT",
  "CANCELLED",
  "TIMED_OUT",
  "INTERNAL"
];

// kiosk/ui/text/en-faults.ts
var enFaults = {
  FIELD_REQUIRED: { what: "An answer is needed here.", now: "Please type it, then press Enter." },
  ID_NUMBER_FORMAT: { what: "An ID number has 12 digits (an old CMND has 9).", now: "Please check the card." },
  ID_NUMBER_CMND_EXPIRED_FORM: {
    what: "A 9-digit CMND can no longer be used for this.",
    now: "Please enter the 12-digit number."
  },
  NAME_FORMAT: { what: "A name is made of letters.", now: "Please write it as on the card." },
  NAME_DAMAGED: { what: "Letters or marks are missing in the name.", now: "Please write it in full, as on the card." },
  BIRTH_DATE_FORMAT: { what: "Day, month and year are needed.", now: "Please type 8 digits, like 05091960." },
  BIRTH_DATE_IMPOSSIBLE: { what: "There is no such day.", now: "Please check day and month." },
  BIRTH_DATE_RANGE: { what: "This year of birth does not look right.", now: "Please check its four digits." },
  PHONE_FORMAT: { what: "A mobile number has 10 digits and starts with 0.", now: "Please check it." },
  PHONE_NOT_MOBILE: { what: "This is not a mobile number.", now: "Please use one that receives SMS." },
  PHONE_OLD_NUMBER: { what: "11-digit numbers became 10-digit ones in 2018.", now: "Please type the new one." },
  EMAIL_FORMAT: { what: "This e-mail address is not complete.", now: "Please check it, or clear it and press Enter." },
  CAPTCHA_WRONG: { what: "The letters did not match the picture.", now: "Please type those of the new one." },
  PASSWORD_WEAK: { what: "The password is not strong enough yet.", now: "Please see the list." },
  PASSWORD_DIFFERS: { what: "The two entries are not the same.", now: "Please type it the second time again." },
  CONSENT_MISSING: { what: "We can send it only if you agree.", now: "Please read the terms again." },
  SCAN_EMPTY: { what: "The scanner has read nothing.", now: "Please hold the QR code closer." },
  SCAN_NOT_A_CARD: { what: "That code is not the one on an ID card.", now: "Please scan the QR code of the card." },
  SCAN_INCOMPLETE: { what: "Only a part of the code was read.", now: "Please scan again and hold the card still." },
  SCAN_DAMAGED: { what: "The code on the card could not be read.", now: "Please scan again, or type by hand." },
  SCAN_TOO_LONG: { what: "That code is too long to be an ID card.", now: "Please scan the QR code of the card." },
  SCANNER_ABSENT: { what: "This machine has no scanner.", now: "Please type on the keyboard." },
  SCANNER_LOST: { what: "The scanner has just gone.", now: "Please type on the keyboard, or call our staff." },
  METHOD_NOT_BUILT: { what: "This way comes in a later version.", now: "Please choose another." },
  METHOD_NOT_FOR_SUBJECT: { what: "This way is not for the group you chose.", now: "Please choose another." },
  METHOD_CLOSED: { what: "This way has been closed by law.", now: "Please choose another." },
  METHOD_NOT_YET_OPEN: { what: "This way is not open yet.", now: "Please choose another." },
  OTP_WRONG: { what: "That is not the code.", now: "Please look at the newest message and type it again." },
  OTP_EXPIRED: { what: "The code has expired.", now: "Please press F3 for a new one." },
  OTP_TRIES_SPENT: {
    what: "The code was wrong too often.",
    now: "For your safety this number gets no codes for a while. Please come back later or call our staff."
  },
  OTP_RESEND_TOO_SOON: { what: "A code has just been sent.", now: "Please wait a few seconds, then press F3." },
  OTP_LIMIT_NUMBER: {
    what: "This number has been sent many codes in a short time.",
    now: "Please come back later or call our staff."
  },
  OTP_LIMIT_STATION: { what: "This machine has sent many codes.", now: "Please use another one or call our staff." },
  OTP_NOT_SENT: { what: "The message could not be sent.", now: "Please try again in a few minutes." },
  OTP_UNKNOWN: { what: "This code is no longer valid.", now: "Please press F3 for a new one." },
  OTP_NOT_PROVED: { what: "The phone number is not confirmed yet.", now: "Please get a code and enter it." },
  OTP_DEFERRED: {
    what: "One step is left: the code sent to your phone.",
    now: "Please return with receipt and phone."
  },
  SUBSCRIBER_OTHER_OWNER: {
    what: "Your details differ from those the carrier holds for this number.",
    now: "Please have them checked at the carrier's shop."
  },
  SUBSCRIBER_CMND9: {
    what: "The SIM is tied to a 9-digit CMND.",
    now: "Please have the 12-digit number entered at the carrier's shop."
  },
  SUBSCRIBER_UNKNOWN: { what: "The carrier does not know this number.", now: "Please check it or ask the carrier." },
  CARRIER_UNAVAILABLE: { what: "The carrier has not answered.", now: "Your file is kept and will be checked later." },
  ACCOUNT_EXISTS: { what: "There is already an account for this ID number.", now: "Please recover the password." },
  LINE_DOWN: { what: "The line is down.", now: "Please try again or call our staff." },
  CAPTIVE_PORTAL: { what: "The network here is not open yet.", now: "Please call our staff." },
  CENTRAL_ANSWER_INVALID: { what: "The centre gave an unclear answer.", now: "Please try again in a few minutes." },
  CENTRAL_REFUSED: { what: "The centre did not take this request.", now: "Please call our staff." },
  CENTRAL_BUSY: { what: "The centre is busy.", now: "Please try again in a few minutes." },
  RATE_LIMITED: { what: "The centre has many requests.", now: "Please try again in a few minutes." },
  CLOCK_SKEW: { what: "This machine's clock is wrong.", now: "Please call our staff." },
  STATION_NOT_ENROLLED: { what: "This machine is not in service yet.", now: "Please call our staff." },
  STATION_UNKNOWN: { what: "The centre does not know this machine.", now: "Please call our staff." },
  STORE_FULL: { what: "This machine's memory is full; nothing was saved.", now: "Please call our staff." },
  STORE_BUSY: { what: "This machine is busy; nothing was saved.", now: "Please try again in a few minutes." },
  STORE_DAMAGED: { what: "This machine's memory is damaged; nothing was saved.", now: "Please call our staff." },
  SECRET_SPENT: { what: "The session is over.", now: "Please start again." },
  PACKET_CONFLICT: { what: "This file differs from the one already sent.", now: "Please call our staff." },
  PACKET_INCONSISTENT: { what: "Parts of the file do not agree.", now: "Please call our staff." },
  CANCELLED: { what: "The registration was stopped.", now: "You can start again." },
  TIMED_OUT: { what: "No answer came in time.", now: "Please try again in a few minutes." },
  INTERNAL: { what: "Something went wrong in this machine.", now: "Please call our staff." }
};

// kiosk/ui/text/en-help.ts
var wait = ["The machine is working, for a few seconds as a rule.", "What you have typed is still there."];
var enHelp = {
  welcome: [
    "Here you can register an account for the National Public Service Portal.",
    "You need your ID card and your phone. What you type is wiped from the screen when you leave."
  ],
  opening: wait,
  subject: [
    "To register yourself choose 1, Citizen.",
    "Enterprises and state agencies register with a digital signature."
  ],
  method: [
    'These are the ways to prove who you are. Lines marked "Ready to use" can be chosen now.',
    "Choose any other line to learn why it cannot be used yet."
  ],
  conditions: [
    "The SIM must have been registered with your own papers.",
    "Send TTTB to 1414 and the carrier replies with the name and paper the SIM is registered to."
  ],
  field: [
    "Type the answer and press Enter. Backspace removes a wrong letter.",
    "With a scanner, hold the QR code of the card to it: ID number, name and birth date are filled in.",
    "Nothing is sent until you agree in step 6."
  ],
  captcha: ["Type the letters and digits you see. Press F3 if they are hard to read."],
  "captcha-wait": wait,
  review: [
    "Press the number of a line to change it.",
    'A line "to be verified" is a reminder only; you can go on.',
    "Press Enter and a code is sent to your phone."
  ],
  "otp-sending": wait,
  "otp-entry": [
    "Open the newest message on your phone and type the 6 digits in it.",
    "Do not tell the code to anybody. Our staff never ask for it.",
    "If the phone number is wrong, press Esc to go back and change it."
  ],
  "otp-checking": wait,
  "line-down": ["Choose 1 to try again. Choose 2 to keep the file now and enter the code on your next visit."],
  "pre-checking": wait,
  password: [
    "Take a phrase that you remember and others cannot guess, with a digit and a sign like @ or #.",
    "F4 shows or hides the password. Please cover the screen while it is shown."
  ],
  "password-saving": wait,
  terms: [
    "You may say no. Nothing is sent then, and what you typed is wiped.",
    "To withdraw later, tell the counter your receipt number."
  ],
  sealing: wait,
  delivering: ["Your file is safe in this machine. You need not wait: the result will come later."],
  result: [
    "Please keep the receipt number. The QR code holds the receipt and file numbers, no personal data.",
    "Press Enter to finish and wipe the screen."
  ],
  wiping: wait
};

// kiosk/ui/text/en.ts
var en = {
  frame: {
    title: "PUBLIC SERVICE PORTAL",
    subtitle: "Registration",
    subtitleProblem: "To correct",
    line: { online: "Online", offline: "Offline", "captive-portal": "No network", unknown: "Connecting" },
    clockUnproven: "time not verified",
    step: (step, of) => `Step ${step} / ${of}`,
    steps: ["Choose a way", "Your details", "Check", "Confirm by phone", "Password", "Agree and send"]
  },
  hints: {
    next: "continue",
    start: "start",
    skip: "skip",
    agree: "I agree, send",
    getCode: "right, get code",
    dontWait: "do not wait",
    done: "done",
    close: "close",
    back: "back",
    leave: "leave",
    help: "help",
    end: "end and wipe my data",
    newPicture: "another picture",
    newCode: "send a new code",
    reveal: "show / hide the password",
    demoScan: "scan the next sample person's card",
    language: "Ti\u1EBFng Vi\u1EC7t",
    erase: "remove the last letter",
    choose: "choose the line with that number"
  },
  welcome: {
    question: "Welcome",
    why: "Register an account here to use public services online.",
    bring: "Please have ready:",
    items: ["Your ID card (CCCD)", "A phone whose SIM is in your own name"],
    start: "Press Enter to start.",
    startOrScan: "Press Enter, or hold your card's QR code to the scanner.",
    otherLanguage: "Nh\u1EA5n F2 \u0111\u1EC3 d\xF9ng ti\u1EBFng Vi\u1EC7t.",
    station: (name) => `Service point: ${name}`
  },
  subject: {
    question: "Who is the account for?",
    why: "Please press a number to choose.",
    cardKept: "Your card has been read. Its details will be filled in."
  },
  subjects: { citizen: "Citizen", enterprise: "Enterprise", agency: "State agency" },
  subjectDetails: {
    citizen: "for yourself",
    enterprise: "for a company, co-operative or business",
    agency: "for an agency or its officials"
  },
  method: {
    question: "How would you like to prove who you are?",
    why: "Please press a number to choose. Level 3 is high, like registering in person.",
    level: (levels) => `Level ${levels}`,
    open: "Ready to use",
    notBuilt: "In a later version",
    onlyFor: (subjects) => `Only ${subjects}`,
    notInForce: "Not in force here",
    closed: (since, instead) => instead ? `Shut ${since}, use ${instead}` : `Shut since ${since}`,
    notYet: (from) => `Opens ${from}`
  },
  methods: {
    mobile: "Mobile subscription",
    "social-insurance": "Social insurance",
    vnpost: "Vietnam Post",
    vneid: "VNeID",
    "usb-token": "USB token",
    "sim-pki": "Signing SIM",
    "remote-signing": "Remote signature",
    "in-person": "In person"
  },
  notices: {
    cardKept: "Your card has been read. Its details will be filled in.",
    cardNotNeeded: "Your card has been read, but this step does not need it.",
    method: (method, what, now) => `${method}: ${what} ${now}`,
    notBuilt: "this way comes in a later version.",
    onlyFor: (subjects) => `this way is only for: ${subjects}.`,
    notInForce: "this way is not in force here.",
    closed: (since) => `by law this way has been closed since ${since}.`,
    notYet: (from) => `this way opens on ${from}.`,
    instead: (method) => `Please use ${method}.`,
    chooseOther: "Please choose another way."
  },
  conditions: {
    question: "Before you start, you need:",
    why: "All three are needed to register with a mobile subscription.",
    items: [
      "A SIM registered in your own name.",
      "A SIM tied to your 12-digit ID number (not to a 9-digit CMND).",
      "Your phone with you, able to receive messages."
    ],
    check: "Not sure whose name the SIM is in? Send TTTB to 1414 (free) to see.",
    fix: "If it is not right, please have it changed at the carrier's shop first.",
    scan: "Hold the QR code of your ID card to the scanner to have it filled in."
  },
  fields: {
    idNumber: {
      name: "ID number",
      question: "Your ID number (s\u1ED1 c\u0103n c\u01B0\u1EDBc)?",
      why: "12 digits on the front of the card. An old CMND has 9 digits.",
      whyScan: "12 digits on the front of the card. Or hold its QR code to the scanner."
    },
    fullName: {
      name: "Full name",
      question: "Your full name?",
      why: "Family, middle and given name, with all marks, as on the card.",
      whyScan: "Family, middle and given name, with all marks, as on the card."
    },
    birthDate: {
      name: "Birth date",
      question: "Your date of birth?",
      why: "Day, month, year, like 05/09/1960; the slashes come by themselves. Type 00 for a day or month not known.",
      whyScan: "Day, month, year, like 05/09/1960; the slashes come by themselves. Type 00 for a day or month not known."
    },
    phone: {
      name: "Phone",
      question: "Your mobile phone number?",
      why: "The SIM is in your own name. A code will be sent to this number.",
      whyScan: "The SIM is in your own name. A code will be sent to this number."
    },
    email: {
      name: "E-mail",
      question: "Your e-mail address?",
      why: "Not required. Without one just press Enter.",
      whyScan: "Not required. Without one just press Enter."
    }
  },
  field: {
    fromCard: "(from card)",
    empty: "(none)",
    cmnd: "CMND",
    carrier: (carrier) => `A range of ${carrier} (may have moved to another carrier)`,
    datePlaceholder: "dd/mm/yyyy"
  },
  captcha: {
    question: "Please type the letters in the picture",
    why: "It shows that a person is here. Capital or small letters, both are fine.",
    label: "Letters in the picture",
    picture: "A picture of letters and digits to type. If you cannot see it, please call our staff."
  },
  review: {
    question: "Check your details",
    why: "Press the number of a line to change it. Press Enter when all is right.",
    warnings: {
      ID_BIRTH_YEAR_DIFFERS: "To be verified: the birth year differs from the ID number.",
      ID_SEX_DIFFERS: "To be verified: the sex differs from the ID number.",
      ID_PROVINCE_UNKNOWN: "To be verified: the province code of the ID number is not listed."
    },
    warningNow: "If it is as on your card, just go on."
  },
  otp: {
    question: "The 6-digit code in the message?",
    why: (phone3) => `A code has just been sent to ${phone3}.`,
    label: "Code",
    life: (time) => `Valid for ${time}`,
    tries: (count) => `Tries left: ${count}`,
    resendAfter: (time) => `No message yet? A new code can be sent in ${time}.`,
    resendNow: "No message yet? Press F3 for a new code.",
    secrecy: "Please tell this code to nobody, not even to our staff."
  },
  lineDown: {
    question: "The code cannot be sent just now",
    options: ["Try again", "Later: keep the file now, enter the code on your next visit"],
    why: "What you have typed is still there. Please press a number to choose."
  },
  password: {
    question: "Please choose a password for the account",
    why: "Press Enter, then type it once more. Only you know this password.",
    first: "Password",
    again: "Again   ",
    count: (count) => `${count} characters`,
    rules: {
      length: "8 characters or more",
      lower: "A small letter (a-z)",
      upper: "A capital letter (A-Z)",
      digit: "A digit (0-9)",
      special: "A special sign (@ # !)",
      "not-example": "Not a printed example",
      "not-personal": "No name, birth date, number",
      "not-run": "No run of keys"
    },
    met: "met",
    unmet: "not yet",
    banned: (examples) => `Please do not use the examples printed in guides: ${examples}.`
  },
  terms: {
    question: "Do you agree to the following?",
    why: "Enter means you agree and the file is sent. F10 means you do not; all is wiped.",
    items: [
      "Purpose: to make and verify your electronic-transaction account on the public service portal (Decree 45/2020/N\u0110-CP).",
      "Data: ID number, name, birth date, phone, e-mail if given; with a scanned card also sex, residence and old CMND. They are compared with the carrier.",
      "Keeping: once sent, this machine cannot read it. The centre keeps it as long as the law says.",
      "Rights: see, correct, delete, withdraw consent, complain (Personal Data Protection Law 91/2025/QH15)."
    ],
    version: (version) => `Terms version ${version}, English`
  },
  waits: {
    opening: { what: "Getting ready.", way: "" },
    "captcha-wait": { what: "Looking at the picture.", way: "" },
    "otp-sending": {
      what: "Sending a code to your phone.",
      way: "A few seconds as a rule. Press Esc if you do not want to wait."
    },
    "otp-checking": { what: "Checking the code.", way: "A few seconds as a rule." },
    "pre-checking": {
      what: "Asking the carrier about your number.",
      way: "A few seconds as a rule. Without an answer you can still go on."
    },
    "password-saving": { what: "Checking the password.", way: "" },
    sealing: { what: "Saving your file.", way: "" },
    delivering: {
      what: "Your file is saved. Sending it and waiting for the result.",
      way: "A few seconds as a rule. Press Enter not to wait; the result comes later."
    },
    wiping: { what: "Wiping your data from this machine.", way: "" }
  },
  result: {
    accepted: {
      title: "Your account is ready",
      level: { 2: "Level 2: verified by the carrier.", 3: "Level 3: high." },
      steps: ["Go to dichvucong.gov.vn.", "The user name is your ID number.", "Use the password you just chose."]
    },
    pending: {
      title: "Saved, waiting for a result",
      what: "You need not do it again.",
      steps: ["Keep the receipt number, or photograph the QR.", "Ask for the result here with that number."]
    },
    waiting: {
      title: "One step is left",
      what: "Your file is saved and waits for the code.",
      steps: [
        "Keep the receipt number, or photograph the QR.",
        "Come back here with your phone.",
        "Show this QR to our staff."
      ]
    },
    refused: { title: "Not registered yet", steps: ["Please call our staff if you need help."] },
    faulted: {
      title: "This could not be finished",
      steps: ["Nothing has been sent.", "Your data will be wiped from this machine."]
    },
    refusals: {
      ACCOUNT_EXISTS: () => ({
        title: "This ID number has an account",
        what: "There is no need to register again.",
        steps: [
          'Forgot the password? Choose "Qu\xEAn m\u1EADt kh\u1EA9u" at dichvucong.gov.vn.',
          "Or recover it at the carrier's counter.",
          'Complain to our staff if "I did not create this account".'
        ]
      }),
      SUBSCRIBER_OTHER_OWNER: (carrier) => ({
        title: "The number is not in your name",
        what: `Your details differ from those held by ${carrier ?? "the carrier"}.`,
        steps: [
          "See whose name it is in: send TTTB to 1414.",
          `Take your ID card to ${shop(carrier)} to have it changed.`,
          "Then come back to register."
        ]
      }),
      SUBSCRIBER_CMND9: (carrier) => ({
        title: "The SIM is tied to a 9-digit CMND",
        what: "It must be tied to your 12-digit number.",
        steps: [
          `Take your ID card to ${shop(carrier)} to have it updated.`,
          "To check: send TTTB to 1414.",
          "Then come back to register."
        ]
      }),
      SUBSCRIBER_UNKNOWN: (carrier) => ({
        title: "The carrier does not know this number",
        what: "It is not among its subscribers.",
        steps: [
          "Check the number you typed.",
          "See the SIM details: send TTTB to 1414.",
          `Or ask at ${shop(carrier)}.`
        ]
      })
    },
    stepsTitle: "Please:",
    receipt: "Receipt number",
    qrLabel: (receiptNumber) => `QR code of receipt ${receiptNumber}`,
    noQr: "Please copy or photograph this number.",
    done: "Press Enter: done, wipe the screen",
    code: (code) => `Code: ${code}`
  },
  warned: {
    title: "Are you still there?",
    text: "To protect you, what is on the screen will be wiped in a moment.",
    now: "Press any key to go on."
  },
  tooSmall: (columns, rows) => [
    "This window is a little small. Please widen it",
    `to 80 x 24 (now ${columns} x ${rows}).`
  ],
  phone: { title: "PHONE (simulated)", number: (number) => `Number ${number}`, none: "No messages yet" },
  faults: enFaults,
  unknownFault: (code) => ({ what: "This machine could not do that.", now: `Please tell our staff the code ${code}.` }),
  help: {
    title: "Help",
    keys: "Keys",
    staff: "If you need a person, please call our staff at the counter.",
    close: "Press any key to close.",
    screens: enHelp
  }
};
function shop(carrier) {
  return carrier ? `a ${carrier} shop` : "the carrier's shop";
}

// kiosk/ui/text/vi-faults.ts
var viFaults = {
  FIELD_REQUIRED: { what: "\xD4 n\xE0y c\u1EA7n c\xF3 c\xE2u tr\u1EA3 l\u1EDDi.", now: "M\u1EDDi Qu\xFD kh\xE1ch g\xF5 v\xE0o, r\u1ED3i nh\u1EA5n Enter." },
  ID_NUMBER_FORMAT: { what: "S\u1ED1 c\u0103n c\u01B0\u1EDBc c\xF3 12 ch\u1EEF s\u1ED1 (CMND c\u0169 c\xF3 9).", now: "M\u1EDDi xem l\u1EA1i s\u1ED1 in tr\xEAn th\u1EBB." },
  ID_NUMBER_CMND_EXPIRED_FORM: {
    what: "CMND 9 s\u1ED1 kh\xF4ng c\xF2n d\xF9ng \u0111\u01B0\u1EE3c cho vi\u1EC7c n\xE0y.",
    now: "M\u1EDDi nh\u1EADp s\u1ED1 c\u0103n c\u01B0\u1EDBc 12 ch\u1EEF s\u1ED1."
  },
  NAME_FORMAT: { what: "H\u1ECD t\xEAn ch\u1EC9 g\u1ED3m ch\u1EEF c\xE1i.", now: "M\u1EDDi ghi \u0111\xFAng nh\u01B0 tr\xEAn th\u1EBB." },
  NAME_DAMAGED: { what: "H\u1ECD t\xEAn b\u1ECB m\u1EA5t ch\u1EEF ho\u1EB7c m\u1EA5t d\u1EA5u.", now: "M\u1EDDi ghi l\u1EA1i \u0111\u1EE7 ch\u1EEF, \u0111\u1EE7 d\u1EA5u nh\u01B0 tr\xEAn th\u1EBB." },
  BIRTH_DATE_FORMAT: { what: "Ch\u01B0a \u0111\u1EE7 ng\xE0y, th\xE1ng v\xE0 n\u0103m.", now: "M\u1EDDi g\xF5 8 ch\u1EEF s\u1ED1, v\xED d\u1EE5 05091960." },
  BIRTH_DATE_IMPOSSIBLE: { what: "Tr\xEAn l\u1ECBch kh\xF4ng c\xF3 ng\xE0y n\xE0y.", now: "M\u1EDDi xem l\u1EA1i ng\xE0y v\xE0 th\xE1ng." },
  BIRTH_DATE_RANGE: { what: "N\u0103m sinh n\xE0y ch\u01B0a h\u1EE3p l\xFD.", now: "M\u1EDDi xem l\u1EA1i b\u1ED1n ch\u1EEF s\u1ED1 c\u1EE7a n\u0103m." },
  PHONE_FORMAT: { what: "S\u1ED1 \u0111i\u1EC7n tho\u1EA1i di \u0111\u1ED9ng c\xF3 10 ch\u1EEF s\u1ED1, b\u1EAFt \u0111\u1EA7u b\u1EB1ng 0.", now: "M\u1EDDi xem l\u1EA1i s\u1ED1." },
  PHONE_NOT_MOBILE: { what: "\u0110\xE2y kh\xF4ng ph\u1EA3i s\u1ED1 di \u0111\u1ED9ng.", now: "M\u1EDDi d\xF9ng s\u1ED1 nh\u1EADn \u0111\u01B0\u1EE3c tin nh\u1EAFn." },
  PHONE_OLD_NUMBER: { what: "S\u1ED1 11 ch\u1EEF s\u1ED1 \u0111\xE3 \u0111\u1ED5i sang 10 ch\u1EEF s\u1ED1 t\u1EEB n\u0103m 2018.", now: "M\u1EDDi g\xF5 s\u1ED1 m\u1EDBi." },
  EMAIL_FORMAT: { what: "\u0110\u1ECBa ch\u1EC9 email ch\u01B0a \u0111\xFAng.", now: "M\u1EDDi xem l\u1EA1i, ho\u1EB7c xo\xE1 h\u1EBFt r\u1ED3i nh\u1EA5n Enter \u0111\u1EC3 b\u1ECF qua." },
  CAPTCHA_WRONG: { what: "C\xE1c ch\u1EEF ch\u01B0a kh\u1EDBp v\u1EDBi h\xECnh.", now: "M\u1EDDi g\xF5 theo h\xECnh m\u1EDBi." },
  PASSWORD_WEAK: { what: "M\u1EADt kh\u1EA9u c\xF2n thi\u1EBFu \u0111i\u1EC1u ki\u1EC7n.", now: "M\u1EDDi xem c\xE1c d\xF2ng ch\u01B0a \u0111\u1EA1t." },
  PASSWORD_DIFFERS: { what: "Hai l\u1EA7n g\xF5 ch\u01B0a gi\u1ED1ng nhau.", now: "M\u1EDDi g\xF5 l\u1EA1i l\u1EA7n th\u1EE9 hai." },
  CONSENT_MISSING: { what: "C\u1EA7n Qu\xFD kh\xE1ch \u0111\u1ED3ng \xFD th\xEC m\u1EDBi g\u1EEDi \u0111\u01B0\u1EE3c.", now: "M\u1EDDi \u0111\u1ECDc l\u1EA1i c\xE1c \u0111i\u1EC1u kho\u1EA3n." },
  SCAN_EMPTY: { what: "M\xE1y qu\xE9t ch\u01B0a \u0111\u1ECDc \u0111\u01B0\u1EE3c g\xEC.", now: "M\u1EDDi \u0111\u01B0a m\xE3 QR tr\xEAn th\u1EBB l\u1EA1i g\u1EA7n m\xE1y qu\xE9t." },
  SCAN_NOT_A_CARD: { what: "M\xE3 v\u1EEBa qu\xE9t kh\xF4ng ph\u1EA3i m\xE3 tr\xEAn th\u1EBB c\u0103n c\u01B0\u1EDBc.", now: "M\u1EDDi qu\xE9t m\xE3 QR \u1EDF g\xF3c th\u1EBB." },
  SCAN_INCOMPLETE: { what: "M\xE3 tr\xEAn th\u1EBB ch\u1EC9 \u0111\u1ECDc \u0111\u01B0\u1EE3c m\u1ED9t ph\u1EA7n.", now: "M\u1EDDi qu\xE9t l\u1EA1i, gi\u1EEF th\u1EBB y\xEAn." },
  SCAN_DAMAGED: { what: "M\xE3 tr\xEAn th\u1EBB b\u1ECB m\u1EDD ho\u1EB7c \u0111\u1ECDc sai.", now: "M\u1EDDi qu\xE9t l\u1EA1i, ho\u1EB7c g\xF5 b\u1EB1ng tay." },
  SCAN_TOO_LONG: { what: "M\xE3 v\u1EEBa qu\xE9t qu\xE1 d\xE0i, kh\xF4ng ph\u1EA3i m\xE3 tr\xEAn th\u1EBB.", now: "M\u1EDDi qu\xE9t m\xE3 QR \u1EDF g\xF3c th\u1EBB." },
  SCANNER_ABSENT: { what: "M\xE1y n\xE0y ch\u01B0a c\xF3 m\xE1y qu\xE9t.", now: "M\u1EDDi g\xF5 th\xF4ng tin b\u1EB1ng b\xE0n ph\xEDm." },
  SCANNER_LOST: { what: "M\xE1y qu\xE9t v\u1EEBa m\u1EA5t k\u1EBFt n\u1ED1i.", now: "M\u1EDDi g\xF5 b\u1EB1ng b\xE0n ph\xEDm, ho\u1EB7c g\u1ECDi nh\xE2n vi\xEAn." },
  METHOD_NOT_BUILT: { what: "C\xE1ch n\xE0y s\u1EBD c\xF3 \u1EDF phi\xEAn b\u1EA3n sau.", now: "M\u1EDDi ch\u1ECDn c\xE1ch kh\xE1c." },
  METHOD_NOT_FOR_SUBJECT: { what: "C\xE1ch n\xE0y kh\xF4ng d\xE0nh cho \u0111\u1ED1i t\u01B0\u1EE3ng \u0111\xE3 ch\u1ECDn.", now: "M\u1EDDi ch\u1ECDn c\xE1ch kh\xE1c." },
  METHOD_CLOSED: { what: "C\xE1ch n\xE0y \u0111\xE3 d\u1EEBng theo quy \u0111\u1ECBnh.", now: "M\u1EDDi ch\u1ECDn c\xE1ch kh\xE1c." },
  METHOD_NOT_YET_OPEN: { what: "C\xE1ch n\xE0y ch\u01B0a \u0111\u01B0\u1EE3c m\u1EDF.", now: "M\u1EDDi ch\u1ECDn c\xE1ch kh\xE1c." },
  OTP_WRONG: { what: "M\xE3 ch\u01B0a \u0111\xFAng.", now: "M\u1EDDi xem l\u1EA1i tin nh\u1EAFn m\u1EDBi nh\u1EA5t r\u1ED3i g\xF5 l\u1EA1i." },
  OTP_EXPIRED: { what: "M\xE3 \u0111\xE3 h\u1EBFt hi\u1EC7u l\u1EF1c.", now: "M\u1EDDi nh\u1EA5n F3 \u0111\u1EC3 nh\u1EADn m\xE3 m\u1EDBi." },
  OTP_TRIES_SPENT: {
    what: "M\xE3 \u0111\xE3 b\u1ECB g\xF5 sai qu\xE1 s\u1ED1 l\u1EA7n cho ph\xE9p.",
    now: "V\xEC an to\xE0n, s\u1ED1 \u0111i\u1EC7n tho\u1EA1i n\xE0y t\u1EA1m d\u1EEBng nh\u1EADn m\xE3. M\u1EDDi quay l\u1EA1i sau, ho\u1EB7c g\u1ECDi nh\xE2n vi\xEAn."
  },
  OTP_RESEND_TOO_SOON: { what: "V\u1EEBa g\u1EEDi m\xE3 xong.", now: "M\u1EDDi ch\u1EDD th\xEAm \xEDt gi\xE2y r\u1ED3i nh\u1EA5n F3." },
  OTP_LIMIT_NUMBER: {
    what: "S\u1ED1 \u0111i\u1EC7n tho\u1EA1i n\xE0y \u0111\xE3 nh\u1EADn nhi\u1EC1u m\xE3 trong th\u1EDDi gian ng\u1EAFn.",
    now: "M\u1EDDi quay l\u1EA1i sau, ho\u1EB7c g\u1ECDi nh\xE2n vi\xEAn gi\xFAp."
  },
  OTP_LIMIT_STATION: { what: "M\xE1y n\xE0y \u0111\xE3 g\u1EEDi nhi\u1EC1u m\xE3.", now: "M\u1EDDi sang m\xE1y kh\xE1c, ho\u1EB7c g\u1ECDi nh\xE2n vi\xEAn gi\xFAp." },
  OTP_NOT_SENT: { what: "Tin nh\u1EAFn ch\u01B0a g\u1EEDi \u0111i \u0111\u01B0\u1EE3c.", now: "M\u1EDDi th\u1EED l\u1EA1i sau \xEDt ph\xFAt." },
  OTP_UNKNOWN: { what: "M\xE3 n\xE0y kh\xF4ng c\xF2n d\xF9ng \u0111\u01B0\u1EE3c.", now: "M\u1EDDi nh\u1EA5n F3 \u0111\u1EC3 nh\u1EADn m\xE3 m\u1EDBi." },
  OTP_NOT_PROVED: { what: "S\u1ED1 \u0111i\u1EC7n tho\u1EA1i ch\u01B0a \u0111\u01B0\u1EE3c x\xE1c nh\u1EADn.", now: "M\u1EDDi nh\u1EADn m\xE3 v\xE0 nh\u1EADp l\u1EA1i." },
  OTP_DEFERRED: {
    what: "C\xF2n m\u1ED9t b\u01B0\u1EDBc: nh\u1EADp m\xE3 x\xE1c nh\u1EADn qua \u0111i\u1EC7n tho\u1EA1i.",
    now: "M\u1EDDi quay l\u1EA1i v\u1EDBi phi\u1EBFu bi\xEAn nh\u1EADn v\xE0 \u0111i\u1EC7n tho\u1EA1i."
  },
  SUBSCRIBER_OTHER_OWNER: {
    what: "Th\xF4ng tin ch\u01B0a kh\u1EDBp v\u1EDBi th\xF4ng tin thu\xEA bao t\u1EA1i nh\xE0 m\u1EA1ng.",
    now: "M\u1EDDi \u0111\u1EBFn c\u1EEDa h\xE0ng c\u1EE7a nh\xE0 m\u1EA1ng \u0111\u1EC3 ki\u1EC3m tra."
  },
  SUBSCRIBER_CMND9: {
    what: "SIM \u0111ang g\u1EAFn v\u1EDBi CMND 9 s\u1ED1.",
    now: "M\u1EDDi \u0111\u1EBFn c\u1EEDa h\xE0ng c\u1EE7a nh\xE0 m\u1EA1ng \u0111\u1EC3 c\u1EADp nh\u1EADt CCCD 12 s\u1ED1."
  },
  SUBSCRIBER_UNKNOWN: { what: "Nh\xE0 m\u1EA1ng kh\xF4ng t\xECm th\u1EA5y s\u1ED1 n\xE0y.", now: "M\u1EDDi xem l\u1EA1i s\u1ED1, ho\u1EB7c h\u1ECFi nh\xE0 m\u1EA1ng." },
  CARRIER_UNAVAILABLE: { what: "Nh\xE0 m\u1EA1ng ch\u01B0a tr\u1EA3 l\u1EDDi.", now: "H\u1ED3 s\u01A1 \u0111\xE3 \u0111\u01B0\u1EE3c l\u01B0u v\xE0 s\u1EBD \u0111\u01B0\u1EE3c ki\u1EC3m tra sau." },
  ACCOUNT_EXISTS: { what: "S\u1ED1 c\u0103n c\u01B0\u1EDBc n\xE0y \u0111\xE3 c\xF3 t\xE0i kho\u1EA3n.", now: "M\u1EDDi l\u1EA5y l\u1EA1i m\u1EADt kh\u1EA9u." },
  LINE_DOWN: { what: "\u0110\u01B0\u1EDDng truy\u1EC1n \u0111ang gi\xE1n \u0111o\u1EA1n.", now: "M\u1EDDi th\u1EED l\u1EA1i, ho\u1EB7c g\u1ECDi nh\xE2n vi\xEAn." },
  CAPTIVE_PORTAL: { what: "M\u1EA1ng t\u1EA1i \u0111\xE2y ch\u01B0a \u0111\u01B0\u1EE3c m\u1EDF.", now: "M\u1EDDi g\u1ECDi nh\xE2n vi\xEAn." },
  CENTRAL_ANSWER_INVALID: { what: "Trung t\xE2m tr\u1EA3 l\u1EDDi ch\u01B0a r\xF5.", now: "M\u1EDDi th\u1EED l\u1EA1i sau \xEDt ph\xFAt." },
  CENTRAL_REFUSED: { what: "Trung t\xE2m ch\u01B0a nh\u1EADn y\xEAu c\u1EA7u n\xE0y.", now: "M\u1EDDi g\u1ECDi nh\xE2n vi\xEAn." },
  CENTRAL_BUSY: { what: "Trung t\xE2m \u0111ang c\xF3 nhi\u1EC1u ng\u01B0\u1EDDi d\xF9ng.", now: "M\u1EDDi th\u1EED l\u1EA1i sau \xEDt ph\xFAt." },
  RATE_LIMITED: { what: "Trung t\xE2m \u0111ang c\xF3 nhi\u1EC1u y\xEAu c\u1EA7u.", now: "M\u1EDDi th\u1EED l\u1EA1i sau \xEDt ph\xFAt." },
  CLOCK_SKEW: { what: "\u0110\u1ED3ng h\u1ED3 c\u1EE7a m\xE1y n\xE0y \u0111ang sai.", now: "M\u1EDDi g\u1ECDi nh\xE2n vi\xEAn." },
  STATION_NOT_ENROLLED: { what: "M\xE1y n\xE0y ch\u01B0a \u0111\u01B0\u1EE3c \u0111\u01B0a v\xE0o s\u1EED d\u1EE5ng.", now: "M\u1EDDi g\u1ECDi nh\xE2n vi\xEAn." },
  STATION_UNKNOWN: { what: "Trung t\xE2m ch\u01B0a nh\u1EADn ra m\xE1y n\xE0y.", now: "M\u1EDDi g\u1ECDi nh\xE2n vi\xEAn." },
  STORE_FULL: { what: "B\u1ED9 nh\u1EDB c\u1EE7a m\xE1y \u0111\xE3 \u0111\u1EA7y, h\u1ED3 s\u01A1 ch\u01B0a l\u01B0u \u0111\u01B0\u1EE3c.", now: "M\u1EDDi g\u1ECDi nh\xE2n vi\xEAn." },
  STORE_BUSY: { what: "M\xE1y \u0111ang b\u1EADn, h\u1ED3 s\u01A1 ch\u01B0a l\u01B0u \u0111\u01B0\u1EE3c.", now: "M\u1EDDi l\xE0m l\u1EA1i sau \xEDt ph\xFAt." },
  STORE_DAMAGED: { what: "B\u1ED9 nh\u1EDB c\u1EE7a m\xE1y c\xF3 l\u1ED7i, h\u1ED3 s\u01A1 ch\u01B0a l\u01B0u \u0111\u01B0\u1EE3c.", now: "M\u1EDDi g\u1ECDi nh\xE2n vi\xEAn." },
  SECRET_SPENT: { what: "Phi\xEAn l\xE0m vi\u1EC7c \u0111\xE3 h\u1EBFt.", now: "M\u1EDDi l\xE0m l\u1EA1i t\u1EEB \u0111\u1EA7u." },
  PACKET_CONFLICT: { what: "H\u1ED3 s\u01A1 n\xE0y kh\xF4ng kh\u1EDBp v\u1EDBi h\u1ED3 s\u01A1 \u0111\xE3 g\u1EEDi.", now: "M\u1EDDi g\u1ECDi nh\xE2n vi\xEAn." },
  PACKET_INCONSISTENT: { what: "H\u1ED3 s\u01A1 c\xF3 ch\u1ED7 ch\u01B0a kh\u1EDBp nhau.", now: "M\u1EDDi g\u1ECDi nh\xE2n vi\xEAn." },
  CANCELLED: { what: "Vi\u1EC7c \u0111\u0103ng k\xFD \u0111\xE3 d\u1EEBng.", now: "Qu\xFD kh\xE1ch c\xF3 th\u1EC3 b\u1EAFt \u0111\u1EA7u l\u1EA1i." },
  TIMED_OUT: { what: "Ch\u1EDD qu\xE1 l\xE2u m\xE0 ch\u01B0a c\xF3 tr\u1EA3 l\u1EDDi.", now: "M\u1EDDi th\u1EED l\u1EA1i sau \xEDt ph\xFAt." },
  INTERNAL: { what: "M\xE1y g\u1EB7p tr\u1EE5c tr\u1EB7c.", now: "M\u1EDDi g\u1ECDi nh\xE2n vi\xEAn." }
};

// kiosk/ui/text/vi-help.ts
var wait2 = ["M\xE1y \u0111ang l\xE0m vi\u1EC7c, th\u01B0\u1EDDng ch\u1EC9 v\xE0i gi\xE2y.", "Th\xF4ng tin Qu\xFD kh\xE1ch \u0111\xE3 nh\u1EADp v\u1EABn c\xF2n nguy\xEAn."];
var viHelp = {
  welcome: [
    "M\xE1y n\xE0y gi\xFAp Qu\xFD kh\xE1ch \u0111\u0103ng k\xFD t\xE0i kho\u1EA3n giao d\u1ECBch \u0111i\u1EC7n t\u1EED d\xF9ng cho C\u1ED5ng D\u1ECBch v\u1EE5 c\xF4ng Qu\u1ED1c gia.",
    "C\u1EA7n c\xF3 th\u1EBB c\u0103n c\u01B0\u1EDBc v\xE0 \u0111i\u1EC7n tho\u1EA1i. D\u1EEF li\u1EC7u \u0111\u01B0\u1EE3c xo\xE1 kh\u1ECFi m\xE0n h\xECnh khi Qu\xFD kh\xE1ch r\u1EDDi m\xE1y."
  ],
  opening: wait2,
  subject: [
    "\u0110\u0103ng k\xFD cho b\u1EA3n th\xE2n th\xEC ch\u1ECDn 1, C\xF4ng d\xE2n.",
    "Doanh nghi\u1EC7p v\xE0 c\u01A1 quan nh\xE0 n\u01B0\u1EDBc d\xF9ng ch\u1EEF k\xFD s\u1ED1 \u0111\u1EC3 \u0111\u0103ng k\xFD."
  ],
  method: [
    '\u0110\xE2y l\xE0 c\xE1c c\xE1ch ch\u1EE9ng minh Qu\xFD kh\xE1ch l\xE0 ai. D\xF2ng ghi "D\xF9ng \u0111\u01B0\u1EE3c ngay" th\xEC ch\u1ECDn \u0111\u01B0\u1EE3c b\xE2y gi\u1EDD.',
    "Ch\u1ECDn d\xF2ng kh\xE1c, m\xE1y s\u1EBD cho bi\u1EBFt v\xEC sao ch\u01B0a d\xF9ng \u0111\u01B0\u1EE3c."
  ],
  conditions: [
    "SIM ch\xEDnh ch\u1EE7 l\xE0 SIM \u0111\u0103ng k\xFD b\u1EB1ng gi\u1EA5y t\u1EDD c\u1EE7a ch\xEDnh Qu\xFD kh\xE1ch.",
    "So\u1EA1n tin TTTB g\u1EEDi 1414, nh\xE0 m\u1EA1ng s\u1EBD nh\u1EAFn l\u1EA1i SIM \u0111ang \u0111\u1EE9ng t\xEAn ai, theo gi\u1EA5y t\u1EDD n\xE0o."
  ],
  field: [
    "G\xF5 c\xE2u tr\u1EA3 l\u1EDDi r\u1ED3i nh\u1EA5n Enter. G\xF5 nh\u1EA7m th\xEC nh\u1EA5n Backspace \u0111\u1EC3 xo\xE1.",
    "C\xF3 m\xE1y qu\xE9t th\xEC \u0111\u01B0a m\xE3 QR tr\xEAn th\u1EBB v\xE0o, m\xE1y \u0111i\u1EC1n gi\xFAp s\u1ED1 c\u0103n c\u01B0\u1EDBc, h\u1ECD t\xEAn v\xE0 ng\xE0y sinh.",
    "Ch\u01B0a c\xF3 g\xEC \u0111\u01B0\u1EE3c g\u1EEDi \u0111i cho \u0111\u1EBFn khi Qu\xFD kh\xE1ch \u0111\u1ED3ng \xFD \u1EDF b\u01B0\u1EDBc 6."
  ],
  captcha: ["G\xF5 l\u1EA1i c\xE1c ch\u1EEF v\xE0 s\u1ED1 nh\xECn th\u1EA5y trong h\xECnh. Kh\xF4ng nh\xECn r\xF5 th\xEC nh\u1EA5n F3 \u0111\u1EC3 \u0111\u1ED5i h\xECnh kh\xE1c."],
  "captcha-wait": wait2,
  review: [
    "Nh\u1EA5n ph\xEDm s\u1ED1 \u1EDF \u0111\u1EA7u d\xF2ng \u0111\u1EC3 s\u1EEDa d\xF2ng \u0111\xF3.",
    'D\xF2ng "C\u1EA7n x\xE1c minh" ch\u1EC9 l\xE0 l\u1EDDi nh\u1EAFc, Qu\xFD kh\xE1ch v\u1EABn \u0111\u0103ng k\xFD \u0111\u01B0\u1EE3c.',
    "Nh\u1EA5n Enter, m\xE1y s\u1EBD g\u1EEDi m\u1ED9t tin nh\u1EAFn c\xF3 m\xE3 x\xE1c nh\u1EADn \u0111\u1EBFn \u0111i\u1EC7n tho\u1EA1i c\u1EE7a Qu\xFD kh\xE1ch."
  ],
  "otp-sending": wait2,
  "otp-entry": [
    "M\u1EDF tin nh\u1EAFn m\u1EDBi nh\u1EA5t tr\xEAn \u0111i\u1EC7n tho\u1EA1i v\xE0 g\xF5 l\u1EA1i 6 ch\u1EEF s\u1ED1 trong \u0111\xF3.",
    "Xin \u0111\u1EEBng \u0111\u1ECDc m\xE3 cho ai. Nh\xE2n vi\xEAn kh\xF4ng bao gi\u1EDD h\u1ECFi m\xE3 n\xE0y.",
    "S\u1ED1 \u0111i\u1EC7n tho\u1EA1i ch\u01B0a \u0111\xFAng th\xEC nh\u1EA5n Esc \u0111\u1EC3 quay l\u1EA1i s\u1EEDa."
  ],
  "otp-checking": wait2,
  "line-down": [
    "Ch\u1ECDn 1 \u0111\u1EC3 th\u1EED l\u1EA1i. Ch\u1ECDn 2 \u0111\u1EC3 \u0111\u1EB7t m\u1EADt kh\u1EA9u v\xE0 l\u01B0u h\u1ED3 s\u01A1 ngay b\xE2y gi\u1EDD, l\u1EA7n sau quay l\u1EA1i ch\u1EC9 c\u1EA7n nh\u1EADp m\xE3."
  ],
  "pre-checking": wait2,
  password: [
    "M\u1EADt kh\u1EA9u n\xEAn l\xE0 m\u1ED9t c\xE2u Qu\xFD kh\xE1ch d\u1EC5 nh\u1EDB m\xE0 ng\u01B0\u1EDDi kh\xE1c kh\xF3 \u0111o\xE1n, th\xEAm s\u1ED1 v\xE0 m\u1ED9t d\u1EA5u nh\u01B0 @ ho\u1EB7c #.",
    "Nh\u1EA5n F4 \u0111\u1EC3 hi\u1EC7n ho\u1EB7c gi\u1EA5u m\u1EADt kh\u1EA9u. Xin che m\xE0n h\xECnh khi hi\u1EC7n."
  ],
  "password-saving": wait2,
  terms: [
    "Qu\xFD kh\xE1ch c\xF3 quy\u1EC1n kh\xF4ng \u0111\u1ED3ng \xFD. Khi \u0111\xF3 h\u1ED3 s\u01A1 kh\xF4ng \u0111\u01B0\u1EE3c g\u1EEDi v\xE0 d\u1EEF li\u1EC7u \u0111\u01B0\u1EE3c xo\xE1.",
    "Mu\u1ED1n r\xFAt l\u1EA1i \u0111\u1ED3ng \xFD sau n\xE0y, Qu\xFD kh\xE1ch b\xE1o t\u1EA1i qu\u1EA7y v\u1EDBi s\u1ED1 bi\xEAn nh\u1EADn."
  ],
  sealing: wait2,
  delivering: ["H\u1ED3 s\u01A1 \u0111\xE3 n\u1EB1m an to\xE0n trong m\xE1y. Qu\xFD kh\xE1ch kh\xF4ng c\u1EA7n ch\u1EDD: k\u1EBFt qu\u1EA3 s\u1EBD c\xF3 sau."],
  result: [
    "Xin gi\u1EEF s\u1ED1 bi\xEAn nh\u1EADn. M\xE3 QR ch\u1EC9 ch\u1EE9a s\u1ED1 bi\xEAn nh\u1EADn v\xE0 m\xE3 h\u1ED3 s\u01A1, kh\xF4ng c\xF3 th\xF4ng tin c\xE1 nh\xE2n.",
    "Nh\u1EA5n Enter \u0111\u1EC3 k\u1EBFt th\xFAc v\xE0 xo\xE1 m\xE0n h\xECnh."
  ],
  wiping: wait2
};

// kiosk/ui/text/vi.ts
var vi = {
  frame: {
    title: "C\u1ED4NG D\u1ECACH V\u1EE4 C\xD4NG",
    subtitle: "\u0110\u0103ng k\xFD t\xE0i kho\u1EA3n",
    subtitleProblem: "C\xF3 ch\u1ED7 c\u1EA7n s\u1EEDa",
    line: { online: "Tr\u1EF1c tuy\u1EBFn", offline: "Ngo\u1EA1i tuy\u1EBFn", "captive-portal": "M\u1EA1ng ch\u01B0a m\u1EDF", unknown: "\u0110ang k\u1EBFt n\u1ED1i" },
    clockUnproven: "gi\u1EDD ch\u01B0a ki\u1EC3m ch\u1EE9ng",
    step: (step, of) => `B\u01B0\u1EDBc ${step} / ${of}`,
    steps: [
      "Ch\u1ECDn c\xE1ch \u0111\u0103ng k\xFD",
      "\u0110i\u1EC1n th\xF4ng tin",
      "Ki\u1EC3m tra l\u1EA1i",
      "X\xE1c nh\u1EADn qua \u0111i\u1EC7n tho\u1EA1i",
      "M\u1EADt kh\u1EA9u",
      "\u0110\u1ED3ng \xFD v\xE0 g\u1EEDi"
    ]
  },
  /** Hints of the bottom border; the key stands before each. */
  hints: {
    next: "ti\u1EBFp t\u1EE5c",
    start: "b\u1EAFt \u0111\u1EA7u",
    skip: "b\u1ECF qua",
    agree: "t\xF4i \u0111\u1ED3ng \xFD, g\u1EEDi",
    getCode: "\u0111\xFAng, nh\u1EADn m\xE3",
    dontWait: "kh\xF4ng ch\u1EDD n\u1EEFa",
    done: "xong",
    close: "\u0111\xF3ng",
    back: "quay l\u1EA1i",
    leave: "k\u1EBFt th\xFAc",
    help: "tr\u1EE3 gi\xFAp",
    end: "k\u1EBFt th\xFAc, xo\xE1 d\u1EEF li\u1EC7u",
    newPicture: "\u0111\u1ED5i h\xECnh kh\xE1c",
    newCode: "g\u1EEDi l\u1EA1i m\xE3",
    reveal: "hi\u1EC7n / gi\u1EA5u m\u1EADt kh\u1EA9u",
    demoScan: "qu\xE9t th\u1EBB m\u1EABu c\u1EE7a ng\u01B0\u1EDDi ti\u1EBFp theo",
    language: "English",
    erase: "xo\xE1 ch\u1EEF v\u1EEBa g\xF5",
    choose: "ch\u1ECDn d\xF2ng c\xF3 s\u1ED1 \u0111\xF3"
  },
  welcome: {
    question: "K\xEDnh ch\xE0o Qu\xFD kh\xE1ch",
    why: "T\u1EA1i \u0111\xE2y Qu\xFD kh\xE1ch \u0111\u0103ng k\xFD t\xE0i kho\u1EA3n \u0111\u1EC3 l\xE0m th\u1EE7 t\u1EE5c h\xE0nh ch\xEDnh qua m\u1EA1ng.",
    bring: "Xin chu\u1EA9n b\u1ECB s\u1EB5n:",
    items: ["Th\u1EBB c\u0103n c\u01B0\u1EDBc (CCCD) c\u1EE7a Qu\xFD kh\xE1ch", "\u0110i\u1EC7n tho\u1EA1i c\xF3 SIM \u0111\u1EE9ng t\xEAn Qu\xFD kh\xE1ch"],
    start: "Nh\u1EA5n ph\xEDm Enter \u0111\u1EC3 b\u1EAFt \u0111\u1EA7u.",
    startOrScan: "Nh\u1EA5n ph\xEDm Enter, ho\u1EB7c \u0111\u01B0a m\xE3 QR tr\xEAn th\u1EBB v\xE0o m\xE1y qu\xE9t \u0111\u1EC3 b\u1EAFt \u0111\u1EA7u.",
    otherLanguage: "Press F2 for English.",
    station: (name) => `\u0110i\u1EC3m ph\u1EE5c v\u1EE5: ${name}`
  },
  subject: {
    question: "Qu\xFD kh\xE1ch \u0111\u0103ng k\xFD cho ai?",
    why: "M\u1EDDi nh\u1EA5n ph\xEDm s\u1ED1 \u0111\u1EC3 ch\u1ECDn.",
    cardKept: "\u0110\xE3 \u0111\u1ECDc th\u1EBB c\u0103n c\u01B0\u1EDBc. Th\xF4ng tin tr\xEAn th\u1EBB s\u1EBD \u0111\u01B0\u1EE3c \u0111i\u1EC1n s\u1EB5n."
  },
  subjects: { citizen: "C\xF4ng d\xE2n", enterprise: "Doanh nghi\u1EC7p", agency: "C\u01A1 quan nh\xE0 n\u01B0\u1EDBc" },
  subjectDetails: {
    citizen: "cho b\u1EA3n th\xE2n Qu\xFD kh\xE1ch",
    enterprise: "cho c\xF4ng ty, h\u1EE3p t\xE1c x\xE3, h\u1ED9 kinh doanh",
    agency: "cho c\u01A1 quan, c\xE1n b\u1ED9, c\xF4ng ch\u1EE9c, vi\xEAn ch\u1EE9c"
  },
  method: {
    question: "Qu\xFD kh\xE1ch mu\u1ED1n x\xE1c minh b\u1EB1ng c\xE1ch n\xE0o?",
    why: "M\u1EDDi nh\u1EA5n ph\xEDm s\u1ED1 \u0111\u1EC3 ch\u1ECDn. M\u1EE9c 3 l\xE0 m\u1EE9c cao, nh\u01B0 \u0111\u0103ng k\xFD tr\u1EF1c ti\u1EBFp.",
    level: (levels) => `M\u1EE9c ${levels}`,
    open: "D\xF9ng \u0111\u01B0\u1EE3c ngay",
    notBuilt: "S\u1EBD c\xF3 \u1EDF phi\xEAn b\u1EA3n sau",
    onlyFor: (subjects) => `Ch\u1EC9 ${subjects}`,
    notInForce: "Ch\u01B0a \xE1p d\u1EE5ng t\u1EA1i \u0111\xE2y",
    closed: (since, instead) => instead ? `D\u1EEBng ${since}, d\xF9ng ${instead}` : `D\u1EEBng t\u1EEB ${since}`,
    notYet: (from) => `M\u1EDF t\u1EEB ${from}`
  },
  methods: {
    mobile: "Thu\xEA bao di \u0111\u1ED9ng",
    "social-insurance": "B\u1EA3o hi\u1EC3m x\xE3 h\u1ED9i",
    vnpost: "B\u01B0u \u0111i\u1EC7n Vi\u1EC7t Nam",
    vneid: "VNeID",
    "usb-token": "USB k\xFD s\u1ED1",
    "sim-pki": "SIM k\xFD s\u1ED1",
    "remote-signing": "Ch\u1EEF k\xFD s\u1ED1 c\xE1 nh\xE2n",
    "in-person": "\u0110\u0103ng k\xFD tr\u1EF1c ti\u1EBFp"
  },
  notices: {
    cardKept: "\u0110\xE3 \u0111\u1ECDc th\u1EBB c\u0103n c\u01B0\u1EDBc. Th\xF4ng tin tr\xEAn th\u1EBB s\u1EBD \u0111\u01B0\u1EE3c \u0111i\u1EC1n s\u1EB5n.",
    cardNotNeeded: "\u0110\xE3 \u0111\u1ECDc th\u1EBB, nh\u01B0ng b\u01B0\u1EDBc n\xE0y kh\xF4ng c\u1EA7n th\u1EBB n\u1EEFa.",
    method: (method, what, now) => `${method}: ${what} ${now}`,
    notBuilt: "c\xE1ch n\xE0y s\u1EBD c\xF3 \u1EDF phi\xEAn b\u1EA3n sau.",
    onlyFor: (subjects) => `c\xE1ch n\xE0y ch\u1EC9 d\xE0nh cho ${subjects}.`,
    notInForce: "c\xE1ch n\xE0y ch\u01B0a \xE1p d\u1EE5ng t\u1EA1i \u0111\xE2y.",
    closed: (since) => `theo quy \u0111\u1ECBnh, c\xE1ch n\xE0y \u0111\xE3 d\u1EEBng t\u1EEB ng\xE0y ${since}.`,
    notYet: (from) => `c\xE1ch n\xE0y s\u1EBD m\u1EDF t\u1EEB ng\xE0y ${from}.`,
    instead: (method) => `M\u1EDDi Qu\xFD kh\xE1ch d\xF9ng ${method}.`,
    chooseOther: "M\u1EDDi Qu\xFD kh\xE1ch ch\u1ECDn c\xE1ch kh\xE1c."
  },
  conditions: {
    question: "Tr\u01B0\u1EDBc khi b\u1EAFt \u0111\u1EA7u, Qu\xFD kh\xE1ch c\u1EA7n c\xF3:",
    why: "Thi\u1EBFu m\u1ED9t trong ba \u0111i\u1EC1u n\xE0y th\xEC ch\u01B0a \u0111\u0103ng k\xFD b\u1EB1ng thu\xEA bao di \u0111\u1ED9ng \u0111\u01B0\u1EE3c.",
    items: [
      "SIM ch\xEDnh ch\u1EE7: s\u1ED1 \u0111i\u1EC7n tho\u1EA1i \u0111\u1EE9ng t\xEAn Qu\xFD kh\xE1ch.",
      "SIM \u0111\xE3 g\u1EAFn v\u1EDBi c\u0103n c\u01B0\u1EDBc 12 ch\u1EEF s\u1ED1 (kh\xF4ng ph\u1EA3i CMND 9 ch\u1EEF s\u1ED1).",
      "\u0110i\u1EC7n tho\u1EA1i \u1EDF b\xEAn m\xECnh, \u0111ang nh\u1EADn \u0111\u01B0\u1EE3c tin nh\u1EAFn."
    ],
    check: "Ch\u01B0a r\xF5 SIM \u0111\u1EE9ng t\xEAn ai? So\u1EA1n tin TTTB g\u1EEDi 1414 (mi\u1EC5n ph\xED) \u0111\u1EC3 xem.",
    fix: "N\u1EBFu ch\u01B0a \u0111\xFAng, m\u1EDDi \u0111\u1EBFn c\u1EEDa h\xE0ng c\u1EE7a nh\xE0 m\u1EA1ng c\u1EADp nh\u1EADt r\u1ED3i quay l\u1EA1i.",
    scan: "\u0110\u01B0a m\xE3 QR tr\xEAn th\u1EBB c\u0103n c\u01B0\u1EDBc v\xE0o m\xE1y qu\xE9t \u0111\u1EC3 m\xE1y \u0111i\u1EC1n gi\xFAp."
  },
  fields: {
    idNumber: {
      name: "S\u1ED1 c\u0103n c\u01B0\u1EDBc",
      question: "S\u1ED1 c\u0103n c\u01B0\u1EDBc c\xF4ng d\xE2n c\u1EE7a Qu\xFD kh\xE1ch?",
      why: "12 ch\u1EEF s\u1ED1, in \u1EDF m\u1EB7t tr\u01B0\u1EDBc th\u1EBB. CMND c\u0169 c\xF3 9 ch\u1EEF s\u1ED1.",
      whyScan: "12 ch\u1EEF s\u1ED1, in \u1EDF m\u1EB7t tr\u01B0\u1EDBc th\u1EBB. Ho\u1EB7c \u0111\u01B0a m\xE3 QR tr\xEAn th\u1EBB v\xE0o m\xE1y qu\xE9t."
    },
    fullName: {
      name: "H\u1ECD v\xE0 t\xEAn",
      question: "H\u1ECD v\xE0 t\xEAn c\u1EE7a Qu\xFD kh\xE1ch?",
      why: "Ghi \u0111\u1EE7 h\u1ECD, ch\u1EEF \u0111\u1EC7m v\xE0 t\xEAn, c\xF3 d\u1EA5u, \u0111\xFAng nh\u01B0 tr\xEAn th\u1EBB.",
      whyScan: "Ghi \u0111\u1EE7 h\u1ECD, ch\u1EEF \u0111\u1EC7m v\xE0 t\xEAn, c\xF3 d\u1EA5u, \u0111\xFAng nh\u01B0 tr\xEAn th\u1EBB."
    },
    birthDate: {
      name: "Ng\xE0y sinh",
      question: "Ng\xE0y sinh c\u1EE7a Qu\xFD kh\xE1ch?",
      why: "Ng\xE0y, th\xE1ng, n\u0103m, v\xED d\u1EE5 05/09/1960; m\xE1y t\u1EF1 th\xEAm d\u1EA5u g\u1EA1ch. Kh\xF4ng r\xF5 ng\xE0y, th\xE1ng th\xEC g\xF5 00.",
      whyScan: "Ng\xE0y, th\xE1ng, n\u0103m, v\xED d\u1EE5 05/09/1960; m\xE1y t\u1EF1 th\xEAm d\u1EA5u g\u1EA1ch. Kh\xF4ng r\xF5 ng\xE0y, th\xE1ng th\xEC g\xF5 00."
    },
    phone: {
      name: "S\u1ED1 \u0111i\u1EC7n tho\u1EA1i",
      question: "S\u1ED1 \u0111i\u1EC7n tho\u1EA1i di \u0111\u1ED9ng c\u1EE7a Qu\xFD kh\xE1ch?",
      why: "SIM \u0111\u1EE9ng t\xEAn Qu\xFD kh\xE1ch. M\xE3 x\xE1c nh\u1EADn s\u1EBD \u0111\u01B0\u1EE3c g\u1EEDi \u0111\u1EBFn s\u1ED1 n\xE0y.",
      whyScan: "SIM \u0111\u1EE9ng t\xEAn Qu\xFD kh\xE1ch. M\xE3 x\xE1c nh\u1EADn s\u1EBD \u0111\u01B0\u1EE3c g\u1EEDi \u0111\u1EBFn s\u1ED1 n\xE0y."
    },
    email: {
      name: "Email",
      question: "\u0110\u1ECBa ch\u1EC9 th\u01B0 \u0111i\u1EC7n t\u1EED (email) c\u1EE7a Qu\xFD kh\xE1ch?",
      why: "Kh\xF4ng b\u1EAFt bu\u1ED9c. Kh\xF4ng c\xF3 th\xEC nh\u1EA5n Enter \u0111\u1EC3 b\u1ECF qua.",
      whyScan: "Kh\xF4ng b\u1EAFt bu\u1ED9c. Kh\xF4ng c\xF3 th\xEC nh\u1EA5n Enter \u0111\u1EC3 b\u1ECF qua."
    }
  },
  field: {
    fromCard: "(t\u1EEB th\u1EBB)",
    empty: "(kh\xF4ng c\xF3)",
    cmnd: "CMND",
    carrier: (carrier) => `\u0110\u1EA7u s\u1ED1 c\u1EE7a ${carrier} (c\xF3 th\u1EC3 \u0111\xE3 chuy\u1EC3n m\u1EA1ng)`,
    datePlaceholder: "nn/tt/nnnn"
  },
  captcha: {
    question: "M\u1EDDi Qu\xFD kh\xE1ch g\xF5 l\u1EA1i c\xE1c ch\u1EEF trong h\xECnh",
    why: "\u0110\u1EC3 bi\u1EBFt c\xF3 ng\u01B0\u1EDDi \u0111ang d\xF9ng m\xE1y. Ch\u1EEF hoa hay ch\u1EEF th\u01B0\u1EDDng \u0111\u1EC1u \u0111\u01B0\u1EE3c.",
    label: "C\xE1c ch\u1EEF trong h\xECnh",
    picture: "H\xECnh c\xF3 c\xE1c ch\u1EEF v\xE0 s\u1ED1 c\u1EA7n g\xF5 l\u1EA1i. Kh\xF4ng nh\xECn r\xF5, xin g\u1ECDi nh\xE2n vi\xEAn gi\xFAp."
  },
  review: {
    question: "Ki\u1EC3m tra l\u1EA1i th\xF4ng tin",
    why: "Nh\u1EA5n ph\xEDm s\u1ED1 \u1EDF \u0111\u1EA7u d\xF2ng \u0111\u1EC3 s\u1EEDa d\xF2ng \u0111\xF3. \u0110\xFAng c\u1EA3 r\u1ED3i th\xEC nh\u1EA5n Enter.",
    warnings: {
      ID_BIRTH_YEAR_DIFFERS: "C\u1EA7n x\xE1c minh: n\u0103m sinh kh\xE1c v\u1EDBi n\u0103m trong s\u1ED1 c\u0103n c\u01B0\u1EDBc.",
      ID_SEX_DIFFERS: "C\u1EA7n x\xE1c minh: gi\u1EDBi t\xEDnh kh\xE1c v\u1EDBi s\u1ED1 c\u0103n c\u01B0\u1EDBc.",
      ID_PROVINCE_UNKNOWN: "C\u1EA7n x\xE1c minh: m\xE3 t\u1EC9nh trong s\u1ED1 c\u0103n c\u01B0\u1EDBc ch\u01B0a c\xF3 trong danh m\u1EE5c."
    },
    warningNow: "N\u1EBFu \u0111\xE3 \u0111\xFAng nh\u01B0 tr\xEAn th\u1EBB, Qu\xFD kh\xE1ch c\u1EE9 ti\u1EBFp t\u1EE5c."
  },
  otp: {
    question: "M\xE3 x\xE1c nh\u1EADn 6 ch\u1EEF s\u1ED1 trong tin nh\u1EAFn?",
    why: (phone3) => `M\xE3 v\u1EEBa \u0111\u01B0\u1EE3c g\u1EEDi \u0111\u1EBFn s\u1ED1 ${phone3}.`,
    label: "M\xE3 x\xE1c nh\u1EADn",
    life: (time) => `M\xE3 c\xF2n d\xF9ng \u0111\u01B0\u1EE3c ${time}`,
    tries: (count) => `C\xF2n ${count} l\u1EA7n g\xF5`,
    resendAfter: (time) => `Ch\u01B0a th\u1EA5y tin nh\u1EAFn? Xin ch\u1EDD ${time} n\u1EEFa \u0111\u1EC3 g\u1EEDi l\u1EA1i m\xE3.`,
    resendNow: "Ch\u01B0a th\u1EA5y tin nh\u1EAFn? Nh\u1EA5n F3 \u0111\u1EC3 g\u1EEDi l\u1EA1i m\xE3.",
    secrecy: "Xin \u0111\u1EEBng \u0111\u1ECDc m\xE3 n\xE0y cho ai, k\u1EC3 c\u1EA3 nh\xE2n vi\xEAn."
  },
  lineDown: {
    question: "Hi\u1EC7n ch\u01B0a g\u1EEDi \u0111\u01B0\u1EE3c m\xE3 x\xE1c nh\u1EADn",
    options: ["Th\u1EED g\u1EEDi l\u1EA1i", "\u0110\u1EC3 l\u1EA1i sau: l\u01B0u h\u1ED3 s\u01A1, l\u1EA7n t\u1EDBi quay l\u1EA1i nh\u1EADp m\xE3"],
    why: "Th\xF4ng tin Qu\xFD kh\xE1ch \u0111\xE3 \u0111i\u1EC1n v\u1EABn c\xF2n. M\u1EDDi nh\u1EA5n ph\xEDm s\u1ED1 \u0111\u1EC3 ch\u1ECDn."
  },
  password: {
    question: "M\u1EDDi Qu\xFD kh\xE1ch \u0111\u1EB7t m\u1EADt kh\u1EA9u cho t\xE0i kho\u1EA3n",
    why: "G\xF5 xong nh\u1EA5n Enter, r\u1ED3i g\xF5 l\u1EA1i. Ch\u1EC9 Qu\xFD kh\xE1ch bi\u1EBFt m\u1EADt kh\u1EA9u n\xE0y.",
    first: "M\u1EADt kh\u1EA9u",
    again: "G\xF5 l\u1EA1i  ",
    count: (count) => `${count} k\xFD t\u1EF1`,
    rules: {
      length: "T\u1EEB 8 k\xFD t\u1EF1 tr\u1EDF l\xEAn",
      lower: "C\xF3 ch\u1EEF th\u01B0\u1EDDng (a-z)",
      upper: "C\xF3 ch\u1EEF hoa (A-Z)",
      digit: "C\xF3 ch\u1EEF s\u1ED1 (0-9)",
      special: "C\xF3 k\xFD t\u1EF1 \u0111\u1EB7c bi\u1EC7t (@ # !)",
      "not-example": "Kh\xF4ng ph\u1EA3i m\u1EADt kh\u1EA9u m\u1EABu",
      "not-personal": "Kh\xF4ng c\xF3 t\xEAn, ng\xE0y sinh, s\u1ED1",
      "not-run": "Kh\xF4ng ph\u1EA3i d\xE3y ph\xEDm li\u1EC1n"
    },
    met: "\u0111\u1EA1t",
    unmet: "ch\u01B0a \u0111\u1EA1t",
    banned: (examples) => `Xin kh\xF4ng d\xF9ng m\u1EADt kh\u1EA9u m\u1EABu in trong t\xE0i li\u1EC7u h\u01B0\u1EDBng d\u1EABn: ${examples}.`
  },
  terms: {
    question: "Qu\xFD kh\xE1ch c\xF3 \u0111\u1ED3ng \xFD v\u1EDBi c\xE1c \u0111i\u1EC1u sau?",
    why: "\u0110\u1ED3ng \xFD th\xEC nh\u1EA5n Enter \u0111\u1EC3 g\u1EEDi h\u1ED3 s\u01A1. Kh\xF4ng \u0111\u1ED3ng \xFD th\xEC nh\u1EA5n F10, m\u1ECDi d\u1EEF li\u1EC7u \u0111\u01B0\u1EE3c xo\xE1.",
    items: [
      "M\u1EE5c \u0111\xEDch: l\u1EADp v\xE0 x\xE1c minh t\xE0i kho\u1EA3n giao d\u1ECBch \u0111i\u1EC7n t\u1EED c\u1EE7a Qu\xFD kh\xE1ch tr\xEAn C\u1ED5ng D\u1ECBch v\u1EE5 c\xF4ng (Ngh\u1ECB \u0111\u1ECBnh 45/2020/N\u0110-CP).",
      "D\u1EEF li\u1EC7u: s\u1ED1 c\u0103n c\u01B0\u1EDBc, h\u1ECD t\xEAn, ng\xE0y sinh, s\u1ED1 \u0111i\u1EC7n tho\u1EA1i, email n\u1EBFu c\xF3; n\u1EBFu qu\xE9t th\u1EBB th\xEC c\u1EA3 gi\u1EDBi t\xEDnh, n\u01A1i \u1EDF v\xE0 s\u1ED1 CMND c\u0169. D\u1EEF li\u1EC7u \u0111\u01B0\u1EE3c \u0111\u1ED1i chi\u1EBFu v\u1EDBi nh\xE0 m\u1EA1ng.",
      "L\u01B0u gi\u1EEF: g\u1EEDi xong, m\xE1y n\xE0y kh\xF4ng \u0111\u1ECDc l\u1EA1i \u0111\u01B0\u1EE3c. Trung t\xE2m gi\u1EEF theo th\u1EDDi h\u1EA1n ph\xE1p lu\u1EADt quy \u0111\u1ECBnh.",
      "Quy\u1EC1n: xem, s\u1EEDa, xo\xE1, r\xFAt l\u1EA1i \u0111\u1ED3ng \xFD, khi\u1EBFu n\u1EA1i (Lu\u1EADt B\u1EA3o v\u1EC7 d\u1EEF li\u1EC7u c\xE1 nh\xE2n 91/2025/QH15)."
    ],
    version: (version) => `B\u1EA3n \u0111i\u1EC1u kho\u1EA3n ${version}, ti\u1EBFng Vi\u1EC7t`
  },
  waits: {
    opening: { what: "M\xE1y \u0111ang chu\u1EA9n b\u1ECB.", way: "" },
    "captcha-wait": { what: "M\xE1y \u0111ang xem h\xECnh.", way: "" },
    "otp-sending": {
      what: "\u0110ang g\u1EEDi m\xE3 x\xE1c nh\u1EADn \u0111\u1EBFn \u0111i\u1EC7n tho\u1EA1i c\u1EE7a Qu\xFD kh\xE1ch.",
      way: "Th\u01B0\u1EDDng m\u1EA5t v\xE0i gi\xE2y. Nh\u1EA5n Esc n\u1EBFu kh\xF4ng mu\u1ED1n ch\u1EDD."
    },
    "otp-checking": { what: "\u0110ang ki\u1EC3m tra m\xE3 x\xE1c nh\u1EADn.", way: "Th\u01B0\u1EDDng m\u1EA5t v\xE0i gi\xE2y." },
    "pre-checking": {
      what: "\u0110ang h\u1ECFi nh\xE0 m\u1EA1ng v\u1EC1 s\u1ED1 \u0111i\u1EC7n tho\u1EA1i c\u1EE7a Qu\xFD kh\xE1ch.",
      way: "Th\u01B0\u1EDDng m\u1EA5t v\xE0i gi\xE2y. Ch\u01B0a c\xF3 tr\u1EA3 l\u1EDDi th\xEC Qu\xFD kh\xE1ch v\u1EABn l\xE0m ti\u1EBFp \u0111\u01B0\u1EE3c."
    },
    "password-saving": { what: "\u0110ang ki\u1EC3m tra m\u1EADt kh\u1EA9u.", way: "" },
    sealing: { what: "\u0110ang l\u01B0u h\u1ED3 s\u01A1 c\u1EE7a Qu\xFD kh\xE1ch.", way: "" },
    delivering: {
      what: "H\u1ED3 s\u01A1 \u0111\xE3 \u0111\u01B0\u1EE3c l\u01B0u. \u0110ang g\u1EEDi v\u1EC1 trung t\xE2m v\xE0 ch\u1EDD k\u1EBFt qu\u1EA3.",
      way: "Th\u01B0\u1EDDng m\u1EA5t v\xE0i gi\xE2y. Kh\xF4ng mu\u1ED1n ch\u1EDD th\xEC nh\u1EA5n Enter; k\u1EBFt qu\u1EA3 s\u1EBD c\xF3 sau."
    },
    wiping: { what: "\u0110ang xo\xE1 d\u1EEF li\u1EC7u c\u1EE7a Qu\xFD kh\xE1ch kh\u1ECFi m\xE1y.", way: "" }
  },
  result: {
    accepted: {
      title: "\u0110\xE3 \u0111\u0103ng k\xFD xong t\xE0i kho\u1EA3n",
      level: { 2: "M\u1EE9c x\xE1c minh 2: \u0111\xE3 \u0111\u01B0\u1EE3c x\xE1c minh b\u1EDFi nh\xE0 m\u1EA1ng.", 3: "M\u1EE9c x\xE1c minh 3: m\u1EE9c cao." },
      steps: ["V\xE0o dichvucong.gov.vn.", "T\xEAn \u0111\u0103ng nh\u1EADp l\xE0 s\u1ED1 c\u0103n c\u01B0\u1EDBc.", "M\u1EADt kh\u1EA9u l\xE0 m\u1EADt kh\u1EA9u v\u1EEBa \u0111\u1EB7t."]
    },
    pending: {
      title: "H\u1ED3 s\u01A1 \u0111\xE3 l\u01B0u, ch\u1EDD k\u1EBFt qu\u1EA3",
      what: "Qu\xFD kh\xE1ch kh\xF4ng c\u1EA7n l\xE0m l\u1EA1i.",
      steps: ["Gi\u1EEF s\u1ED1 bi\xEAn nh\u1EADn ho\u1EB7c ch\u1EE5p m\xE3 QR.", "H\u1ECFi k\u1EBFt qu\u1EA3 t\u1EA1i qu\u1EA7y n\xE0y b\u1EB1ng s\u1ED1 bi\xEAn nh\u1EADn."]
    },
    waiting: {
      title: "C\xF2n m\u1ED9t b\u01B0\u1EDBc n\u1EEFa",
      what: "H\u1ED3 s\u01A1 \u0111\xE3 l\u01B0u, ch\u1EDD Qu\xFD kh\xE1ch nh\u1EADp m\xE3 x\xE1c nh\u1EADn.",
      steps: [
        "Gi\u1EEF s\u1ED1 bi\xEAn nh\u1EADn ho\u1EB7c ch\u1EE5p m\xE3 QR.",
        "Quay l\u1EA1i \u0111\xE2y, mang theo \u0111i\u1EC7n tho\u1EA1i.",
        "\u0110\u01B0a m\xE3 QR n\xE0y cho nh\xE2n vi\xEAn."
      ]
    },
    refused: { title: "Ch\u01B0a \u0111\u0103ng k\xFD \u0111\u01B0\u1EE3c", steps: ["M\u1EDDi g\u1ECDi nh\xE2n vi\xEAn n\u1EBFu c\u1EA7n gi\xFAp \u0111\u1EE1."] },
    faulted: {
      title: "M\xE1y ch\u01B0a l\xE0m xong vi\u1EC7c n\xE0y",
      steps: ["H\u1ED3 s\u01A1 ch\u01B0a \u0111\u01B0\u1EE3c g\u1EEDi \u0111i.", "D\u1EEF li\u1EC7u c\u1EE7a Qu\xFD kh\xE1ch s\u1EBD \u0111\u01B0\u1EE3c xo\xE1 kh\u1ECFi m\xE1y."]
    },
    refusals: {
      ACCOUNT_EXISTS: () => ({
        title: "S\u1ED1 c\u0103n c\u01B0\u1EDBc n\xE0y \u0111\xE3 c\xF3 t\xE0i kho\u1EA3n",
        what: "Kh\xF4ng c\u1EA7n \u0111\u0103ng k\xFD l\u1EA1i.",
        steps: [
          'Qu\xEAn m\u1EADt kh\u1EA9u: v\xE0o dichvucong.gov.vn, ch\u1ECDn "Qu\xEAn m\u1EADt kh\u1EA9u".',
          "Ho\u1EB7c \u0111\u1EBFn qu\u1EA7y c\u1EE7a nh\xE0 m\u1EA1ng \u0111\u1EC3 l\u1EA5y l\u1EA1i m\u1EADt kh\u1EA9u.",
          'Khi\u1EBFu n\u1EA1i v\u1EDBi nh\xE2n vi\xEAn n\u1EBFu: "T\xF4i kh\xF4ng t\u1EA1o t\xE0i kho\u1EA3n n\xE0y".'
        ]
      }),
      SUBSCRIBER_OTHER_OWNER: (carrier) => ({
        title: "S\u1ED1 \u0111i\u1EC7n tho\u1EA1i ch\u01B0a \u0111\u1EE9ng t\xEAn Qu\xFD kh\xE1ch",
        what: `Th\xF4ng tin ch\u01B0a kh\u1EDBp v\u1EDBi th\xF4ng tin thu\xEA bao t\u1EA1i ${shop2(carrier).holder}.`,
        steps: [
          "Xem SIM \u0111\u1EE9ng t\xEAn ai: so\u1EA1n TTTB g\u1EEDi 1414.",
          `Mang c\u0103n c\u01B0\u1EDBc \u0111\u1EBFn ${shop2(carrier).place} \u0111\u1EC3 sang t\xEAn.`,
          "Sau \u0111\xF3 quay l\u1EA1i \u0111\u0103ng k\xFD."
        ]
      }),
      SUBSCRIBER_CMND9: (carrier) => ({
        title: "SIM \u0111ang g\u1EAFn v\u1EDBi CMND 9 s\u1ED1",
        what: "C\u1EA7n SIM g\u1EAFn v\u1EDBi c\u0103n c\u01B0\u1EDBc 12 s\u1ED1.",
        steps: [
          `Mang c\u0103n c\u01B0\u1EDBc \u0111\u1EBFn ${shop2(carrier).place} \u0111\u1EC3 c\u1EADp nh\u1EADt s\u1ED1 m\u1EDBi.`,
          "Xem l\u1EA1i: so\u1EA1n TTTB g\u1EEDi 1414.",
          "Sau \u0111\xF3 quay l\u1EA1i \u0111\u0103ng k\xFD."
        ]
      }),
      SUBSCRIBER_UNKNOWN: (carrier) => ({
        title: "Nh\xE0 m\u1EA1ng kh\xF4ng t\xECm th\u1EA5y s\u1ED1 n\xE0y",
        what: "S\u1ED1 \u0111i\u1EC7n tho\u1EA1i ch\u01B0a c\xF3 trong danh s\xE1ch thu\xEA bao.",
        steps: ["Xem l\u1EA1i s\u1ED1 \u0111\xE3 g\xF5.", "Xem th\xF4ng tin SIM: so\u1EA1n TTTB g\u1EEDi 1414.", `Ho\u1EB7c h\u1ECFi t\u1EA1i ${shop2(carrier).place}.`]
      })
    },
    stepsTitle: "M\u1EDDi Qu\xFD kh\xE1ch:",
    receipt: "S\u1ED1 bi\xEAn nh\u1EADn",
    qrLabel: (receiptNumber) => `M\xE3 QR c\u1EE7a bi\xEAn nh\u1EADn s\u1ED1 ${receiptNumber}`,
    noQr: "Xin ch\xE9p l\u1EA1i ho\u1EB7c ch\u1EE5p s\u1ED1 n\xE0y.",
    done: "Nh\u1EA5n Enter: xong, xo\xE1 m\xE0n h\xECnh",
    code: (code) => `M\xE3: ${code}`
  },
  warned: {
    title: "Qu\xFD kh\xE1ch c\xF2n \u1EDF \u0111\xF3 kh\xF4ng?",
    text: "M\xE1y s\u1EAFp xo\xE1 th\xF4ng tin tr\xEAn m\xE0n h\xECnh \u0111\u1EC3 gi\u1EEF k\xEDn cho Qu\xFD kh\xE1ch.",
    now: "Nh\u1EA5n ph\xEDm b\u1EA5t k\u1EF3 \u0111\u1EC3 l\xE0m ti\u1EBFp."
  },
  tooSmall: (columns, rows) => [
    "C\u1EEDa s\u1ED5 n\xE0y h\u01A1i nh\u1ECF. Xin m\u1EDF r\u1ED9ng \u0111\u1EBFn \xEDt nh\u1EA5t",
    `80 c\u1ED9t, 24 d\xF2ng (\u0111ang c\xF3 ${columns} x ${rows}).`
  ],
  phone: { title: "\u0110I\u1EC6N THO\u1EA0I (m\xF4 ph\u1ECFng)", number: (number) => `S\u1ED1 ${number}`, none: "Ch\u01B0a c\xF3 tin nh\u1EAFn" },
  faults: viFaults,
  unknownFault: (code) => ({ what: "M\xE1y ch\u01B0a l\xE0m \u0111\u01B0\u1EE3c vi\u1EC7c n\xE0y.", now: `M\u1EDDi b\xE1o nh\xE2n vi\xEAn m\xE3 ${code}.` }),
  help: {
    title: "Tr\u1EE3 gi\xFAp",
    keys: "C\xE1c ph\xEDm",
    staff: "C\u1EA7n ng\u01B0\u1EDDi gi\xFAp, xin g\u1ECDi nh\xE2n vi\xEAn t\u1EA1i qu\u1EA7y.",
    close: "Nh\u1EA5n ph\xEDm b\u1EA5t k\u1EF3 \u0111\u1EC3 \u0111\xF3ng.",
    screens: viHelp
  }
};
function shop2(carrier) {
  return carrier ? { holder: `nh\xE0 m\u1EA1ng ${carrier}`, place: `c\u1EEDa h\xE0ng ${carrier}` } : { holder: "nh\xE0 m\u1EA1ng", place: "c\u1EEDa h\xE0ng c\u1EE7a nh\xE0 m\u1EA1ng" };
}

// kiosk/ui/text/texts.ts
var TEXTS = { vi, en };
function wordsForFault(texts, code) {
  return isCitizenFault(code) ? texts.faults[code] : texts.unknownFault(code);
}
function isCitizenFault(code) {
  return CITIZEN_FAULTS.includes(code);
}

// kiosk/ui/frame/notice-text.ts
function noticeText(view, ui) {
  const { notice } = view.visit;
  const { texts } = ui;
  if (!notice) return null;
  if (notice.code === "CARD_KEPT") return { tone: "good", text: texts.notices.cardKept };
  if (notice.code === "CARD_NOT_NEEDED") return { tone: "good", text: texts.notices.cardNotNeeded };
  if (!("method" in notice)) {
    const { what, now: now2 } = wordsForFault(texts, notice.code);
    return { tone: "attention", text: `${what} ${now2}` };
  }
  const now = notice.instead ? texts.notices.instead(texts.methods[notice.instead]) : texts.notices.chooseOther;
  return {
    tone: "attention",
    text: texts.notices.method(texts.methods[notice.method], whyShut(view, ui, notice), now)
  };
}
function whyShut(view, ui, notice) {
  const { notices } = ui.texts;
  const since = notice.since ? dayOf(notice.since) : "";
  switch (notice.code) {
    case "METHOD_CLOSED":
      return notices.closed(since);
    case "METHOD_NOT_YET_OPEN":
      return notices.notYet(since);
    case "METHOD_NOT_BUILT":
      return notices.notBuilt;
    default: {
      const { opening } = view.visit;
      const subjects = opening ? subjectsOf(ui, opening, notice.method) : "";
      return subjects === "" ? notices.notInForce : notices.onlyFor(subjects);
    }
  }
}

// kiosk/ui/frame/phone.view.tsx
import { Box, Text } from "ink";
import { jsx, jsxs } from "react/jsx-runtime";
function PhonePanel({ look, texts, number, messages, columns, rows }) {
  const inside = columns - 3;
  return /* @__PURE__ */ jsxs(Box, { width: columns, height: rows, overflow: "hidden", children: [
    /* @__PURE__ */ jsx(Box, { width: 1, flexShrink: 0, "aria-hidden": true, children: /* @__PURE__ */ jsx(Text, { children: Array.from({ length: rows }, () => look.glyphs.vertical).join("\n") }) }),
    /* @__PURE__ */ jsxs(Box, { flexDirection: "column", width: inside, marginLeft: 1, overflow: "hidden", "aria-role": "list", children: [
      /* @__PURE__ */ jsx(Text, { wrap: "truncate", children: look.paint.question(texts.phone.title) }),
      /* @__PURE__ */ jsx(Text, { wrap: "truncate", children: number ? look.paint.quiet(texts.phone.number(number)) : " " }),
      messages.length === 0 ? /* @__PURE__ */ jsx(Text, { children: look.paint.quiet(texts.phone.none) }) : null,
      messages.toReversed().map((message) => /* @__PURE__ */ jsxs(Box, { flexDirection: "column", flexShrink: 0, marginTop: 1, children: [
        /* @__PURE__ */ jsx(Text, { wrap: "truncate", children: look.paint.key(message.from) }),
        /* @__PURE__ */ jsx(Text, { children: wrapTo(message.text.replace(/\s+/g, " "), inside).join("\n") })
      ] }, message.id))
    ] })
  ] });
}
function PhoneStrip({ look, texts, messages, columns }) {
  const newest = messages.at(-1);
  const text = newest ? `${newest.from}: ${newest.text.replace(/\s+/g, " ")}` : texts.phone.none;
  const lines = wrapTo(`${texts.phone.title} ${text}`, columns);
  const shown = lines.length > 2 ? [lines[0], cutTo(lines.slice(1).join(" "), columns, look.glyphs.more)] : lines;
  return /* @__PURE__ */ jsx(Box, { width: columns, height: 2, overflow: "hidden", children: /* @__PURE__ */ jsx(Text, { children: shown.join("\n") }) });
}

// kiosk/ui/frame/foot.view.tsx
import { jsx as jsx2 } from "react/jsx-runtime";
function Foot({ ui, view, phone: phone3 }) {
  const notice = noticeText(view, ui);
  const { paint, glyphs } = ui.look;
  const sign = notice?.tone === "good" ? glyphs.check : glyphs.warning;
  return /* @__PURE__ */ jsx2(Box2, { height: 2, width: ui.area.textColumns, overflow: "hidden", flexShrink: 0, children: notice ? /* @__PURE__ */ jsx2(Text2, { children: paint[notice.tone](hang(sign, notice.text, ui.area.textColumns)) }) : phone3 ? /* @__PURE__ */ jsx2(PhoneStrip, { look: ui.look, texts: ui.texts, messages: phone3.messages, columns: ui.area.textColumns }) : null });
}

// kiosk/ui/frame/frame.view.tsx
import { Box as Box3, Text as Text3 } from "ink";
import { memo } from "react";
import { jsx as jsx3, jsxs as jsxs2 } from "react/jsx-runtime";
function Frame(props) {
  const { vertical } = props.look.glyphs;
  return /* @__PURE__ */ jsxs2(Box3, { flexDirection: "column", width: props.columns, height: props.rows, display: props.hidden ? "none" : "flex", children: [
    /* @__PURE__ */ jsx3(Border, { line: props.top, spoken: props.topSpoken }),
    /* @__PURE__ */ jsx3(
      Box3,
      {
        height: props.rows - 2,
        borderStyle: { ...NO_BORDER, left: vertical, right: vertical },
        borderTop: false,
        borderBottom: false,
        children: props.children
      }
    ),
    /* @__PURE__ */ jsx3(Border, { line: props.bottom, spoken: props.bottomSpoken })
  ] });
}
var Border = memo(function Border2({ line, spoken }) {
  return /* @__PURE__ */ jsx3(Text3, { wrap: "truncate", "aria-label": spoken, children: line });
});
var NO_BORDER = {
  top: "",
  topLeft: "",
  topRight: "",
  bottom: "",
  bottomLeft: "",
  bottomRight: "",
  left: "",
  right: ""
};

// kiosk/ui/frame/layout.ts
var MIN_COLUMNS = 80;
var MIN_ROWS = 24;
var PHONE_PANEL_MIN_COLUMNS = 100;
var TEXT_LEFT = 4;
var TEXT_MAX_COLUMNS = 100;
var HEAD_ROWS = 6;
var FOOT_ROWS = 3;
var MARGIN_COLUMNS = 3;
var MAIN_MIN_COLUMNS = 72;
var PANEL_MIN_COLUMNS = 28;
var PANEL_MAX_COLUMNS = 44;
function areaOf(columns, rows, panelColumns) {
  const inside = columns - panelColumns - 2;
  const pad = padOf(rows);
  return {
    columns: inside,
    rows: rows - 2,
    textColumns: Math.min(TEXT_MAX_COLUMNS, inside - 2 * MARGIN_COLUMNS),
    contentRow: 1 + pad + HEAD_ROWS,
    contentRows: rows - 2 - pad - HEAD_ROWS - FOOT_ROWS
  };
}
function panelColumnsOf(columns, mainMinColumns = MAIN_MIN_COLUMNS) {
  if (columns < PHONE_PANEL_MIN_COLUMNS) return 0;
  const panel = Math.min(PANEL_MAX_COLUMNS, Math.floor(columns * 0.3), columns - mainMinColumns);
  return panel < PANEL_MIN_COLUMNS ? 0 : panel;
}
function padOf(rows) {
  return Math.min(3, Math.floor((rows - MIN_ROWS) / 3));
}

// kiosk/ui/frame/overlays.view.tsx
import { Box as Box4, Text as Text4 } from "ink";
import { jsx as jsx4, jsxs as jsxs3 } from "react/jsx-runtime";
var CAP_CELLS = 12;
var HELP_HINTS = {
  next: "next",
  back: "back",
  help: "help",
  end: "end",
  language: "language",
  erase: "erase"
};
function HelpOverlay({ ui, screen }) {
  const { texts, look, area } = ui;
  const { help } = texts;
  const keys = KEYS.flatMap(({ command, cap }) => {
    const hint = HELP_HINTS[command];
    return hint ? [{ cap, text: texts.hints[hint] }] : [];
  });
  return /* @__PURE__ */ jsxs3(Box4, { flexDirection: "column", width: area.textColumns, marginTop: area.contentRow - HEAD_ROWS, children: [
    /* @__PURE__ */ jsx4(Text4, { children: look.paint.question(help.title) }),
    /* @__PURE__ */ jsx4(Text4, { children: " " }),
    help.screens[screen].map((sentence) => /* @__PURE__ */ jsx4(Text4, { children: wrapTo(sentence, area.textColumns).join("\n") }, sentence)),
    /* @__PURE__ */ jsx4(Text4, { children: help.staff }),
    /* @__PURE__ */ jsx4(Text4, { children: " " }),
    /* @__PURE__ */ jsxs3(Box4, { flexDirection: "column", "aria-role": "list", children: [
      keys.map(({ cap, text }) => /* @__PURE__ */ jsx4(Text4, { children: `${look.paint.key(padTo(cap, CAP_CELLS))}${text}` }, cap)),
      /* @__PURE__ */ jsx4(Text4, { children: `${look.paint.key(padTo("1 - 9", CAP_CELLS))}${texts.hints.choose}` })
    ] }),
    /* @__PURE__ */ jsx4(Text4, { children: " " }),
    /* @__PURE__ */ jsx4(Text4, { children: `${look.paint.key(look.glyphs.pointer)} ${help.close}` })
  ] });
}
function WarnedOverlay({ ui }) {
  const { texts, look, area } = ui;
  return /* @__PURE__ */ jsxs3(Box4, { flexDirection: "column", width: area.textColumns, marginTop: area.contentRow - 2, children: [
    /* @__PURE__ */ jsx4(Text4, { children: look.paint.attention(look.paint.question(`${look.glyphs.warning} ${texts.warned.title}`)) }),
    /* @__PURE__ */ jsx4(Text4, { children: texts.warned.text }),
    /* @__PURE__ */ jsx4(Text4, { children: " " }),
    /* @__PURE__ */ jsx4(Text4, { children: `${look.paint.key(look.glyphs.pointer)} ${look.paint.answer(texts.warned.now)}` })
  ] });
}

// kiosk/ui/frame/screen-frames.ts
function frameOf(view) {
  const frame = FRAMES[view.screen];
  const canSkip = view.screen === "field" && view.mobile?.field === "email" && view.mobile.draft.email === "";
  return canSkip ? { ...frame, next: "skip" } : frame;
}
function hasProblem(view) {
  switch (view.screen) {
    case "field":
      return view.mobile?.problem != null;
    case "captcha":
      return view.captcha?.problem != null;
    case "otp-entry":
      return view.otp != null && (view.otp.problem !== null || isExpired(view.otp));
    case "password":
      return view.password?.problem != null;
    default:
      return false;
  }
}
function isExpired(otp2) {
  return otp2.elapsedMs >= (otp2.challenge?.lifetimeMs ?? 0);
}
var FRAMES = {
  welcome: { step: null, next: "start", back: null },
  opening: { step: null, next: null, back: null },
  subject: { step: 1, next: "next", back: "leave" },
  method: { step: 1, next: "next", back: "back" },
  conditions: { step: 1, next: "next", back: "back" },
  field: { step: 2, next: "next", back: "back" },
  captcha: { step: 2, next: "next", back: "back" },
  "captcha-wait": { step: 2, next: null, back: null },
  review: { step: 3, next: "getCode", back: "back" },
  "otp-sending": { step: 4, next: null, back: "back" },
  "otp-entry": { step: 4, next: "next", back: "back" },
  "otp-checking": { step: 4, next: null, back: null },
  "line-down": { step: 4, next: "next", back: "back" },
  "pre-checking": { step: 4, next: null, back: null },
  password: { step: 5, next: "next", back: "back" },
  "password-saving": { step: 5, next: null, back: null },
  terms: { step: 6, next: "agree", back: "back" },
  sealing: { step: 6, next: null, back: null },
  delivering: { step: 6, next: "dontWait", back: null },
  result: { step: null, next: "done", back: null },
  wiping: { step: null, next: null, back: null }
};

// kiosk/ui/frame/too-small.view.tsx
import { Box as Box5, Text as Text5 } from "ink";
import { jsx as jsx5 } from "react/jsx-runtime";
function TooSmall({ columns, rows }) {
  return /* @__PURE__ */ jsx5(Box5, { flexDirection: "column", width: columns, height: rows, justifyContent: "center", overflow: "hidden", children: [TEXTS.vi, TEXTS.en].flatMap(
    (texts) => texts.tooSmall(columns, rows).map((line) => /* @__PURE__ */ jsx5(Text5, { children: line }, line))
  ) });
}

// kiosk/ui/frame/top-line.ts
function topLine(columns, look, texts, status, problem) {
  const { glyphs, paint } = look;
  const [left, right] = glyphs.corners;
  const title = `${texts.frame.title} ${glyphs.horizontal} `;
  const subtitle = problem ? `${glyphs.warning} ${texts.frame.subtitleProblem}` : texts.frame.subtitle;
  const language = `${capOf("language")} ${texts.hints.language}`;
  const online = status.line === "online";
  const state = `${online ? glyphs.online : glyphs.offline} ${texts.frame.line[status.line]}`;
  const time = `${glyphs.dot} ${status.clockProven ? "" : glyphs.about}${status.time}`;
  const fixed = [title, subtitle, language, state, time].reduce((sum, part) => sum + cellsOf(part), SPACES_AND_CORNERS);
  const fill = glyphs.horizontal.repeat(Math.max(0, columns - fixed));
  return [
    `${left} ${title}`,
    problem ? paint.bad(subtitle) : subtitle,
    ` ${fill} `,
    paint.key(language),
    ` ${glyphs.horizontal} `,
    (online ? paint.good : paint.attention)(state),
    ` ${time} ${right}`
  ].join("");
}
var SPACES_AND_CORNERS = 10;
function topLineSpoken(texts, status, problem) {
  const proven = status.clockProven ? "" : ` (${texts.frame.clockUnproven})`;
  const subtitle = problem ? texts.frame.subtitleProblem : texts.frame.subtitle;
  return `${texts.frame.title}. ${subtitle}. ${texts.frame.line[status.line]}, ${status.time}${proven}. ${capOf("language")} ${texts.hints.language}.`;
}

// flows/rules/card-qr-extras.ts
function readCardQrExtras(places) {
  const filled = places.filter((text) => text !== "");
  const numbers = filled.filter((text) => /^\d{12}$/.test(text));
  const words = filled.filter((text) => !/^(\d{8}|\d{12})$/.test(text));
  const names = words.map((text) => checkName(text)).flatMap((checked) => checked.ok ? [checked.value] : []);
  const tooMany = numbers.length > 1 || names.length > 2 || places.slice(EXTRA_PLACES).some((text) => text !== "");
  if (tooMany || names.length < words.length) return null;
  const motherOnly = names.length === 1 && words[0] === places[EXTRA_PLACES - 1];
  const [father = null, mother = null] = motherOnly ? [null, ...names] : names;
  return { cancelledIdNumber: numbers[0] ?? null, father, mother };
}
var EXTRA_PLACES = 4;

// flows/rules/card-qr.ts
var CARD_QR_MAX_LENGTH = 1024;
function readCardQr(text, today) {
  if (text.length > CARD_QR_MAX_LENGTH) return refuse("SCAN_TOO_LONG");
  const payload = withoutFraming(text);
  if (payload === "") return refuse("SCAN_EMPTY");
  if (UNDECODABLE.test(payload)) return refuse("SCAN_DAMAGED");
  const fields = payload.split("|").map((field) => field.normalize("NFC").replace(/\s+/g, " ").trim());
  const notYet = whatIsMissing(fields);
  if (notYet) return refuse(notYet);
  const [idNumber2 = "", oldId = "", nameField = "", birthField = "", sexField = "", residence = "", issued = ""] = fields;
  const issuedOn = issued === "" ? null : issueDate(issued);
  const name = checkName(nameField);
  const birth = cardBirthDate(birthField, issuedOn && issuedOn > today ? issuedOn : today);
  const sex = SEXES.get(sexField.toLowerCase());
  const oldIdNumber = oldId === "" || oldId === idNumber2 ? null : oldId;
  const extras = readCardQrExtras(fields.slice(CCCD_FIELDS));
  const sound = name.ok && birth.ok && sex !== void 0 && issuedOn !== void 0 && extras !== null && (oldIdNumber === null || /^(\d{9}|\d{12})$/.test(oldIdNumber)) && [...residence].length <= RESIDENCE_MAX_LENGTH;
  if (!sound) return refuse("SCAN_DAMAGED");
  const card = {
    idNumber: idNumber2,
    oldIdNumber,
    fullName: name.value,
    birthDate: birth.value,
    sex,
    residence: residence || null,
    issuedOn
  };
  const generation = fields.length > CCCD_FIELDS ? "can-cuoc-2024" : "cccd-2021";
  const warnings = crossCheckIdNumber(idNumber2, { birthDate: birth.value, sex: sex ?? void 0 });
  return { kind: "card", card: { ...card, ...extras, generation, warnings } };
}
var CCCD_FIELDS = 7;
var RESIDENCE_MAX_LENGTH = 400;
var SEXES = /* @__PURE__ */ new Map([
  ["nam", "male"],
  ["n\u1EEF", "female"],
  ["", null]
]);
var UNDECODABLE = /[\ufffd]|(?!\s)[\p{Cc}\p{Cs}\p{Co}\p{Cn}]/u;
function withoutFraming(text) {
  return text.replace(/[\ufeff\0\r\n]/g, "").replace(/^[\s\p{Cc}]+|[\s\p{Cc}]+$/gu, "").replace(/^\]Q\d/, "").replace(/^[^|\d:]{1,16}:\s*(?=\d)/, "");
}
function whatIsMissing(fields) {
  const [idNumber2 = "", , name = "", birth = "", , , issued = ""] = fields;
  if (fields.length === 1) return "SCAN_NOT_A_CARD";
  if (!/^\d{12}$/.test(idNumber2))
    return /^\d*$/.test(idNumber2) && /^\d{8}$/.test(birth) ? "SCAN_DAMAGED" : "SCAN_NOT_A_CARD";
  if (fields.length < CCCD_FIELDS || name === "" || birth === "") return "SCAN_INCOMPLETE";
  return fields.length === CCCD_FIELDS && /^\d{0,7}$/.test(issued) ? "SCAN_INCOMPLETE" : null;
}
function issueDate(text) {
  const groups = /^(?<day>\d\d)(?<month>\d\d)(?<year>20\d\d)$/.exec(text)?.groups;
  if (!groups || !isCalendarDay(Number(groups.year), Number(groups.month), Number(groups.day))) return void 0;
  return `${groups.year}-${groups.month}-${groups.day}`;
}
function refuse(code) {
  return { kind: "refused", code };
}

// kiosk/ui/screen-key.ts
function screenKeyOf(view) {
  const visit2 = view.visit.opening?.visitId ?? "no visit";
  const field = view.screen === "field" ? view.mobile?.field ?? "" : "";
  return `${visit2} ${view.screen} ${field}`;
}

// kiosk/ui/key-router.ts
function createKeyRouter(parts) {
  const { visit: visit2, help, target } = parts;
  let choiceIsSpent = false;
  return (key) => {
    if (key.kind === "choice") {
      if (!choiceIsSpent) target.current?.(key);
      return;
    }
    const view = visit2.getSnapshot();
    const command = commandOf(key);
    if (command === "quit") return parts.quit();
    const helpIsOpen = help.read() === screenKeyOf(view);
    choiceIsSpent = view.inactivityWarned || helpIsOpen;
    visit2.send({ type: "user.active" });
    if (view.inactivityWarned) return;
    if (key.kind === "scan") return takeScan(visit2, key.text, view.visit.opening?.today ?? parts.today());
    if (command === "end") return visit2.send({ type: "user.ended" });
    if (helpIsOpen) return help.dispatch(null);
    if (command === "help") return help.dispatch(screenKeyOf(view));
    if (command === "language") {
      return visit2.send({ type: "user.choseLanguage", language: view.visit.language === "vi" ? "en" : "vi" });
    }
    if (command === "demoScan") return parts.demoScan?.();
    if (target.current?.(key)) return;
    if (command === "next") visit2.send({ type: "user.confirmed" });
    if (command === "back") visit2.send({ type: "user.wentBack" });
  };
}
function takeScan(visit2, text, today) {
  const reading = readCardQr(text, today);
  if (reading.kind === "card") visit2.send({ type: "scanner.scanned", card: reading.card });
  else visit2.send({ type: "scanner.refused", code: reading.code });
}

// kiosk/ui/live-store.ts
import { useState, useSyncExternalStore } from "react";
function createLiveStore(reducer, initial) {
  const listeners = /* @__PURE__ */ new Set();
  let state = initial;
  return {
    read: () => state,
    dispatch(action) {
      const next = reducer(state, action);
      if (next === state) return;
      state = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    }
  };
}
function useLiveStore(reducer, initial) {
  const [store] = useState(() => createLiveStore(reducer, initial()));
  return [useStored(store), store];
}
function useStored(store) {
  return useSyncExternalStore(store.subscribe, store.read, store.read);
}

// kiosk/ui/screen-keys.ts
import { createContext, use, useLayoutEffect } from "react";
var KeyTargetContext = createContext({ current: null });
function useScreenKeys(handler) {
  const target = use(KeyTargetContext);
  useLayoutEffect(() => {
    target.current = handler;
    return () => {
      if (target.current === handler) target.current = null;
    };
  });
}

// kiosk/ui/screens/captcha.screen.tsx
import { Box as Box8, Text as Text9 } from "ink";
import { useCallback } from "react";

// kiosk/ui/draw/half-blocks.ts
function drawPixels(rows, glyphs, room) {
  if (glyphs === "ascii" && rows.length <= room.lines && 2 * (rows[0]?.length ?? 0) <= room.columns) {
    return rows.map((row) => row.replaceAll("#", "##").replaceAll(".", "  "));
  }
  const signs = glyphs === "ascii" ? HALF_ASCII : HALF;
  const lines = [];
  for (let at = 0; at < rows.length; at += 2) {
    const upper = rows[at] ?? "";
    const lower = rows[at + 1] ?? "";
    lines.push([...upper].map((pixel, column) => signs[`${pixel}${lower[column] ?? "."}`] ?? " ").join(""));
  }
  return lines;
}
var HALF = { "##": "\u2588", "#.": "\u2580", ".#": "\u2584", "..": " " };
var HALF_ASCII = { "##": "#", "#.": '"', ".#": "o", "..": " " };

// kiosk/ui/fields/text-field.view.tsx
import { Box as Box6, Text as Text6, useCursor } from "ink";
import { memo as memo2 } from "react";

// kiosk/ui/fields/field-shape.ts
var OTP_DIGITS = 6;
var ID_DIGITS = 12;
var CMND_DIGITS = 9;
var PHONE_MAX_DIGITS = 11;
var PHONE_DIGITS = 10;
var CAPTCHA_MAX_LENGTH = 10;
var TEXT_MAX_LENGTH = 254;
var digits = (maxLength) => ({
  insert(text, _cursor, typed) {
    const next = (text + typed.replace(/\D/g, "")).slice(0, maxLength);
    return { text: next, cursor: next.length };
  },
  movable: false,
  fromAnswer: (answer) => answer.replace(/\D/g, "").slice(0, maxLength),
  toAnswer: (text) => text
});
var spaced = (text) => ({
  shown: [...text].join(" "),
  placeholder: "",
  cursorCell: (cursor) => cursor * 2
});
var idNumber = {
  ...digits(ID_DIGITS),
  show: spaced,
  count: (text) => ({ have: text.length, of: text.length === CMND_DIGITS ? CMND_DIGITS : ID_DIGITS })
};
var phone = {
  ...digits(PHONE_MAX_DIGITS),
  insert(text, _cursor, typed) {
    const all = (text + typed.replace(/\D/g, "")).replace(/^(00)?84(?=\d{9})/, "0");
    const next = all.slice(0, PHONE_MAX_DIGITS);
    return { text: next, cursor: next.length };
  },
  fromAnswer: (answer) => answer.replace(/\D/g, "").replace(/^(00)?84(?=\d{9}$)/, "0"),
  show(text) {
    const groups = [text.slice(0, 4), text.slice(4, 7), text.slice(7)].filter(Boolean);
    return {
      shown: groups.join(" "),
      placeholder: "",
      cursorCell: (cursor) => cursor + (cursor > 7 ? 2 : cursor > 4 ? 1 : 0)
    };
  },
  count: (text) => ({ have: text.length, of: PHONE_DIGITS })
};
var DATE_FORM = "dd/mm/yyyy";
var birthDate = {
  movable: false,
  insert(text, _cursor, typed) {
    const next = [...typed].reduce(typeDate, text);
    return { text: next, cursor: next.length };
  },
  // 'yyyy' and 'mm/yyyy' are how a day or month not known is written elsewhere; here they are zeros.
  fromAnswer: (answer) => answer.replace(/\D/g, "").padStart(answer === "" ? 0 : 8, "0").slice(0, 8),
  toAnswer(text) {
    const year = text.length === 4 && Number(text.slice(2)) > 12;
    return year ? text : slashed(text);
  },
  show(text) {
    const shown = slashed(text);
    const open = text.length === 2 || text.length === 4 ? `${shown}/` : shown;
    return { shown: open, placeholder: DATE_FORM.slice(open.length), cursorCell: () => open.length };
  },
  count: () => null
};
var freeText = {
  movable: true,
  insert(text, cursor, typed) {
    const clean = typed.replace(/[\r\n\t]+/g, " ").replace(NOT_IN_TEXT, "");
    const before2 = (text.slice(0, cursor) + clean).normalize("NFC");
    const next = (before2 + text.slice(cursor)).slice(0, TEXT_MAX_LENGTH);
    return { text: next, cursor: Math.min(before2.length, next.length) };
  },
  fromAnswer: (answer) => answer.normalize("NFC"),
  toAnswer: (text) => text,
  show: (text) => ({ shown: text, placeholder: "", cursorCell: (cursor) => cursor }),
  count: () => null
};
var captcha = {
  ...digits(CAPTCHA_MAX_LENGTH),
  insert(text, _cursor, typed) {
    const next = (text + typed.toUpperCase().replace(/[^A-Z0-9]/g, "")).slice(0, CAPTCHA_MAX_LENGTH);
    return { text: next, cursor: next.length };
  },
  fromAnswer: () => "",
  show: spaced,
  count: () => null
};
var otp = {
  ...digits(OTP_DIGITS),
  show: (text) => ({
    shown: Array.from({ length: OTP_DIGITS }, (_, at) => `[ ${text[at] ?? " "} ]`).join(" "),
    placeholder: "",
    cursorCell: (cursor) => Math.min(cursor, OTP_DIGITS - 1) * 6 + 2
  }),
  count: (text) => ({ have: text.length, of: OTP_DIGITS })
};
var FIELD_SHAPES = {
  idNumber,
  fullName: freeText,
  birthDate,
  phone,
  email: { ...freeText, insert: (text, cursor, typed) => freeText.insert(text, cursor, typed.replace(/\s/g, "")) },
  captcha,
  otp
};
var NOT_IN_TEXT = /[\p{Cc}\p{Cs}|]/gu;
function slashed(text) {
  return [text.slice(0, 2), text.slice(2, 4), text.slice(4)].filter(Boolean).join("/");
}
function typeDate(text, character) {
  if (/\d/.test(character)) return text.length < 8 ? text + character : text;
  const isSeparator = /[/\-. ]/.test(character);
  if (isSeparator && (text.length === 1 || text.length === 3)) return `${text.slice(0, -1)}0${text.slice(-1)}`;
  return text;
}

// kiosk/ui/fields/text-field.keys.ts
function useTextFieldKeys(store, onSubmit, onRenew) {
  useScreenKeys((key) => takeFieldKey(key, store, onSubmit, onRenew));
}
function takeFieldKey(key, store, onSubmit, onRenew) {
  if (key.kind === "text" || key.kind === "paste") {
    store.dispatch({ type: "typed", text: key.text });
    return true;
  }
  if (key.kind === "scan-began") {
    store.dispatch({ type: "restored" });
    return true;
  }
  switch (commandOf(key)) {
    case "next": {
      const { shape, text } = store.read();
      onSubmit(shape.toAnswer(text));
      return true;
    }
    case "erase":
      store.dispatch({ type: "erased" });
      return true;
    case "eraseAhead":
      store.dispatch({ type: "erasedAhead" });
      return true;
    case "left":
    case "right":
    case "first":
    case "last":
      store.dispatch({ type: "moved", to: commandOf(key) });
      return true;
    case "renew":
      onRenew?.();
      return onRenew !== void 0;
    default:
      return false;
  }
}

// kiosk/ui/fields/text-field.reducer.ts
function startTextField(shape, answer) {
  const text = shape.fromAnswer(answer);
  return { shape, text, cursor: text.length, first: text };
}
function textFieldReducer(state, action) {
  const { shape, text, cursor } = state;
  switch (action.type) {
    case "typed":
      return { ...state, ...shape.insert(text, cursor, action.text) };
    case "erased": {
      const from = before(text, cursor);
      return from === cursor ? state : { ...state, text: text.slice(0, from) + text.slice(cursor), cursor: from };
    }
    case "erasedAhead":
      return { ...state, text: text.slice(0, cursor) + text.slice(after(text, cursor)) };
    case "moved":
      return shape.movable ? { ...state, cursor: moved(text, cursor, action.to) } : state;
    case "restored":
      return { ...state, text: state.first, cursor: state.first.length };
    case "cleared":
      return { ...state, text: "", cursor: 0, first: "" };
  }
}
function moved(text, cursor, to) {
  if (to === "left") return before(text, cursor);
  if (to === "right") return after(text, cursor);
  return to === "first" ? 0 : text.length;
}
function before(text, cursor) {
  return cursor - (/\P{M}\p{M}*$/u.exec(text.slice(0, cursor))?.[0].length ?? cursor);
}
function after(text, cursor) {
  return cursor + (/^\P{M}\p{M}*/u.exec(text.slice(cursor))?.[0].length ?? 0);
}

// kiosk/ui/fields/text-field.view.tsx
import { jsx as jsx6, jsxs as jsxs4 } from "react/jsx-runtime";
var TextField = memo2(function TextField2(props) {
  const { ui, kind, row } = props;
  const shape = FIELD_SHAPES[kind];
  const [state, store] = useLiveStore(textFieldReducer, () => startTextField(shape, props.answer));
  useTextFieldKeys(store, props.onSubmit, props.onRenew);
  const { setCursorPosition } = useCursor();
  const { paint, glyphs } = ui.look;
  const answer = shape.toAnswer(state.text);
  const isGood = state.text !== "" && props.isGood(answer);
  const count = shape.count(state.text);
  const counted = count ? ` ${count.have}/${count.of}` : "";
  const sign = isGood ? glyphs.check : props.hasProblem ? glyphs.cross : glyphs.open;
  const touched = props.mark !== void 0 && state.text === state.first;
  const end = `${touched ? `${props.mark} ` : ""}${sign}${counted}`;
  const { shown, placeholder, cursorCell } = shape.show(state.text);
  const room = ui.area.textColumns - cellsOf(end) - 4;
  const window = windowOn(shown, cursorCell(state.cursor), room);
  setCursorPosition(ui.uncovered ? { x: TEXT_LEFT + 2 + window.cursor, y: row } : void 0);
  const painted = (isGood ? paint.good : props.hasProblem ? paint.bad : paint.quiet)(end);
  const blanks = " ".repeat(Math.max(1, ui.area.textColumns - 2 - cellsOf(window.text + placeholder) - cellsOf(end)));
  const line = `${paint.key(glyphs.pointer)} ${paint.answer(window.text)}${paint.quiet(placeholder)}${blanks}${painted}`;
  const hint = props.hint?.(answer) ?? "";
  return /* @__PURE__ */ jsxs4(Box6, { flexDirection: "column", children: [
    /* @__PURE__ */ jsx6(
      Box6,
      {
        "aria-role": "textbox",
        "aria-state": { required: kind !== "email" },
        "aria-label": `${props.label}: ${shown} ${end}`,
        children: /* @__PURE__ */ jsx6(Text6, { wrap: "truncate", children: line })
      }
    ),
    hint === "" ? null : /* @__PURE__ */ jsx6(Text6, { wrap: "truncate", children: `  ${paint.quiet(hint)}` })
  ] });
});
function windowOn(shown, cursor, room) {
  const start = Math.max(0, cursor - room + 1);
  return { text: shown.slice(start, start + room), cursor: cursor - start };
}

// kiosk/ui/frame/page.view.tsx
import { Box as Box7, Text as Text7 } from "ink";
import { jsx as jsx7, jsxs as jsxs5 } from "react/jsx-runtime";
var STEP_COUNT = 6;
function Page({ ui, step, question, why, extras = [], tight = false, children }) {
  const { texts, area, look } = ui;
  const progress = step === null ? "" : texts.frame.step(step, STEP_COUNT);
  const name = step === null ? "" : `${look.glyphs.dot} ${texts.frame.steps[step - 1] ?? ""}`;
  const keys = extras.map(([command, hint]) => `${look.paint.key(capOf(command))} ${texts.hints[hint]}`).join("    ");
  return /* @__PURE__ */ jsxs5(Box7, { flexDirection: "column", width: area.textColumns, marginTop: area.contentRow - HEAD_ROWS, children: [
    /* @__PURE__ */ jsx7(Text7, { wrap: "truncate", children: progress === "" ? " " : `${progress} ${look.paint.quiet(name)}` }),
    /* @__PURE__ */ jsx7(Text7, { wrap: "truncate", children: look.paint.question(question) }),
    /* @__PURE__ */ jsx7(Box7, { height: tight ? 2 : 3, overflow: "hidden", children: /* @__PURE__ */ jsx7(Text7, { children: wrapTo(why, area.textColumns).join("\n") }) }),
    /* @__PURE__ */ jsx7(Box7, { flexDirection: "column", height: area.contentRows + (tight ? 1 : 0), overflow: "hidden", children }),
    /* @__PURE__ */ jsx7(Text7, { wrap: "truncate", children: keys === "" ? " " : keys })
  ] });
}
function demoExtras(ui) {
  return ui.canDemoScan ? [["demoScan", "demoScan"]] : [];
}

// kiosk/ui/frame/problem.view.tsx
import { Text as Text8 } from "ink";
import { jsx as jsx8 } from "react/jsx-runtime";
function Problem({ ui, code }) {
  if (code === null) return null;
  const { what, now } = wordsForFault(ui.texts, code);
  return /* @__PURE__ */ jsx8(Text8, { children: ui.look.paint.bad(hang(ui.look.glyphs.cross, `${what} ${now}`, ui.area.textColumns)) });
}

// kiosk/ui/screens/captcha.screen.tsx
import { jsx as jsx9, jsxs as jsxs6 } from "react/jsx-runtime";
var ANSWER_ROWS = 3;
function CaptchaScreen({ view, ui }) {
  const { texts, area, look, send } = ui;
  const lines = drawPixels(view.captcha?.challenge?.pixels ?? [], look.display.glyphs, {
    columns: area.textColumns,
    lines: area.contentRows - ANSWER_ROWS
  });
  const onSubmit = useCallback((text) => send({ type: "user.captchaAnswered", text }), [send]);
  const onRenew = useCallback(() => send({ type: "user.refreshed" }), [send]);
  const problem = view.captcha?.problem ?? null;
  return /* @__PURE__ */ jsxs6(
    Page,
    {
      ui,
      step: 2,
      question: texts.captcha.question,
      why: texts.captcha.why,
      extras: [["renew", "newPicture"]],
      tight: true,
      children: [
        /* @__PURE__ */ jsx9(Box8, { flexDirection: "column", flexShrink: 0, "aria-label": texts.captcha.picture, children: /* @__PURE__ */ jsx9(Text9, { children: lines.join("\n") }) }),
        /* @__PURE__ */ jsxs6(Box8, { flexDirection: "column", flexShrink: 0, marginTop: 1, children: [
          /* @__PURE__ */ jsx9(
            TextField,
            {
              ui,
              kind: "captcha",
              label: texts.captcha.label,
              answer: "",
              row: area.contentRow + lines.length,
              isGood: nothingIsSure,
              hasProblem: problem !== null,
              onSubmit,
              onRenew
            }
          ),
          /* @__PURE__ */ jsx9(Problem, { ui, code: problem })
        ] })
      ]
    }
  );
}
function nothingIsSure() {
  return false;
}

// kiosk/ui/screens/conditions.screen.tsx
import { Box as Box9, Text as Text10 } from "ink";
import { jsx as jsx10, jsxs as jsxs7 } from "react/jsx-runtime";
function ConditionsScreen({ view, ui }) {
  const { texts, look } = ui;
  const { conditions, subject } = texts;
  const hasCard = (view.mobile?.card ?? view.visit.card) !== null;
  return /* @__PURE__ */ jsxs7(Page, { ui, step: 1, question: conditions.question, why: conditions.why, extras: demoExtras(ui), children: [
    /* @__PURE__ */ jsx10(Box9, { flexDirection: "column", "aria-role": "list", children: conditions.items.map((item) => /* @__PURE__ */ jsx10(Text10, { children: `${look.glyphs.dot} ${item}` }, item)) }),
    /* @__PURE__ */ jsx10(Text10, { children: " " }),
    /* @__PURE__ */ jsx10(Text10, { children: conditions.check }),
    /* @__PURE__ */ jsx10(Text10, { children: conditions.fix }),
    /* @__PURE__ */ jsx10(Text10, { children: " " }),
    hasCard ? /* @__PURE__ */ jsx10(Text10, { children: look.paint.good(`${look.glyphs.check} ${subject.cardKept}`) }) : ui.scanner === "ready" ? /* @__PURE__ */ jsx10(Text10, { children: conditions.scan }) : null
  ] });
}

// kiosk/ui/screens/field.screen.tsx
import { Box as Box10 } from "ink";
import { useCallback as useCallback2 } from "react";

// flows/rules/carrier.ts
function carrierHint(e164) {
  if (!/^\+84\d{9}$/.test(e164)) return null;
  for (const [carrier, ranges] of RANGES) if (ranges.test(e164.slice(3))) return carrier;
  return null;
}
var RANGES = [
  ["Viettel", /^(3[2-9]|86|9[678])/],
  ["VinaPhone", /^(8[1-5]|88|91|94)/],
  ["MobiFone", /^(7[06-9]|89|90|93)/],
  ["Vietnamobile", /^(52|56|58|92)/],
  ["Gmobile", /^(59|99[3-7])/],
  ["iTel", /^(87|99[89])/],
  ["Wintel", /^55/]
];

// kiosk/ui/screens/from-card.ts
function isFromCard(mobile, field) {
  if (!mobile || !cardStillHolds(mobile.draft, mobile.card)) return false;
  const said = fillFromCard(EMPTY_DRAFT, mobile.card)[field];
  return said !== "" && said === mobile.draft[field];
}

// kiosk/ui/screens/field.screen.tsx
import { jsx as jsx11, jsxs as jsxs8 } from "react/jsx-runtime";
function FieldScreen({ view, ui }) {
  const { texts, area, send } = ui;
  const field = view.mobile?.field ?? "idNumber";
  const today = view.mobile?.today ?? "";
  const draft = view.mobile?.draft ?? EMPTY_DRAFT;
  const problem = view.mobile?.problem?.field === field ? view.mobile.problem.code : null;
  const words = texts.fields[field];
  const isGood = useCallback2((answer) => checkField(field, answer, today).ok, [field, today]);
  const hint = useCallback2((answer) => field === "phone" ? carrierOf(texts, answer) : "", [field, texts]);
  const onSubmit = useCallback2((text) => send({ type: "user.answered", field, text }), [send, field]);
  return /* @__PURE__ */ jsxs8(
    Page,
    {
      ui,
      step: 2,
      question: words.question,
      why: ui.scanner === "ready" ? words.whyScan : words.why,
      extras: demoExtras(ui),
      children: [
        /* @__PURE__ */ jsx11(
          TextField,
          {
            ui,
            kind: field,
            label: words.name,
            answer: draft[field],
            row: area.contentRow,
            isGood,
            mark: isFromCard(view.mobile, field) ? texts.field.fromCard : void 0,
            hasProblem: problem !== null,
            hint,
            onSubmit
          }
        ),
        /* @__PURE__ */ jsx11(Box10, { marginTop: 1, children: /* @__PURE__ */ jsx11(Problem, { ui, code: problem }) })
      ]
    }
  );
}
function carrierOf(texts, answer) {
  const phone3 = checkPhone(answer);
  const carrier = phone3.ok ? carrierHint(phone3.value) : null;
  return carrier ? texts.field.carrier(carrier) : "";
}

// kiosk/ui/screens/line-down.screen.tsx
import { Box as Box12 } from "ink";

// kiosk/ui/menu/menu.view.tsx
import { Box as Box11, Text as Text11, useCursor as useCursor2 } from "ink";

// kiosk/ui/menu/menu.reducer.ts
function menuReducer(state, action) {
  if (state.at === null) return state;
  if (action.command === "up") return { at: (state.at + action.count - 1) % action.count };
  if (action.command === "down") return { at: (state.at + 1) % action.count };
  return state;
}
function lineOfDigit(digit, count) {
  return digit >= 1 && digit <= count ? digit - 1 : null;
}

// kiosk/ui/menu/menu.keys.ts
function useMenuKeys(store, count, onChoose) {
  useScreenKeys((key) => takeMenuKey(key, store, count, onChoose));
}
function takeMenuKey(key, store, count, onChoose) {
  if (key.kind === "choice") {
    const line = lineOfDigit(key.digit, count);
    if (line !== null) onChoose(line);
    return true;
  }
  const command = commandOf(key);
  if (command === "up" || command === "down") {
    store.dispatch({ type: "moved", command, count });
    return true;
  }
  const { at } = store.read();
  if (command !== "next" || at === null) return false;
  onChoose(at);
  return true;
}

// kiosk/ui/menu/menu.view.tsx
import { jsx as jsx12 } from "react/jsx-runtime";
function Menu({ ui, options, row, enterChooses, onChoose }) {
  const [state, store] = useLiveStore(menuReducer, () => ({ at: enterChooses ? 0 : null }));
  useMenuKeys(store, options.length, onChoose);
  const { setCursorPosition } = useCursor2();
  setCursorPosition(ui.uncovered ? { x: TEXT_LEFT + 2, y: row + (state.at ?? 0) } : void 0);
  const { paint, glyphs } = ui.look;
  return /* @__PURE__ */ jsx12(Box11, { flexDirection: "column", "aria-role": "menu", children: options.map((option, at) => /* @__PURE__ */ jsx12(
    Box11,
    {
      "aria-role": "menuitem",
      "aria-state": { selected: at === state.at, disabled: option.disabled ?? false },
      "aria-label": `${at + 1}. ${option.spoken}`,
      children: /* @__PURE__ */ jsx12(Text11, { wrap: "truncate", children: `${at === state.at ? paint.key(glyphs.pointer) : " "} ${paint.key(String(at + 1))}  ${option.line}` })
    },
    option.id
  )) });
}

// kiosk/ui/screens/line-down.screen.tsx
import { jsx as jsx13, jsxs as jsxs9 } from "react/jsx-runtime";
var CHOICES = ["user.retried", "user.deferred"];
function LineDownScreen({ view, ui }) {
  const { texts, area, send } = ui;
  const options = CHOICES.map((choice, at) => {
    const line = texts.lineDown.options[at] ?? "";
    return { id: choice, line, spoken: line };
  });
  return /* @__PURE__ */ jsxs9(Page, { ui, step: 4, question: texts.lineDown.question, why: texts.lineDown.why, children: [
    /* @__PURE__ */ jsx13(
      Menu,
      {
        ui,
        options,
        row: area.contentRow,
        enterChooses: true,
        onChoose: (line) => {
          const type = CHOICES[line];
          if (type) send({ type });
        }
      }
    ),
    /* @__PURE__ */ jsx13(Box12, { marginTop: 1, children: /* @__PURE__ */ jsx13(Problem, { ui, code: view.otp?.problem ?? "LINE_DOWN" }) })
  ] });
}

// kiosk/ui/screens/method.screen.tsx
import { jsx as jsx14 } from "react/jsx-runtime";
function MethodScreen({ view, ui }) {
  const { texts, area, send } = ui;
  const { opening, subject } = view.visit;
  const options = opening && subject ? methodLines(ui, opening, subject) : [];
  return /* @__PURE__ */ jsx14(Page, { ui, step: 1, question: texts.method.question, why: texts.method.why, extras: demoExtras(ui), children: /* @__PURE__ */ jsx14(
    Menu,
    {
      ui,
      options,
      row: area.contentRow,
      enterChooses: true,
      onChoose: (line) => {
        const method = METHODS[line];
        if (method) send({ type: "user.choseMethod", method });
      }
    }
  ) });
}

// kiosk/ui/screens/otp-entry.screen.tsx
import { Box as Box13, Text as Text12 } from "ink";
import { useCallback as useCallback3 } from "react";
import { jsx as jsx15, jsxs as jsxs10 } from "react/jsx-runtime";
function OtpEntryScreen({ view, ui }) {
  const { texts, look, area, send, keep } = ui;
  const { otp: otp2 } = view;
  const onSubmit = useCallback3(
    (code) => {
      if (code.length === OTP_DIGITS) send({ type: "user.codeEntered", code: keep(code) });
    },
    [send, keep]
  );
  const onRenew = useCallback3(() => send({ type: "user.resent" }), [send]);
  const elapsedMs = otp2?.elapsedMs ?? 0;
  const lifeMs = (otp2?.challenge?.lifetimeMs ?? 0) - elapsedMs;
  const resendMs = (otp2?.challenge?.resendAfterMs ?? 0) - elapsedMs;
  const problem = otp2?.problem ?? (lifeMs <= 0 ? "OTP_EXPIRED" : null);
  const life = lifeMs > 0 ? `${texts.otp.life(minutesOf(lifeMs))}  ${look.glyphs.dot}  ` : "";
  return /* @__PURE__ */ jsxs10(
    Page,
    {
      ui,
      step: 4,
      question: texts.otp.question,
      why: texts.otp.why(otp2?.challenge?.maskedPhone ?? ""),
      extras: resendMs <= 0 ? [["renew", "newCode"]] : [],
      children: [
        /* @__PURE__ */ jsx15(
          TextField,
          {
            ui,
            kind: "otp",
            label: texts.otp.label,
            answer: "",
            row: area.contentRow,
            isGood: isWhole,
            hasProblem: problem !== null,
            onSubmit,
            onRenew
          }
        ),
        /* @__PURE__ */ jsx15(Box13, { marginTop: 1, minHeight: 2, children: /* @__PURE__ */ jsx15(Problem, { ui, code: problem }) }),
        /* @__PURE__ */ jsxs10(Box13, { flexDirection: "column", "aria-role": "timer", children: [
          /* @__PURE__ */ jsx15(Text12, { children: `${life}${texts.otp.tries(otp2?.triesLeft ?? 0)}` }),
          /* @__PURE__ */ jsx15(Text12, { children: resendMs > 0 ? texts.otp.resendAfter(minutesOf(resendMs)) : texts.otp.resendNow })
        ] }),
        /* @__PURE__ */ jsx15(Text12, { children: " " }),
        /* @__PURE__ */ jsx15(Text12, { children: look.paint.attention(`${look.glyphs.warning} ${texts.otp.secrecy}`) })
      ]
    }
  );
}
function isWhole(code) {
  return code.length === OTP_DIGITS;
}

// kiosk/ui/screens/password.screen.tsx
import { Text as Text14 } from "ink";

// kiosk/ui/fields/password-field.view.tsx
import { Box as Box14, Text as Text13, useCursor as useCursor3 } from "ink";
import { useEffect } from "react";

// flows/rules/password-personal.ts
function isPersonal(password, about) {
  const plain2 = fold(password);
  const spelled = fold(password.replace(/[@0134$5]/g, (sign) => LETTER_FOR[sign] ?? sign));
  const name = nameParts(about.fullName);
  const letters = plain2.replace(/\d/g, "");
  return name.words.some((word) => plain2.includes(word) || spelled.includes(word)) || name.initials.includes(letters) || numberParts(about).some((part) => plain2.includes(part)) || dateParts(about.birthDate).some((part) => plain2.includes(part)) || mailParts(about.email).some((part) => plain2.includes(part));
}
var WORD_MIN_LETTERS = 3;
var NUMBER_PART_DIGITS = 6;
var LETTER_FOR = {
  "@": "a",
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  $: "s"
};
function fold(text) {
  return searchKey(text).replace(/[^\p{L}\d]/gu, "");
}
function nameParts(fullName) {
  const words = searchKey(fullName).split(/[^\p{L}]+/u).filter(Boolean);
  const given = words.at(-1) ?? "";
  const leading = words.slice(0, -1).map((word) => word.slice(0, 1)).join("");
  const last = given.slice(0, 1);
  const pairs = words.slice(1).map((word, at) => `${words[at]}${word}`);
  const joined2 = leading === "" ? [] : [given + leading, leading + given];
  return {
    words: [...words, ...pairs, ...joined2].filter((part) => part.length >= WORD_MIN_LETTERS),
    initials: [leading + last, last + leading].filter((part) => part.length > 1)
  };
}
function numberParts(about) {
  const numbers = [about.idNumber, about.oldIdNumber ?? "", nationalPhone(about.phone), about.phone].map(
    (text) => text.replace(/\D/g, "")
  );
  return numbers.flatMap(
    (digits2) => Array.from(
      { length: Math.max(0, digits2.length - NUMBER_PART_DIGITS + 1) },
      (_, at) => digits2.slice(at, at + NUMBER_PART_DIGITS)
    )
  );
}
function dateParts(birthDate2) {
  const groups = /^(?<year>\d{4})(-(?<month>\d\d)-(?<day>\d\d))?$/.exec(birthDate2)?.groups;
  if (!groups) return [];
  const { year = "", month = "00", day = "00" } = groups;
  return month === "00" || day === "00" ? [year] : [year, day + month + year.slice(2), year.slice(2) + month + day];
}
function mailParts(email) {
  const local = fold(email?.split("@")[0] ?? "");
  return local.length >= WORD_MIN_LETTERS ? [local] : [];
}

// flows/rules/password-run.ts
var ROWS = ["1234567890", "!@#$%^&*()", "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz"];
var PASSWORD_RUN_KEYS = 4;
function isKeyRun(text) {
  const keys = [...text.toLowerCase()];
  return keys.some((first, at) => {
    const run = keys.slice(at, at + PASSWORD_RUN_KEYS);
    if (run.length < PASSWORD_RUN_KEYS) return false;
    if (run.every((key) => key === first)) return true;
    return isInRow(run.join("")) || isInRow(run.reverse().join(""));
  });
}
function isInRow(run) {
  return ROWS.some((row) => row.includes(run));
}

// flows/rules/password.ts
var PASSWORD_RULES = [
  "length",
  "lower",
  "upper",
  "digit",
  "special",
  "not-example",
  "not-personal",
  "not-run"
];
var PASSWORD_MIN_LENGTH = 8;
var PASSWORD_MAX_LENGTH = 128;
var PASSWORD_EXAMPLES = [
  "HoaNT@2021",
  "Aa@123456",
  "Abc@1234",
  "Abcd@1234",
  "Abc@12345",
  "Matkhau@123",
  "Password@123",
  "P@ssw0rd",
  "Admin@123",
  "Vietnam@123",
  "Dichvucong@123",
  "VNeID@123",
  "Motcua@123",
  "Anhyeuem@123"
];
function passwordChecklist(password, about) {
  const text = password.normalize("NFC");
  const length = [...text].length;
  const met = {
    length: length >= PASSWORD_MIN_LENGTH && length <= PASSWORD_MAX_LENGTH,
    lower: /\p{Ll}/u.test(text),
    upper: /\p{Lu}/u.test(text),
    digit: /[0-9]/.test(text),
    special: /[\p{P}\p{S}]/u.test(text),
    "not-example": !isExample(text),
    "not-personal": !isPersonal(text, about),
    "not-run": !isKeyRun(text)
  };
  return PASSWORD_RULES.map((rule) => ({ rule, met: met[rule] }));
}
function isExample(text) {
  const tried = lettersAndDigits(text);
  return PASSWORD_EXAMPLES.some((example) => {
    const whole2 = lettersAndDigits(example);
    const stem = whole2.replace(/\d+$/, "");
    if (tried.startsWith(whole2) && /^\d*$/.test(tried.slice(whole2.length))) return true;
    return stem.length > 3 && tried.startsWith(stem) && /^\d*$/.test(tried.slice(stem.length));
  });
}
function lettersAndDigits(text) {
  return text.toLowerCase().replace(/[^\p{L}\d]/gu, "");
}

// kiosk/ui/fields/password-field.keys.ts
function usePasswordFieldKeys(store, handover) {
  useScreenKeys((key) => takePasswordKey(key, store, handover));
}
function takePasswordKey(key, store, handover) {
  if (key.kind === "text" || key.kind === "paste") {
    store.dispatch({ type: "typed", text: key.text });
    return true;
  }
  if (key.kind === "scan-began") {
    store.dispatch({ type: "scanBegan" });
    return true;
  }
  switch (commandOf(key)) {
    case "next":
      enter(store, handover);
      return true;
    case "erase":
      store.dispatch({ type: "erased" });
      return true;
    case "reveal":
      store.dispatch({ type: "revealed" });
      return true;
    case "back":
      if (store.read().step === "first") return false;
      store.dispatch({ type: "steppedBack" });
      return true;
    default:
      return false;
  }
}
function enter(store, handover) {
  const { step, first, again } = store.read();
  if (step === "first") {
    store.dispatch({ type: "firstEntered", isGood: handover.isGood(first) });
  } else if (first === again) {
    store.dispatch({ type: "handedOver" });
    handover.onEntered(first);
  } else {
    store.dispatch({ type: "differed" });
  }
}

// kiosk/ui/fields/password-field.reducer.ts
var EMPTY_PASSWORD = {
  step: "first",
  first: "",
  again: "",
  revealed: false,
  problem: null
};
var TYPED_MAX_LENGTH = 256;
function passwordFieldReducer(state, action) {
  const entry = state[state.step];
  switch (action.type) {
    case "typed":
      return { ...state, problem: null, [state.step]: joined(entry, action.text) };
    case "erased":
      return { ...state, problem: null, [state.step]: entry.replace(LAST_CHARACTER, "") };
    case "revealed":
      return { ...state, revealed: !state.revealed };
    case "firstEntered":
      return action.isGood ? { ...state, step: "again", problem: null } : { ...state, problem: "PASSWORD_WEAK" };
    case "differed":
      return { ...state, again: "", problem: "PASSWORD_DIFFERS" };
    case "steppedBack":
      return { ...state, step: "first", again: "", problem: null };
    case "scanBegan":
    case "handedOver":
      return EMPTY_PASSWORD;
  }
}
var LAST_CHARACTER = /\P{M}\p{M}*$/u;
function joined(entry, typed) {
  return (entry + typed.replace(/\p{Cc}/gu, "")).normalize("NFC").slice(0, TYPED_MAX_LENGTH);
}

// kiosk/ui/fields/password-field.view.tsx
import { jsx as jsx16, jsxs as jsxs11 } from "react/jsx-runtime";
function PasswordField({ ui, about, row, refused: refused2, onEntered }) {
  const [state, store] = useLiveStore(passwordFieldReducer, () => EMPTY_PASSWORD);
  usePasswordFieldKeys(store, {
    isGood: (password) => passwordChecklist(password, about).every(({ met }) => met),
    onEntered
  });
  const { setCursorPosition } = useCursor3();
  const problem = state.problem ?? (refused2 && state.first === "" ? "PASSWORD_WEAK" : null);
  const { flagProblem } = ui;
  useEffect(() => flagProblem(problem !== null), [flagProblem, problem]);
  const { texts, look, area } = ui;
  const { paint, glyphs } = look;
  const entry = (step) => {
    const label = texts.password[step];
    const text = state[step];
    const count = text === "" ? "" : texts.password.count([...text].length);
    const room = area.textColumns - cellsOf(label) - cellsOf(count) - 6;
    const shown = (state.revealed ? text : glyphs.hidden.repeat([...text].length)).slice(-room);
    const left = `${state.step === step ? paint.key(glyphs.pointer) : " "} ${label}  ${paint.answer(shown)}`;
    return {
      line: spread(left, paint.quiet(count), area.textColumns),
      cursor: 4 + cellsOf(label) + cellsOf(shown),
      count,
      label
    };
  };
  const first = entry("first");
  const again = entry("again");
  const active = state.step === "first" ? first : again;
  const y = state.step === "first" ? row : row + 1;
  setCursorPosition(ui.uncovered ? { x: TEXT_LEFT + active.cursor, y } : void 0);
  const words = problem ? wordsForFault(texts, problem) : null;
  const rules = passwordChecklist(state.first, about).map(({ rule, met }) => ({
    rule,
    line: `${met ? paint.good(glyphs.check) : glyphs.open} ${texts.password.rules[rule]}`,
    spoken: `${texts.password.rules[rule]}: ${met ? texts.password.met : texts.password.unmet}`
  }));
  const half = Math.floor(area.textColumns / 2);
  return /* @__PURE__ */ jsxs11(Box14, { flexDirection: "column", children: [
    [first, again].map((each) => /* @__PURE__ */ jsx16(Box14, { "aria-role": "textbox", "aria-label": `${each.label.trim()}: ${each.count}`, children: /* @__PURE__ */ jsx16(Text13, { wrap: "truncate", children: each.line }) }, each.label)),
    /* @__PURE__ */ jsx16(Text13, { wrap: "truncate", children: words ? paint.bad(`  ${glyphs.cross} ${words.what} ${words.now}`) : " " }),
    /* @__PURE__ */ jsx16(Box14, { flexDirection: "column", "aria-role": "list", children: rules.slice(0, 4).map((left, at) => {
      const right = rules[at + 4];
      return /* @__PURE__ */ jsx16(Text13, { wrap: "truncate", "aria-label": `${left.spoken}. ${right?.spoken ?? ""}`, children: padTo(`  ${left.line}`, half) + (right?.line ?? "") }, left.rule);
    }) })
  ] });
}

// kiosk/ui/screens/password.screen.tsx
import { jsx as jsx17, jsxs as jsxs12 } from "react/jsx-runtime";
var PRINTED_EXAMPLES = "HoaNT@2021, Aa@123456";
var NOBODY = { fullName: "", idNumber: "", phone: "", birthDate: "" };
function PasswordScreen({ view, ui }) {
  const { texts, look, area, send, keep } = ui;
  return /* @__PURE__ */ jsxs12(Page, { ui, step: 5, question: texts.password.question, why: texts.password.why, extras: [["reveal", "reveal"]], children: [
    /* @__PURE__ */ jsx17(
      PasswordField,
      {
        ui,
        about: view.password?.about ?? NOBODY,
        row: area.contentRow,
        refused: view.password?.problem === "PASSWORD_WEAK",
        onEntered: (password) => send({ type: "user.passwordEntered", password: keep(password) })
      }
    ),
    /* @__PURE__ */ jsx17(Text14, { children: " " }),
    /* @__PURE__ */ jsx17(Text14, { children: look.paint.attention(hang(look.glyphs.warning, texts.password.banned(PRINTED_EXAMPLES), area.textColumns)) })
  ] });
}

// kiosk/ui/screens/result.screen.tsx
import { Box as Box15, Text as Text15 } from "ink";

// kiosk/ui/draw/qr.ts
import qrcode from "qrcode-terminal";
var QUIET_MODULES = 4;
function qrModules(text) {
  let drawn = "";
  qrcode.generate(text, { small: true }, (lines) => {
    drawn = lines;
  });
  const pairs = drawn.trimEnd().split("\n").slice(1).map((line) => [...line].slice(1, -1));
  const size = pairs[0]?.length ?? 0;
  const rows = pairs.flatMap((pair) => [
    pair.map((block2) => block2 === " " || block2 === "\u2584"),
    pair.map((block2) => block2 === " " || block2 === "\u2580")
  ]);
  return rows.slice(0, size);
}
function drawQr(text, display) {
  if (display.glyphs === "ascii") return null;
  const modules = qrModules(text);
  const size = modules.length;
  const isDark = (row, column) => modules[row]?.[column] ?? false;
  const lines = [];
  for (let row = -QUIET_MODULES; row < size + QUIET_MODULES; row += 2) {
    let line = "";
    for (let column = -QUIET_MODULES; column < size + QUIET_MODULES; column++) {
      line += block(isDark(row, column), isDark(row + 1, column), display.colours === "none");
    }
    lines.push(display.colours === "none" ? line : `${BLACK_ON_WHITE}${line}${PLAIN}`);
  }
  return lines;
}
var BLACK_ON_WHITE = "\x1B[38;5;16m\x1B[48;5;231m";
var PLAIN = "\x1B[39m\x1B[49m";
function block(upper, lower, lightIsDrawn) {
  const up = upper !== lightIsDrawn;
  const down = lower !== lightIsDrawn;
  if (up && down) return "\u2588";
  if (up) return "\u2580";
  return down ? "\u2584" : " ";
}

// kiosk/ui/screens/outcome-words.ts
function wordsForOutcome(texts, outcome) {
  const { result } = texts;
  switch (outcome.kind) {
    case "accepted":
      return { title: result.accepted.title, what: result.accepted.level[outcome.ial], steps: result.accepted.steps };
    case "pending": {
      const reason = outcome.code ? `${wordsForFault(texts, outcome.code).what} ` : "";
      return { ...result.pending, what: `${reason}${result.pending.what}` };
    }
    case "waiting-for-citizen":
      return result.waiting;
    case "refused": {
      if (isRefusal(outcome.code, texts)) return result.refusals[outcome.code](outcome.carrier);
      const { what, now } = wordsForFault(texts, outcome.code);
      return { title: result.refused.title, what, steps: [now, ...result.refused.steps] };
    }
    case "faulted": {
      const { what, now } = wordsForFault(texts, outcome.code);
      return { title: result.faulted.title, what: `${what} ${now}`, steps: result.faulted.steps };
    }
    case "backed-out":
      return { title: result.refused.title, what: wordsForFault(texts, "CANCELLED").what, steps: [] };
  }
}
function isRefusal(code, texts) {
  return code in texts.result.refusals;
}

// kiosk/ui/screens/result.screen.tsx
import { Fragment, jsx as jsx18, jsxs as jsxs13 } from "react/jsx-runtime";
function ResultScreen({ view, ui }) {
  const { texts, look, area } = ui;
  const { paint, glyphs } = look;
  const outcome = view.visit.outcome ?? { kind: "faulted", code: "INTERNAL" };
  const words = wordsForOutcome(texts, outcome);
  const receipt = "receipt" in outcome ? outcome.receipt : null;
  const qr = receipt ? drawQr(`MOTCUA:${receipt.receiptNumber}:${receipt.packetId}`, look.display) : null;
  const qrColumns = qr ? cellsOf(qr[0] ?? "") : 0;
  const room = area.columns - 3 - 2 - qrColumns;
  const isGood = outcome.kind === "accepted";
  const sign = isGood ? glyphs.check : outcome.kind === "refused" || outcome.kind === "faulted" ? glyphs.cross : glyphs.open;
  const tone = isGood ? paint.good : outcome.kind === "refused" || outcome.kind === "faulted" ? paint.bad : paint.attention;
  return /* @__PURE__ */ jsxs13(Box15, { width: area.columns - 3, height: area.rows, children: [
    /* @__PURE__ */ jsxs13(Box15, { flexDirection: "column", width: room, flexShrink: 0, marginTop: 1, marginRight: 2, children: [
      /* @__PURE__ */ jsx18(Text15, { children: tone(paint.question(hang(sign, words.title, room))) }),
      /* @__PURE__ */ jsx18(Text15, { children: wrapTo(words.what, room).join("\n") }),
      /* @__PURE__ */ jsx18(Text15, { children: " " }),
      words.steps.length > 0 ? /* @__PURE__ */ jsx18(Text15, { children: texts.result.stepsTitle }) : null,
      /* @__PURE__ */ jsx18(Box15, { flexDirection: "column", "aria-role": "list", children: words.steps.map((step, at) => /* @__PURE__ */ jsx18(Box15, { "aria-role": "listitem", "aria-label": `${at + 1}. ${step}`, children: /* @__PURE__ */ jsx18(Text15, { children: hang(paint.key(String(at + 1)), step, room) }) }, step)) }),
      /* @__PURE__ */ jsx18(Text15, { children: " " }),
      receipt ? /* @__PURE__ */ jsxs13(Fragment, { children: [
        /* @__PURE__ */ jsx18(Text15, { children: texts.result.receipt }),
        /* @__PURE__ */ jsx18(Text15, { children: paint.question(receipt.receiptNumber) }),
        qr ? null : /* @__PURE__ */ jsx18(Text15, { children: texts.result.noQr }),
        /* @__PURE__ */ jsx18(Text15, { children: " " })
      ] }) : null,
      outcome.kind === "faulted" || outcome.kind === "refused" ? /* @__PURE__ */ jsx18(Text15, { children: paint.quiet(texts.result.code(outcome.code)) }) : null,
      /* @__PURE__ */ jsx18(Text15, { children: `${paint.key(glyphs.pointer)} ${paint.answer(texts.result.done)}` })
    ] }),
    qr && receipt ? /* @__PURE__ */ jsx18(
      Box15,
      {
        flexDirection: "column",
        flexShrink: 0,
        width: qrColumns,
        "aria-label": texts.result.qrLabel(receipt.receiptNumber),
        children: /* @__PURE__ */ jsx18(Text15, { children: qr.join("\n") })
      }
    ) : null
  ] });
}

// kiosk/ui/screens/review.screen.tsx
import { Box as Box16, Text as Text16 } from "ink";
import { jsx as jsx19, jsxs as jsxs14 } from "react/jsx-runtime";
var NAME_CELLS2 = 16;
function ReviewScreen({ view, ui }) {
  const { texts, look, area, send } = ui;
  const { mobile } = view;
  const draft = mobile?.draft ?? EMPTY_DRAFT;
  const warnings = mobile ? warningsOf(draft, mobile.card, mobile.today) : [];
  const options = MOBILE_FIELDS.map((field) => {
    const name = texts.fields[field].name;
    const answer = draft[field] === "" ? texts.field.empty : draft[field];
    const mark = isFromCard(mobile, field) ? texts.field.fromCard : "";
    return {
      id: field,
      line: `${padTo(name, NAME_CELLS2)}${draft[field] === "" ? look.paint.quiet(answer) : look.paint.answer(answer)} ${look.paint.quiet(mark)}`,
      spoken: `${name}: ${answer} ${mark}`.trim()
    };
  });
  return /* @__PURE__ */ jsxs14(Page, { ui, step: 3, question: texts.review.question, why: texts.review.why, extras: demoExtras(ui), children: [
    /* @__PURE__ */ jsx19(
      Menu,
      {
        ui,
        options,
        row: area.contentRow,
        enterChooses: false,
        onChoose: (line) => {
          const field = MOBILE_FIELDS[line];
          if (field) send({ type: "user.edited", field });
        }
      }
    ),
    warnings.length === 0 ? null : /* @__PURE__ */ jsxs14(Box16, { flexDirection: "column", marginTop: 1, "aria-role": "list", children: [
      warnings.map((warning) => /* @__PURE__ */ jsx19(Text16, { children: look.paint.attention(hang(look.glyphs.warning, texts.review.warnings[warning], area.textColumns)) }, warning)),
      /* @__PURE__ */ jsx19(Text16, { children: `  ${texts.review.warningNow}` })
    ] })
  ] });
}

// kiosk/ui/screens/subject.screen.tsx
import { Text as Text17 } from "ink";
import { jsx as jsx20, jsxs as jsxs15 } from "react/jsx-runtime";
var NAME_CELLS3 = 18;
function SubjectScreen({ view, ui }) {
  const { texts, look } = ui;
  const options = SUBJECTS.map((subject) => ({
    id: subject,
    line: `${padTo(texts.subjects[subject], NAME_CELLS3)}${look.paint.quiet(texts.subjectDetails[subject])}`,
    spoken: `${texts.subjects[subject]}, ${texts.subjectDetails[subject]}`
  }));
  return /* @__PURE__ */ jsxs15(Page, { ui, step: 1, question: texts.subject.question, why: texts.subject.why, extras: demoExtras(ui), children: [
    /* @__PURE__ */ jsx20(
      Menu,
      {
        ui,
        options,
        row: ui.area.contentRow,
        enterChooses: true,
        onChoose: (line) => {
          const subject = SUBJECTS[line];
          if (subject) ui.send({ type: "user.choseSubject", subject });
        }
      }
    ),
    /* @__PURE__ */ jsx20(Text17, { children: " " }),
    view.visit.card ? /* @__PURE__ */ jsx20(Text17, { children: look.paint.good(`${look.glyphs.check} ${texts.subject.cardKept}`) }) : null
  ] });
}

// kiosk/ui/screens/terms.screen.tsx
import { Box as Box17, Text as Text18 } from "ink";
import { jsx as jsx21, jsxs as jsxs16 } from "react/jsx-runtime";
function TermsScreen({ ui }) {
  const { terms } = ui.texts;
  const { glyphs, paint } = ui.look;
  return /* @__PURE__ */ jsxs16(Page, { ui, step: 6, question: terms.question, why: terms.why, children: [
    /* @__PURE__ */ jsx21(Box17, { flexDirection: "column", flexShrink: 0, "aria-role": "list", children: terms.items.map((item) => /* @__PURE__ */ jsx21(Box17, { "aria-role": "listitem", "aria-label": item, children: /* @__PURE__ */ jsx21(Text18, { children: hang(glyphs.dot, item, ui.area.textColumns) }) }, item)) }),
    /* @__PURE__ */ jsx21(Text18, { children: paint.quiet(terms.version(TERMS_VERSION)) })
  ] });
}

// kiosk/ui/screens/wait.screen.tsx
import { Box as Box18, Text as Text19 } from "ink";
import { jsx as jsx22 } from "react/jsx-runtime";
function WaitScreen({ view, ui }) {
  const words = ui.texts.waits[isWait(view.screen) ? view.screen : "opening"];
  return /* @__PURE__ */ jsx22(Page, { ui, step: frameOf(view).step, question: words.what, why: words.way, children: /* @__PURE__ */ jsx22(Box18, { "aria-role": "progressbar", "aria-state": { busy: true }, "aria-label": words.what, children: /* @__PURE__ */ jsx22(Text19, { children: " " }) }) });
}
var WAITS = {
  opening: true,
  "captcha-wait": true,
  "otp-sending": true,
  "otp-checking": true,
  "pre-checking": true,
  "password-saving": true,
  sealing: true,
  delivering: true,
  wiping: true
};
function isWait(screen) {
  return screen in WAITS;
}

// kiosk/ui/screens/welcome.screen.tsx
import { Box as Box19, Text as Text20 } from "ink";
import { jsx as jsx23, jsxs as jsxs17 } from "react/jsx-runtime";
function WelcomeScreen({ ui }) {
  const { welcome } = ui.texts;
  const { paint, glyphs } = ui.look;
  const start = ui.scanner === "ready" ? welcome.startOrScan : welcome.start;
  return /* @__PURE__ */ jsxs17(Page, { ui, step: null, question: welcome.question, why: welcome.why, extras: demoExtras(ui), children: [
    /* @__PURE__ */ jsx23(Text20, { children: welcome.bring }),
    /* @__PURE__ */ jsx23(Box19, { flexDirection: "column", "aria-role": "list", children: welcome.items.map((item) => /* @__PURE__ */ jsx23(Text20, { children: `  ${glyphs.dot} ${item}` }, item)) }),
    /* @__PURE__ */ jsx23(Text20, { children: " " }),
    /* @__PURE__ */ jsx23(Text20, { children: hang(paint.key(glyphs.pointer), start, ui.area.textColumns) }),
    /* @__PURE__ */ jsx23(Text20, { children: `  ${welcome.otherLanguage}` }),
    /* @__PURE__ */ jsx23(Text20, { children: " " }),
    /* @__PURE__ */ jsx23(Text20, { children: paint.quiet(welcome.station(ui.stationName)) })
  ] });
}

// kiosk/ui/screens/screens.ts
var SCREENS2 = {
  welcome: WelcomeScreen,
  opening: WaitScreen,
  subject: SubjectScreen,
  method: MethodScreen,
  conditions: ConditionsScreen,
  field: FieldScreen,
  captcha: CaptchaScreen,
  "captcha-wait": WaitScreen,
  review: ReviewScreen,
  "otp-sending": WaitScreen,
  "otp-entry": OtpEntryScreen,
  "otp-checking": WaitScreen,
  "line-down": LineDownScreen,
  "pre-checking": WaitScreen,
  password: PasswordScreen,
  "password-saving": WaitScreen,
  terms: TermsScreen,
  sealing: WaitScreen,
  delivering: WaitScreen,
  result: ResultScreen,
  wiping: WaitScreen
};

// kiosk/ui/station-day.ts
function stationDay(now = /* @__PURE__ */ new Date()) {
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

// kiosk/ui/theme.ts
function lookOf(display) {
  return {
    paint: PAINTS[display.colours],
    glyphs: display.glyphs === "unicode" ? UNICODE : ASCII,
    display
  };
}
var sgr = (on, off) => (text) => text === "" ? "" : `\x1B[${on}m${text}\x1B[${off}m`;
var plain = (text) => text;
var bold = sgr("1", "22");
var PAINTS = {
  true: {
    question: bold,
    good: sgr("38;2;40;160;70", "39"),
    bad: sgr("38;2;222;70;60", "39"),
    attention: sgr("38;2;190;130;0", "39"),
    quiet: sgr("38;2;128;128;128", "39"),
    key: sgr("38;2;50;130;220", "39"),
    answer: bold
  },
  "16": {
    question: bold,
    good: sgr("32", "39"),
    bad: sgr("31", "39"),
    attention: sgr("33", "39"),
    quiet: plain,
    key: sgr("36", "39"),
    answer: bold
  },
  none: { question: plain, good: plain, bad: plain, attention: plain, quiet: plain, key: plain, answer: plain }
};
var UNICODE = {
  corners: ["\u250C", "\u2510", "\u2514", "\u2518"],
  horizontal: "\u2500",
  vertical: "\u2502",
  pointer: "\u25B8",
  check: "\u2713",
  open: "\u25CB",
  cross: "\u2717",
  warning: "!",
  online: "\u25CF",
  offline: "\u25CB",
  hidden: "\u2022",
  dot: "\xB7",
  about: "\u2248",
  more: "\u2026"
};
var ASCII = {
  corners: ["+", "+", "+", "+"],
  horizontal: "-",
  vertical: "|",
  pointer: ">",
  check: "v",
  open: "o",
  cross: "x",
  warning: "!",
  online: "*",
  offline: "o",
  hidden: "*",
  dot: "-",
  about: "~",
  more: "..."
};

// kiosk/ui/use-keyboard.ts
import { useStdin, useStdout } from "ink";
import { useEffect as useEffect2 } from "react";

// kiosk/ui/keyboard/keyboard.ts
import { StringDecoder } from "node:string_decoder";

// kiosk/ui/keyboard/key-parser.ts
var KEY_PARSER_START = { pending: "", pasted: null };
var SEQUENCE_MAX_LENGTH = 32;
var PASTE_MAX_LENGTH = 8192;
function parseKeys(state, chunk) {
  const keys = [];
  let input = state.pending + chunk;
  let pasted = state.pasted;
  while (input !== "") {
    if (pasted !== null) {
      const step = readPaste(pasted, input);
      if (step.done) keys.push({ kind: "paste", text: step.pasted });
      pasted = step.done ? null : step.pasted;
      input = step.rest;
      if (!step.done) return { keys, state: { pending: input, pasted } };
      continue;
    }
    if (input[0] === ESC) {
      const sequence = readSequence(input);
      if (sequence === null) return { keys, state: { pending: input, pasted } };
      input = input.slice(sequence.length);
      if (sequence.paste) pasted = "";
      else if (sequence.name) keys.push({ kind: "key", name: sequence.name });
      continue;
    }
    const run = TEXT_RUN.exec(input)?.[0];
    if (run) {
      keys.push({ kind: "text", text: run });
      input = input.slice(run.length);
      continue;
    }
    const name = CONTROL_KEYS[input[0]];
    if (name) keys.push({ kind: "key", name });
    input = input.slice(input.startsWith("\r\n") ? 2 : 1);
  }
  return { keys, state: { pending: "", pasted } };
}
function flushKeys(state) {
  const keys = [];
  if (state.pasted !== null) keys.push({ kind: "paste", text: state.pasted });
  else if (state.pending === ESC) keys.push({ kind: "key", name: "escape" });
  return { keys, state: KEY_PARSER_START };
}
var ESC = "\x1B";
var PASTE_START = `${ESC}[200~`;
var PASTE_END = `${ESC}[201~`;
var TEXT_RUN = /^[^\u0000-\u001f\u007f-\u009f]+/;
var CONTROL_KEYS = {
  "\r": "enter",
  "\n": "enter",
  "	": "tab",
  "\b": "backspace",
  "\x7F": "backspace",
  "": "ctrl-c"
};
var SEQUENCE_KEYS = {
  OP: "f1",
  OQ: "f2",
  OR: "f3",
  OS: "f4",
  OM: "enter",
  OA: "up",
  OB: "down",
  OC: "right",
  OD: "left",
  OH: "home",
  OF: "end",
  "[P": "f1",
  "[Q": "f2",
  "[R": "f3",
  "[S": "f4",
  "[[A": "f1",
  "[[B": "f2",
  "[[C": "f3",
  "[[D": "f4",
  "[[E": "f5",
  "[11~": "f1",
  "[12~": "f2",
  "[13~": "f3",
  "[14~": "f4",
  "[15~": "f5",
  "[17~": "f6",
  "[18~": "f7",
  "[19~": "f8",
  "[20~": "f9",
  "[21~": "f10",
  "[23~": "f11",
  "[24~": "f12",
  "[A": "up",
  "[B": "down",
  "[C": "right",
  "[D": "left",
  "[H": "home",
  "[F": "end",
  "[1~": "home",
  "[7~": "home",
  "[4~": "end",
  "[8~": "end",
  "[3~": "delete"
};
function readSequence(input) {
  if (input.length === 1) return null;
  const second = input[1];
  if (second === "O") return input.length === 2 ? null : known(input.slice(0, 3));
  if (second !== "[") return { length: 1, name: "escape", paste: false };
  if (input[2] === "[") return input.length === 3 ? null : known(input.slice(0, 4));
  for (let end = 2; end < input.length; end++) {
    const code = input.charCodeAt(end);
    if (code >= 64 && code <= 126) return known(input.slice(0, end + 1));
    if (code < 32 || code > 63 || end > SEQUENCE_MAX_LENGTH) return { length: end, name: null, paste: false };
  }
  return null;
}
function known(sequence) {
  const body = sequence.slice(1).replace(/^\[1;\d+(?=[A-Z])/, "[").replace(/;\d+~$/, "~");
  return { length: sequence.length, name: SEQUENCE_KEYS[body] ?? null, paste: sequence === PASTE_START };
}
function readPaste(pasted, input) {
  const end = input.indexOf(PASTE_END);
  if (end >= 0) {
    return { done: true, pasted: capped(pasted + input.slice(0, end)), rest: input.slice(end + PASTE_END.length) };
  }
  const open = input.lastIndexOf(ESC);
  const held = open >= 0 && PASTE_END.startsWith(input.slice(open)) ? open : input.length;
  return { done: false, pasted: capped(pasted + input.slice(0, held)), rest: input.slice(held) };
}
function capped(text) {
  return text.slice(0, PASTE_MAX_LENGTH);
}

// kiosk/ui/keyboard/wedge.ts
var WEDGE_START = {
  recent: "",
  burst: "",
  lastAtMs: Number.NEGATIVE_INFINITY,
  choice: null,
  scan: null
};
var WEDGE_GAP_MS = 60;
function stepWedge(state, key, atMs) {
  if (key.kind === "paste") return takePaste(state, key.text, atMs);
  if (key.kind === "text") return takeText(state, key.text, atMs);
  return takeKey(state, key, atMs);
}
function settleWedge(state) {
  if (state.scan !== null) return { out: [{ kind: "scan", text: state.scan }], state: WEDGE_START };
  if (state.choice !== null) {
    return { out: [{ kind: "choice", digit: state.choice }], state: { ...state, choice: null, burst: "" } };
  }
  return { out: [], state };
}
var CARD_START = /\d{12}\|/;
var RECENT_MAX_LENGTH = 64;
function takeText(state, text, atMs) {
  if (state.scan !== null) {
    const scan2 = state.scan + text;
    if (scan2.length > CARD_QR_MAX_LENGTH) return { out: [{ kind: "scan", text: scan2 }], state: WEDGE_START };
    return { out: [], state: { ...state, scan: scan2, lastAtMs: atMs } };
  }
  const rapid = atMs - state.lastAtMs <= WEDGE_GAP_MS;
  const recent = state.recent + text;
  const burst = (rapid ? state.burst : "") + text;
  const start = CARD_START.exec(recent);
  const scan = start ? recent.slice(start.index) : barsIn(burst) >= 2 ? burst : null;
  if (scan !== null) {
    return { out: [{ kind: "scan-began" }], state: { ...WEDGE_START, lastAtMs: atMs, scan } };
  }
  const alone = burst.length === 1 && /\d/.test(text);
  return {
    out: [{ kind: "text", text }],
    state: {
      recent: recent.slice(-RECENT_MAX_LENGTH),
      burst,
      lastAtMs: atMs,
      choice: alone ? Number(text) : null,
      scan: null
    }
  };
}
function takeKey(state, key, atMs) {
  const fresh = { ...WEDGE_START, lastAtMs: atMs };
  if (state.scan !== null && key.kind === "key") {
    if (key.name === "enter" || key.name === "tab") return { out: [{ kind: "scan", text: state.scan }], state: fresh };
    if (key.name === "backspace") return { out: [], state: { ...state, scan: state.scan.slice(0, -1), lastAtMs: atMs } };
    return { out: [key], state: fresh };
  }
  const settled = settleWedge(state);
  return { out: [...settled.out, key], state: fresh };
}
function takePaste(state, text, atMs) {
  const settled = settleWedge(state);
  const pasted = barsIn(text) >= 2 ? { kind: "scan", text: text.trim() } : { kind: "paste", text };
  return { out: [...settled.out, pasted], state: { ...WEDGE_START, lastAtMs: atMs } };
}
function barsIn(text) {
  return text.split("|").length - 1;
}

// kiosk/ui/keyboard/keyboard.ts
var ESCAPE_WAIT_MS = 30;
var CHOICE_QUIET_MS = 50;
var SCAN_QUIET_MS = 250;
var systemKeyTimes = {
  now: () => performance.now(),
  after(waitMs, task) {
    const timer = setTimeout(task, waitMs);
    return () => clearTimeout(timer);
  },
  soon: (task) => {
    setImmediate(task);
  }
};
function createKeyboard(source, times = systemKeyTimes) {
  const listeners = /* @__PURE__ */ new Set();
  const decoder = new StringDecoder("utf8");
  const waiting = [];
  let parser = KEY_PARSER_START;
  let wedge = WEDGE_START;
  let callOff = () => {
  };
  let delivering = false;
  const deliver = () => {
    delivering = true;
    for (let key = waiting.shift(); key; key = waiting.shift()) {
      for (const listener of [...listeners]) listener(key);
      if (key.kind !== "text" && waiting.length > 0) return times.soon(deliver);
    }
    delivering = false;
  };
  const take = (keys) => {
    for (const key of keys) {
      const step = stepWedge(wedge, key, times.now());
      wedge = step.state;
      waiting.push(...step.out);
    }
  };
  const settle = () => {
    const flushed = flushKeys(parser);
    parser = flushed.state;
    take(flushed.keys);
    if (flushed.keys.length === 0) {
      const settled = settleWedge(wedge);
      wedge = settled.state;
      waiting.push(...settled.out);
    }
    arm();
    if (!delivering) deliver();
  };
  const arm = () => {
    callOff();
    callOff = () => {
    };
    const waitMs = waitFor(parser.pasted !== null || wedge.scan !== null, parser.pending !== "", wedge.choice !== null);
    if (waitMs !== null) callOff = times.after(waitMs, settle);
  };
  const onData = (chunk) => {
    const parsed = parseKeys(parser, typeof chunk === "string" ? chunk : decoder.write(chunk));
    parser = parsed.state;
    take(parsed.keys);
    arm();
    if (!delivering) deliver();
  };
  source.setRawMode?.(true);
  source.on("data", onData);
  source.resume?.();
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop() {
      callOff();
      listeners.clear();
      waiting.length = 0;
      source.off("data", onData);
      source.setRawMode?.(false);
      source.pause?.();
    }
  };
}
function waitFor(unended, pending, choice) {
  if (unended) return SCAN_QUIET_MS;
  if (pending) return ESCAPE_WAIT_MS;
  return choice ? CHOICE_QUIET_MS : null;
}

// kiosk/ui/use-keyboard.ts
var BRACKETED_PASTE_ON = "\x1B[?2004h";
var BRACKETED_PASTE_OFF = "\x1B[?2004l";
function useKeyboard(route) {
  const { stdin } = useStdin();
  const { stdout } = useStdout();
  useEffect2(() => {
    const keyboard = createKeyboard(stdin);
    keyboard.subscribe(route);
    stdout.write(BRACKETED_PASTE_ON);
    return () => {
      stdout.write(BRACKETED_PASTE_OFF);
      keyboard.stop();
    };
  }, [stdin, stdout, route]);
}

// kiosk/ui/use-scan-bell.ts
import { useEffect as useEffect3, useRef } from "react";
function useScanBell(view, bell) {
  const rung = useRef(/* @__PURE__ */ new WeakSet());
  const card = view.mobile?.card ?? view.visit.card;
  const { notice } = view.visit;
  const refusal = notice?.code.startsWith("SCAN_") ? notice : null;
  useEffect3(() => {
    for (const heard of [card, refusal]) {
      if (!heard || rung.current.has(heard)) continue;
      rung.current.add(heard);
      bell();
    }
  }, [card, refusal, bell]);
}

// kiosk/ui/use-snapshot.ts
import { useSelector } from "@xstate/react";
import { useMemo } from "react";
function useSnapshot(store) {
  const actor = useMemo(() => asActor(store), [store]);
  return useSelector(actor, whole);
}
function asActor(store) {
  return {
    getSnapshot: () => store.getSnapshot(),
    subscribe: (taker) => store.subscribe(typeof taker === "function" ? taker : (snapshot) => taker.next?.(snapshot))
  };
}
function whole(snapshot) {
  return snapshot;
}

// kiosk/ui/app.tsx
import { jsx as jsx24, jsxs as jsxs18 } from "react/jsx-runtime";
var RESULT_MIN_COLUMNS = 80;
var NO_HINTS = { next: null, back: null };
var CLOSE_HINTS = { next: "close", back: "close" };
var replace = (_, next) => next;
function KioskApp(props) {
  const view = useSnapshot(props.visit);
  const status = useSnapshot(props.status);
  const { columns, rows } = useWindowSize();
  const [help] = useState2(() => createLiveStore(replace, null));
  const [flagged] = useState2(() => createLiveStore(replace, null));
  const [target] = useState2(() => ({ current: null }));
  const { visit: visit2, demoScan, quit } = props;
  const route = useMemo2(
    () => createKeyRouter({ visit: visit2, help, target, demoScan, quit, today: stationDay }),
    [visit2, help, target, demoScan, quit]
  );
  useKeyboard(route);
  useScanBell(view, props.bell);
  const screenKey = screenKeyOf(view);
  const helpIsOpen = useStored(help) === screenKey;
  const isTooSmall = columns < MIN_COLUMNS || rows < MIN_ROWS;
  const covered = helpIsOpen || view.inactivityWarned || isTooSmall;
  const panelColumns = status.phone ? panelColumnsOf(columns, view.screen === "result" ? RESULT_MIN_COLUMNS : void 0) : 0;
  const { language } = view.visit;
  const { display, secrets: secrets2, stationName } = props;
  const ui = useMemo2(
    () => ({
      texts: TEXTS[language],
      look: lookOf(display),
      area: areaOf(Math.max(MIN_COLUMNS, columns), Math.max(MIN_ROWS, rows), panelColumns),
      send: visit2.send,
      keep: (value) => secrets2.keep(value),
      uncovered: !covered,
      flagProblem: (isProblem) => flagged.dispatch(isProblem ? screenKey : null),
      canDemoScan: demoScan !== null,
      scanner: status.scanner,
      stationName
    }),
    [
      language,
      display,
      columns,
      rows,
      panelColumns,
      visit2,
      secrets2,
      covered,
      flagged,
      screenKey,
      demoScan,
      status.scanner,
      stationName
    ]
  );
  const problem = useStored(flagged) === screenKey || hasProblem(view);
  const hints = view.inactivityWarned ? NO_HINTS : helpIsOpen ? CLOSE_HINTS : frameOf(view);
  const Screen = SCREENS2[view.screen];
  const hasFoot = view.screen !== "result" && !covered;
  return /* @__PURE__ */ jsxs18(KeyTargetContext, { value: target, children: [
    isTooSmall ? /* @__PURE__ */ jsx24(TooSmall, { columns, rows }) : null,
    /* @__PURE__ */ jsxs18(
      Frame,
      {
        columns,
        rows,
        look: ui.look,
        top: topLine(columns, ui.look, ui.texts, status, problem),
        topSpoken: topLineSpoken(ui.texts, status, problem),
        bottom: bottomLine(columns, ui.look, ui.texts, hints),
        bottomSpoken: bottomLineSpoken(ui.texts, hints),
        hidden: isTooSmall,
        children: [
          /* @__PURE__ */ jsxs18(Box20, { flexDirection: "column", width: ui.area.columns, height: ui.area.rows, paddingLeft: 3, flexShrink: 0, children: [
            /* @__PURE__ */ jsx24(Box20, { flexGrow: 1, overflow: "hidden", display: covered ? "none" : "flex", children: /* @__PURE__ */ jsx24(Screen, { view, ui }) }, screenKey),
            view.inactivityWarned ? /* @__PURE__ */ jsx24(WarnedOverlay, { ui }) : helpIsOpen ? /* @__PURE__ */ jsx24(HelpOverlay, { ui, screen: view.screen }) : null,
            hasFoot ? /* @__PURE__ */ jsx24(Foot, { ui, view, phone: panelColumns === 0 ? status.phone : null }) : null
          ] }),
          status.phone && panelColumns > 0 ? /* @__PURE__ */ jsx24(
            PhonePanel,
            {
              look: ui.look,
              texts: ui.texts,
              number: status.phone.number,
              messages: status.phone.messages,
              columns: panelColumns,
              rows: ui.area.rows
            }
          ) : null
        ]
      }
    )
  ] });
}

// kiosk/ui/render-kiosk.tsx
import { jsx as jsx25 } from "react/jsx-runtime";
var MAX_FPS = 120;
function renderKiosk(props, { stdin, stdout }) {
  const { waitUntilExit, unmount } = render(/* @__PURE__ */ jsx25(KioskApp, { ...props }), {
    stdin,
    stdout,
    // Ink would guess from the environment, and draw nothing where a variable says CI.
    interactive: true,
    alternateScreen: true,
    incrementalRendering: true,
    maxFps: MAX_FPS,
    exitOnCtrlC: false,
    patchConsole: false
  });
  return { waitUntilExit, unmount: () => unmount() };
}

// kiosk/ui/test-views.ts
import { getInitialSnapshot } from "xstate";
var RECEIPT = {
  packetId: "0193f5a2-7c1e-7b3a-9d44-5f0e8a6b1c2d",
  receiptNumber: "HUE01-000123",
  sealedAt: 176377146e4
};
var PIXELS = Array.from(
  { length: 20 },
  (_, row) => Array.from({ length: 60 }, (_2, column) => (row * 7 + column * 5) % 11 < 4 ? "#" : ".").join("")
);

// ../../tmp/demo.tsx
var wait3 = (ms) => new Promise((r2) => setTimeout(r2, ms));
var n = 0;
var secrets = createSecrets(() => String(n++));
var flow = visitFlow.provide({ actors: {
  openVisit: fromPromise7(async () => ({ visitId: "v" + n++, packetId: RECEIPT.packetId, today: "2026-11-22", policy: PORTAL_2022 })),
  wipeVisit: fromPromise7(async () => {
    secrets.wipe();
    await wait3(300);
  }),
  mobile: mobileFlow.provide({ actors: {
    captcha: captchaFlow.provide({ actors: { issueCaptcha: fromPromise7(async () => ({ captchaId: "c" + n++, pixels: PIXELS })), checkCaptcha: fromPromise7(async ({ input }) => input.answer === "AB7X") } }),
    otp: otpFlow.provide({ actors: {
      requestOtp: fromPromise7(async () => {
        await wait3(300);
        return { challengeId: "x", maskedPhone: "091****678", lifetimeMs: 3e5, resendAfterMs: 2e4, triesLeft: 5 };
      }),
      verifyOtp: fromPromise7(async ({ input }) => secrets.redeem(input.code) === "123456" ? { kind: "proved", proof: "p" } : { kind: "wrong", triesLeft: 4 }),
      countdown: fromCallback2(({ sendBack }) => {
        const t0 = performance.now();
        const t = setInterval(() => sendBack({ type: "clock.ticked", elapsedMs: performance.now() - t0 }), 1e3);
        return () => clearInterval(t);
      })
    } }),
    password: passwordFlow.provide({ actors: { acceptPassword: fromPromise7(async ({ input }) => {
      secrets.redeem(input.password);
      return { kind: "accepted", hash: secrets.keep("h") };
    }) } }),
    delivery: deliveryFlow.provide({ actors: { sealPacket: fromPromise7(async () => ({ packetId: RECEIPT.packetId, receiptNumber: RECEIPT.receiptNumber, sequence: 1, sealedAt: 0 })), deliverPacket: fromPromise7(async () => {
      await wait3(500);
      return { state: "accepted", ial: 2 };
    }) } }),
    preCheck: fromPromise7(async () => ({ account: "none", subscriber: "match", carrier: null }))
  } })
} });
var visit = startVisit(flow, "vi");
var phone2 = process.argv[2] === "phone" ? { number: "0912345678", messages: [{ id: "1", from: "DVC QUOC GIA", text: "Ma xac thuc cua Quy khach la 123456. Hieu luc 5 phut." }] } : null;
var st = { line: "online", time: "09:41", clockProven: true, scanner: "ready", outboxCount: 0, phone: phone2 };
var r = renderKiosk({ visit, status: { getSnapshot: () => st, subscribe: () => ({ unsubscribe() {
} }) }, secrets, stationName: "B\u01B0u \u0111i\u1EC7n Ph\u01B0\u1EDDng M\u1EABu", demoScan: null, bell() {
}, quit() {
  r.unmount();
  visit.stop();
}, display: { colours: "true", glyphs: "unicode" } }, process);
