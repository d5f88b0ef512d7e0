/** The station's date in local time, YYYY-MM-DD. Only for a card scanned on the welcome screen, before the visit has brought its own date. */
export function stationDay(now: Date = new Date()): string {
  const two = (number: number) => String(number).padStart(2, '0')
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}
