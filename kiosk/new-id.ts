import { v7 } from 'uuid'
import type { NewId } from '../flows/base/id.ts'

/** UUIDv7 (RFC 9562 §5.7) of this machine's clock and CSPRNG. */
export const newId: NewId = () => v7()
