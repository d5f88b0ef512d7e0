import type { StationPorts } from './wire-flows.ts'

/** The ports of a station that is still being opened: each call waits for it, so that the first screen need not. */
export function portsLater(opening: Promise<StationPorts>): StationPorts {
  return {
    central: {
      requestOtp: async (request, signal) => (await opening).central.requestOtp(request, signal),
      verifyOtp: async (attempt, signal) => (await opening).central.verifyOtp(attempt, signal),
      preCheck: async (request, signal) => (await opening).central.preCheck(request, signal),
      askAccount: async (question, signal) => (await opening).central.askAccount(question, signal),
    },
    codes: {
      prepare: async (request) => (await opening).codes.prepare(request),
      settle: async (settled) => (await opening).codes.settle(settled),
      judge: async (attempt) => (await opening).codes.judge(attempt),
    },
    remote: {
      start: async (request, signal) => (await opening).remote.start(request, signal),
      poll: async (transactionId, signal) => (await opening).remote.poll(transactionId, signal),
      checkSignature: async (request, signal) => (await opening).remote.checkSignature(request, signal),
    },
    returns: {
      lookUp: async (receipt, signal) => (await opening).returns.lookUp(receipt, signal),
      requestCode: async (request, signal) => (await opening).returns.requestCode(request, signal),
      prove: async (request, signal) => (await opening).returns.prove(request, signal),
      callBacks: async (signal) => (await opening).returns.callBacks(signal),
      countWaiting: async () => (await opening).returns.countWaiting(),
    },
    statements: {
      prepare: async (request, signal) => (await opening).statements.prepare(request, signal),
      finish: async (request) => (await opening).statements.finish(request),
      forget: () => void opening.then(({ statements }) => statements.forget()).catch(() => undefined),
    },
    password: {
      accept: async (password, about, signal) => (await opening).password.accept(password, about, signal),
    },
    people: {
      look: async (person) => (await opening).people.look(person),
    },
    packets: {
      seal: async (draft, signal) => (await opening).packets.seal(draft, signal),
      deliver: async (packetId, signal) => (await opening).packets.deliver(packetId, signal),
    },
    policy: async () => (await opening).policy(),
    time: async () => (await opening).time(),
  }
}
