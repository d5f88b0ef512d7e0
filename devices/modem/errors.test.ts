import { describe, expect, test } from 'vitest'
import { readRegistration, readSignalDbm } from './commands/network.ts'
import { readSimState } from './commands/sim-state.ts'
import { RETRIED_CMS, simErrorCode, smsErrorRule } from './errors.ts'
import { fromHex } from './pdu/octets.ts'
import { iccidOf, imsiOf, msisdnOf, recordLengthOf, spnOf } from './sim-files.ts'
import { createUrcReader } from './urc.ts'

const hex = (text: string) => fromHex(text.replaceAll(' ', ''))!

describe('errors of messages', () => {
  test('are tried again for 38, 41, 42, 47, 314, 331, 332 and 500, and for no other', () => {
    const retried = Array.from({ length: 1_000 }, (_, number) => number).filter(
      (number) => smsErrorRule({ family: 'cms', number }).action === 'retry',
    )
    expect(retried).toEqual([38, 41, 42, 47, 314, 331, 332, 500])
    expect(retried).toEqual(RETRIED_CMS)
  })

  test.each([
    [310, 'SIM_ABSENT'],
    [311, 'SIM_PIN_REQUIRED'],
    [316, 'SIM_PUK_REQUIRED'],
    [331, 'MODEM_NO_NETWORK'],
    [38, 'SMS_TEMPORARY'],
    [322, 'SMS_TEMPORARY'],
    [1, 'SMS_REJECTED'],
    [69, 'SMS_REJECTED'],
    [600, 'SMS_REJECTED'],
  ])('CMS %i is %s', (number, code) => {
    expect(smsErrorRule({ family: 'cms', number }).code).toBe(code)
  })

  test('a plain ERROR is final, and says nothing of the SIM', () => {
    expect(smsErrorRule({ family: 'plain', number: null })).toEqual({ code: 'SMS_REJECTED', action: 'give-up' })
    expect(simErrorCode({ family: 'plain', number: null })).toBeNull()
  })
})

describe('the state of the SIM', () => {
  const done = (text: string) => ({ kind: 'done' as const, lines: [{ text, pdu: null }] })
  const refused = (number: number) => ({ kind: 'refused' as const, error: { family: 'cme' as const, number } })
  test.each([
    [done('+CPIN: READY'), 'ready'],
    [done('+CPIN: SIM PIN'), 'pin'],
    [done('+CPIN: SIM PUK'), 'puk'],
    [done('+CPIN: SIM PIN2'), 'ready'],
    [done('+CPIN: SIM PUK2'), 'ready'],
    [done('+CPIN: PH-SIM PIN'), 'faulted'],
    [done('+CPIN: NOT READY'), 'unknown'],
    [refused(10), 'absent'],
    [refused(13), 'faulted'],
    [refused(14), 'unknown'],
    [{ kind: 'no-answer' as const }, 'unknown'],
  ] as const)('%j is %s', (end, state) => {
    expect(readSimState(end)).toBe(state)
  })
})

test.each([
  ['+CSQ: 21,99', -71],
  ['+CSQ: 0,0', -113],
  ['+CSQ: 31,99', -51],
  ['+CSQ: 99,99', null],
  ['+CSQ: ', null],
])('%s is %s dBm', (text, dbm) => {
  expect(readSignalDbm([{ text, pdu: null }])).toBe(dbm)
})

test.each([
  [0, 'none'],
  [1, 'home'],
  [2, 'searching'],
  [3, 'denied'],
  [4, 'none'],
  [5, 'roaming'],
  [6, 'home'],
])('registration %i is %s', (stat, registration) => {
  expect(readRegistration([{ text: `+CREG: 0,${stat}`, pdu: null }])).toBe(registration)
})

describe('files of a SIM', () => {
  test('ICCID: swapped nibbles, 19 or 20 digits', () => {
    expect(iccidOf(hex('98 48 40 80 00 21 43 65 87 F9'))).toBe('8984040800123456789')
    expect(iccidOf(hex('98 48 40 80 00 21 43 65 87 39'))).toBe('89840408001234567893')
    expect(iccidOf(hex('FF FF FF FF FF FF FF FF FF FF'))).toBeNull()
  })

  test('IMSI: length, then the digits without the first nibble', () => {
    expect(imsiOf(hex('08 49 25 40 00 21 43 65 87'))).toBe('452040012345678')
    expect(imsiOf(hex('FF FF FF FF FF FF FF FF FF'))).toBeNull()
    expect(imsiOf(hex(''))).toBeNull()
  })

  test('MSISDN: behind the name; empty in most of Vietnam', () => {
    const name = 'FF '.repeat(14)
    expect(msisdnOf(hex(`${name}07 91 48 28 21 43 80 F8 FF FF FF FF FF FF`))).toBe('+84821234088')
    expect(msisdnOf(hex(`${name}06 81 80 12 32 04 88 FF FF FF FF FF FF FF`))).toBe('+84821234088')
    expect(msisdnOf(hex('FF '.repeat(28)))).toBeNull()
    expect(msisdnOf(hex('07 91'))).toBeNull()
  })

  test('name of the provider, and none where none is written', () => {
    expect(spnOf(hex('01 56 69 65 74 74 65 6C FF FF FF FF FF FF FF FF FF'))).toBe('Viettel')
    expect(spnOf(hex('01 80 00 56 00 69 FF FF'))).toBe('Vi')
    expect(spnOf(hex('01 FF FF'))).toBeNull()
  })

  test('length of a record, from a USIM and from a SIM', () => {
    expect(recordLengthOf(hex('62 07 82 05 42 21 00 1C 01'))).toBe(28)
    expect(recordLengthOf(hex('00 00 00 1C 6F 40 04 00 11 FF 22 01 02 01 1C'))).toBe(28)
    expect(recordLengthOf(hex('62 00'))).toBeNull()
  })
})

describe('unsolicited lines', () => {
  test.each([
    ['+CMTI: "ME",3', { kind: 'message-stored', storage: 'ME', index: 3 }],
    ['+CDSI: "SR",7', { kind: 'message-stored', storage: 'SR', index: 7 }],
    ['+CPIN: NOT READY', { kind: 'sim-changed' }],
    ['+QSIMSTAT: 1,0', { kind: 'sim-changed' }],
    ['+CEREG: 2', { kind: 'registration-changed' }],
    ['RDY', { kind: 'restarted' }],
    ['+QIND: "smsfull","ME"', { kind: 'memory-full' }],
    ['RING', null],
    ['+CMTI: nonsense', null],
    ['^RSSI: 19', null],
  ])('%s', (line, urc) => {
    expect(createUrcReader().push(line)).toEqual(urc)
  })

  test('with a PDU are two lines, and others may stand between', () => {
    const reader = createUrcReader()
    expect(reader.push('+CDS: 25')).toBeNull()
    expect(reader.push('RING')).toBeNull()
    expect(reader.push('00040481414100002221908003040A02CF25')).toEqual({
      kind: 'report',
      pdu: '00040481414100002221908003040A02CF25',
    })
    expect(reader.push('00040481414100002221908003040A02CF25')).toBeNull()
  })
})
