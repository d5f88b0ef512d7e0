import type { Method } from '../base/terms.ts'

/** Where a proof comes from, which decides the flow that takes it. */
export type Proving = 'phone' | 'another-screen' | 'key' | 'officer'

/** How a method proves (product.md §3). Null before one is chosen. */
export function provingOf(method: Method | null): Proving | null {
  switch (method) {
    case null:
      return null
    case 'mobile':
    case 'social-insurance':
      return 'phone'
    case 'vnpost':
    case 'vneid':
    case 'sim-pki':
    case 'remote-signing':
      return 'another-screen'
    case 'usb-token':
      return 'key'
    case 'in-person':
      return 'officer'
  }
}
