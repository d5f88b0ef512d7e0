import type { Insured } from './insured.ts'

/** The social insurance database, asked by number. */
export interface InsuranceRegister {
  /** Null when nobody is insured under this number (10 or 12 digits). */
  find(insuranceNumber: string): Insured | null
}

export function createInsuranceRegister(insured: readonly Insured[]): InsuranceRegister {
  const byNumber = new Map(insured.map((record) => [record.insuranceNumber, record]))
  return { find: (insuranceNumber) => byNumber.get(insuranceNumber) ?? null }
}
