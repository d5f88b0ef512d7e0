/**
 * The spellings under which one message id may come back: as given, and read as hex or as decimal in the other notation (SMS centres answer in
 * one and send receipts in the other, domain.md §8.1). Two ids mean one message when their lists share a spelling.
 */
export function messageKeys(id: string): readonly string[] {
  const plain = id
    .trim()
    .toLowerCase()
    .replace(/^0+(?=.)/, '')
  const keys = new Set([plain])
  if (/^\d{1,30}$/.test(plain)) keys.add(BigInt(plain).toString(16))
  if (/^[0-9a-f]{1,30}$/.test(plain)) keys.add(BigInt(`0x${plain}`).toString(10))
  return [...keys]
}

/** Spellings to look a receipt's id up by: as given only, since the stored side carries the others. */
export function receiptKeys(id: string): readonly string[] {
  return messageKeys(id).slice(0, 1)
}
