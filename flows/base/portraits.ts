declare const portraitHandle: unique symbol
/** A one-time ticket for a portrait. Safe in events and context: it is not the picture. */
export type PortraitHandle = string & { readonly [portraitHandle]: true }

/** Keeps the portraits read off chips outside machine context, events and snapshots, as Secrets does with PINs: a face is personal data of the strictest kind. */
export interface Portraits {
  /** Takes over the bytes (they are overwritten later, so nobody else may use them) and gives the ticket. */
  keep(image: Uint8Array): PortraitHandle
  /** Gives the image and forgets it; the caller overwrites it. Null when it was redeemed, discarded or wiped before: no flow depends on a face. */
  redeem(handle: PortraitHandle): Uint8Array | null
  /**
   * Shows the image and keeps it: an officer compares it with the person while the flow still owes it its end, which overwrites it. Whoever looks neither changes nor
   * holds on to the bytes. Null when it is gone.
   */
  peek(handle: PortraitHandle): Uint8Array | null
  /** Overwrites one image, if it is still there. */
  discard(handle: PortraitHandle): void
  /** Overwrites all of them. */
  wipe(): void
  /** How many are kept, for tests and the audit of a visit's end. */
  readonly count: number
}

/** Makes a keeper of portraits. */
export function createPortraits(newId: () => string): Portraits {
  const kept = new Map<PortraitHandle, Uint8Array>()
  const discard = (handle: PortraitHandle) => {
    kept.get(handle)?.fill(0)
    kept.delete(handle)
  }
  return {
    keep(image) {
      const handle = `portrait:${newId()}` as PortraitHandle
      kept.set(handle, image)
      return handle
    },
    redeem(handle) {
      const image = kept.get(handle) ?? null
      kept.delete(handle)
      return image
    },
    peek: (handle) => kept.get(handle) ?? null,
    discard,
    wipe() {
      for (const handle of [...kept.keys()]) discard(handle)
    },
    get count() {
      return kept.size
    },
  }
}
