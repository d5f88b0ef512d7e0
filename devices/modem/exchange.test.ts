import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { askImei } from './commands/identity.ts'
import { listUnread, readListed, readMessage, sendPdu } from './commands/messages.ts'
import { REGISTRATIONS } from './commands/network.ts'
import { probe } from './commands/settings.ts'
import { askSimState } from './commands/sim-state.ts'
import { type AtCommand, beginExchange, type ExchangeEnd, type ExchangeInput, stepExchange } from './exchange.ts'
import { encodePduData } from './frame.ts'

const PDU = '00010004814141000004542A5508'
const OTHER_PDU = '00040481414100002221908003040A02CF25'
const pdu = Uint8Array.from(PDU.match(/../g)!, (hex) => Number.parseInt(hex, 16))
const line = (text: string): ExchangeInput => ({ kind: 'line', text })
const prompt: ExchangeInput = { kind: 'prompt' }

/** Feeds the inputs until the end and gives all that came of them. */
function play(command: AtCommand, inputs: readonly ExchangeInput[]) {
  let state = beginExchange(command)
  const unsolicited: string[] = []
  const sent: string[] = []
  let end: ExchangeEnd | null = null
  for (const input of inputs) {
    const step = stepExchange(command, state, input)
    state = step.state
    if (step.unsolicited !== null) unsolicited.push(step.unsolicited)
    if (step.send) sent.push(step.send)
    end = step.end
    if (end) break
  }
  return { end, unsolicited, sent }
}

const UNSOLICITED = [
  '+CMTI: "ME",3',
  'RING',
  '+CREG: 1',
  '+CREG: 1,"1A2B","0C3D",7',
  '^RSSI: 17',
  '+CUSD: 0,"text",15',
  'NO CARRIER',
  '+CGEV: NW DETACH',
]
/** Commands with the lines that answer them. */
const ANSWERED: readonly (readonly [string, AtCommand, readonly ExchangeInput[]])[] = [
  ['a plain command', probe, [line('OK')]],
  ['the IMEI, which has no prefix', askImei, [line('861234050000017'), line('OK')]],
  ['registration, whose name is also unsolicited', REGISTRATIONS[0]!, [line('+CREG: 0,1'), line('OK')]],
  ['the state of the SIM', askSimState, [line('+CPIN: READY'), line('OK')]],
  ['an error', askSimState, [line('+CME ERROR: 10')]],
  ['a stored message', readMessage(3), [line('+CMGR: 0,,17'), line(OTHER_PDU), line('OK')]],
  [
    'a list',
    listUnread,
    [line('+CMGL: 1,0,,17'), line(OTHER_PDU), line('+CMGL: 2,0,,17'), line(OTHER_PDU), line('OK')],
  ],
  ['a message to send', sendPdu(pdu, 13), [prompt, line('+CMGS: 42'), line('OK')]],
]

describe('what the modem says by itself', () => {
  test.each(ANSWERED)('between any two lines of %s changes nothing and is handed on', (_, command, answer) => {
    const undisturbed = play(command, answer)
    for (const words of UNSOLICITED) {
      for (let at = 0; at < answer.length; at += 1) {
        const disturbed = play(command, answer.toSpliced(at, 0, line(words)))
        expect(disturbed).toEqual({ ...undisturbed, unsolicited: [words] })
      }
    }
  })

  test.each(ANSWERED)('with a PDU, between any two lines of %s, keeps its PDU', (_, command, answer) => {
    const undisturbed = play(command, answer)
    const report = ['+CDS: 25', `07914890990200F0062A0B914828214380F82221908003048222219080030482${'00'}`] as const
    for (let at = 0; at < answer.length; at += 1) {
      const disturbed = play(command, answer.toSpliced(at, 0, ...report.map(line)))
      expect(disturbed).toEqual({ ...undisturbed, unsolicited: [...report] })
    }
  })
})

describe('how it ends', () => {
  const refusedBy = (family: string, number: number | null) => ({ kind: 'refused', error: { family, number } })
  test.each([
    ['OK', probe, [line('OK')], { kind: 'done', lines: [] }],
    ['ERROR', probe, [line('ERROR')], refusedBy('plain', null)],
    ['CME with a number', probe, [line('+CME ERROR: 14')], refusedBy('cme', 14)],
    ['CME with words', probe, [line('+CME ERROR: SIM not inserted')], refusedBy('cme', 10)],
    ['CMS', sendPdu(pdu, 13), [prompt, line('+CMS ERROR: 42')], refusedBy('cms', 42)],
    ['refused before the prompt', sendPdu(pdu, 13), [line('+CMS ERROR: 310')], refusedBy('cms', 310)],
    ['silence', probe, [{ kind: 'timeout' }], { kind: 'no-answer' }],
    ['no prompt', sendPdu(pdu, 13), [{ kind: 'timeout' }], { kind: 'no-prompt' }],
    ['silence after the data', sendPdu(pdu, 13), [prompt, { kind: 'timeout' }], { kind: 'unknown' }],
    ['the plug', probe, [{ kind: 'lost' }], { kind: 'lost' }],
    ['the plug before the prompt', sendPdu(pdu, 13), [{ kind: 'lost' }], { kind: 'lost' }],
    ['the plug after the data', sendPdu(pdu, 13), [prompt, { kind: 'lost' }], { kind: 'unknown' }],
    ['called back before the prompt', sendPdu(pdu, 13), [{ kind: 'cancelled' }], { kind: 'cancelled' }],
    ['called back too late', sendPdu(pdu, 13), [prompt, { kind: 'cancelled' }, { kind: 'lost' }], { kind: 'unknown' }],
  ] as const)('%s', (_, command, inputs, end) => {
    expect(play(command, inputs).end).toEqual(end)
  })

  test('an OK that belongs to an earlier command is not taken for the answer', () => {
    expect(play(askImei, [line('OK')]).end).toBeNull()
    expect(play(sendPdu(pdu, 13), [line('OK'), prompt, line('OK'), line('+CMGS: 1')]).end).toBeNull()
  })

  test('the data goes once, whatever prompts follow, and a prompt nobody asked for does nothing', () => {
    expect(play(sendPdu(pdu, 13), [prompt, prompt, line('+CMGS: 1'), line('OK')]).sent).toEqual(['data'])
    expect(play(probe, [prompt, line('OK')]).sent).toEqual([])
  })

  test('who gives up before the prompt aborts it', () => {
    expect(play(sendPdu(pdu, 13), [{ kind: 'cancelled' }]).sent).toEqual(['escape'])
    expect(play(sendPdu(pdu, 13), [{ kind: 'timeout' }]).sent).toEqual(['escape'])
  })
})

test('an echo is no answer and nothing unsolicited', () => {
  const echoed = [line('AT+CMGS=13'), prompt, line(PDU), line('+CMGS: 5'), line('OK')]
  expect(play(sendPdu(pdu, 13), echoed)).toMatchObject({ end: { kind: 'done' }, unsolicited: [] })
  expect(play(askImei, [line('AT+CGSN'), line('861234050000017'), line('OK')]).unsolicited).toEqual([])
})

test('PDUs go to the lines that announced them', () => {
  const { end } = play(listUnread, ANSWERED[6]![2])
  expect(end?.kind === 'done' && readListed(end.lines)).toEqual([
    { index: 1, pdu: OTHER_PDU },
    { index: 2, pdu: OTHER_PDU },
  ])
})

test('any inputs in any order: ends once, sends the data at most once, and never a throw', () => {
  const input = fc.oneof(
    fc.constantFrom<ExchangeInput>(
      prompt,
      { kind: 'cancelled' },
      line('OK'),
      line('+CMGS: 3'),
      line(PDU),
      line('+CDS: 13'),
    ),
    fc.string({ maxLength: 40 }).map(line),
  )
  fc.assert(
    fc.property(fc.array(input, { maxLength: 30 }), fc.nat(ANSWERED.length - 1), (inputs, which) => {
      const { sent, end } = play(ANSWERED[which]![1], inputs)
      expect(sent.filter((what) => what === 'data').length).toBeLessThanOrEqual(1)
      if (end?.kind === 'unknown') expect(sent).toContain('data')
    }),
    { seed: 20221209, numRuns: 1_000 },
  )
})

test('the data is hexadecimal and ends with Ctrl-Z', () => {
  expect(new TextDecoder().decode(encodePduData(pdu))).toBe(`${PDU}\x1a`)
})
