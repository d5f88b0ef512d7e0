import { expect, test } from 'vitest'
import { Fault } from '../../flows/base/fault.ts'
import { FAULT_CODES } from '../../flows/base/fault-codes.ts'
import { TEXTS } from '../ui/text/texts.ts'
import { commandFaultWords } from './command-fault-words.ts'

const SENTENCE = /^\p{Lu}.*[.!]$/u

test.each(FAULT_CODES)('a command that ends with %s says in words what happened', (code) => {
  const words = commandFaultWords({ code, details: {} })
  expect(words).toMatch(SENTENCE)
  expect(words).not.toContain(TEXTS.vi.unknownFault(code).what)
  expect(words).not.toMatch(/undefined|null/)
})

test.each([
  [new Fault('USAGE', { missing: 'receipt' }), 'số biên nhận'],
  [new Fault('USAGE', { missing: '--code' }), '--code'],
  [
    new Fault('USAGE', { action: 'frob\u001b[2J', allowed: 'release, seen' }),
    '"frob[2J". Dùng một trong: release, seen',
  ],
  [new Fault('USAGE', { flag: 'limit' }), '--limit'],
  [new Fault('USAGE', { together: '--once, --watch' }), '--once, --watch'],
  [new Fault('CONFIG_INVALID', { setting: 'central' }), '--central'],
  [new Fault('CONFIG_INVALID', { setting: 'data', path: '/srv/x', reason: 'ENOTDIR' }), '/srv/x (đó là một tệp)'],
  [new Fault('CONFIG_INVALID', { setting: 'kind', allowed: 'a | b' }), '"kind"'],
  [new Fault('NOT_FOUND', { receipt: 'K0002-999999' }), 'K0002-999999'],
  [new Fault('OUTBOX_NOT_EMPTY', { waiting: 7 }), '7 hồ sơ'],
  [new Fault('STATION_NOT_ENROLLED', { data: '/srv/motcua' }), '/srv/motcua'],
  [new Fault('STICK_ABSENT', { folder: '/media/usb', reason: 'ENOENT' }), '/media/usb'],
  [new Fault('NOT_ALLOWED', { reason: 'already running' }), 'cửa sổ khác'],
])('%s names what it is about', (fault, words) => {
  expect(commandFaultWords(fault)).toContain(words)
})
