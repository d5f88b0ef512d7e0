import type { PortraitHandle, Portraits } from '../../../flows/base/portraits.ts'
import { createListeners, type Listener } from '../../listeners.ts'
import type { Picture } from '../draw/colour-blocks.ts'

/** Where the drawing of a portrait stands. `not-drawn`: this machine cannot decode it, or it is gone. */
export type PortraitPicture = { readonly kind: 'none' | 'not-drawn' } | ({ readonly kind: 'drawn' } & Picture)

/** The one portrait that an officer looks at, as pixels for a terminal. It lives as long as its screen. */
export interface PortraitPictures {
  getSnapshot(): PortraitPicture
  subscribe(listener: Listener<PortraitPicture>): { unsubscribe(): void }
  /** Begins to draw a portrait in place of any other; `columns` and `rows` in pixels. */
  show(handle: PortraitHandle, size: PictureSize): void
  /** Overwrites what was drawn. */
  forget(): void
}

export interface PictureSize {
  readonly columns: number
  readonly rows: number
}

const NONE: PortraitPicture = { kind: 'none' }
const NOT_DRAWN: PortraitPicture = { kind: 'not-drawn' }

/** Draws what `portraits` keeps, which stays there. `decode` gives null for what it cannot decode. */
export function createPortraitPictures(
  portraits: Pick<Portraits, 'peek'>,
  decode: (image: Uint8Array, size: PictureSize) => Promise<Picture | null>,
): PortraitPictures {
  const listeners = createListeners<PortraitPicture>()
  let picture = NONE
  let asked: object | null = null
  const stand = (next: PortraitPicture) => {
    if (picture.kind === 'drawn') picture.pixels.fill(0)
    picture = next
    listeners.tell(next)
  }
  const forget = () => {
    asked = null
    if (picture !== NONE) stand(NONE)
  }
  return {
    getSnapshot: () => picture,
    subscribe: listeners.subscribe,
    show(handle, size) {
      forget()
      const question = {}
      asked = question
      const image = portraits.peek(handle)
      const drawn = image ? decode(image, size).catch(() => null) : Promise.resolve(null)
      void drawn.then((next) => {
        // Whoever asked has left, and so has the person.
        if (asked !== question) return void next?.pixels.fill(0)
        stand(next ? { kind: 'drawn', ...next } : NOT_DRAWN)
      })
    },
    forget,
  }
}
