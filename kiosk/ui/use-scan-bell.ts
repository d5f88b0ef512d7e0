import { useEffect, useRef } from 'react'
import type { CitizenCard } from '../../flows/rules/card-qr.ts'
import type { CitizenMrz } from '../../flows/rules/mrz.ts'
import type { VisitView } from '../../flows/visit/visit-view.ts'

/** Rings once for every card taken and every scan refused, whichever way it came (product.md §8). */
export function useScanBell(view: VisitView, bell: () => void): void {
  const rung = useRef(new WeakSet<object>())
  const card: CitizenCard | null = view.mobile?.card ?? view.visit.card
  const mrz: CitizenMrz | null = view.mobile?.mrz ?? view.visit.mrz
  const { notice } = view.visit
  const refusal = notice?.code.match(/^(SCAN|MRZ)_/) ? notice : null
  useEffect(() => {
    for (const heard of [card, mrz, refusal]) {
      if (!heard || rung.current.has(heard)) continue
      rung.current.add(heard)
      bell()
    }
  }, [card, mrz, refusal, bell])
}
