/** Text of the message that carries a code, whoever sends it: unaccented, GSM-7, no link (carriers filter those), domain.md §8.2. */
export function otpText(code: string, lifetimeMs: number): string {
  const minutes = Math.max(1, Math.floor(lifetimeMs / 60_000))
  return `MOT CUA: Ma xac thuc cua Quy khach la ${code}, co hieu luc ${minutes} phut. Khong cung cap cho bat ky ai.`
}
