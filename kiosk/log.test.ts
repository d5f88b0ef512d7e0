import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { withTempFolder } from '../test/harness/temp.ts'
import { openLog } from './log.ts'

test('no personal data and no secret reaches the file, at any depth of three', () =>
  withTempFolder(async (dir) => {
    const log = openLog(dir, 'kiosk')
    const person = {
      idNumber: '046204001234',
      fullName: 'Lê Văn Mẫu',
      phone: '+84971234456',
      password: 'Bốn-Mùa7xanh!',
      passwordHash: '$argon2id$v=19$planted',
      otp: '200832',
      email: 'mau@example.vn',
      birthDate: '2004-02-29',
      insuranceNumber: '0123456789',
      taxCode: '0199999053',
      organisation: 'CÔNG TY TNHH MẪU THỬ',
      userKey: '191234567',
      commonName: 'LÊ VĂN MẪU',
      statement: 'Họ và tên: LÊ VĂN MẪU',
      cms: 'MIIBplanted',
      certificateBase64: 'MIIDplanted',
      signatureBase64: 'c2lnplanted',
      controlCode: '4711',
      userCode: 'WDJB-MJHT',
    }
    log.info(person, 'flat')
    log.warn({ claims: person }, 'claims')
    log.error({ packet: { claims: person, draft: person } }, 'deep')
    log.info([{ deeper: { still: { here: { person } } } }][0], 'very deep')
    log.info({ fault: 'LINE_DOWN' }, 'kept')
    const text = readFileSync(join(dir, 'log', 'kiosk.log'), 'utf8')
    for (const value of Object.values(person)) expect(text).not.toContain(value)
    expect(text).toContain('LINE_DOWN')
    expect(person.fullName).toBe('Lê Văn Mẫu')
  }))

test('a data folder that cannot be made is named as a setting, not shown as a stack', () =>
  withTempFolder(async (dir) => {
    const file = join(dir, 'a-file')
    writeFileSync(file, '')
    expect(() => openLog(join(file, 'station'), 'doctor')).toThrow(
      expect.objectContaining({
        code: 'CONFIG_INVALID',
        details: { setting: 'data', path: join(file, 'station', 'log'), reason: 'ENOTDIR' },
      }),
    )
  }))
