/** The value bytes of an object identifier (X.690 §8.19), as commands to the chip carry it. */
export function oidBytes(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return Uint8Array.from([first * 40 + second, ...rest].flatMap(base128))
}

function base128(arc: number): readonly number[] {
  const groups = [arc & 0x7f]
  for (let left = arc >>> 7; left > 0; left >>>= 7) groups.unshift((left & 0x7f) | 0x80)
  return groups
}
