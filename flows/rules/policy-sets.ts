import { type Ial, type Method, SUBJECTS, type Subject } from '../base/terms.ts'
import type { PolicyCell, PolicySet } from './policy-cell.ts'

const SOURCE_REPORTING = 'Hướng dẫn đăng ký tài khoản, Phụ lục II, Công văn VPCP-KSTT (2021)'
const SOURCE_QUANG_BINH = 'Hướng dẫn đăng ký tài khoản Cổng Dịch vụ công tỉnh Quảng Bình'
const SOURCE_DUONG_HOA = 'Công văn 141/UBND ngày 29/11/2022, UBND xã Dương Hòa'
const SOURCE_DECREE_69 = 'Nghị định 69/2024/NĐ-CP'

const PEOPLE_LAST_DAY = '2024-06-30'
const ORGANISATIONS_LAST_DAY = '2025-06-30'
const VNEID_FIRST_DAY = '2024-07-01'

/**
 * The matrix of product.md §2 as the guides of 2021 and 2022 have it; nothing closes. Sign-in with an identity provider (`vneid`) is not in this set, and so has no
 * cell: a method without one is not allowed.
 */
export const PORTAL_2022: PolicySet = { id: 'portal-2022', cells: portalCells() }

/**
 * The law since Nghị định 69/2024/NĐ-CP: accounts of the portal end, those of people after 30/06/2024, those of organisations (enterprises and agencies) after
 * 30/06/2025, and identification with VNeID takes their place from 01/07/2024. It is the account that ends, not a way of proving, so every method closes on the same
 * day, `in-person` with them: a counter of ours makes accounts of the portal, while the personal attendance that VNeID asks for is with the police.
 */
export const VNEID_2024: PolicySet = {
  id: 'vneid-2024',
  cells: [...portalCells().map(closedByDecree69), ...SUBJECTS.map(openedByDecree69)],
}

export const POLICY_SETS: readonly PolicySet[] = [PORTAL_2022, VNEID_2024]

function portalCells(): readonly PolicyCell[] {
  const nobody = { allowed: false, reason: 'subject' } as const
  return [
    cell('citizen', 'mobile', 2, SOURCE_QUANG_BINH),
    cell('enterprise', 'mobile', 2, SOURCE_DUONG_HOA, nobody),
    cell('agency', 'mobile', 2, SOURCE_DUONG_HOA, nobody),
    cell('citizen', 'social-insurance', 2, SOURCE_QUANG_BINH),
    cell('enterprise', 'social-insurance', 2, SOURCE_DUONG_HOA, nobody),
    cell('agency', 'social-insurance', 2, SOURCE_DUONG_HOA, nobody),
    // Open to citizens, closed to the officials among them; only the sign-in tells who is one.
    cell('citizen', 'vnpost', 2, SOURCE_DUONG_HOA, { reason: 'official' }),
    cell('enterprise', 'vnpost', 2, SOURCE_DUONG_HOA, nobody),
    cell('agency', 'vnpost', 2, SOURCE_DUONG_HOA, nobody),
    cell('citizen', 'usb-token', 3, SOURCE_DUONG_HOA),
    cell('enterprise', 'usb-token', 3, SOURCE_DUONG_HOA),
    cell('agency', 'usb-token', 3, SOURCE_REPORTING),
    cell('citizen', 'sim-pki', 3, SOURCE_QUANG_BINH),
    // Sources 1 and 2 say citizens only; the newest official one wins (product.md).
    cell('enterprise', 'sim-pki', 3, SOURCE_DUONG_HOA),
    cell('agency', 'sim-pki', 3, SOURCE_DUONG_HOA, nobody),
    cell('citizen', 'remote-signing', 3, SOURCE_DUONG_HOA),
    cell('enterprise', 'remote-signing', 3, SOURCE_DUONG_HOA),
    cell('agency', 'remote-signing', 3, SOURCE_DUONG_HOA, nobody),
    // Source 1 calls an IAL 3 account equal to one registered directly.
    cell('citizen', 'in-person', 3, SOURCE_REPORTING),
    cell('enterprise', 'in-person', 3, SOURCE_REPORTING),
    cell('agency', 'in-person', 3, SOURCE_REPORTING),
  ]
}

function cell(
  subject: Subject,
  method: Method,
  ial: Ial,
  source: string,
  more: { readonly allowed?: boolean; readonly reason?: 'subject' | 'official' } = {},
): PolicyCell {
  return { subject, method, allowed: true, ial, validFrom: null, validUntil: null, source, instead: null, ...more }
}

function closedByDecree69(portal: PolicyCell): PolicyCell {
  if (!portal.allowed) return portal
  const validUntil = portal.subject === 'citizen' ? PEOPLE_LAST_DAY : ORGANISATIONS_LAST_DAY
  return { ...portal, validUntil, instead: 'vneid', source: `${portal.source}; ${SOURCE_DECREE_69}` }
}

function openedByDecree69(subject: Subject): PolicyCell {
  return {
    subject,
    method: 'vneid',
    allowed: true,
    ial: [2, 3],
    validFrom: VNEID_FIRST_DAY,
    validUntil: null,
    source: SOURCE_DECREE_69,
    instead: null,
  }
}
