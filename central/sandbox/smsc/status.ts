/** Command status values this SMS centre answers with, SMPP 3.4 §5.1.3. */
export const STATUS = {
  OK: 0x00,
  INVALID_LENGTH: 0x01,
  INVALID_COMMAND: 0x03,
  WRONG_BIND_STATE: 0x04,
  ALREADY_BOUND: 0x05,
  INVALID_SOURCE: 0x0a,
  INVALID_DESTINATION: 0x0b,
  BIND_FAILED: 0x0d,
  INVALID_PASSWORD: 0x0e,
  INVALID_SYSTEM_ID: 0x0f,
  QUEUE_FULL: 0x14,
  SUBMIT_FAILED: 0x45,
  THROTTLED: 0x58,
  /** A peer's answer to a receipt: never send it again. */
  PERMANENT_ERROR: 0x65,
} as const
