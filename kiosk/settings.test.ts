import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { withTempFolder } from '../test/harness/temp.ts'
import { removeEndpoints, writeEndpoints } from './endpoints.ts'
import { readSettings } from './settings.ts'

describe('settings', () => {
  test('come from the file, then the environment, then flags', () =>
    withTempFolder(async (dir) => {
      const config = join(dir, 'motcua.json')
      writeFileSync(config, JSON.stringify({ central: 'http://file:1/', language: 'en', name: 'Từ tệp' }))
      const fromFile = readSettings({ config }, {}, dir)
      expect(fromFile).toMatchObject({ central: 'http://file:1', language: 'en', stationName: 'Từ tệp' })
      const fromEnvironment = readSettings({ config }, { MOTCUA_CENTRAL: 'http://env:2', MOTCUA_LANGUAGE: 'vi' }, dir)
      expect(fromEnvironment).toMatchObject({ central: 'http://env:2', language: 'vi', stationName: 'Từ tệp' })
      const fromFlags = readSettings({ config, central: 'http://flag:3' }, { MOTCUA_CENTRAL: 'http://env:2' }, dir)
      expect(fromFlags.central).toBe('http://flag:3')
    }))

  test('a data folder with running servers gives their addresses, unless something else does', () =>
    withTempFolder(async (dir) => {
      writeEndpoints(dir, { central: 'http://127.0.0.1:5', sandbox: 'http://127.0.0.1:6', pid: 1 })
      expect(readSettings({ data: dir }, {}, '/nowhere')).toMatchObject({
        central: 'http://127.0.0.1:5',
        sandbox: 'http://127.0.0.1:6',
      })
      expect(readSettings({ data: dir, central: 'http://c' }, {}, '/nowhere').central).toBe('http://c')
      removeEndpoints(dir)
      expect(readSettings({ data: dir }, {}, '/nowhere')).toMatchObject({ central: null, sandbox: null })
    }))

  test('of devices come the same way', () => {
    expect(readSettings({ printer: 'tcp:10.0.0.9' }, { MOTCUA_PAPER: '58' }, '/nowhere').devices).toMatchObject({
      printer: { kind: 'tcp', host: '10.0.0.9' },
      paper: 58,
    })
  })

  test('a counter locks after ten minutes, or as many as are said', () => {
    const lockOf = (lockAfter?: string) =>
      readSettings(lockAfter === undefined ? {} : { lockAfter }, {}, '/nowhere').counterLockMs
    expect(lockOf()).toBe(600_000)
    expect(lockOf('1')).toBe(60_000)
    expect(lockOf('60')).toBe(3_600_000)
    for (const wrong of ['0', '61', '1.5', '-1', '', '10m', '100']) {
      expect(() => lockOf(wrong)).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }))
    }
  })

  test('sealed content stays for thirty days after the decision, or as many as are said', () => {
    const daysOf = (env: NodeJS.ProcessEnv = {}) => readSettings({}, env, '/nowhere').retainContentMs / 86_400_000
    expect(daysOf()).toBe(30)
    expect(daysOf({ MOTCUA_RETAIN_DAYS: '0' })).toBe(0)
    expect(daysOf({ MOTCUA_RETAIN_DAYS: '3650' })).toBe(3_650)
    for (const wrong of ['', '-1', '1.5', '3651', '30d', '00030']) {
      expect(() => daysOf({ MOTCUA_RETAIN_DAYS: wrong })).toThrow(
        expect.objectContaining({
          code: 'CONFIG_INVALID',
          details: expect.objectContaining({ setting: 'retainDays' }),
        }),
      )
    }
  })

  test('practice has its own folder, no central, and devices of code alone', () =>
    withTempFolder(async (dir) => {
      writeEndpoints(dir, { central: 'http://127.0.0.1:5', sandbox: 'http://127.0.0.1:6', pid: 1 })
      const settings = readSettings(
        { data: dir, training: true, printer: '/dev/usb/lp0', central: 'http://c' },
        {},
        '/nowhere',
      )
      expect(settings).toMatchObject({ dataDir: join(dir, 'training'), central: null, sandbox: null, training: true })
      for (const [device, setting] of Object.entries(settings.devices)) {
        if (device !== 'paper') expect(setting).toEqual({ kind: 'simulated' })
      }
    }))

  test('of typing come the same way; without any it is Telex in the old style', () =>
    withTempFolder(async (dir) => {
      expect(readSettings({}, {}, dir)).toMatchObject({ typing: 'telex', tones: 'old' })
      const config = join(dir, 'motcua.json')
      writeFileSync(config, JSON.stringify({ typing: 'off', tones: 'new' }))
      expect(readSettings({ config }, {}, dir)).toMatchObject({ typing: 'off', tones: 'new' })
      const env = { MOTCUA_TYPING: 'vni', MOTCUA_TONES: 'old' }
      expect(readSettings({ config }, env, dir)).toMatchObject({ typing: 'vni', tones: 'old' })
      expect(readSettings({ config, typing: 'telex', tones: 'new' }, env, dir)).toMatchObject({
        typing: 'telex',
        tones: 'new',
      })
    }))

  test('of looks come the same way; without any they are those of a person who sees well', () =>
    withTempFolder(async (dir) => {
      const plain = { letters: 'vietnamese', contrast: 'normal', text: 'normal', screenReader: false }
      expect(readSettings({}, {}, dir)).toMatchObject(plain)
      const config = join(dir, 'motcua.json')
      writeFileSync(config, JSON.stringify({ contrast: 'high', screenReader: true }))
      expect(readSettings({ config }, {}, dir)).toMatchObject({ ...plain, contrast: 'high', screenReader: true })
      const env = {
        MOTCUA_CONTRAST: 'normal',
        MOTCUA_TEXT: 'large',
        MOTCUA_LETTERS: 'plain',
        MOTCUA_SCREEN_READER: '0',
      }
      const fromEnvironment = { letters: 'plain', contrast: 'normal', text: 'large', screenReader: false }
      expect(readSettings({ config }, env, dir)).toMatchObject(fromEnvironment)
      const flags = { config, contrast: 'high', text: 'normal', letters: 'vietnamese', screenReader: true }
      expect(readSettings(flags, env, dir)).toMatchObject({ ...plain, contrast: 'high', screenReader: true })
    }))

  test.each([
    [{ letters: 'runes' }, 'letters'],
    [{ contrast: 'low' }, 'contrast'],
    [{ text: 'huge' }, 'text'],
    [{ typing: 'viqr' }, 'typing'],
    [{ tones: 'middle' }, 'tones'],
    [{ language: 'fr' }, 'language'],
    [{ central: 'not a url' }, 'central'],
    [{ colours: 'pink' }, 'colours'],
    [{ kind: 'cloud' }, 'kind'],
    [{ config: '/nowhere/at/all.json' }, 'config'],
  ])('%o is refused by name', (flags, setting) => {
    expect(() => readSettings(flags, {}, '/nowhere')).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID', details: expect.objectContaining({ setting }) }),
    )
  })
})
