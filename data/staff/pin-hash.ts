import { ARGON2ID } from '../packet/passwords.ts'

/** Hashed for a code nobody has, so that its try takes as long as any other: the Argon2id of 32 random bytes that were thrown away. */
export const NOBODYS_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$J/yuiAsaW0O2U5I/C/wJvQ$zEeoF76S+VXGtKlJtdUUwDGd7DVPNcqdTAhOhj0NWdw'

/** Argon2id of a PIN in PHC format, some 20 ms of work off the main thread. */
export async function hashPin(pin: string): Promise<string> {
  const { hash } = await import('@node-rs/argon2')
  return hash(pin, ARGON2ID)
}

/** Whether it is the PIN of the hash; null stands for an account without a PIN, costs as much, and is never right. */
export async function isPinOf(pin: string, pinHash: string | null): Promise<boolean> {
  const { verify } = await import('@node-rs/argon2')
  const isRight = await verify(pinHash ?? NOBODYS_HASH, pin)
  return pinHash !== null && isRight
}
