/** Views of device flows for tests and pictures: one a screen, and the states that say more. All persons, tokens and cards are invented. */
import { getInitialSnapshot } from 'xstate'
import type { DeviceScreen } from '../../../flows/base/device-screens.ts'
import type { FaultCode } from '../../../flows/base/fault-codes.ts'
import type { PortraitHandle } from '../../../flows/base/portraits.ts'
import type { SecretHandle } from '../../../flows/base/secret.ts'
import { type ReadCardContext, readCardFlow } from '../../../flows/card/read-card.flow.ts'
import type { DeviceView } from '../../../flows/device-view.ts'
import { type OwnershipContext, ownershipFlow } from '../../../flows/modem/ownership.flow.ts'
import { type SendCodeContext, sendCodeFlow } from '../../../flows/modem/send-code.flow.ts'
import { type PrintContext, printFlow } from '../../../flows/print/print.flow.ts'
import { cardDifferences } from '../../../flows/rules/card-differences.ts'
import type { CitizenCard } from '../../../flows/rules/card-qr.ts'
import { TEST_RULE } from '../../../flows/rules/certificate.ts'
import { type ChipFacts, verdictOf } from '../../../flows/rules/chip-facts.ts'
import { readMrz } from '../../../flows/rules/mrz.ts'
import { compareOwner, readOwnerReply } from '../../../flows/rules/ownership.ts'
import { SAMPLE_NOW_MS, sampleReading } from '../../../flows/testing/sample-devices.ts'
import type { TokenSignContext } from '../../../flows/token/sign-context.ts'
import type { TokenChoice } from '../../../flows/token/token-choice.ts'
import { tokenSignFlow } from '../../../flows/token/token-sign.flow.ts'
import { CARD, TODAY } from './test-views.ts'

/** A view of one screen, with what stands in its flow by then. */
export function deviceViewAt(screen: DeviceScreen, changes: Partial<DeviceView> = {}): DeviceView {
  return {
    screen,
    tokenSign: screen.startsWith('token') ? tokenSign() : null,
    readCard: screen.startsWith('card') ? readCard(screen === 'card-read' ? reading() : {}) : null,
    ownership: screen.startsWith('owner') ? ownership() : null,
    sendCode: screen === 'code-sending' ? sendCode() : null,
    print: screen === 'printing' ? print() : null,
    ...changes,
  }
}

export function choice(number: number, changes: Partial<TokenChoice> = {}): TokenChoice {
  return {
    certificateId: number.toString(16).padStart(64, '0'),
    tokenId: `token-${number}`,
    tokenLabel: `Token mẫu ${number}`,
    module: 'libsample.so',
    commonName: 'LÊ VĂN MẪU',
    organisation: null,
    issuerName: 'CA Thử Nghiệm',
    validFrom: Date.UTC(2025, 0, 1),
    validTo: Date.UTC(2028, 0, 1),
    pin: 'fine',
    hasPinPad: false,
    blocked: null,
    doubt: null,
    ...changes,
  }
}

export function tokenSign(changes: Partial<TokenSignContext> = {}): TokenSignContext {
  const input = {
    signatureId: 'signature-1',
    statement: Uint8Array.of(1),
    ask: null,
    nowMs: SAMPLE_NOW_MS,
    accepts: TEST_RULE,
  }
  const chosen = choice(1)
  return {
    ...getInitialSnapshot(tokenSignFlow, input).context,
    choices: [chosen],
    selectedId: chosen.certificateId,
    chosen,
    ...changes,
  }
}

export function readCard(changes: Partial<ReadCardContext> = {}): ReadCardContext {
  const input = { keys: null, card: null, mrz: null, today: TODAY }
  return { ...getInitialSnapshot(readCardFlow, input).context, presence: 'empty', ...changes }
}

/** A chip that was read, held against the QR of its card. */
export function reading(changes: Partial<ChipFacts> = {}, card: CitizenCard | null = null): Partial<ReadCardContext> {
  const { portrait, ...rest } = sampleReading()
  const facts: ChipFacts = {
    ...rest,
    portrait: portrait && {
      handle: 'portrait:1' as PortraitHandle,
      mediaType: portrait.mediaType,
      sha256: portrait.sha256,
      sizeBytes: 14_336,
    },
    ...changes,
  }
  const mrz = readMrz(facts.mrz, TODAY)
  const differences = cardDifferences({
    ...(card ? { qr: card } : {}),
    chip: { mrz: mrz.kind === 'mrz' ? mrz.mrz : null, details: facts.details },
  })
  return { presence: 'present', card, facts, verdict: verdictOf(facts), differences }
}

/** The QR of the card whose chip is `sampleReading`. */
export const CHIP_CARD: CitizenCard = {
  ...CARD,
  issuedOn: '2021-08-20',
  residence: 'Thôn Mẫu, Xã Thử, Thừa Thiên Huế',
}

const PERSON = { idNumber: CARD.idNumber, fullName: CARD.fullName, birthDate: CARD.birthDate }

export function ownership(changes: Partial<OwnershipContext> = {}): OwnershipContext {
  return { ...getInitialSnapshot(ownershipFlow, PERSON).context, ...answered(OWNER_REPLY), ...changes }
}

/** What the carrier's answer makes of the flow. */
export function answered(reply: string): Partial<OwnershipContext> {
  return { reply, match: compareOwner(readOwnerReply(reply), PERSON) }
}

export function sendCode(changes: Partial<SendCodeContext> = {}): SendCodeContext {
  const input = { messageId: 'message-1', to: '+84912345678', text: 'secret:1' as SecretHandle }
  return { ...getInitialSnapshot(sendCodeFlow, input).context, ...changes }
}

export function print(changes: Partial<PrintContext> = {}): PrintContext {
  const input = { printId: 'print-1', documentId: 'test', kind: 'test' as const }
  return { ...getInitialSnapshot(printFlow, input).context, ...changes }
}

const OWNER_REPLY = 'SO TB: 0912345678; HO TEN: LE VAN MAU; NGAY SINH: 29/02/2004; SO GTTT: 046204001234'
const LONG_NAME = 'CÔNG TY TRÁCH NHIỆM HỮU HẠN MỘT THÀNH VIÊN THƯƠNG MẠI DỊCH VỤ VÀ XÂY DỰNG MẪU HUẾ'

/** Every reason for which a certificate cannot be chosen. */
export const BLOCKS: readonly FaultCode[] = [
  'CERTIFICATE_EXPIRED',
  'CERTIFICATE_NOT_YET_VALID',
  'CERTIFICATE_KEY_USAGE',
  'CERTIFICATE_OF_AUTHORITY',
  'CERTIFICATE_KEY_WEAK',
  'TOKEN_PIN_LAST_TRY',
  'TOKEN_PIN_LOCKED',
  'TOKEN_PIN_NOT_SET',
]

/** Every screen plainly, and the states of screens that say more. */
export function allDeviceViews(screens: readonly DeviceScreen[]): readonly (readonly [string, DeviceView])[] {
  const token = (screen: DeviceScreen, changes: Partial<TokenSignContext>) =>
    deviceViewAt(screen, { tokenSign: tokenSign(changes) })
  const card = (screen: DeviceScreen, changes: Partial<ReadCardContext>) =>
    deviceViewAt(screen, { readCard: readCard(changes) })
  const owner = (screen: DeviceScreen, changes: Partial<OwnershipContext>) =>
    deviceViewAt(screen, { ownership: ownership(changes) })
  return [
    ...screens.map((screen) => [screen, deviceViewAt(screen)] as const),
    [
      'looking, drivers missing',
      token('token-looking', {
        choices: [],
        standing: 'TOKEN_MODULE_ARCHITECTURE',
        troubles: [
          { module: 'vnptca_p11.so', code: 'TOKEN_MODULE_ARCHITECTURE' },
          { module: 'libviettel-ca.so', code: 'TOKEN_MODULE_INVALID' },
          { module: 'opensc-pkcs11.so', code: 'TOKEN_MODULE_MISSING' },
          { module: 'libbkavca.so', code: 'TOKEN_MODULE_CRASHED' },
        ],
      }),
    ],
    ['looking, pulled out', token('token-looking', { choices: [], notice: 'TOKEN_REMOVED', standing: 'TOKEN_ABSENT' })],
    ['choose, one of an organisation', token('token-choose', { choices: [choice(1, { organisation: LONG_NAME })] })],
    [
      'choose, all kinds of refusal',
      token('token-choose', {
        choices: [choice(1), ...BLOCKS.map((blocked, at) => choice(at + 2, { blocked }))],
        problem: 'CERTIFICATE_EXPIRED',
      }),
    ],
    [
      'choose, none usable',
      token('token-choose', {
        choices: BLOCKS.slice(0, 2).map((blocked, at) => choice(at + 1, { blocked })),
        selectedId: null,
      }),
    ],
    [
      'confirm, organisation and doubt',
      token('token-confirm', {
        chosen: choice(1, { organisation: LONG_NAME, doubt: 'CERTIFICATE_EXPIRED', hasPinPad: true }),
        problem: 'TOKEN_PIN_PAD_TIMED_OUT',
      }),
    ],
    ['pin, wrong before', token('token-pin', { chosen: choice(1, { pin: 'count-low' }), problem: 'TOKEN_PIN_WRONG' })],
    ['pin, malformed', token('token-pin', { problem: 'TOKEN_PIN_MALFORMED' })],
    ['pin pad, half over', token('token-pin-pad', { elapsedMs: 31_000 })],
    ['card key refused', card('card-key', { problem: 'CHIP_ACCESS_DENIED' })],
    ['card wait, no reader', card('card-wait', { presence: 'no-reader', standing: 'READER_ABSENT' })],
    ['card wait, no service', card('card-wait', { presence: 'no-reader', standing: 'PCSC_UNAVAILABLE' })],
    ['card wait, lifted too early', card('card-wait', { notice: 'CARD_REMOVED', mustLift: false })],
    ['card wait, mute', card('card-wait', { presence: 'present', problem: 'CARD_MUTE', mustLift: true })],
    [
      'card reading, half way',
      card('card-reading', { progress: { step: 'reading', readBytes: 9_000, totalBytes: 18_000 } }),
    ],
    [
      'card reading, silent',
      card('card-reading', { isSilent: true, progress: { step: 'reading', readBytes: 9_000, totalBytes: 18_000 } }),
    ],
    [
      'card reading, checking',
      card('card-reading', { progress: { step: 'checking', readBytes: 18_000, totalBytes: 18_000 } }),
    ],
    ['card read beside its QR', card('card-read', reading({}, CHIP_CARD))],
    ['card read, trusted', card('card-read', reading({ passive: { ...PASSIVE, chain: 'trusted' } }))],
    [
      'card read, without details',
      card('card-read', reading({ details: null, portrait: null, genuine: 'not-offered' })),
    ],
    ['card read, forged', card('card-read', reading({ passive: { ...PASSIVE, hashes: 'differ' } }))],
    ['card read, copied', card('card-read', reading({ genuine: 'failed' }))],
    ['card read, name differs', card('card-read', reading({}, { ...CHIP_CARD, fullName: 'Lê Văn Mấu' }))],
    [
      'card read, much differs',
      card(
        'card-read',
        reading(
          {},
          { ...CHIP_CARD, idNumber: '046204001235', fullName: 'Lê Thị Mẫu', residence: LONG_NAME, sex: 'female' },
        ),
      ),
    ],
    ['owner asking, no network', owner('owner-asking', { problem: 'MODEM_NO_NETWORK', standing: null })],
    ['owner asking, modem gone', owner('owner-asking', { notice: 'MODEM_LOST', standing: 'MODEM_ABSENT' })],
    ['owner waiting, half over', owner('owner-waiting', { elapsedMs: 61_000 })],
    ['owner mismatch', owner('owner-result', answered(OWNER_REPLY.replace('LE VAN MAU', 'TRAN THI THU')))],
    [
      'owner unreadable',
      owner('owner-result', {
        ...answered('Quy khach vui long thu lai sau. '.repeat(20)),
        problem: 'OWNERSHIP_UNREADABLE',
      }),
    ],
    [
      'code stuck',
      deviceViewAt('code-sending', { sendCode: sendCode({ problem: 'SIM_PIN_REQUIRED', isStuck: true }) }),
    ],
    ['printing, no paper', deviceViewAt('printing', { print: print({ standing: 'PRINTER_PAPER_OUT' }) })],
  ]
}

const PASSIVE: ChipFacts['passive'] = { hashes: 'match', signature: 'valid', chain: 'unchecked' }
