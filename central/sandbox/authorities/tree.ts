import type { Tree } from '../../../data/pki/trust.ts'
import type { KeyKind } from './authority.ts'
import type { NameParts } from './issue.ts'

export const AUTHORITY_IDS = ['public-root', 'public-rsa', 'public-ec', 'state-root', 'state-agencies'] as const
export type AuthorityId = (typeof AUTHORITY_IDS)[number]

/** One authority of the sandbox, modelled on domain.md §3.1; every name says that it is none. */
export interface AuthorityPlan {
  readonly tree: Tree
  readonly name: NameParts
  /** RSA where the kind is the point: making such a key takes a tenth of a second. */
  readonly keyKind: KeyKind
  /** Null for a root. */
  readonly issuer: AuthorityId | null
  readonly pathLength: number | null
  readonly responder: 'own-key' | 'delegated'
}

export const PLAN: Readonly<Record<AuthorityId, AuthorityPlan>> = {
  'public-root': {
    tree: 'public',
    name: [
      ['C', 'VN'],
      ['O', 'Trung tâm Mẫu'],
      ['CN', 'Vietnam National Root CA (sandbox)'],
    ],
    keyKind: 'ec',
    issuer: null,
    pathLength: null,
    responder: 'own-key',
  },
  'public-rsa': {
    tree: 'public',
    name: [
      ['C', 'VN'],
      ['O', 'CÔNG TY MẪU THỬ RSA'],
      ['CN', 'MAU-CA SHA-256 (sandbox)'],
    ],
    keyKind: 'rsa',
    issuer: 'public-root',
    pathLength: 0,
    responder: 'own-key',
  },
  'public-ec': {
    tree: 'public',
    name: [
      ['C', 'VN'],
      ['O', 'CÔNG TY MẪU THỬ EC'],
      ['OU', 'MAU-EC Trust Network'],
      ['CN', 'MAU-EC-CA (sandbox)'],
    ],
    keyKind: 'ec',
    issuer: 'public-root',
    pathLength: 0,
    responder: 'delegated',
  },
  'state-root': {
    tree: 'state',
    name: [
      ['C', 'VN'],
      ['O', 'Ban Cơ yếu Chính phủ'],
      ['CN', 'CA gốc chuyên dùng công vụ G2 (sandbox)'],
    ],
    keyKind: 'ec',
    issuer: null,
    pathLength: null,
    responder: 'own-key',
  },
  'state-agencies': {
    tree: 'state',
    name: [
      ['C', 'VN'],
      ['O', 'Ban Cơ yếu Chính phủ'],
      ['CN', 'CA phục vụ các cơ quan Nhà nước G2 (sandbox)'],
    ],
    keyKind: 'ec',
    issuer: 'state-root',
    pathLength: 0,
    responder: 'delegated',
  },
}
