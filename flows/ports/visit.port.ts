/** Opens and closes one citizen's visit: identifiers at its start, traces gone at its end. */
export interface VisitPort {
  /** New UUIDv7 identifiers for this visit. */
  open(): Promise<{ visitId: string; packetId: string }>
  /** Forgets every secret and every unsent draft of the visit, and wipes the terminal's scroll-back. Never raises. */
  wipe(visitId: string): Promise<void>
}
