import { formatBirthDate } from '../../../flows/rules/birth-date.ts'
import { nationalPhone } from '../../../flows/rules/phone.ts'
import type { IdentityAccount } from './identity-account.ts'

type Claims = Readonly<Record<string, unknown>>

/** Which claims each provider hands out for which scope, in the form oidc-provider wants them. */
export const SCOPE_CLAIMS = {
  vnpost: {
    openid: ['sub'],
    profile: ['name', 'birthdate', 'id_number', 'old_id_number', 'is_official'],
    email: ['email', 'email_verified'],
    phone: ['phone_number', 'phone_number_verified'],
  },
  // VNConnect's names, domain.md §6.
  vneid: {
    openid: ['sub'],
    profile: [
      'TechID',
      'LoaiTaiKhoan',
      'SoDinhDanh',
      'SoCMND',
      'HoVaTen',
      'NgayThangNamSinh',
      'SoDienThoai',
      'ThuDienTu',
      'TenDoanhNghiep',
      'MaSoThue',
      'loAs',
    ],
  },
} as const satisfies Record<IdentityAccount['provider'], Readonly<Record<string, readonly string[]>>>

/** LoaiTaiKhoan: 1 citizen and 2 enterprise are known, 3 for a state body is our guess (domain.md §6). */
const ACCOUNT_TYPES = { citizen: '1', enterprise: '2', agency: '3' } as const

/** Everything a provider knows of an account, under its own claim names. */
export function claimsOf(account: IdentityAccount): Claims & { readonly sub: string } {
  return { sub: account.sub, ...(account.provider === 'vnpost' ? standardClaims(account) : vnConnectClaims(account)) }
}

/** OpenID Connect Core §5.1, and two of Vietnam Post's own. */
function standardClaims(account: IdentityAccount): Claims {
  const { fullName, birthDate, idNumber, oldIdNumber, isOfficial, email, phone } = account
  return {
    name: fullName,
    // §5.1: an unknown day leaves the year alone.
    birthdate: birthDate.endsWith('-00-00') ? birthDate.slice(0, 4) : birthDate,
    id_number: idNumber,
    ...(oldIdNumber === undefined ? {} : { old_id_number: oldIdNumber }),
    is_official: isOfficial,
    ...(email === undefined ? {} : { email, email_verified: true }),
    phone_number: phone,
    phone_number_verified: true,
  }
}

function vnConnectClaims(account: IdentityAccount): Claims {
  const { sub, subject, idNumber, oldIdNumber, fullName, birthDate, phone, email, organisation, taxCode } = account
  return {
    TechID: sub,
    LoaiTaiKhoan: ACCOUNT_TYPES[subject],
    SoDinhDanh: idNumber,
    ...(oldIdNumber === undefined ? {} : { SoCMND: oldIdNumber }),
    HoVaTen: fullName,
    NgayThangNamSinh: formatBirthDate(birthDate),
    SoDienThoai: nationalPhone(phone),
    ...(email === undefined ? {} : { ThuDienTu: email }),
    ...(organisation === undefined ? {} : { TenDoanhNghiep: organisation }),
    ...(taxCode === undefined ? {} : { MaSoThue: taxCode }),
    loAs: Array.from({ length: account.level }, (_, at) => at + 1),
  }
}
