import { execFile } from 'node:child_process'
import { verify, X509Certificate } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createPcscReaders } from '../../devices/port/pcsc/pcsc-readers.ts'
import { createVpcdLink, type VpcdLink } from '../../devices/port/pcsc/vpcd-link.ts'
import { hasCard, readersBecome } from '../harness/card-moments.ts'
import { VIRTUAL_READERS } from '../harness/pcscd.ts'
import { withTempFolder } from '../harness/temp.ts'
import { describeWithPcscd } from '../harness/with-pcscd.ts'
import { createPivCard, type PivCard } from './piv-card.ts'

const MODULE = '/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so'
const TOOL = '/usr/bin/pkcs11-tool'
const log = pino({ enabled: false })
const run = promisify(execFile)

describe.skipIf(!existsSync(MODULE) || !existsSync(TOOL))('with OpenSC (needs the Debian package opensc)', () => {
  describeWithPcscd('the PIV card', () => {
    let card: PivCard
    let link: VpcdLink
    beforeAll(async () => {
      card = await createPivCard()
      link = createVpcdLink({ simulate: true }, { log })
      const readers = createPcscReaders({ log })
      await readers.start()
      await link.insert(card)
      await readersBecome(readers, hasCard(VIRTUAL_READERS[0]))
      await readers.stop()
    })
    afterAll(() => link.stop())

    test('shows its three certificates', async () => {
      const { stdout } = await run(TOOL, ['--module', MODULE, '--list-objects', '--type', 'cert'])
      expect(stdout.match(/Certificate Object/g)).toHaveLength(3)
      expect(stdout).toContain('Certificate for Digital Signature')
    })

    test.each([
      ['9A', '01', 'SHA256-RSA-PKCS'],
      ['9C', '02', 'SHA256-RSA-PKCS'],
      ['9E', '04', 'ECDSA-SHA256'],
    ])('signs with key %s', async (slot, id, mechanism) => {
      await withTempFolder(async (folder) => {
        const data = Buffer.from('xin chào')
        await writeFile(join(folder, 'data'), data)
        const files = ['-i', join(folder, 'data'), '-o', join(folder, 'signature'), '--signature-format', 'openssl']
        const sign = ['--login', '--pin', card.pin, '--sign', '--id', id, '-m', mechanism]
        await run(TOOL, ['--module', MODULE, ...sign, ...files])
        const key = card.keys.find((one) => one.slot === slot)!
        const { publicKey } = new X509Certificate(key.certificate)
        expect(verify('sha256', data, publicKey, await readFile(join(folder, 'signature')))).toBe(true)
      })
    })

    test('counts wrong PINs, locks after three, and a good one before that starts anew', async () => {
      const login = (pin: string) => run(TOOL, ['--module', MODULE, '--login', '--pin', pin, '--list-objects'])
      await expect(login('000000')).rejects.toThrow('CKR_PIN_INCORRECT')
      expect(card.triesLeft).toBe(2)
      await login(card.pin)
      expect(card.triesLeft).toBe(3)
      for (let tries = 2; tries >= 0; tries -= 1) {
        await expect(login('000000')).rejects.toThrow()
        expect(card.triesLeft).toBe(tries)
      }
      await expect(login(card.pin)).rejects.toThrow('CKR_PIN_LOCKED')
    })
  })
})
