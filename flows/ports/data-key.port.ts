/** The key of what is enciphered at rest in this station's store. It lies outside of it: in a token or TPM of the machine, else in a file of its owner alone. */
export interface DataKeyPort {
  /** `token`: it can be used on this machine only. `file`: whoever copies the disk whole has it as well; doctor says so. */
  readonly kind: 'token' | 'file'
  /** 32 bytes, the same each time, made at the first. Raises UNFINISHED_KEY_UNAVAILABLE. */
  key(): Promise<Uint8Array>
}
