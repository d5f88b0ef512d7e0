/** YYYY-MM-DD as every screen shows days: dd/mm/yyyy. */
export function dayOf(iso: string): string {
  const [year = '', month = '', day = ''] = iso.split('-')
  return `${day}/${month}/${year}`
}

/** Milliseconds left as mm:ss, rounded up: 00:00 is shown only when it is over. */
export function minutesOf(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000))
  const two = (number: number) => String(number).padStart(2, '0')
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`
}
