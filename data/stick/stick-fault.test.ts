import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { toStickFault } from './stick-fault.ts'
import { openStick } from './stick-files.ts'

let stick: string

beforeEach(() => {
  stick = mkdtempSync(join(tmpdir(), 'stick-'))
})
afterEach(() => rmSync(stick, { recursive: true, force: true }))

const failed = (code: string) => Object.assign(new Error('a system error'), { code })

test.each([
  ['not there when it is opened', 'ENOENT', 'open', 'STICK_ABSENT'],
  ['not to be opened by this account', 'EACCES', 'open', 'STICK_ABSENT'],
  ['not to be read by this account', 'EACCES', 'read', 'STICK_ABSENT'],
  ['write-protected', 'EROFS', 'write', 'STICK_READ_ONLY'],
  ['not to be written by this account', 'EACCES', 'write', 'STICK_READ_ONLY'],
  ['full', 'ENOSPC', 'write', 'STICK_FULL'],
  ['over what one may write', 'EDQUOT', 'write', 'STICK_FULL'],
  ['answering no more', 'EIO', 'write', 'STICK_PULLED'],
  ['without its device', 'ENODEV', 'read', 'STICK_PULLED'],
] as const)('a stick that is %s: %s at %s is %s', (_what, reason, doing, code) => {
  expect(toStickFault(failed(reason), stick, doing)).toMatchObject({ code, details: { folder: stick, reason } })
})

test('whatever the system says, a folder that is gone in the middle was pulled out', () => {
  rmSync(stick, { recursive: true })
  for (const reason of ['ENOENT', 'EROFS', 'EACCES', 'EIO'])
    expect(toStickFault(failed(reason), stick, 'write').code).toBe('STICK_PULLED')
})

describe('a real folder', () => {
  test('that was never there, and one that goes while it is written and read', async () => {
    expect(() => openStick(join(stick, 'none'))).toThrow(expect.objectContaining({ code: 'STICK_ABSENT' }))
    const files = openStick(stick)
    const file = await files.write('K0001', 'a', 'out', Buffer.from('{}'))
    rmSync(stick, { recursive: true })
    await expect(files.write('K0001', 'b', 'out', Buffer.from('{}'))).rejects.toMatchObject({ code: 'STICK_PULLED' })
    await expect(files.read(file)).rejects.toMatchObject({ code: 'STICK_PULLED' })
  })

  test('that is a file', () => {
    const path = join(stick, 'file')
    writeFileSync(path, '')
    expect(() => openStick(path)).toThrow(
      expect.objectContaining({ code: 'STICK_ABSENT', details: { folder: path, reason: 'ENOTDIR' } }),
    )
  })
})

/** Own mounts without being root, where the kernel allows them. */
const UNSHARE = ['--map-root-user', '--mount', 'sh', '-c'] as const
const mayMount = spawnSync('unshare', [...UNSHARE, 'mount -t tmpfs none /tmp']).status === 0

describe.skipIf(!mayMount)('a mounted stick (needs unshare and user namespaces)', () => {
  const onReadOnly = (script: string) => {
    const child = join(import.meta.dirname, 'testing/read-only-stick-child.ts')
    const mount = `mount -t tmpfs none '${stick}' && mkdir -p '${stick}/motcua/K0001' && echo x > '${stick}/motcua/K0001/a.in.gz' && mount -o remount,ro '${stick}'`
    return execFileSync('unshare', [
      ...UNSHARE,
      `${mount} && exec '${process.execPath}' '${child}' '${stick}' ${script}`,
    ])
      .toString()
      .trim()
  }

  test.each(['write', 'write-new', 'remove'])(
    'that is write-protected says so at %s, not that it is missing',
    (script) => {
      expect(onReadOnly(script)).toBe('STICK_READ_ONLY EROFS')
    },
  )
})
