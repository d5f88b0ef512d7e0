/** Handles of slots, sessions and objects: the module's CK_ULONG as bytes. */
export type Handle = Buffer

export interface TokenInfo {
  readonly label: string
  readonly serialNumber: string
  readonly flags: number
  readonly minPinLen: number
  readonly maxPinLen: number
}

export interface Attribute {
  readonly type: number
  readonly value?: number | boolean | Buffer
}

/**
 * The part of PKCS#11 v2.40 that is used here, as `pkcs11js` offers it: a real module and the simulated one are both used through this.
 * Each call raises an Error with the return value in `code`, or in its message ("CKR_NAME:160").
 */
export interface Cryptoki {
  C_Initialize(options?: { readonly flags: number }): void
  C_Finalize(): void
  C_GetSlotList(tokenPresent: boolean): Handle[]
  C_GetTokenInfo(slot: Handle): TokenInfo
  C_GetMechanismList(slot: Handle): number[]
  /** Gives null when nothing happened. */
  C_WaitForSlotEvent(flags: number): Handle | null
  C_OpenSession(slot: Handle, flags: number): Handle
  C_CloseSession(session: Handle): void
  C_Login(session: Handle, userType: number, pin: string): void
  C_Logout(session: Handle): void
  C_FindObjectsInit(session: Handle, template: Attribute[]): void
  C_FindObjects(session: Handle, maxObjectCount: number): Handle[]
  C_FindObjectsFinal(session: Handle): void
  C_GetAttributeValue(
    session: Handle,
    object: Handle,
    template: { readonly type: number }[],
  ): { readonly type: number; readonly value: Buffer }[]
  C_SignInit(session: Handle, mechanism: { readonly mechanism: number }, key: Handle): void
  /** Gives the part of `out` that was written. */
  C_Sign(session: Handle, data: Buffer, out: Buffer): Buffer
}

/** Numbers of pkcs11t.h (PKCS#11 v2.40). */
export const CK = {
  CKF_OS_LOCKING_OK: 0x02,
  CKF_DONT_BLOCK: 0x01,
  CKF_SERIAL_SESSION: 0x04,
  CKU_USER: 1,
  CKU_CONTEXT_SPECIFIC: 2,
  CKO_CERTIFICATE: 1,
  CKO_PRIVATE_KEY: 3,
  CKC_X_509: 0,
  CKK_RSA: 0x00,
  CKK_EC: 0x03,
  CKA_CLASS: 0x000,
  CKA_VALUE: 0x011,
  CKA_CERTIFICATE_TYPE: 0x080,
  CKA_KEY_TYPE: 0x100,
  CKA_ID: 0x102,
  CKA_MODULUS: 0x120,
  CKA_ALWAYS_AUTHENTICATE: 0x202,
  CKM_RSA_PKCS: 0x01,
  CKM_SHA256_RSA_PKCS: 0x40,
  CKM_ECDSA: 0x1041,
} as const

/** The return value in what a call raised; null when it is no return value of a module. */
export function ckrOf(thrown: unknown): number | null {
  if (!(thrown instanceof Error)) return null
  if ('code' in thrown && typeof thrown.code === 'number' && thrown.code > 0) return thrown.code
  // pkcs11js leaves C_FindObjects unwrapped, and gives values it has no name for as text alone.
  const [, value] = /^[^\n]*:(\d+)$/m.exec(thrown.message) ?? []
  return value === undefined ? null : Number(value)
}
