import type { HolderFacts } from '../base/holder.ts'
import type { Subject } from '../base/terms.ts'
import { SAMPLE_NOW_MS } from './sample-devices.ts'

const DAY_MS = 86_400_000

const NOBODY: HolderFacts = {
  fullName: null,
  idNumber: null,
  oldIdNumber: null,
  organisation: null,
  organisationUnits: [],
  taxCode: null,
  stateUnit: null,
  email: null,
  issuerName: 'CA Thử Nghiệm',
  validFrom: SAMPLE_NOW_MS - 300 * DAY_MS,
  validTo: SAMPLE_NOW_MS + 300 * DAY_MS,
}

/** The holder of a certificate as the Vietnamese profiles have it (domain.md §3.2): a person, a company's stamp, an official of a state unit. */
export function sampleHolder(subject: Subject, change: Partial<HolderFacts> = {}): HolderFacts {
  switch (subject) {
    case 'citizen':
      return { ...NOBODY, fullName: 'Lê Văn Mẫu', idNumber: '046204001234', ...change }
    case 'enterprise':
      return { ...NOBODY, organisation: 'Công ty TNHH Mẫu', taxCode: '0101234567', ...change }
    case 'agency':
      return {
        ...NOBODY,
        fullName: 'Lê Văn Mẫu',
        idNumber: '046204001234',
        organisation: 'Uỷ ban nhân dân xã Mẫu',
        organisationUnits: ['Văn phòng'],
        stateUnit: '1012345',
        email: 'mau@xamau.example',
        ...change,
      }
  }
}
