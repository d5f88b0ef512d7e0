import { createHash } from 'node:crypto'
import { isCkr } from '../ckr.ts'
import type { SlotToken } from '../messages.ts'
import { CKF } from '../token-flags.ts'
import { CK, type Cryptoki, ckrOf, type Handle, type TokenInfo } from './cryptoki.ts'
import { certificatesOf } from './objects.ts'

export interface Look {
  /** The tokens that are there now; null when nothing has changed since the last look. Raises what C_GetSlotList raises. */
  look(): readonly SlotToken[] | null
  /** All slots that hold a token, the one where this certificate was last seen before the others. Raises what C_GetSlotList raises. */
  slotsFor(certificateId: string): Handle[]
  /** The next look asks every token afresh: a login changes flags. */
  distrust(): void
}

/**
 * While a module with slot events tells none, the token's own data is asked for only every so many looks (about 5 s): some tokens answer that question over
 * their wire, and OpenSC may hang in it when the card has just been pulled (README).
 */
const LOOKS_WITHOUT_ASKING = 12

interface SeenSlot {
  readonly info: TokenInfo
  readonly looksSince: number
  readonly identity: string
  readonly certificates: readonly Uint8Array[]
  readonly certificateIds: readonly string[]
}

/**
 * Watches the slots of a module. Certificates are read once for a token, and again when the slot told an event (pulled and put back
 * between two looks), when another token is there, or while none was found: some tokens show theirs a moment later.
 */
export function createLook(module: Cryptoki): Look {
  const seen = new Map<string, SeenSlot>()
  let toldBefore = ''
  let eventsWork = true
  let senselessLooks = 0

  /** Slots that had an event since the last look. A module without events is asked once. */
  const eventSlots = (): ReadonlySet<string> => {
    const slots = new Set<string>()
    // Bounded: a module may tell the same event for ever.
    for (let asked = 0; eventsWork && asked < 16; asked += 1) {
      try {
        const slot = module.C_WaitForSlotEvent(CK.CKF_DONT_BLOCK)
        if (!slot) break
        slots.add(slot.toString('hex'))
      } catch {
        eventsWork = false
      }
    }
    return slots
  }
  const readSlot = (slot: Handle, key: string): SlotToken | 'no-such-slot' | null => {
    let known = seen.get(key)
    const looksSince = (known?.looksSince ?? LOOKS_WITHOUT_ASKING) + 1
    const isFresh = eventsWork && known && known.certificates.length > 0 && looksSince < LOOKS_WITHOUT_ASKING
    const info = known && isFresh ? known.info : presentToken(module, slot)
    if (!info || info === 'no-such-slot') return info
    const identity = identityOf(info)
    if (known?.identity !== identity || known.certificates.length === 0) {
      const certificates = readCertificates(module, slot)
      known = { info, looksSince, identity, certificates, certificateIds: certificates.map(certificateIdOf) }
    }
    seen.set(key, { ...known, info, looksSince: isFresh ? looksSince : 0 })
    // A slot that could be given a token, as SoftHSM always has one: nothing is there.
    if (!(info.flags & CKF.TOKEN_INITIALIZED) && known.certificates.length === 0) return null
    const { label, serialNumber, flags } = info
    return { label: label.trim(), serialNumber: serialNumber.trim(), flags, certificates: known.certificates }
  }

  return {
    look() {
      for (const key of eventSlots()) seen.delete(key)
      const present = new Set<string>()
      let unknownSlots = 0
      const slots = module.C_GetSlotList(true)
      const tokens = slots.flatMap((slot) => {
        const key = slot.toString('hex')
        present.add(key)
        const read = readSlot(slot, key)
        if (read === 'no-such-slot') unknownSlots += 1
        return typeof read === 'object' && read ? read : []
      })
      // Once is a reader that was pulled just then; a module that goes on listing slots it does not know has lost its wits.
      senselessLooks = slots.length > 0 && unknownSlots === slots.length ? senselessLooks + 1 : 0
      if (senselessLooks > 1) throw new Error('slots that the module does not know')
      for (const key of seen.keys()) if (!present.has(key)) seen.delete(key)
      const told = JSON.stringify(
        tokens.map(({ certificates, ...token }) => [token, certificates.map(certificateIdOf)]),
      )
      if (told === toldBefore) return null
      toldBefore = told
      return tokens
    },
    distrust() {
      for (const [key, slot] of seen) seen.set(key, { ...slot, looksSince: LOOKS_WITHOUT_ASKING })
    },
    slotsFor(certificateId) {
      const isThere = (slot: Handle) => seen.get(slot.toString('hex'))?.certificateIds.includes(certificateId) ?? false
      return module.C_GetSlotList(true).toSorted((a, b) => Number(isThere(b)) - Number(isThere(a)))
    },
  }
}

/** What tells one token from another in the same slot. */
export function identityOf(info: TokenInfo): string {
  return JSON.stringify([info.serialNumber, info.label])
}

export function certificateIdOf(der: Uint8Array): string {
  return createHash('sha256').update(der).digest('hex')
}

/** The token in a slot; null when it was pulled meanwhile. */
function presentToken(module: Cryptoki, slot: Handle): TokenInfo | 'no-such-slot' | null {
  try {
    return module.C_GetTokenInfo(slot)
  } catch (thrown) {
    const ckr = ckrOf(thrown)
    if (ckr === null) throw thrown
    return isCkr(ckr, 'CKR_SLOT_ID_INVALID') ? 'no-such-slot' : null
  }
}

/** Empty also when the token does not let them be read now: the next look tries again. */
function readCertificates(module: Cryptoki, slot: Handle): readonly Uint8Array[] {
  try {
    const session = module.C_OpenSession(slot, CK.CKF_SERIAL_SESSION)
    try {
      return certificatesOf(module, session).map(({ der }) => der)
    } finally {
      module.C_CloseSession(session)
    }
  } catch (thrown) {
    if (ckrOf(thrown) === null) throw thrown
    return []
  }
}
