import { TERMS_VERSION } from '../base/registration.ts'
import type { ChipReading } from '../ports/card.port.ts'
import type { ModemView } from '../ports/modem.port.ts'
import type { SeenToken, TokenCertificate } from '../ports/token.port.ts'
import type { StatementAsk } from '../token/sign-context.ts'

/** 2026-11-22T03:00:00Z, the day the samples are good on. */
export const SAMPLE_NOW_MS = Date.UTC(2026, 10, 22, 3)

/** What a registration by token asks to be written. */
export const SAMPLE_ASK: StatementAsk = {
  subject: 'citizen',
  method: 'usb-token',
  packetId: 'packet-1',
  card: null,
  termsVersion: TERMS_VERSION,
}

/** A certificate that may sign, of a fictitious person; `number` tells one from another. */
export function sampleCertificate(number: number, change: Partial<TokenCertificate> = {}): TokenCertificate {
  return {
    certificateId: number.toString(16).padStart(64, '0'),
    der: Uint8Array.of(0x30, 0x01, number),
    commonName: 'LÊ VĂN MẪU',
    organisation: null,
    issuerName: 'CA Thử Nghiệm',
    validFrom: Date.UTC(2025, 0, 1),
    validTo: Date.UTC(2028, 0, 1),
    keyUsages: ['digitalSignature', 'nonRepudiation'],
    isAuthority: false,
    keyType: 'rsa',
    keyBits: 2048,
    ...change,
  }
}

/** A token with one certificate of the same number. */
export function sampleToken(number = 1, change: Partial<SeenToken> = {}): SeenToken {
  return {
    tokenId: `token-${number}`,
    label: `Token ${number}`,
    module: 'libsample.so',
    pin: 'fine',
    hasPinPad: false,
    certificates: [sampleCertificate(number)],
    ...change,
  }
}

/** A reading that proves all it can; the data are those of domain.md §1.5's computed sample. */
export function sampleReading(change: Partial<ChipReading> = {}): ChipReading {
  return {
    access: 'pace-can',
    mrz: ['IDVNM2040012346046204001234<<4', '0402291M2902289VNM<<<<<<<<<<<2', 'LE<<VAN<MAU<<<<<<<<<<<<<<<<<<<'].join(
      '',
    ),
    details: {
      idNumber: '046204001234',
      fullName: 'Lê Văn Mẫu',
      birthDate: '29/02/2004',
      sex: 'Nam',
      nationality: 'Việt Nam',
      ethnicity: 'Kinh',
      origin: 'Xã Thử, Thừa Thiên Huế',
      residence: 'Thôn Mẫu, Xã Thử, Thừa Thiên Huế',
      features: null,
      issuedOn: '20/08/2021',
      expiresOn: '28/02/2029',
      father: null,
      mother: null,
      spouses: [],
      oldIdNumber: null,
      cardCode: null,
    },
    portrait: { image: Uint8Array.of(0xff, 0xd8, 0xff, 0xd9), mediaType: 'image/jpeg', sha256: 'ab'.repeat(32) },
    passive: { hashes: 'match', signature: 'valid', chain: 'unchecked' },
    genuine: 'chip-authentication',
    ...change,
  }
}

/** A modem that can send. */
export function sampleModem(change: Partial<ModemView> = {}): ModemView {
  return {
    modemId: 'modem-1',
    name: 'ttyUSB2',
    sim: 'ready',
    network: 'home',
    operator: 'Viettel',
    signalDbm: -71,
    ...change,
  }
}
