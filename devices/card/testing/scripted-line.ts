import type { Transmit } from '../channel.ts'
import type { Random } from '../random.ts'
import { bytesOf, hexOf } from './hex.ts'

/** A card that knows one conversation by heart, and nothing else. */
export function scriptedLine(exchange: readonly (readonly string[])[]): {
  readonly transmit: Transmit
  readonly left: number
} {
  const rest = [...exchange]
  return {
    async transmit(command) {
      const [expected, answer] = rest.shift() ?? []
      if (hexOf(command) !== expected) throw new Error(`sent ${hexOf(command)}, expected ${expected}`)
      return bytesOf(answer ?? '')
    },
    get left() {
      return rest.length
    },
  }
}

/** Hands out what a worked example drew, in its order; asking for another size is an error of the test. */
export function scriptedRandom(...drawn: readonly string[]): Random {
  const rest = drawn.map(bytesOf)
  return (sizeBytes) => {
    const next = rest.splice(
      rest.findIndex((bytes) => bytes.length === sizeBytes),
      1,
    )[0]
    if (next?.length !== sizeBytes) throw new Error(`nobody drew ${sizeBytes} bytes`)
    return next
  }
}
