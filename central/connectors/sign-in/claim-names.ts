import type { Subject } from '../../../flows/base/terms.ts'

/** Identity providers a person may sign in with. */
export type SignInProvider = 'vnpost' | 'vneid'

/**
 * Where each fact stands in what a provider tells of a person (its userinfo). Names of claims but for `scope`, `birthDateForm` and `subjects`. A name that is absent is not
 * looked for. None of this is published for outsiders (domain.md §6, §12): settings may replace every line.
 */
export interface ClaimNames {
  /** What to ask for, RFC 6749 §3.3. */
  readonly scope: string
  readonly idNumber: string
  readonly oldIdNumber?: string
  readonly fullName: string
  readonly birthDate: string
  /** `iso`: YYYY-MM-DD, unknown parts 00, or YYYY (OpenID Connect Core §5.1). `day-first`: dd/mm/yyyy. */
  readonly birthDateForm: 'iso' | 'day-first'
  readonly phone: string
  /** Where it says anything but true, the phone is left out. */
  readonly phoneVerified?: string
  readonly email: string
  readonly emailVerified?: string
  readonly organisation?: string
  readonly taxCode?: string
  /** Kind of account, by the values in `subjects`; without it everybody is a citizen. */
  readonly accountType?: string
  readonly subjects?: Readonly<Record<string, Subject>>
  /** Whether the person is an official of a state agency; where it is named it must be told. */
  readonly isOfficial?: string
  /** The levels of the account: a list, or a text with commas. The highest counts. */
  readonly levels?: string
}

export const CLAIM_NAMES: Readonly<Record<SignInProvider, ClaimNames>> = {
  // OpenID Connect Core §5.1, and three of Vietnam Post's own.
  vnpost: {
    scope: 'openid profile email phone',
    idNumber: 'id_number',
    oldIdNumber: 'old_id_number',
    fullName: 'name',
    birthDate: 'birthdate',
    birthDateForm: 'iso',
    phone: 'phone_number',
    phoneVerified: 'phone_number_verified',
    email: 'email',
    emailVerified: 'email_verified',
    isOfficial: 'is_official',
  },
  // VNConnect's names, domain.md §6; the value for state bodies is a guess.
  vneid: {
    scope: 'openid profile',
    idNumber: 'SoDinhDanh',
    oldIdNumber: 'SoCMND',
    fullName: 'HoVaTen',
    birthDate: 'NgayThangNamSinh',
    birthDateForm: 'day-first',
    phone: 'SoDienThoai',
    email: 'ThuDienTu',
    organisation: 'TenDoanhNghiep',
    taxCode: 'MaSoThue',
    accountType: 'LoaiTaiKhoan',
    subjects: { '1': 'citizen', '2': 'enterprise', '3': 'agency' },
    levels: 'loAs',
  },
}
