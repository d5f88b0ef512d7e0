import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import pino from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { describeWithPcscd } from '../../test/harness/with-pcscd.ts'
import { createPivCard, type PivCard } from '../../test/peers/piv-card.ts'
import { createVpcdLink, type VpcdLink } from '../port/pcsc/vpcd-link.ts'
import { createModuleFinder } from './modules/find-modules.ts'
import { libraryFolders } from './modules/library-folders.ts'
import { openTestDriver, type TestDriver } from './testing/open-driver.ts'

const DATA = Buffer.from('Tờ khai đăng ký')
const isInstalled = libraryFolders('linux', process.arch, {}).some((folder) => existsSync(`${folder}/opensc-pkcs11.so`))
const testWithOpenSc = test.skipIf(!isInstalled)

describeWithPcscd('a PIV card through OpenSC, found by the known list (needs the package opensc-pkcs11)', (daemon) => {
  let card: PivCard
  let link: VpcdLink
  let token: TestDriver

  beforeEach(async () => {
    if (daemon.pid === null) await daemon.start()
    card = await createPivCard()
    link = createVpcdLink({ simulate: true }, { log: pino({ enabled: false }) })
    await link.insert(card)
    token = openTestDriver({ find: createModuleFinder({}) })
    await token.driver.start()
    await isThere()
  })
  afterEach(async () => {
    await token.driver.stop()
    await link.stop()
  })

  const idOf = (slot: string) => {
    const { certificate } = card.keys.find((key) => key.slot === slot)!
    return createHash('sha256').update(certificate).digest('hex')
  }
  const isThere = () =>
    token.tokensUntil((tokens) => tokens.some(({ certificates }) => certificates.length === card.keys.length))
  const isGone = () => token.tokensUntil((tokens) => tokens.length === 0)
  let ids = 0
  const sign = (slot: string, pin: string) =>
    token.driver.sign({
      signatureId: `piv-${++ids}`,
      certificateId: idOf(slot),
      data: DATA,
      pin: token.secrets.keep(pin),
    })

  testWithOpenSc('lists all its certificates and asks for no PIN', () => {
    const [seen] = token.driver.tokens
    expect(seen).toMatchObject({ module: 'opensc-pkcs11.so', pin: 'fine', hasPinPad: false })
    expect(seen?.certificates.map(({ certificateId }) => certificateId).sort()).toEqual(
      card.keys.map(({ slot }) => idOf(slot)).sort(),
    )
    expect(card.triesLeft).toBe(3)
  })

  testWithOpenSc.each([
    ['9A', 'RS256'],
    ['9C', 'RS256'],
    ['9E', 'ES256'],
  ])('the key %s signs with %s; 9C wants the PIN for each signature', async (slot, algorithm) => {
    expect(await sign(slot, card.pin)).toMatchObject({ kind: 'signed', algorithm })
    expect(await sign(slot, card.pin)).toMatchObject({ kind: 'signed', algorithm })
  })

  testWithOpenSc('a wrong PIN costs one try, and the last one is never spent', async () => {
    expect(await sign('9A', '999999')).toMatchObject({ kind: 'pin-wrong' })
    expect(card.triesLeft).toBe(2)
    expect(await sign('9A', '999999')).toEqual({ kind: 'pin-wrong', pin: 'final-try' })
    expect(card.triesLeft).toBe(1)
    expect(await sign('9A', '999999')).toEqual({ kind: 'pin-final-try' })
    expect(card.triesLeft).toBe(1)
  })

  testWithOpenSc('pulled while the prompt is open, told within a second, and put back', async () => {
    await link.remove()
    const beganAtMs = performance.now()
    await isGone()
    expect(performance.now() - beganAtMs).toBeLessThan(1_000)
    expect(token.driver.troubles).toEqual([])
    await expect(sign('9A', card.pin)).rejects.toMatchObject({ code: 'TOKEN_REMOVED' })
    await link.insert(card)
    await isThere()
    expect(await sign('9A', card.pin)).toMatchObject({ kind: 'signed' })
  })

  testWithOpenSc(
    'pulled at the very moment of signing, before its service knows: told in five seconds at most, and put back',
    async () => {
      await link.remove()
      // OpenSC hangs in C_GetTokenInfo then, or says that the card is gone, as it falls.
      const thrown = await sign('9A', card.pin).catch((fault) => fault)
      expect(['TOKEN_REMOVED', 'TOKEN_MODULE_HUNG']).toContain(thrown.code)
      await link.insert(card)
      await token.standingUntil(({ state }) => state === 'ready')
      await isThere()
      expect(await sign('9A', card.pin)).toMatchObject({ kind: 'signed' })
    },
  )

  testWithOpenSc('another card in its place while the prompt is open: it loses no try', async () => {
    const other = await createPivCard()
    await link.insert(other)
    await expect(sign('9A', '999999')).rejects.toMatchObject({ code: 'TOKEN_REMOVED' })
    expect([card.triesLeft, other.triesLeft]).toEqual([3, 3])
  })

  testWithOpenSc('the daemon restarts: the card is there again', async () => {
    await daemon.stop()
    await isGone()
    await daemon.start()
    await isThere()
    expect(await sign('9A', card.pin)).toMatchObject({ kind: 'signed' })
  })
})
