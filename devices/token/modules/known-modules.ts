/** A module by the file names it goes by, per platform; the first that is there is used, so newer versions stand before older. domain.md §3.5. */
export interface KnownModule {
  /** What a technician calls it. */
  readonly vendor: string
  readonly linux?: readonly string[]
  readonly darwin?: readonly string[]
  readonly win32?: readonly string[]
}

/** Versions counted down: `versions('nca_v', 9, 4, '.dll')` is nca_v9.dll … nca_v4.dll. */
const versions = (before: string, newest: number, oldest: number, after: string) =>
  Array.from({ length: newest - oldest + 1 }, (_, index) => `${before}${newest - index}${after}`)

/**
 * Modules of the tokens in circulation in Vietnam, the order of domain.md §3.5: vendors' own before OpenSC, which drives some of the same tokens.
 * SoftHSM2 is not here: a token made of a file is no proof of possession, and is used where the configuration names its path and nowhere else.
 */
export const KNOWN_MODULES: readonly KnownModule[] = [
  {
    vendor: 'Viettel-CA',
    win32: [...versions('viettel-ca_v', 6, 1, '.dll'), 'viettel-ca.dll'],
    darwin: ['viettel-ca_v6.dylib'],
  },
  {
    vendor: 'VNPT-CA',
    win32: [...versions('vnptca_p11_v', 10, 6, '.dll'), 'vnpt-ca_csp11.dll', 'vnpt-ca_v34.dll', 'vnpt-ca_cl_v1.dll'],
    linux: ['libvnptca_p11_v8.so'],
  },
  {
    vendor: 'FPT-CA',
    win32: [
      ...versions('fptca_v', 6, 3, '.dll'),
      'fpt-ca_v5.dll',
      'fpt-ca_v4.dll',
      'fpt-ca-stx.dll',
      'fpt-ca.dll',
      'SignatureP11.dll',
    ],
  },
  {
    vendor: 'BKAV-CA',
    win32: ['BkavCAv25.dll', 'BkavCAv2S.dll', 'BkavCA.dll', 'bkavcaetoken.dll', 'st3csp11.dll', 'beidpkcs11D.dll'],
  },
  {
    vendor: 'CA2 / NCCA',
    win32: ['CA2CSP11_v2.dll', 'ca2_ace_csp11.dll', 'CA2_csp11.dll', 'CA2_v34.dll', 'ncca_csp11_v1.dll'],
  },
  {
    vendor: 'NEWTEL-CA',
    win32: [...versions('nca_v', 9, 4, '.dll'), 'newca_v4.dll', 'NEWTEL-CA.dll', 'nca_eps2k3a.dll', 'nca_eps2k2a.dll'],
  },
  { vendor: 'SMARTSIGN', win32: [...versions('Vina-CAv', 10, 2, '.dll'), 'VinaCA_p11.dll', 'Vina-CA.dll'] },
  { vendor: 'EFY-CA', win32: ['efy-ca_v1.dll'] },
  { vendor: 'SAFE-CA', win32: ['Safe-ca_v2.dll', 'Safe-ca_v1.dll'] },
  { vendor: 'MISA-CA', win32: ['misaca_csp11_v2.dll'] },
  { vendor: 'FastCA', win32: ['fca_v1.dll'] },
  { vendor: 'I-CA', win32: ['ica_csp11_v1.dll'] },
  { vendor: 'CKCA', win32: ['CKCA.dll'] },
  {
    vendor: 'GCA-01 (bit4id)',
    win32: ['bit4xpki.dll', 'bit4ipki.dll'],
    linux: ['libbit4xpki.so', 'libbit4ipki.so'],
    darwin: ['libbit4xpki.dylib', 'libbit4ipki.dylib'],
  },
  {
    vendor: 'SafeNet / Thales',
    win32: ['IDPrimePKCS1164.dll', 'eTPKCS11.dll'],
    linux: ['libIDPrimePKCS11.so', 'libeToken.so'],
    darwin: ['libIDPrimePKCS11.dylib', 'libeToken.dylib'],
  },
  { vendor: 'Gemalto', win32: ['gclib.dll'], linux: ['libgclib.so'], darwin: ['libgclib.dylib'] },
  {
    vendor: 'Feitian ePass2003',
    win32: ['eps2003csp11v2.dll', 'eps2003csp11.dll', 'ShuttleCsp11_3003.dll', 'ngp11v211.dll'],
    linux: ['libcastle_v2.so', 'libcastle_v2.so.1.0.0', 'libcastle.so', 'libcastle.so.1.0.0'],
    darwin: ['libcastle_v2.dylib', 'libcastle.dylib'],
  },
  {
    vendor: 'WatchData ProxKey',
    win32: ['wdpkcs.dll', 'wdsafe3.dll'],
    linux: ['libwdpkcs_SignatureP11.so', 'libwdpkcs.so'],
    darwin: ['libwdpkcs.dylib'],
  },
  { vendor: 'OpenSC', win32: ['opensc-pkcs11.dll'], linux: ['opensc-pkcs11.so'], darwin: ['opensc-pkcs11.so'] },
]

/** A library that may be a PKCS#11 module by its name (domain.md §3.5, rule of the search order). */
export const MODULE_PATTERN = /(csp11|p11|pkcs11).*\.(so(\.[\d.]+)?|dll|dylib)$/i

/**
 * Named like modules and never loaded by pattern: p11-kit-proxy loads all others again in one process; p11-kit-trust and the keyring hold no person's
 * token; pkcs11-spy writes a log with the PIN; onepin-opensc shows OpenSC's tokens a second time; libp11 and the helper are no modules; SoftHSM see above.
 */
export const NEVER_BY_PATTERN =
  /p11-kit|pkcs11-spy|gnome-keyring|onepin-opensc|libp11[.-]|pkcs11-helper|softhsm|pkcs11engine|pkcs11prov/i
