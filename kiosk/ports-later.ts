import type { StationPorts } from './wire-flows.ts'

/** The ports of a station that is still being opened: each call waits for it, so that the first screen need not. */
export function portsLater(opening: Promise<StationPorts>): StationPorts {
  return {
    central: {
      requestOtp: async (request, signal) => (await opening).central.requestOtp(request, signal),
      verifyOtp: async (attempt, signal) => (await opening).central.verifyOtp(attempt, signal),
      preCheck: async (request, signal) => (await opening).central.preCheck(request, signal),
    },
    password: {
      accept: async (password, about, signal) => (await opening).password.accept(password, about, signal),
    },
    packets: {
      seal: async (draft, signal) => (await opening).packets.seal(draft, signal),
      deliver: async (packetId, signal) => (await opening).packets.deliver(packetId, signal),
    },
    policy: async () => (await opening).policy(),
  }
}
