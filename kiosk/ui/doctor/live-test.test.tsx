import { afterEach, expect, test } from 'vitest'
import { createActor } from 'xstate'
import type { PersonEvent, ScannerInput } from '../../../flows/base/events.ts'
import { deviceViewOf } from '../../../flows/device-view.ts'
import { provideReadCard, provideTokenSign } from '../../../flows/provide/provide-devices.ts'
import { TEST_RULE } from '../../../flows/rules/certificate.ts'
import { createFakeDevices, sampleToken } from '../../../flows/testing/fake-devices.ts'
import { SAMPLE_NOW_MS } from '../../../flows/testing/sample-devices.ts'
import { type DoctorRunning, finding, openDoctor } from '../testing/test-doctor.tsx'
import { TODAY } from '../testing/test-views.ts'

const open: { close: () => void }[] = []
afterEach(() => {
  for (const terminal of open.splice(0)) terminal.close()
})

/** The doctor in front of a real flow with fake devices: keys go in, the flow's own views come out. */
async function run(
  flow: ReturnType<typeof provideTokenSign> | ReturnType<typeof provideReadCard>,
  input: object,
  keep: DoctorRunning['keep'],
) {
  const actor = createActor(flow as ReturnType<typeof provideTokenSign>, { input: input as never })
  const terminal = openDoctor([finding('token', 'USB token')], {
    running: { keep, send: (event: PersonEvent | ScannerInput) => actor.send(event as PersonEvent) },
  })
  open.push(terminal, { close: () => actor.stop() })
  await terminal.settle()
  actor.subscribe((snapshot) => {
    if (snapshot.status === 'active') terminal.putTest({ kind: 'flow', view: deviceViewOf(snapshot) })
  })
  actor.start()
  await terminal.settle()
  const shows = (text: string) =>
    expect
      .poll(async () => {
        await terminal.settle()
        return terminal.text()
      })
      .toContain(text)
  return { actor, terminal, shows }
}

test('a test signature: plugged in, chosen, confirmed, a wrong PIN, the right one, signed', async () => {
  const { ports, token, secrets } = createFakeDevices()
  const input = {
    signatureId: 'signature-1',
    statement: Uint8Array.of(1, 2, 3),
    ask: null,
    nowMs: SAMPLE_NOW_MS,
    accepts: TEST_RULE,
  }
  const { actor, terminal, shows } = await run(provideTokenSign(ports), input, secrets.keep)
  await shows('Mời Quý khách cắm USB ký số vào máy')
  token.become([sampleToken(1), sampleToken(2)], null)
  await shows('2  LÊ VĂN MẪU')
  await terminal.type('\u001b[B\r')
  await shows('Ký bằng chứng thư số này?')
  expect(terminal.text()).toContain('Token 2')
  await terminal.type('\r')
  await shows('Mã PIN của USB ký số?')
  await terminal.type('11112222\r')
  await shows('Mã PIN chưa đúng.')
  token.become([sampleToken(1)], null)
  await shows('Mời chọn chứng thư số để ký')
  await shows('Thiết bị vừa được rút ra hoặc đổi.')
  token.become([sampleToken(1), sampleToken(2)], null)
  await shows('2  LÊ VĂN MẪU')
  await terminal.type('\u001b[A\r')
  await shows('Ký bằng chứng thư số này?')
  await terminal.type('\r')
  await shows('Mã PIN của USB ký số?')
  await terminal.type(`${token.pin}\r`)
  await expect.poll(() => actor.getSnapshot().output).toMatchObject({ kind: 'signed' })
  expect(secrets.count).toBe(0)
  expect(terminal.written.join('')).not.toMatch(/11112222|19283746/)
})

test('a chip: six digits, the card laid on, read, told step by step', async () => {
  const { ports, card, portraits } = createFakeDevices()
  const input = { keys: null, card: null, mrz: null, today: TODAY }
  const { actor, terminal, shows } = await run(provideReadCard(ports), input, () => 'secret:none' as never)
  await shows('Mời gõ 6 số cuối')
  await terminal.type('001234\r')
  await shows('Mời đặt thẻ căn cước lên đầu đọc')
  card.become('present', null)
  await shows('Đã đọc xong chip của thẻ')
  expect(card.keysTried).toEqual([[{ kind: 'can', can: '001234' }]])
  expect(terminal.text()).toContain('! Chưa kiểm tra được chuỗi')
  expect(portraits.count).toBe(1)
  await terminal.type('\r')
  await expect.poll(() => actor.getSnapshot().output).toMatchObject({ kind: 'read' })
})
