import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { connectPeer, credentials, messagesOf, openSandbox, otpMessage, putFaults, type SmppPeer } from '../harness.ts'
import type { Sandbox } from '../sandbox.ts'
import { STATUS } from './status.ts'

const PHONE = '+84971204118'
let sandbox: Sandbox

beforeEach(async () => {
  sandbox = await openSandbox({ slowMs: 60_000 })
})
afterEach(() => sandbox.close())

describe('binding', () => {
  test('as transceiver with id and password, telling version 3.4', async () => {
    const peer = await connectPeer(sandbox, false)
    expect(await peer.request('bind_transceiver', credentials())).toMatchObject({
      command_status: STATUS.OK,
      sc_interface_version: 0x34,
    })
    expect((await peer.request('enquire_link')).command_status).toBe(STATUS.OK)
    expect((await peer.request('bind_transceiver', credentials())).command_status).toBe(STATUS.ALREADY_BOUND)
  })

  test.each([
    ['password', { password: 'wrong' }, STATUS.INVALID_PASSWORD],
    ['system id', { system_id: 'someone' }, STATUS.INVALID_SYSTEM_ID],
  ])('a wrong %s is refused and the connection ended', async (_, change, status) => {
    const peer = await connectPeer(sandbox, false)
    expect((await peer.request('bind_transceiver', credentials(change))).command_status).toBe(status)
    await peer.ended
  })

  test('other kinds of binding fail, and nothing is taken before one', async () => {
    const peer = await connectPeer(sandbox, false)
    expect((await peer.request('bind_transmitter', credentials())).command_status).toBe(STATUS.BIND_FAILED)
    expect((await peer.request('submit_sm', otpMessage())).command_status).toBe(STATUS.WRONG_BIND_STATE)
    expect(await messagesOf(sandbox, PHONE)).toEqual([])
  })

  test('unbind is answered and ends the connection', async () => {
    const peer = await connectPeer(sandbox)
    expect((await peer.request('unbind')).command_status).toBe(STATUS.OK)
    await peer.ended
  })

  test('a command it does not know gets generic_nack, and the session lives on', async () => {
    const peer = await connectPeer(sandbox)
    const nack = once(peer.session, 'generic_nack')
    // query_sm, whose body this centre never reads.
    peer.session.socket.write(Buffer.from('00000010000000030000000000000063', 'hex'))
    expect((await nack)[0]).toMatchObject({ command_status: STATUS.INVALID_COMMAND, sequence_number: 0x63 })
    expect((await peer.request('enquire_link')).command_status).toBe(STATUS.OK)
  })
})

describe('messages', () => {
  test('reach the phone, and the receipt carries the id of the response', async () => {
    const peer = await connectPeer(sandbox)
    const response = await peer.request('submit_sm', otpMessage())
    expect(response.command_status).toBe(STATUS.OK)
    expect(await messagesOf(sandbox, PHONE)).toMatchObject([{ id: 1, from: 'MOTCUA', text: 'Ma xac thuc: 123456' }])
    const receipt = await peer.nextReceipt()
    expect(receipt).toMatchObject({
      esm_class: 4,
      source_addr: '84971204118',
      destination_addr: 'MOTCUA',
      receipted_message_id: response.message_id,
      message_state: 2,
    })
    expect(receipt.short_message?.message).toMatch(/ stat:DELIVRD err:000 /)
  })

  test('in UCS-2 and in message_payload arrive letter by letter', async () => {
    const peer = await connectPeer(sandbox)
    const text = 'Mã xác thực của Quý khách là 123456. Không cung cấp cho bất kỳ ai. '.repeat(3)
    await peer.request('submit_sm', otpMessage({ data_coding: 8, short_message: 'Mã: 123456' }))
    await peer.request('submit_sm', otpMessage({ data_coding: 8, short_message: '', message_payload: text }))
    expect((await messagesOf(sandbox, PHONE)).map((message) => message.text)).toEqual(['Mã: 123456', text])
  })

  test('without a wish for receipts none comes: the next one belongs to the next message', async () => {
    const peer = await connectPeer(sandbox)
    await peer.request('submit_sm', otpMessage({ registered_delivery: 0 }))
    await peer.request('submit_sm', otpMessage({ registered_delivery: 2 }))
    const third = await peer.request('submit_sm', otpMessage())
    expect((await peer.nextReceipt()).receipted_message_id).toBe(third.message_id)
  })

  test('to a bad address are refused and kept nowhere', async () => {
    const peer = await connectPeer(sandbox)
    const response = await peer.request('submit_sm', otpMessage({ destination_addr: '0971204118' }))
    expect(response.command_status).toBe(STATUS.INVALID_DESTINATION)
    expect(await messagesOf(sandbox, PHONE)).toEqual([])
  })

  test('a receipt that was not answered, or found nobody bound, goes to the next who binds', async () => {
    const first = await connectPeer(sandbox)
    // This peer takes the receipt and never answers it.
    first.session.removeAllListeners('deliver_sm')
    const arrived = once(first.session, 'deliver_sm')
    const response = await first.request('submit_sm', otpMessage())
    await arrived
    await first.close()
    const second = await connectPeer(sandbox)
    expect((await second.nextReceipt()).receipted_message_id).toBe(response.message_id)

    const last = await second.request('submit_sm', otpMessage())
    await second.close()
    const third = await connectPeer(sandbox)
    expect((await third.nextReceipt()).receipted_message_id).toBe(last.message_id)
  })

  test('a receipt the peer could not keep comes again, one it never wants does not', async () => {
    const peer = await connectPeer(sandbox)
    peer.answers.push(0x08, STATUS.PERMANENT_ERROR)
    const first = await peer.request('submit_sm', otpMessage())
    const id = async () => (await peer.nextReceipt()).receipted_message_id
    expect([await id(), await id()]).toEqual([first.message_id, first.message_id])
    const second = await peer.request('submit_sm', otpMessage())
    expect(await id()).toBe(second.message_id)
  })
})

describe('faults', () => {
  const submitUnder = async (smsc: string): Promise<{ peer: SmppPeer; status: number }> => {
    const peer = await connectPeer(sandbox)
    await putFaults(sandbox, { smsc })
    return { peer, status: (await peer.request('submit_sm', otpMessage())).command_status }
  }

  test.each([
    ['throttle', STATUS.THROTTLED],
    ['queue-full', STATUS.QUEUE_FULL],
  ])('%s refuses the message with its status until switched off', async (fault, expected) => {
    const { peer, status } = await submitUnder(fault)
    expect(status).toBe(expected)
    expect(await messagesOf(sandbox, PHONE)).toEqual([])
    await putFaults(sandbox, { smsc: 'none' })
    expect((await peer.request('submit_sm', otpMessage())).command_status).toBe(STATUS.OK)
  })

  test('undeliverable takes the message, reports UNDELIV, and the phone shows nothing', async () => {
    const { peer, status } = await submitUnder('undeliverable')
    expect(status).toBe(STATUS.OK)
    const receipt = await peer.nextReceipt()
    expect(receipt).toMatchObject({ message_state: 5 })
    expect(receipt.short_message?.message).toMatch(/ stat:UNDELIV err:027 /)
    expect(await messagesOf(sandbox, PHONE)).toEqual([])
  })

  test('no-receipt delivers and stays silent: the next receipt belongs to the next message', async () => {
    const { peer, status } = await submitUnder('no-receipt')
    expect(status).toBe(STATUS.OK)
    expect(await messagesOf(sandbox, PHONE)).toHaveLength(1)
    await putFaults(sandbox, { smsc: 'none' })
    const second = await peer.request('submit_sm', otpMessage())
    expect((await peer.nextReceipt()).receipted_message_id).toBe(second.message_id)
  })

  test('down ends the sessions and every new connection; none lets them in again', async () => {
    const peer = await connectPeer(sandbox)
    await putFaults(sandbox, { smsc: 'down' })
    await peer.ended
    const refused = connect(sandbox.smpp)
    refused.on('error', () => refused.destroy())
    await once(refused, 'close')
    await putFaults(sandbox, { smsc: 'none' })
    const again = await connectPeer(sandbox)
    expect((await again.request('submit_sm', otpMessage())).command_status).toBe(STATUS.OK)
  })

  test('slow holds the answer back, not the link; closing the sandbox ends the wait', async () => {
    const peer = await connectPeer(sandbox)
    await putFaults(sandbox, { smsc: 'slow' })
    const answer = peer.request('submit_sm', otpMessage()).catch((error: Error) => error.message)
    expect((await peer.request('enquire_link')).command_status).toBe(STATUS.OK)
    expect(await messagesOf(sandbox, PHONE)).toEqual([])
    await sandbox.close()
    expect(await answer).toBe('closed before the answer to submit_sm')
  })

  test('slow answers in the end', async () => {
    const quick = await openSandbox({ slowMs: 20 })
    try {
      const peer = await connectPeer(quick)
      await putFaults(quick, { smsc: 'slow' })
      const started = performance.now()
      expect((await peer.request('submit_sm', otpMessage())).command_status).toBe(STATUS.OK)
      expect(performance.now() - started).toBeGreaterThanOrEqual(19)
      expect(await messagesOf(quick, PHONE)).toHaveLength(1)
    } finally {
      await quick.close()
    }
  })
})

describe('bad peers', () => {
  test('a length beyond any PDU ends that connection alone', async () => {
    const good = await connectPeer(sandbox)
    const bad = connect(sandbox.smpp)
    bad.on('error', () => bad.destroy())
    bad.write(Buffer.from('7fffffff00000009', 'hex'))
    await once(bad, 'close')
    expect((await good.request('enquire_link')).command_status).toBe(STATUS.OK)
  })

  test('a PDU cut short inside leaves the others served', async () => {
    const good = await connectPeer(sandbox)
    const bad = await connectPeer(sandbox)
    // submit_sm of 18 octets: the header and two octets of body.
    bad.session.socket.write(Buffer.from('000000120000000400000000000000070000', 'hex'))
    const [refusal] = await once(bad.session, 'submit_sm_resp')
    expect(refusal.command_status).toBe(STATUS.INVALID_SOURCE)
    expect((await good.request('enquire_link')).command_status).toBe(STATUS.OK)
  })

  test.each([
    ['never binds', { unboundMs: 30 }, false],
    ['falls silent', { inactivityMs: 60 }, true],
  ])('whoever %s is let go', async (_, limits, bind) => {
    const strict = await openSandbox(limits)
    try {
      const peer = await connectPeer(strict, bind)
      await peer.ended
    } finally {
      await strict.close()
    }
  })
})
