import { Fault } from '../../flows/base/fault.ts'
import type { ReturnPort } from '../../flows/ports/return.port.ts'

/** Return visits in practice: no registration of it is kept anywhere, so no receipt of it can be come back with. */
export function createTrainingReturns(): ReturnPort {
  const unknown = () => Promise.reject(new Fault('RECEIPT_UNKNOWN', { reason: 'training' }))
  return {
    lookUp: unknown,
    requestCode: unknown,
    prove: unknown,
    callBacks: async () => [],
    countWaiting: async () => 0,
  }
}
