import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { mountSmallDisk } from '../data/safety/testing/small-disk.ts'
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

const disk = mountSmallDisk(1)
const locked = mountSmallDisk(1)

describe.runIf(disk)('a log on a disk without room (needs the right to mount one)', () => {
  afterAll(() => {
    disk?.remove()
    locked?.remove()
  })

  test('stops nobody, and goes on when there is room', () => {
    const dir = disk?.dir ?? ''
    const log = openLog(dir, 'kiosk')
    disk?.fill()
    for (let turn = 0; turn < 1_000; turn += 1) log.info({ turn, code: 'x'.repeat(200) }, 'no room')
    disk?.free()
    log.info('room again')
    const lines = readFileSync(join(dir, 'log', 'kiosk.log'), 'utf8')
      .trimEnd()
      .split('\n')
    expect(lines.at(-1)).toContain('room again')
    expect(() => JSON.parse(lines.at(-1) ?? '')).not.toThrow()
  })

  test('that takes no writing is a fault of the store, not of the program', () => {
    const dir = locked?.dir ?? ''
    mkdirSync(join(dir, 'log'))
    locked?.readOnly(true)
    expect(() => openLog(dir, 'kiosk')).toThrow(expect.objectContaining({ code: 'STORE_READ_ONLY' }))
  })
})
