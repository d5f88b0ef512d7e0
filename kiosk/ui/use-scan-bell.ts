import { useEffect, useRef } from 'react'
import type { VisitView } from '../../flows/visit/visit-view.ts'
import { cardOf, mrzOf } from './screens/card-of-view.ts'

/** Rings once for every card taken and every scan refused, whichever way it came (product.md §8). */
export function useScanBell(view: VisitView, bell: () => void): void {
  const rung = useRef(new WeakSet<object>())
  const card = cardOf(view)
  const mrz = mrzOf(view)
  const { notice } = view.visit
  const refusal = notice?.code.match(/^(SCAN_|MRZ_|RECEIPT_QR_)/) ? notice : null
  useEffect(() => {
    for (const heard of [card, mrz, refusal]) {
      if (!heard || rung.current.has(heard)) continue
      rung.current.add(heard)
      bell()
    }
  }, [card, mrz, refusal, bell])
}
